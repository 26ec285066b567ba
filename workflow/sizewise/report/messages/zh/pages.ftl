### 所有页面共用的文字：框架、由规则从数字生成的标题、坐标轴的名字。
###
### 标题是不带句号的短句。

language-name = 中文
language-code = zh-Hans

## 框架

page-skip = 跳到正文
page-report = 报告
page-study = 研究 { $study }
page-answer = 答案
page-theme = 浅色 / 深色
page-turn = 其他章节
page-footer = sizewise { $version } · 研究 { $study }
not-shown = { "**" }未显示：** { $what }。
lead-missing = 本研究没有测量：{ $what }。
link-table = 数据表（CSV）
link-notebook = 笔记本
needs-javascript = 这张图需要 JavaScript；数据表的链接在下方。
chart-keys = 用方向键可以逐点移动。
key-title = { $title }：
right-answer = 正确答案：
answer-right = ✓ 对
answer-wrong = ✗ 错
yes = 是
no = 否
public-models = 公开模型
this-ladder = 本研究的模型阶梯

print-contents = 目录
print-no-chart = 这张图只能在屏幕上操作；它的数据表随报告附上。

## 论断

claim-label = 论断 { $id }
claim-on-front = 在全部论断中查看这一条
claim-test = 检验：{ $test }
claim-here = 这里：{ $sizes } 种尺寸，每种 { $seeds } 个随机种子。
claim-literature = 文献：{ $literature }
sparkline = { $title }{ $shape ->
    [rises] 曲线上升
    [falls] 曲线下降
    [peaks] 曲线中间最高
    [dips] 曲线中间最低
    [wavers] 曲线起伏不定
    [point] 只有一个点
   *[level] 曲线持平
    }：{ LIST($points) }。
sparkline-point = { $size } 处 { PLAIN($value) }

rule = { CLAUSES($parts) }；其余情形不作判定。
rule-supported = { $quantity }的区间整个{ $place }，则判为“支持”{ $reading }
rule-too-small = 区间整个落在零两侧 { $within } 以内，则判为“小到无关紧要”{ $reading }
rule-opposite = 区间整个{ $place }，则判为“相反”{ $reading }
rule-reading = （{ $word }）
rule-place = { $side ->
    [above] 高于{ $threshold }
   *[below] 低于{ $threshold }
    }
rule-while = { $place }，同时{ $of }的区间整个{ $asked }
rule-smallest = 最小有意义效应
rule-minus-smallest = 最小有意义效应的相反数
rule-number = { $value ->
    [0] 零
    [0.5] 二分之一
   *[other] { EXACT($value) }
    }

## 数字与拼接

share = { SHARE($value) }
nothing = { "" }
clauses = { CLAUSES($parts) }
sentences = { SENTENCES($parts) }
sentence = { $text }。
value-alone = { PLAIN($value) }（无区间）
value-interval = { ESTIMATE($value, $low, $high) }

alt-title = { $title }。
alt-drawn = { $title }。{ $drawn }

## 由规则生成的标题

one-run = （每种尺寸只训练了一次）
not-above-guessing = 各种尺寸的{ $what }都没有明显高于{ $floor ->
    [chance] 乱猜的水平
   *[zero] 零
    }
no-difference = { $small } 与 { $large } 之间，{ $what }看不出差别
change = { $what }从 { $small } 的 { $first }{ $way ->
    [up] 升到
   *[down] 降到
    } { $large } 的 { $last }{ $caveat }
only-size = { $what }：{ $size } 为 { $value }，这里只有这一种尺寸
fewer = { $what }：参数量 { TIMES($sizes) } 时，{ $way ->
    [fewer] 所需减少到
   *[more] 所需增加到
    }{ $least ->
    [yes] 至少
   *[no] { "" }
    } { TIMES($ratio) }{ $way ->
    [fewer] 分之一
   *[more] { "" }
    }{ $caveat }
tally-noun = { $name ->
    [abilities] { $count } 种能力
    [domains] { $count } 个领域
   *[other] { $count } 项
    }
