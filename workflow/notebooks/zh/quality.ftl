### “量变还是质变”一章的文字。

quality-title = 量变还是质变
quality-about-the-essay =
    文章问：更多的参数改变的只是模型能做多少（量），还是也改变它能做什么（质）？两个检验。第一，读得更多的小模型，与读得更少的大模型，在一个题族的一半题目上损失相同时，另一半题目答得一样好吗？如果一样，损失就说明了一切，尺寸不过是降低损失的一种办法。第二，有没有能力在某个临界尺寸上跳变？同样的回答换成连续的评分，跳变还在不在？
quality-ability-at = 同等损失下的能力
quality-ability-at-missing = matched_points.parquet 里没有题族
quality-ability-at-axis = 自身损失，奈特
quality-ability-at-alt = 正确率随题族自身损失的变化，每种尺寸一条线，每个题族一格。
quality-ability-at-caption =
    每种尺寸一条线，每个检查点一个点，训练向右进行；损失取同样题目正确选项的损失，用最合适的温度。几条线叠在一起：损失说明一切，是量。几条线并排：尺寸带来了损失显不出的东西，是质。
quality-what-a = 同等损失下，尺寸增加到十倍带来什么
quality-column-sizes = 尺寸
quality-column-seeds = 种子
quality-column-checkpoints = 检查点
quality-column-call = 称为
quality-column-logits-a-decade = 每十倍的对数几率
quality-column-share-of-right = 每十倍的正确率
quality-what-a-caption = 同上，去掉早期的检查点。除最后一个检查点外，学习率都还没有降下来，所以各行之间移动的东西尚不清楚。
quality-column-number = 个数
quality-one-answer = 同一个回答，几种评分
quality-one-answer-caption = 同样的回答按各种评分来看。写出的回答没有各选项的概率，只有编辑距离。
quality-which-law = 哪条规律能预测最大的尺寸
quality-which-law-axis = 预测与实测损失之比的对数
quality-which-law-alt = 各条竞争规律的误差，按题型。
quality-many-steps = 许多步：是不是 p 的 k 次幂？
quality-many-steps-axis = 扣除瞎猜的正确率
quality-many-steps-alt = 扣除瞎猜的正确率随步数的变化，与 p 的 k 次幂并列。
quality-many-steps-caption =
    点：实测。虚线：若每一步都以步数最少的题目的概率 p 答对，应得的结果。落在虚线上的完全匹配看着像悬崖，其实不是。
quality-scaling-laws = 带下限的规模定律
quality-scaling-laws-caption =
    L = E + A / N^α + B / D^β；后期检查点太少时没有最后一项。领域以每字节比特计，题族以正确选项的奈特计。N 是非嵌入参数。D 是同一学习率安排下读过的词元，不是一次独立训练的长度。
quality-column-name = 名称
quality-column-law = 定律
quality-column-points = 点数
quality-column-floor-e = 下限 E
quality-column- = α
quality-column--2 = β
quality-what-the = 拟合有多依赖个别的点
quality-what-the-caption = 各领域合计的留出损失，去掉若干点、换一种参数计数之后重新拟合。各行之间变化大的，就是不清楚的。
quality-column-variant = 变体
quality-column-parameters-counted = 参数计数
quality-column-e = E
quality-column-a = A
quality-column-b = B
quality-counted = { $families } 个题族中有 { $count } 个是{ NAME($call, of: "call") }
quality-lead = 在同一题族损失相同时，能力还要靠尺寸来解释吗？{ $calls }。
quality-at-equal-loss = 同等损失下：{ $calls }
quality-family-call = { NAME($family, of: "family") }：{ $call }
quality-no-fit = { SENTENCES($why) }
quality-not-measured = 未测量。{ $why }
quality-not-measured-of = 未测量：{ $items }。{ $why }
quality-matched-caption =
    在题族自身损失的三次式之外，尺寸每增加到十倍带来的对数几率。质变：区间高于 { PLAIN($smallest) }；量变：离零比它更近；反向：低于零；未定：只有一个种子，或区间太宽。问单个事实的题族不参与判定：同等损失下，更大的尺寸见到每个事实的次数更少。
quality-since = 训练的 { SHARE($share) } 之后
quality-jumps = 出现跳变的题型：{ LIST($parts) }。
quality-jump = 按{ NAME($scoring, of: "scoring") }，{ $kinds } 类中有 { $count } 类
quality-jump-means =
    跳变：在相邻两种尺寸之间（两侧各至少还有两种尺寸），消失的损失超过对数尺寸直线所能解释的，超出的幅度达到论断 A8 的要求，并对所有题型与间隔作了校正。平滑：没有哪一处的台阶有这么大。未定：两种都说得通。
scoring = { $name ->
    [exact-match] 完全匹配
    [log-likelihood] 对数似然
    [brier] Brier 评分
    [margin] 差距
    [edit-distance] 编辑距离
   *[other] { $name }
    }
quality-best-law = { NAME($law, of: "law") }对 { $target } 的预测最好：相差 { PERCENT($off) }
quality-rivals-caption =
    对 { $target } 的预测：它是实测过的，没有参与拟合；不是外推。每类题目取连续评分；标题取所有评分的中位数。分段的规律需要的尺寸，比短阶梯所有的更多。
quality-powers = { $points } 个点中，{ $above } 个高于 p^k，{ $below } 个低于
quality-powers-none = 没有一个点能与 p^k 区分开
quality-subject = { $name ->
    [domain] 自然文本
   *[family] 植入题族
    }
variant = { $name ->
    [all-points] 全部的点
    [without-the-5-highest-losses] 去掉损失最高的五个点
    [without-the-smallest-size] 去掉最小的尺寸
    [without-the-largest-size] 去掉最大的尺寸
    [without-the-fewest-tokens] 去掉词元最少的点
    [the-most-tokens-only] 只留词元最多的点
   *[other] { $name }
    }
quality-no-rivals = 竞争的规律需要一种可预测的尺寸和若干更小的尺寸
quality-ends = 各次训练的末端
