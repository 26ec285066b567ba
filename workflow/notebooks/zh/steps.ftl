### “步骤”一章的文字。

steps-title = 步骤
steps-about-a-chain =
    一条链从名字指向名字；问题是走这么多跳之后到了哪里。“直接”作答要立刻说出终点，每一跳都得在网络内部完成；“写出”则把每一跳写下来。每篇文本的标签都重新打乱，什么也无法靠记忆；最深的题超出训练所示。
steps-about-in-a =
    状态追踪不需要查找：沿着一串不可交换的移动走下去，问走到了哪里。少算任何一步，都说不出终点。
steps-about-chains-have =
    链有下一环可查，嵌套没有。最后打开的最先关上，其间打开又关上的都要忘掉：各种形状的括号，或者带着客人来的客人。模型按顺序写出所有要收的，或者在只差两处的几个序列中挑选。
steps-right-answers = 正确率随跳数
steps-right-answers-alt = 正确率随跳数的变化，每种作答方式一格。
steps-right-answers-caption =
    直接作答的选项是它所有链的终点。只学会哪些标签是终点、却不知道是哪条链的终点，就停在平台上，那也正是瞎猜水平：这是模型经过的一个阶段，不是能力。写出的回答每一步都对才算对。
steps-right-answers-label = 跳数
steps-right-answers-chance = 平台：在各终点中猜
steps-right-ends = 终点正确率随操作数
steps-right-ends-alt = 终点正确率随操作数的变化，每种作答方式一格。
steps-right-ends-caption =
    一步操作是训练完整给出的一张表；这些题里更长的行走不在训练中。写出的回答每个状态都对才算对。
steps-right-ends-label = 操作数
steps-right-ends-shares = 终点正确率
steps-when-it = 什么时候形成
steps-when-it-alt = 正确率随训练步数的变化。
steps-when-it-caption = 在评测过的检查点上，所有跳数合计的正确率。回路形成的步数在各种子之间很分散；带子宽往往就是因为这个。
steps-near-misses = 差一点
steps-near-misses-what = 写出的回答与正确文本的接近程度
steps-near-misses-panel-exactly-right = 完全正确
steps-near-misses-panel-edit-similarity = 编辑相似度
steps-near-misses-label = 得分
steps-near-misses-alt = 写出的回答的完全匹配与编辑相似度，随跳数的变化。
steps-near-misses-caption =
    同样的回答评两次分。全对才得分，会把平滑的变化变成悬崖：k 步的回答全对的概率是 p^k。
steps-what-models = 模型写了什么
steps-what-models-title = 同样的问题，每一种尺寸
steps-what-models-note = 表中最前面的几道题，不是按回答挑的。
steps-right-answers-2 = 正确率随深度
steps-right-answers-alt-2 = 正确率随深度的变化，每类一格。
steps-right-answers-caption-2 =
    末尾仍然打开的层数。每一处收尾都对才算对。收尾可以跳过此后打开的东西，所以数开口的个数得不到哪些还开着。最深的题超出训练中收过的深度。
steps-right-answers-label-2 = 层数
steps-ends-of = 行走终点的正确率（{ NAME($kind, of: "kind") }）