tally-none = { $small } 与 { $large } 之间，{ $noun }都看不出差别
tally = { $large } 与 { $small } 相比：{ $noun }中，{ LIST($parts) }{ $caveat }
tally-up = { $count } 项更高
tally-down = { $count } 项更低
tally-flat = { $count } 项看不出差别
fit-flat = 带下限的幂律可以拟合，但其指数与零分不开
fit-falls = 损失按 N 的负 { $exponent } 次幂降向一个下限
formation = { $what }{ LIST($places) }高于{ $floor ->
    [chance] 瞎猜水平
   *[zero] 零
    }
formation-none = { $what }在任何尺寸上都没有高于{ $floor ->
    [chance] 瞎猜水平
   *[zero] 零
    }
formation-at = { LIST($sizes) } 从第 { FIXED($step, digits: 0) } 步起
formation-every = 所有尺寸从第 { FIXED($step, digits: 0) } 步起
right-answers-of = { NAME($kind, of: "kind") }的正确率
question = { NAME($family, of: "family") }，{ NAME($kind, of: "kind") }
question-among = { $question }，只在具体取值中选

headline-none = { $tested } 条论断，目前一条都还没有测量。
headline = { $tested } 条论断中，这里测量了 { $measured } 条：{ LIST($parts) }。
headline-count = { $count } 条{ NAME($verdict, of: "verdict") }
headline-clearest = 最清楚的一条：{ $title }{ NAME($verdict, of: "verdict") }{ $effect ->
    [none] 。
   *[other] ，{ $effect }。
    }
headline-one-seed =
    从 { $small } 到 { $large }，每种尺寸只有一个随机种子，尺寸之间的差别与两次训练之间的差别无从区分：下面的曲线只是初看。
headline-wide = 没有一个区间窄到足以判定；下面的曲线只是初看。

## 坐标轴与线

axis-parameters = 非嵌入参数量
axis-right = 正确率
axis-step = 训练步数
chance = 瞎猜
law = { $name ->
    [power] 幂律
    [power-with-floor] 带下限的幂律
    [logistic] 逻辑斯蒂曲线
    [broken] 分段幂律
   *[other] { $name }
    }

abilities-caption =
    读完同样的词元之后，正确率（标签靠抽签的题目则为可学收益的份额）随尺寸的变化，每类题目一格；竖线是区间。只有“最大减最小”的区间不含零时，才算有差别。

## 页面可能缺少的东西：短句

missing-table = 没有数据表 { $table }
missing-arm = { $table }.parquet 里没有 { $arm } 这一支的行
missing-column = { $table }.parquet 里没有 { $column } 这一列
missing-rows = { $table }.parquet 里没有 { $column } = { $value } 的行
missing-examples = examples.parquet 里没有写出来的回答
missing-curve = claims.json 里没有 { $claim } 的曲线

## 首页

front-byline =
    研究“{ $study }”：{ $sizes } 种尺寸，参数量从 { $small } 到 { $large }，{ $seeds }，各读 { SHORT($tokens) } 个词元，内容与顺序完全相同{ $flops }。
front-seeds = 每种尺寸 { $count } 个随机种子
front-seeds-range = 每种尺寸 { $low } 到 { $high } 个随机种子
front-flops = ；合计 { PLAIN($flops, digits: 2) } 次浮点运算
front-question =
    给 70 亿参数的模型和 7000 亿参数的模型喂同样的 15 万亿词元，它们的差别究竟是“量变”还是“质变”？「感性」是否比「理性」更依赖尺寸？两篇文章的回答是：质变；而且感性确实更依赖尺寸。这里从零训练一组小模型，读的是完全相同的文本、完全相同的顺序，唯一不同的只有尺寸；文章里每一句可能说错的话，都成了一个检验。
front-smoke =
    { "**" }这只是一次试跑。** 研究“{ $study }”每种尺寸只有一个随机种子，尺寸之间的差别与两次训练之间的差别无从区分；它只说明这条路走得通。文章的论断究竟如何，要由参考研究来回答：`make pull STUDY=desk` 可以取得它的报告。
front-claims = 每一条论断，以及这里的发现
front-claims-about =
    两篇文章一共提出 { $claims } 条论断。左边是文章的话，右边是这里的发现；点开一块，可以看到事先定好的检验方法，以及这个检验本身有多可靠。
front-intervals = 方括号里是 { PERCENT($confidence) } 的区间：这样的区间 100 个里大约有 { $wrong } 个不含真值。
front-abilities = 每一类题目随尺寸的变化
front-limits = 这份报告不能说明什么
front-chapters = 证据，一章一章看
front-not-built = { $chapter }：尚未生成。
limit-sizes =
    除了注明“公开模型”的地方，这里没有任何数字是在 70 亿或 7000 亿参数上测得的。在这些尺寸上笔直的曲线，往后可能会弯；也可能在没人看过的地方出现台阶。
limit-planted =
    大多数题目问的是一个虚构的世界，因为只有在那里，我们才确切知道一个事实被读过多少次。模型怎样对待我们编造的人物、规则和诗句，是关于真实世界的证据，但不等于真实世界。
limit-one-recipe =
    所有尺寸都用同一套可以随尺寸换算的训练方法。换一套方法、换一种文本配比，或者训练得更久，这里的每个数字都可能移动。

answer-kind = { $name ->
    [changed] 明显改变
    [same] 没有改变
   *[open] 说不准
    }
answer-supported = 与文章所说一致：{ LIST($topics) }。
answer-opposite = 与文章所说相反：{ LIST($topics) }。
answer-misled =
    在模拟的模型上，{ LIST($topics) }的检验在某个世界里答错得比允许的多；见“判定有多可信”一页。
answer-changed-none = 没有哪一条论断的尺寸差别清楚到足以判定。
answer-same = 尺寸对{ LIST($topics) }没有值得一提的影响。
answer-same-none = 没有一条论断足以表明尺寸的影响小到可以忽略。
answer-undecided = { $count } 条论断尚未判定，其中{ LIST($reasons) }。
answer-reason = { $reason ->
    [one-run] 因为没有第二个随机种子的有 { $count } 条
    [too-wide] 因为区间太宽的有 { $count } 条
    [floor] 因为高于瞎猜的尺寸太少的有 { $count } 条
    [ceiling] 因为所有尺寸都到了上限的有 { $count } 条
    [out-of-range] 因为这些尺寸不在能看出结果的范围内的有 { $count } 条
    [crossing] 因为所比较的曲线相交的有 { $count } 条
    [condition] 因为检验的前提不成立的有 { $count } 条
   *[other] 因为其他原因（{ $reason }）的有 { $count } 条
    }
answer-unmeasured = 另有 { $count } 条在本研究中没有测量。
answer-context = 还有 { $count } 条是背景，没有训练能够检验。
answer-open-none = 没有悬而未决的论断。

claim-topic = { $id ->
    [A0] 难题上的差距
    [A1] 压缩的有损与无损
    [A2] 罕见事实的记忆
    [A3] 一本正经地胡说
    [A4] 逐字的措辞
    [A5] 长的推理链
    [A6] 深的堆栈
    [A7] 多个约束同时满足
    [A8] 临界尺寸上的跳变
    [A9] 归纳头
    [A10] 从几个例子学会新规则
    [A11] 用上下文推翻旧经验
    [A12] 数据里的噪声
    [A13] 把冲突的语境隔开
    [A14] 叠加的语境
    [A15] 被反问时的动摇
    [A16] 同等损失下的能力
    [B1] 公开模型的感性与理性
    [B2] 厂商与时间
    [B3] 感性的代价
    [B4] 奖励含糊时的感性
    [B5] 感性为何昂贵
    [B6] 总参数与激活参数
    [B7] 模型与人脑
   *[other] { $id }
    }
group = { $name ->
    [memory] 记忆
    [reasoning] 推理
    [context] 从上下文学习
    [robustness] 鲁棒性
    [quality] 量变还是质变
   *[feeling] 感性与理性
    }
group-about = { $name ->
    [memory] JPG 还是 RAW：读过的东西留下了多少。
    [reasoning] 链条、堆栈与约束，以及能力会不会突然跳变。
    [context] 不经训练，模型能从眼前的文本里学到什么。
    [robustness] 噪声、冲突与反驳。
    [quality] 文章的总结：更大的尺寸买来的是更多的同一种东西，还是另一种东西？
   *[feeling] 「感性」是否比「理性」更依赖尺寸？为什么？
    }
claim-found = { "**" }这里的发现。** { $reason }
claim-hypothesis = { "**" }如果属实：** { $hypothesis }
claim-test-rule = { "**" }检验：** { $test }{ $rule }
claim-smallest = 最小有意义的效应是 { EXACT($effect) } { $unit }。
claim-literature-strong = { "**" }文献：** { $literature }
claim-worth = { "**" }检验的可靠程度：** { $worth }
claim-history = { "**" }沿革：** { $history }
claim-tier = 测量对象：{ $tier }

## 关于本研究的页面

about-title = 关于本研究
about-description = 这份报告背后的研究：尺寸、词元、来源、许可、哈希与用词。
about-reading = 怎样阅读
about-intervals =
    每条论断有一个主要检验，判定取决于效应的区间落在哪里。区间来自对随机种子、实体、题目的逐层重抽样，写在数值后面的方括号里；数字保留到不确定度的第二位。
about-sizes = 尺寸按不含嵌入层和输出层的参数计。所有图中，颜色越深（深色页面上越浅）表示越大。
about-titles = 只有区间彼此分开时，标题才说有差别；其余一律写作“看不出差别”，这与“相等”不是一回事。
about-study = 研究的内容
about-study-is =
    研究 { $study }：{ $sizes } 种尺寸，{ $seeds }，{ SHORT($tokens) } 个词元，所有尺寸相同。
about-sizes-head = 尺寸
about-sizes-caption = 尺寸。参数的三种计数；损失以每词元奈特（训练）和每字节比特（留出文本）计。
about-size = 尺寸
about-mix-head = 词元的构成
about-mix-caption = 词元的构成：自然文本的领域与植入的题族，按配置。
about-domain = 领域或题族
about-column = { $name ->
    [width] 宽度
    [layers] 层数
    [non-embedding] 非嵌入
    [with-head] 含输出层
    [total] 总数
    [seeds] 种子数
    [loss] 最终损失
    [bits] 每字节比特
    [share] 份额
    [tokens] 词元
    [domain] 领域
    [from] 来源
    [licence] 许可
    [attribution] 署名
    [folder] 文件夹
    [stage] 阶段
    [code] 代码
    [files] 文件数
   *[outputs] 文件哈希
    }
domain = { $name ->
    [all] 所有领域
    [plays] 戏剧
    [verse] 诗歌
    [scripture] 经文
    [encyclopedia] 百科
    [countries] 各国概况
    [recipes] 菜谱
    [code] 代码
    [mathematics] 数学
    [web] 网页
   *[other] { NAME($name, of: "family") }
    }
about-sources = 来源与许可
about-sources-head = 自然文本的来源
about-sources-caption = 自然文本在研究运行时获取，不属于这份报告，也不在代码库中。
about-no-sources = 语料没有留下写明来源的清单
about-planted = 植入的文本由本研究自己编造，出自同一个随机种子。
about-provenance = 出处
register-stale =
    分析所读的登记条目与现在的不同：{ "**" }登记在结果之后有改动；请重新运行研究{ "**" }。
register-current = 这里可以判定的论断，与分析所读的登记一致。
register-changed = { "**" }登记在已有结果之后有过改动。{ "**" }
register-differs = 自首次分析这些结果以来，以下论断有改动：{ LIST($claims) }。
about-register-hash = 论断登记的 sha256
about-analysed-hash = 分析所读部分的 sha256
about-first-hash = 首次分析所读部分的 sha256
about-folders = { $count } 个产物文件夹，附代码与文件的哈希
about-artifacts = 产物
about-packages = 运行环境：{ $packages }。
about-glossary = 词汇表
glossary-word = { $name ->
    [decade] 十倍
    [nat] 奈特
    [logit] 对数几率
    [arm] 分支实验（arm）
    [tier] 档次
    [f50] f50、k50
    [exposure] 诗句的曝光度
    [seed] 随机种子
    [interval] 区间
    [holm] Holm 校正
    [floor] 下限与上限
    [maximal-update] 最大更新参数化
    [branch] 支线
    [bits-per-byte] 每字节比特
   *[shapley] Shapley 份额
    }
# 正文中词汇表各词的写法，用 | 分开。
glossary-forms = { $name ->
    [decade] 十倍
    [nat] 奈特
    [logit] 对数几率
    [arm] 分支实验
    [tier] 档次
    [f50] f50|k50
    [exposure] 曝光度
    [seed] 种子
    [interval] 区间
    [holm] Holm 校正
    [floor] 下限|上限
    [maximal-update] 最大更新参数化
    [branch] 支线
    [bits-per-byte] 每字节比特
   *[shapley] Shapley
    }
glossary-meaning = { $name ->
    [decade] 参数量增加到十倍；斜率都按十倍给出。
    [nat] 用自然对数计的损失单位；1 奈特等于 1.44 比特。
    [logit] 答对与答错之比的对数：0 是一半，2.2 是十次对九次。
    [arm] 训练各个尺寸的一种方式：模型阶梯本身、更短的训练、别的文本或别的方法。
    [tier] 机器容许多大的研究：quick、desk、单块显卡、集群。
    [f50] 一个事实要读多少遍（f），或者推理走到多少步（k），才有一半答对。
    [exposure] 真的那一行在同样形式的其他行中排得多靠前，以比特计。
    [seed] 一次从自己的随机起点开始的训练，词元和顺序都相同。
    [interval] 如果对噪声的设想正确，这样的研究做 100 次，有 95 次效应落在其中。
    [holm] 同时做许多检验时，用更严的门槛。
    [floor] 瞎猜能得到的，和无法超过的：分数停在那里时，什么也看不出来。
    [maximal-update] 让同一个学习率适用于所有宽度的规则（arXiv 2203.03466）。
    [branch] 从另一次训练中途分出、提前让学习率衰减的训练。
    [bits-per-byte] 没有人训练过的文本上的损失，按字节计，因而不同分词器可以相比。
   *[shapley] 一个量无论与谁同列，平均能解释多少。
    }

## 表格的列

column-domain = 领域
column-family = 题族
column-kind = 题型
column-score = 得分
column-chance = 瞎猜
column-signal = 信号
metric = { $name ->
    [accuracy] 正确率
    [accuracy-among-the-values] 只在具体取值中选的正确率
    [divergence] 收益的份额
    [share-of-the-reachable-gain] 相对均匀猜测，可得收益中得到的份额
   *[other] { $name }
    }
axis-bits-per-byte = 每字节比特
axis-tokens = 读过的词元
call = { $name ->
    [quality] 质变
    [quantity] 量变
    [inverse] 反向
    [undecided] 未定
    [jump] 跳变
    [smooth] 平滑
    [not-measured] 未测量
    [none] –
   *[other] { $name }
    }

## 故事

story-flat = { $call ->
    [at-chance] { "**" }没有一种尺寸比乱猜做得好**，所以说明不了尺寸：{ SEMICOLONS($kinds) }。
    [at-the-ceiling] { "**" }每种尺寸都能做对**，所以说明不了尺寸：{ SEMICOLONS($kinds) }。
   *[no-difference-seen] { "**" }比乱猜做得好，而 { $small } 与 { $large } 之间看不出差别**：{ SEMICOLONS($kinds) }。
    }
story-flat-none = 凡是有尺寸比乱猜做得好的题目，{ $small } 与 { $large } 之间没有一类看不出差别。
story-title = 故事
story-description = 问了什么，植入了什么，尺寸买来了什么、没买来什么，一步一张图。
story-lead = 十分钟，一步一张图。证据在各章，疑问在最后。
story-head = { $name ->
    [bet] 赌注
    [world] 我们植入的世界
    [bought] 尺寸买来了什么
    [not-bought] 没有买来什么
    [quality] 量变还是质变
    [feeling] 感性与理性：植入的一对
    [public] 感性与理性：公开模型
    [arms] 换几种问法
   *[missing] 还缺什么
    }
story-text = { $name ->
    [bet] 两篇文章下了赌注：读完同样的 15 万亿词元，700B 与 7B 的差别是质的差别：一个记住“大意”，一个记住“全貌”；一个是模仿者，一个是思考者。它们还赌「感性」比「理性」更需要尺寸。没有人能真的训练这样一对模型来看。但这些论断说的是尺寸的作用，而小模型也有尺寸。
    [world] 于是我们编造了一个世界，其中每个事实我们都清楚：有记载的人物，名字连成的链条，不可交换的行走，要收好的括号，带许多约束的指令，有规则的语言，互相矛盾的信源，由许多细节各推一点的情绪，由少数规则决定的推断。它的文本混在自然文本之中，每种尺寸都读同样的一份，每个事实出现过多少次都记了账。下面每个题族各举一段文本和一道题，附答案。
    [bought] 所有尺寸以同样的顺序读同样的文本。大的做得更好的地方，就是尺寸买来的。
    [not-bought] 不上升的曲线也是发现，只要最大的尺寸比乱猜做得好。如果各种尺寸都在乱猜，或者都全部做对，曲线就说明不了尺寸：这两种情况在这里分开列出。
    [quality] 更大的模型是更多的同一种东西，还是另一种东西？读得更多的小模型，与读得更少的大模型损失相同时，如果损失说明一切，两者就该做得一样好。
    [feeling] 这里的“情绪”是由许多小细节推动的标签，“推断”是由少数细节决定的标签。两者其余全都相同，所以只有结构的种类能使其中一个更贵。
    [public] 公开模型在尺寸、日期、厂商、方法上同时不同。从它们身上能读出的东西更弱，但说的是真实的写作。
    [arms] 同样的尺寸还换了几种问法：用装满它们的文本，用每次只激活少数的专家，用训练之后的奖励。本研究运行过的，各有一章。
   *[missing] 这份报告还悬着什么，以及其中任何数字都说明不了什么。
    }
counted = { $name ->
    [non_embedding] 非嵌入
    [non_embedding_and_head] 非嵌入与输出层
    [total] 总数
   *[other] { $name }
    }

## 全部题目

items-title = 全部题目
items-description = 每一道题、各尺寸模型在每个检查点的回答，以及训练数据中讲过答案的段落。
items-lead = 本报告的每个数字都由题目得来。所有题目都在这里：问了什么，各尺寸的模型在训练途中怎样回答，训练数据里哪些段落讲过答案。
items-choose = 选择一类题目
items-count = { PLAIN($count) } 道题
items-not-public = 公开基准的题目版权属于他人，这里不展示；得分见各章。
items-draw-about = 也可以随机抽一题。同一个种子总是抽到同一题，所以不必轻信别人挑给你看的那一题。
items-family-title = { $family }：全部题目
items-how = 从列表里选一道题。小表的每一行是一种尺寸，每一列是训练途中的一个时刻，颜色越深答得越好。拖动滑块，可以看到那一刻的回答。列表里每种尺寸有一个圆点，从小到大排列；最后一个检查点答对的是实心。
items-needs-javascript = 浏览题目需要 JavaScript；题目数据以文本形式放在本页旁边。
items-about = { $family ->
    [biographies] 一些并不存在的人和他们的小传，有的只讲一次，有的讲很多次。题目问小传里写了什么；如果从未写过，正确答案是“not recorded”（没有记载）。
    [records] 一本登记册，每个条目恰好含有已知数量的比特。题目问登记的内容，或问登记在册的是谁。
    [chains] 从一个词通向另一个词的路。题目列出这些路，问其中一条通到哪里：直接作答，或者逐步写出。
    [instructions] 写一行词，同时满足好几个要求；由程序逐条检查。
    [running_state] 从一棵树走到另一棵树。这些移动不可交换，只数次数是得不到终点的。
    [new_language] 一种小语言，规则要从题目里的几个例子中读出来。
    [sources] 年历和旧传说里的说法，有时互相矛盾。题目问某一方怎么说、多数怎么说，或者对正确的回答提出质疑。
    [nesting] 没有闭合的括号，或者带来客人的客人。要按嵌套的次序闭合或离场。
    [verses] 训练数据里逐字出现过的诗句，有的一次，有的很多次。题目给出开头。
    [feelings] 一天里的种种细节，每一个都把心情推动一点点。标签是抽签得来的，谁也不可能每次都对；真实的概率写在回答旁边。
    [deductions] 一桩案子的痕迹，其中少数几个按规则决定结论。标签是抽签得来的，谁也不可能每次都对；真实的概率写在回答旁边。
   *[other] { NAME($family, of: "family") }类题目。
    }
items-knob = { $name ->
    [exposures] 训练中讲过的次数
    [attribute] 问的内容
    [cardinality] 可能的取值数
    [population] 登记册
    [stranger_share] 其问答中陌生人的比例
    [hops] 路的步数
    [distractors] 其他路的条数
    [operations] 移动次数
    [group] 移动的种类
    [constraints] 要求的个数
    [trained] 训练中有同样多的要求
    [asked] 要求的种类
    [depth] 未闭合的层数
    [distance] 中间已闭合的段数
    [shots] 给出的例子数
    [pairs] 给出的对数
    [rule] 规则
    [order] 次序
    [place] 位置
    [source] 信源
    [agree] 信源一致
    [relation] 问的内容
    [noise_rate] 错误说法的比例
    [first_right] 首次回答正确
    [duplicates] 诗句在训练中出现的次数
    [prefix_words] 给出的词数
    [setting] 设定
    [weights] 要学的权重数
    [possible_bits] 一切皆有可能时的比特数
    [planted_bits] 植入的比特数
   *[other] { $name }
    }
items-word = { $name ->
    [filters] 筛选
    [kind] 题型
    [any] 不限
    [answers] 最后一个检查点的回答
    [disagree] 各尺寸不一致
    [all-right] 全部答对
    [none-right] 全部答错
    [only-large] 最大的对，最小的错
    [only-small] 最小的对，最大的错
    [text] 题目文字
    [of] /
    [more] 显示更多
    [none] 没有符合条件的题目。
    [draw] 随机抽一题
    [seed] 种子
    [drawn] 抽题种子
    [from] 抽取范围
    [list] 题目列表
    [permalink] 本题链接
    [next] 下一题
    [previous] 上一题
    [question] 题目（各尺寸看到的原文）
    [right-answer] 正确答案
    [what-answered] 各尺寸的回答
    [checkpoint] 训练步数
    [choice] 选项
    [true-share] 真实概率
    [picked] 所选
    [is-right] 对
    [is-wrong] 错
    [size] 尺寸
    [grid] 各尺寸、各步数是否答对
    [grid-choice] 各尺寸、各步数给正确选项的概率
    [stated] 到此为止讲过
    [seeds-note] 各种子取平均；写出的文字来自第一个种子。
    [not-asked] 短横表示没有问：较早的检查点只问一部分题目。
    [training] 训练数据怎么说
    [no-fact] 没有段落直接讲过答案：答案由题目本身得出，或者本来就没有记载。
    [never] 训练流没有收入这个事实。
    [times] 讲过它的段落数
    [shown-of] 这里显示
    [in-step] 步数
    [passage] 段落
    [says-other] 说的是另一个值
    [source] 据
    [yes] 是
    [no] 否
   *[other] { $name }
    }

## 搜索

search-title = 搜索
search-description = 搜索论断、章节、图、词汇表和全部题目。
search-about = 论断、图，或题目里的一个词
search-needs-javascript = 搜索需要 JavaScript；导航栏也通往每一页。
search-word = { $name ->
    [claims] 论断
    [pages] 章节、图与词汇
    [questions] 题目
    [none] 没有找到。
    [more] 还有更多结果；再加一个词可以缩小范围。
   *[results] 结果
    }

front-question-head = 一道题，各尺寸怎么答
front-question-about = 这个答案在训练数据中出现了 { PLAIN($times) } 次。每一列是一种尺寸，标出的格子是它选的。拖动滑块，可以回看训练途中的回答。
front-question-chosen = 按规则选出：各尺寸差别最大的一题。多数题目的差别没有这么大。
front-question-more = 查看这道题的全部内容和其他题目。

front-made = 由 sizewise { $version } 生成，提交 { $commit }（{ $date }）。
front-made-nowhere = 由 sizewise { $version } 在仓库之外生成。
cite-head = 如何引用
cite = { $title }{ $ended ->
    [yes] {""}
   *[no] 。
}研究“{ $study }”，sizewise { $version }，提交 { $commit }，{ $date }。
cite-nowhere = { $title }{ $ended ->
    [yes] {""}
   *[no] 。
}研究“{ $study }”，sizewise { $version }。
link-script = 脚本
about-workflow = 工作流自身的报告
about-workflow-is = 列出每条规则的命令、输入与输出，以及每个作业用时；由 Snakemake 生成。
