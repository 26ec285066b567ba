### 中文。
###
### 结果所说的每一件事一条消息；键与变量名由说它的代码决定。除注明为短句或名词短语的消息外，都是带句号的整句。

## 文字怎样拼接

locale = zh-Hans
space = { "" }
between-clauses = ；
percent = { $number }%
and-more = 另外 { $count } 项
further-sentences = 另外 { $count } 项情况相同。

## 名字：名词短语

family = { $name ->
    [biographies] 生平
    [chains] 链条
    [deductions] 推断
    [feelings] 情绪
    [instructions] 指令
    [nesting] 嵌套
    [new_language] 新语言
    [running_state] 状态追踪
    [sources] 信源
    [verses] 诗句
    [arc_challenge] ARC challenge
    [arc_easy] ARC easy
    [lambada_openai] LAMBADA
    [logiqa] LogiQA
    [piqa] PIQA
    [sciq] SciQ
    [winogrande] WinoGrande
    [wsc] WSC
   *[other] { $name }
}

kind = { $name ->
    [direct] 直接作答
    [written] 逐步写出
    [never_seen] 从未出现的人
    [not_recorded] 记载缺失的人
    [recall] 回忆题
    [label] 标签题
    [close_brackets] 嵌套括号
    [close_guests] 客人带客人
    [choose_brackets] 选择括号的收尾
    [choose_guests] 选择客人的离场
    [continue] 续写诗句
    [exposure] 诗行排序
    [noisy] 噪声题
    [tagged] 标明本信源的题
    [untagged] 不标信源的题
    [swapped] 标成另一信源的题
    [challenged] 反问题
    [rule] 新规则
    [flipped] 翻转的标签
    [usual] 平常的标签
    [lookup] 查表题
   *[other] { $name }
}

knob = { $name ->
    [noise_rate] 噪声比例
    [prefix_words] 前缀长度
    [first_right] 首次回答是否正确
    [agree] 信源是否一致
    [hops] 跳数
    [operations] 操作数
    [constraints] 约束数
    [depth] 深度
    [exposures] 出现次数
    [duplicates] 重复次数
    [shots] 例子数
    [pairs] 对数
   *[other] { $name }
}

unit = { $name ->
    [hops] 跳
    [operations] 步操作
   *[other] { $name }
}

column = { $name ->
    [checks] 各约束是否满足的记录
    [divergence] 与真实标签分布的散度
   *[other] { $name } 这一列
}

run = { $arm ->
    [ladder] { $size } 种子 { $seed }
   *[other] “{ $arm }”一支的 { $size } 种子 { $seed }
}
at-step = { LIST($sizes) } 在第 { $step } 步
family-alone = 只看{ NAME($family, of: "family") }
kind-alone = 只看{ NAME($kind, of: "kind") }
answers-of = { NAME($family, of: "family") }中的{ NAME($kind, of: "kind") }
kind-of-family = { NAME($family, of: "family") }（{ NAME($kind, of: "kind") }）
estimate = { FIXED($value, digits: 2) } { INTERVAL($low, $high, digits: 2) }
about = { PLAIN($value, digits: 2) }
more-than = 超过 { PLAIN($value, digits: 2) }
fewer-than = 少于 { PLAIN($value, digits: 2) }
less-than = 小于 { PLAIN($value, digits: 2) }

## 逐条论断的发现

a0-finding =
    尺寸每增加到十倍，最容易的三分之一题目高于瞎猜的正确率变化 { SIGNED($easy_slope, digits: 3) }，最难的三分之一变化 { SIGNED($hard_slope, digits: 3) }（{ LIST($families, of: "family") }的平均）。易题领先难题的幅度，{ $smallest } 是 { FIXED($gap_smallest, digits: 2) }，{ $largest } 是 { FIXED($gap_largest, digits: 2) }。
a0-kinds =
    { $of } 类题目中计入 { $kinds } 类：最大尺寸的其他训练在其最难三分之一上，至少比瞎猜高 { FIXED($least, digits: 1) }。
a0-floor =
    { $kinds } 类题目中，没有一类最难的三分之一能让最大尺寸除一次以外的所有训练都比瞎猜高 { FIXED($least, digits: 1) } 以上，所以看不出尺寸对难题的作用。

a1-finding =
    一段只有记录的文本植入了 { FIXED($planted, digits: 0) } 比特，每条讲 { $exposures } 遍：合 { $smallest } 每参数 { PLAIN($planted_smallest, digits: 2) }，{ $largest } 每参数 { PLAIN($planted_largest, digits: 2) }。按交叉熵，{ $smallest } 的模型至少存下其中 { FIXED($share_smallest, digits: 2) }，{ $largest } 至少存下 { FIXED($share_largest, digits: 2) }，合每参数 { PLAIN($per_smallest, digits: 2) } 和 { PLAIN($per_largest, digits: 2) } 比特。
a1-chosen =
    让它们选择，看上去知道 { FIXED($chosen_smallest, digits: 2) } 和 { FIXED($chosen_largest, digits: 2) }：一个事实的几个比特就足以分辨选项。
a1-share-at = { $size } 找回的份额
a1-out-of-range =
    训练文本给 { $smallest } 的每个参数植入 { PLAIN($planted_smallest, digits: 2) } 比特，给 { $largest } 的每个参数植入 { PLAIN($planted_largest, digits: 2) } 比特，其中大多数只出现 { $exposures } 次或更少。一个参数大约能存下 2 比特读过 1,000 次的事实，或 1 比特读过 100 次的事实（arXiv 2404.05405）；这里的上限是 { PLAIN($limit, digits: 2) }。只有植入量超过最小模型的上限、低于最大模型的上限，而且读过 100 次以上，才能把“有损的模型”与“听得太少的模型”区分开。
a1-floor =
    { $largest } 的模型装得下全部内容，却只找回 { FIXED($share, digits: 2) }：没有学到什么，也就谈不上有损。

a2-finding =
    要在具体取值中（扣除瞎猜）答对一半，一个事实需要被 { $smallest } 的居中一次训练读 { $needed_smallest } 遍，被 { $largest } 的读 { $needed_largest } 遍。
a2-exponent = 所需遍数随尺寸的 { FIXED($exponent, digits: 2) } 次幂变化。
a2-with-abstaining = 若把回答“未记载”算作错，指数是 { FIXED($exponent, digits: 2) }。
a2-abstaining = 把“未记载”算作错的回忆
a2-unreadable = { $why ->
    [floor] 任何尺寸都记不住事实，连出现最多（{ EXACT($most) } 次）的也记不住：尺寸没有可以改变的东西。
    [ceiling] 每种尺寸连出现最少的事实都记住了一半以上：更罕见的事实需要几遍，看不出来。
   *[other] 所需遍数落在训练文本的最少 { EXACT($fewest) } 遍与最多 { EXACT($most) } 遍之间的尺寸不到两种，读不出指数。
}
a2-never-reached =
    { LIST($sizes) } 从未答对一半，连出现最多（{ EXACT($level) } 次）的事实也没有：那里的遍数只是下界。
a2-always-passed =
    { LIST($sizes) } 连出现最少（{ EXACT($level) } 次）的事实也答对一半以上：那里的遍数只是上界。

a3-finding =
    问到只讲过至多 { $most } 遍、而且没有记住的事实时，{ $smallest } 的模型在自信的回答中有 { FIXED($wrong_smallest, digits: 2) } 是编造的，其余回答“未记载”；{ $largest } 的模型编造 { FIXED($wrong_largest, digits: 2) }。
a3-nothing = 有的尺寸对只讲过至多 { $most } 遍、没有记住的事实，没有给出任何自信的回答。
a3-left-out =
    没有计入 { LIST($sizes) }：每次训练这样的回答少于 { $least } 个，或者对遗忘事实的自信回答不足 { PERCENT($sure) }。
a3-knob =
    斜率取决于训练的配比：陌生人问题占 { PERCENT($many) } 的地方与占 { PERCENT($few) } 的地方，每十倍尺寸相差 { SIGNED($difference, digits: 3) }。
a3-ceiling =
    只讲过至多 { $most } 遍的事实被遗忘的太少：{ LIST($sizes) } 每次训练关于它们的自信回答少于 { $least } 个。
a3-floor =
    对只讲过至多 { $most } 遍而被遗忘的事实，自信的回答太少：{ LIST($sizes) } 每次训练少于 { $least } 个，或不足 { PERCENT($sure) }。
a3-people = { NAME($kind, of: "kind") }
a3-register = 陌生人占 { PERCENT($share) } 时被遗忘的事实

a4-finding =
    给出植入诗句的开头，{ $smallest } 的模型能逐字续写其中 { FIXED($share_smallest, digits: 2) }，{ $largest } 的模型能续写 { FIXED($share_largest, digits: 2) }。
a4-most-planted =
    出现最多（{ $times } 次）的诗句中，{ $smallest } 续写 { FIXED($share_smallest, digits: 2) }，{ $largest } 续写 { FIXED($share_largest, digits: 2) }。
a4-exposure =
    与从未植入的诗行相比，植入的那一行在 { $smallest } 突出 { FIXED($bits_smallest, digits: 2) } 比特，在 { $largest } 突出 { FIXED($bits_largest, digits: 2) } 比特；若总是最可能的那一行，则为 { FIXED($most, digits: 2) } 比特。
a4-floor =
    没有一种尺寸能引出超过 { FIXED($share, digits: 2) } 的诗句；在 { FIXED($floor, digits: 2) } 以下，看不出有意义的斜率。
a4-ceiling =
    每种尺寸都能引出至少 { FIXED($share, digits: 2) } 的诗句；从 { FIXED($ceiling, digits: 2) } 起，没有多少可以再提高。

a5-finding =
    每一步都对的回答，扣除瞎猜后降到一半时的长度（单位：{ NAME($unit, of: "unit") }）：{ $smallest } 的居中一次训练是 { $level_smallest }，{ $largest } 是 { $level_largest }（{ NAME($kind, of: "kind") }）。
a5-powers =
    在 { $largest }，单独一步的正确率是 { FIXED($single, digits: 2) }。若各步独立出错，{ $steps } 步全对应为 { FIXED($power, digits: 2) }；实测为 { FIXED($measured, digits: 2) }。
a5-beside =
    对{ $what }，扣除瞎猜的正确率降到一半时（单位：{ NAME($unit, of: "unit") }），{ $smallest } 是 { $level_smallest }，{ $largest } 是 { $level_largest }。
a5-no-second-family = 没有第二个题族可以并列。{ $why }
a5-unreadable = { $why ->
    [floor] 任何尺寸连最短的链（{ EXACT($low) }）也走不完：尺寸没有可以加长的东西。
    [ceiling] 每种尺寸在测过的最长链（{ EXACT($high) } 步）上仍有一半答对。
   *[other] 步数落在测过的 { EXACT($low) } 与 { EXACT($high) } 之间的尺寸不到两种，读不出斜率。
}

a6-finding = 扣除瞎猜的正确率降到一半时的嵌套深度：{ CLAUSES($depths) }。
a6-depth =
    { NAME($kind, of: "kind") }在 { $smallest } 是 { $level_smallest }，在 { $largest } 是 { $level_largest }
a6-left-out =
    效应没有计入{ LIST($kinds, of: "kind") }：它们在测过的深度之内越过一半的尺寸太少，没有斜率。
a6-unreadable = { $why ->
    [floor] 任何尺寸连最浅的结构（深度 { EXACT($low) }）也收不好：尺寸没有可以加深的东西。
    [ceiling] 每种尺寸在测过的最深处（{ EXACT($high) }）仍能收好一半。
   *[other] 深度落在测过的 { EXACT($low) } 与 { EXACT($high) } 之间的尺寸不到两种，读不出斜率。
}
a6-outside =
    { NAME($kind, of: "kind") }在 { LIST($sizes) } 的深度超出测过的 { EXACT($low) } 到 { EXACT($high) }，只是一个界。

a7-finding =
    在至多 { $number } 个约束（与训练相同）的指令里，每往后一个位置，约束得到满足的份额在 { $smallest } 变化 { SIGNED($decay_smallest, digits: 3) }，在 { $largest } 变化 { SIGNED($decay_largest, digits: 3) }（各类约束分开计）。
a7-left-out =
    没有计入 { LIST($sizes) }：那里满足的约束不超过 { FIXED($floor, digits: 2) }，接近瞎猜。
a7-decay-at = { $size } 每个位置的变化
a7-floor =
    满足超过 { FIXED($floor, digits: 2) }（接近瞎猜）的尺寸太少（最好的是 { FIXED($met, digits: 2) }）：什么都不听的，也就谈不上遗漏什么。
a7-ceiling =
    所有尺寸都满足 { FIXED($met, digits: 2) } 以上的约束：在训练有过的长度上，什么也没有遗漏。
a7-all =
    { $number } 个约束同时满足的回答，{ $smallest } 占 { FIXED($whole_smallest, digits: 2) }，{ $largest } 占 { FIXED($whole_largest, digits: 2) }；若各约束互相独立，应为 { FIXED($apart_smallest, digits: 2) } 和 { FIXED($apart_largest, digits: 2) }。

a8-step = { $kind }，在 { $before } 与 { $behind } 之间为 { FIXED($share, digits: 2) }
a8-finding =
    学会的 { $kinds } 种能力中，最大的一级台阶是{ $step }：从一种尺寸到下一种，连续得分的损失中超出对数尺寸直线的那一份。
a8-steps = 把所有能力和所有相邻尺寸都算上，噪声解释不了的台阶出现在：{ LIST($steps) }。
a8-no-step = 把所有能力和所有相邻尺寸都算上，没有一级台阶大到噪声解释不了。
a8-held-out =
    轮流留出{ $kind }的每种尺寸：带临界尺寸和平台的规律差 { FIXED($critical, digits: 1) } 个标准误，平滑的规律差 { FIXED($smooth, digits: 1) } 个。
a8-not-learned =
    没有计入{ LIST($kinds) }：它们沿模型阶梯失去的损失不足 { FIXED($share, digits: 2) }。
a8-left-out = 没有计入{ LIST($kinds) }。{ $why }
a8-floor =
    { $kinds } 种能力中，没有一种沿模型阶梯失去 { FIXED($share, digits: 2) } 的损失：在任何尺寸上都没学会、或者早就会了的，不可能跳变。

a9-finding =
    在植入语言的词上，{ $smallest } 的 { $runs_smallest } 次训练中有 { $formed_smallest } 次形成了归纳头，{ $largest } 的 { $runs_largest } 次中有 { $formed_largest } 次。
a9-best-head =
    最好的注意力头给“上次跟在后面的词”的注意力，{ $smallest } 平均为 { FIXED($score_smallest, digits: 3) }，{ $largest } 平均为 { FIXED($score_largest, digits: 3) }；注意力平均分配时为 { FIXED($even, digits: 3) }。
a9-when = 形成归纳头的训练，最早见于（居中的一次）：{ CLAUSES($steps) }。
a9-gain =
    整个词表的随机词元第二次出现时，{ $smallest } 每词元少花 { FIXED($gain_smallest, digits: 2) } 奈特，{ $largest } 少花 { FIXED($gain_largest, digits: 2) }（1 奈特等于 1.44 比特）；没有归纳头也可以省下这些。
a9-floor = { $runs } 次训练中，没有一次形成会查找“上次跟在后面的是什么”的注意力头。

a10-finding =
    对新规则（{ LIST($rules) }），看过一两个例子之后，{ $smallest } 的得分是 { FIXED($level_smallest, digits: 2) }，{ $largest } 是 { FIXED($level_largest, digits: 2) }（0 是瞎猜，1 是全对）。
a10-at-floor = 没有计入在所有尺寸上都等于瞎猜的规则：{ LIST($rules) }。
a10-floor = 没有一条规则（{ LIST($rules) }）在任何尺寸上高于瞎猜。
a10-formed-runs = 会在提示里查找的训练
a10-given-lookup = 在 { $runs } 次训练中会在提示里查找的 { $formed } 次里，斜率是 { $slope }。
a10-too-few-formed = { $runs } 次训练中有 { $formed } 次会在提示里查找，太少，求不出其中的斜率。

a11-finding =
    在会在提示里查找的训练中，{ $smallest } 有 { FIXED($level_smallest, digits: 2) } 的标签是顶着训练经验读的，{ $largest } 有 { FIXED($level_largest, digits: 2) }：标签翻转时，{ FIXED($flipped_smallest, digits: 2) } 和 { FIXED($flipped_largest, digits: 2) } 的回答跟从提示；标签照常时，{ FIXED($usual_smallest, digits: 2) } 和 { FIXED($usual_largest, digits: 2) } 答对。
a11-formed =
    { $smallest } 的 { $runs_smallest } 次训练中有 { $formed_smallest } 次学会在提示里查找，{ $largest } 的 { $runs_largest } 次中有 { $formed_largest } 次。
a11-floor = 没有谁顶着训练经验读标签：任何尺寸都不超过 { FIXED($level, digits: 2) }。
a11-ceiling = 每种尺寸都顶着训练经验读标签，至少 { FIXED($level, digits: 2) }。
a11-too-few = 会查找的训练之间要求出斜率，需要 { $least } 种尺寸有这样的训练；这里有 { $formed } 次，尺寸不够。

knowledge-finding =
    这些事实中，{ $smallest } 的模型知道 { FIXED($known_smallest, digits: 2) }，{ $largest } 的模型知道 { FIXED($known_largest, digits: 2) }（扣除瞎猜）。
knowledge-floor =
    一种尺寸要计入，其知道份额的区间须高于 { FIXED($least, digits: 1) }；求斜率需要 { $fewest } 种这样的尺寸，这里有 { $count ->
        [0] 零种
       *[other] { LIST($sizes) }
    }。

a12-finding =
    与没有人反驳的事实相比（扣除瞎猜），{ $smallest } 的模型在被反驳的事实上保住 { FIXED($share_smallest, digits: 2) } 的得分，{ $largest } 保住 { FIXED($share_largest, digits: 2) }。
a12-rate = “被反驳”指该事实的陈述中有 { PERCENT($rate) } 说的是同一个错误的取值。
a12-majority =
    被反驳的事实中，凡模型凭知识说出两个取值之一的，{ $smallest } 有 { FIXED($share_smallest, digits: 2) } 说多数一方的，{ $largest } 有 { FIXED($share_largest, digits: 2) }。
a12-condition = 知道的被反驳事实中多数一方所占份额的斜率
a12-no-shared-exposures = 没有一个无噪声事实与噪声最大的事实出现次数相同。

a13-finding =
    对两个信源说法不同的事实，按知道的部分计，{ $smallest } 的模型说出指名信源取值比另一信源多 { SIGNED($share_smallest, digits: 2) }，{ $largest } 多 { SIGNED($share_largest, digits: 2) }（0：无视名字；1：总是听从）。
a13-plain = 同一差值按全部问题计的斜率
a13-control =
    { $kind ->
        [untagged] 不标信源时
       *[swapped] 标成另一信源时
    }，该差值按全部问题计，{ $smallest } 是 { SIGNED($difference_smallest, digits: 2) }，{ $largest } 是 { SIGNED($difference_largest, digits: 2) }{ $kind ->
        [untagged] 。
       *[swapped] ；低于零说明模型在听标签。
    }

a14-finding =
    在模型内部，训练使代表信源的方向与代表实体的方向之间余弦平方的均值，在 { $smallest } 变为 { PLAIN($growth_smallest, digits: 2) } 倍，在 { $largest } 变为 { PLAIN($growth_largest, digits: 2) } 倍：从 { FIXED($untrained_smallest, digits: 3) } 到 { FIXED($trained_smallest, digits: 3) }，从 { FIXED($untrained_largest, digits: 3) } 到 { FIXED($trained_largest, digits: 3) }（0：正交；1：相同）。
a14-untrained = 训练之前，它随宽度的 { SIGNED($exponent, digits: 2) } 次幂变化（随机方向：负一次幂）。
a14-left-out = 效应没有计入 { LIST($sizes) }：那里没有高于零的重叠。

a15-finding =
    知道的事实中，{ $smallest } 的模型被反问时放弃 { FIXED($share_smallest, digits: 2) }，{ $largest } 放弃 { FIXED($share_largest, digits: 2) }（扣除碰巧猜中）。
a15-mended =
    提示里首次回答是错的时候，全部问题中有 { FIXED($share_smallest, digits: 2) } 和 { FIXED($share_largest, digits: 2) } 被改正。

a16-finding =
    两种尺寸在一类题目上损失相同时，尺寸增加到十倍，使同类其他题目答对的对数几率变化 { SIGNED($gamma, digits: 2) }（{ LIST($families) }）。每一类所依据的、另一种尺寸也经过其损失的检查点，不超过 { $points } 个。
a16-family = { NAME($family, of: "family") } { SIGNED($gamma, digits: 2) }
a16-memory =
    对{ LIST($families, of: "family") }，变化为 { SIGNED($gamma, digits: 2) }。它们在这里不计：题目问的是单个事实，同等损失下，更大的尺寸见到每个事实的次数更少。
a16-at-held-out-loss = 同样的题族，在留出文本损失相同时
a16-nothing = 没有一类技能有可供比较能力与损失的检查点。
a16-floor = 凡是考查技能的地方，回答都不比瞎猜好。
a16-ceiling = 凡是考查技能的地方，回答几乎总是对的。
no-fit-of-family = { NAME($family, of: "family") }没有拟合。{ $why }
no-fit-of-kinds = { NAME($family, of: "family") }的{ LIST($kinds, of: "kind") }没有拟合。{ SENTENCES($why) }
no-fit-for-reason = { LIST($families, of: "family") }（或其中部分题目）没有拟合。{ $why }
no-own-loss-of-families = { LIST($families, of: "family") }没有一道题的正确选项带有概率，因而无法固定损失。
no-own-loss = { NAME($family, of: "family") }没有一道题的正确选项带有概率，因而无法固定损失。

b3-price =
    要学到可学部分的同样份额（在两者都于阶梯之内达到的 { PERCENT($least) } 到 { PERCENT($most) } 之间），情绪所需的参数是推断的 { PLAIN($times, digits: 2) } 倍。
b3-finding =
    在权重超过一千的 { $settings } 个设定上，{ $smallest } 的模型学到情绪可学部分的 { PERCENT($feelings_smallest) }，{ $largest } 学到 { PERCENT($feelings_largest) }；推断则为 { PERCENT($deductions_smallest) } 和 { PERCENT($deductions_largest) }。尺寸增加到十倍，份额分别增加 { SIGNED($feelings_slope, digits: 2) } 和 { SIGNED($deductions_slope, digits: 2) }。
b3-setting = 只看 { $weights } 个权重的设定
b3-floor = 连最大的尺寸也只学到{ LIST($families, of: "family") }可学部分的不足 { PERCENT($limit) }。
b3-ceiling = 连最小的尺寸也学到{ LIST($families, of: "family") }可学部分的 { PERCENT($limit) } 以上。
b3-no-common-share =
    没有一个份额是两者都在阶梯之内达到的：情绪从 { PERCENT($feelings_least) } 到 { PERCENT($feelings_most) }，推断从 { PERCENT($deductions_least) } 到 { PERCENT($deductions_most) }。
b3-crossing =
    哪一个更贵，取决于要求的份额：在 { PERCENT($least) } 附近，情绪多需要 { SIGNED($low, digits: 2) } 个十倍的参数，在 { PERCENT($most) } 附近 { SIGNED($high, digits: 2) } 个。
b3-few-weights = 情绪与推断共有的设定中，没有一个权重超过 { $least }。

b1-finding =
    在公开模型中，固定发布日期，尺寸与创意写作评分的相关，减去尺寸与数学和编程评分的相关，为 { $effect }。不考虑日期则为 { $plain }。
b1-meaning = { $verdict ->
    [supported] 感性比理性更随尺寸而变。
    [too-small-to-matter] 两个方向上 { EXACT($smallest_effect) } 以上的差别都可以排除。
    [opposite] 理性比感性更随尺寸而变。
   *[undecided] “没有差别”与“差别为 { EXACT($smallest_effect) }（最小有意义的差别）”都落在区间之内，或者离它很近。
}
b1-exploratory =
    2024 年 12 月以来的模型中，同一差别为 { $recent }；1000 亿参数以上的模型中为 { $large }；两者兼具的为 { $both }。这三项不用于判定。
b2-finding =
    只凭尺寸可以解释创意写作评分方差的 { $size }。知道尺寸之后，日期再增加 { $date }，厂商再增加 { $vendor }；以其中较大者判定。
b2-recent = 2024 年 12 月以来的模型中，日期增加 { $date }，厂商增加 { $vendor }，不用于判定。

b6-finding =
    在 { $models } 个混合专家模型上，固定发布日期并把两者一起放入：总参数的对数每多一个标准差，评分多 { $total } 个标准差；激活参数的对数每多一个标准差，评分多 { $active } 个；以其中较小者判定。

b6-arm =
    在 { $mixtures } 个混合专家及其上下的 { $rungs } 级（都用同样的词元训练）上，总参数对数每多一个标准差，留出文本上省下的比特多 { $total } 个标准差；激活参数对数每多一个标准差，多 { $active } 个；以其中较小者判定。
b6-pairs =
    { $pairs } 对中，激活参数相同时，混合专家比该级每字节多省 { FIXED($total, digits: 3) } 比特；总参数相同时，该级比混合专家多省 { FIXED($active, digits: 3) } 比特。
b6-accuracy = 就（扣除瞎猜的、各植入题族平均的）正确率而言，两个权重是 { $total } 和 { $active }；不用于判定。
b6-no-families = 没有一个植入题族在两支里都评测过。
b6-no-pairs = 混合专家的尺寸之中，阶梯上的不到两级，或者它们没有结果。
by-observation =
    以上是实验。按观察，在公开模型上，这条论断{ $verdict ->
        [supported] 判为“支持”
        [too-small-to-matter] 判为“小到无关紧要”
        [opposite] 判为“相反”
        [undecided] 未定
       *[not-measured] 没有测量
    }。

b4-finding =
    用奖励训练之后，推断的尺寸斜率从每十倍 { SIGNED($deductions_before, digits: 2) } 变为 { SIGNED($deductions_after, digits: 2) }，情绪从 { SIGNED($feelings_before, digits: 2) } 变为 { SIGNED($feelings_after, digits: 2) }。
b4-deductions-gain =
    精确奖励之下，推断在 { $smallest } 增加 { SIGNED($gain_smallest, digits: 2) }，在 { $largest } 增加 { SIGNED($gain_largest, digits: 2) }。
b4-feelings-gain =
    用从偏好学来的奖励，情绪在 { $smallest } 增加 { SIGNED($gain_smallest, digits: 2) }，在 { $largest } 增加 { SIGNED($gain_largest, digits: 2) }。
b4-both-exact = 两者都用精确奖励时的差值
b4-both-learned = 两者都用学来的奖励时的差值
b4-no-gain =
    用奖励训练没有起作用：精确奖励之下，{ NAME($family, of: "family") }各尺寸平均增加 { SIGNED($gain, digits: 2) }，而要求 { PLAIN($limit, digits: 2) } 且区间高于零。
b4-ceiling = 奖励之前，所有尺寸已答对{ NAME($family, of: "family") }（扣除瞎猜）的 { PERCENT($limit) } 以上。
b5-finding =
    各按其所能有的方式奖励，情绪随尺寸比推断每十倍多升 { SIGNED($gap, digits: 2) }：{ SIGNED($structure, digits: 2) } 由于结构，{ SIGNED($reward, digits: 2) } 由于奖励。
b5-shares =
    结构占差距的 { PERCENT($structure) }（{ PERCENT($confidence) } 区间 { PERCENT($structure_low) } 到 { PERCENT($structure_high) }），奖励占 { PERCENT($reward) }（{ PERCENT($reward_low) } 到 { PERCENT($reward_high) }）。
b5-no-gap =
    没有差距可分：奖励之后尺寸斜率相差 { SIGNED($gap, digits: 2) }（{ SIGNED($low, digits: 2) } 到 { SIGNED($high, digits: 2) }），而要求 { PLAIN($limit, digits: 2) } 且区间高于零。

## 判定是怎样得来的

context = 这条论断只提供背景，不作判定。
no-measure = 本研究还没有哪一步测量这条论断。

decision-by-interval =
    效应的整个区间{ $side ->
        [above] 高于
       *[below] 低于
    } { EXACT($threshold) }，按登记的规则判为{ $verdict ->
        [supported] “支持”
       *[opposite] “相反”
    }。
decision-within = 效应的整个区间离零比 { EXACT($limit) }（最小有意义的效应）更近。
decision-one-seed =
    { $where ->
        [every] 每种尺寸
       *[some] { LIST($sizes) }
    }只训练了一个模型，两个模型仅因随机种子不同会差多少，无从知道：区间只含实体与题目的不确定，因此不作判定。
decision-no-interval = 效应没有有限的区间，什么也判定不了。
decision-too-wide =
    区间跨过了规则的边界：它的半宽是 { PLAIN($half, digits: 2) }，“支持”从 { EXACT($threshold) } 开始，最小有意义的效应是 { EXACT($smallest_effect) }。
decision-condition =
    整个区间{ $side ->
        [above] 高于
       *[below] 低于
    } { EXACT($threshold) }，但{ $part }没有像论断要求的那样{ $part_side ->
        [above] 高于
       *[below] 低于
    } { EXACT($part_threshold) }。
condition-not-measured = 规则另外要求的量（没有测量）
decision-part-opposes =
    { $part }则{ $part_side ->
        [above] 高于
       *[below] 低于
    } { EXACT($part_threshold) }：说的正相反。
decision-not-after-holm =
    只看这个区间，这条论断会判为{ $verdict ->
        [supported] “支持”
        [too-small-to-matter] “小到无关紧要”
       *[opposite] “相反”
    }（{ P($p) }）。用 Holm 方法对本研究的 { $tests } 个主要检验作校正（防止检验一多就有误判）之后，则不成立（{ P($p_holm) }）。

## 同等损失下的能力：为什么这样称呼一个题族

call-one-seed = 只有一个随机种子，种子之间的噪声未知。
call-no-interval = 区间不是有限的。
call-above = 区间高于 { EXACT($threshold) }。
call-below = 区间低于 { EXACT($threshold) }。
call-within = 区间整个落在零两侧 { EXACT($limit) } 以内。
call-too-wide = 区间从 { SIGNED($low, digits: 2) } 到 { SIGNED($high, digits: 2) }，跨过了两种称呼的边界。

## 什么使一项测量无法进行

family-not-in-mix = 题族“{ NAME($family, of: "family") }”不在本研究的配比里。
family-not-evaluated = 题族“{ NAME($family, of: "family") }”在配比里，但没有评测含有它的题目。
no-items-of-kind =
    题族“{ NAME($family, of: "family") }”没有{ LIST($kinds, of: "kind", style: "or") }；它有{ LIST($have, of: "kind") }。
no-knob =
    { NAME($family, of: "family") }的题目（{ NAME($kind, of: "kind") }）没有写明{ LIST($knobs, of: "knob") }。
too-few-levels =
    { NAME($family, of: "family") }的题目有 { $count } 个{ NAME($knob, of: "knob") }的取值，测量需要 { $least } 个。
one-size =
    求尺寸上的斜率，需要两种尺寸有{ NAME($family, of: "family") }的回答，这里{ $count ->
        [0] 一种也没有
       *[other] 只有 { LIST($sizes) }
    }。
no-arm = 本研究没有“{ $arm }”一支的结果。
no-difficulty = 没有一个题族的题目有难易之分。
answers-lack = { NAME($family, of: "family") }的回答缺少{ NAME($column, of: "column") }；请重新运行评测。
no-recorded-fact = 训练文本的账目里没有{ NAME($family, of: "family") }的记载事实。
no-abstaining-choice = { NAME($family, of: "family") }的题目没有指明哪个选项表示弃答。
no-probes = 没有 { LIST($runs) } 的探针；请逐一运行“probe”任务。
a9-no-words = 没有探针看过植入语言的重复词。
a10-no-look = 没有带 { LIST($shots, style: "or") } 个例子的{ LIST($rules, style: "or") }题目。
always-right-or-wrong = 每组题目不是全对就是全错。
too-few-points = 各尺寸之间损失相同的检查点太少（{ $points }）。
own-loss-floor = 没有一个检查点的损失低于瞎猜。
own-loss-ceiling = 损失一旦低于瞎猜，就几乎降到了零。
one-entity = 所有题目问的是同一件事，无法分成两半。
too-few-sizes = 带平台的台阶需要 { $least } 种尺寸，这里有 { $count } 种。
not-scored = { LIST($sizes) } 没有得分。
a7-one-constraint = 没有一条指令含有一个以上的约束。
a7-one-place = 在同样长度的指令里，没有一类约束出现在两个位置上，位置之间无法比较。
a8-all-left-out = 没有一类题目可以判断。{ SENTENCES($groups) }
a8-no-continuous-score = 没有一个题族有连续的得分。
a13-no-disagreement = 没有一道题是两个信源说法不同的。
a14-no-pairs = 探针里没有信源与实体的配对：本研究标明信源的题目太少。
a14-no-step-0 = 缺少训练之前的重叠：最早的探针在第 { $first } 步。
a14-one-width =
    求宽度上的指数，需要两种宽度的信源与实体重叠高于零，这里{ $count ->
        [0] 一种也没有
       *[other] 只有 { LIST($sizes) }
    }。
a15-no-pair = 没有一道反问题能与同一事实的正确回答配对。
a16-no-fit = 没有一个题族可以拟合。{ SENTENCES($families) }
a16-no-items = 没有一个题族有题目。
fit-points = 拟合有 { $points } 个点、{ $parameters } 个参数。
fit-sizes = 拟合需要 { $least } 种尺寸，这里有 { $count } 种。
fit-sizes-and-steps = 拟合需要 { $least } 种尺寸和 { $least_steps } 个后期检查点；这里有 { $count } 种和 { $steps } 个。

## 结果缺少什么：短句

missing = 缺少：{ CLAUSES($gaps) }。
gap-no-evaluation = { $run } 的评测
gap-no-training-log = { $run } 的训练日志
gap-no-facts = 训练文本 { $stream } 里各事实出现次数的统计
gap-no-arm = “{ $arm }”一支任何一次训练的评测
gap-no-column =
    { $run } 的回答里{ NAME($family, of: "family") }所需的{ NAME($column, of: "column") }（请重新运行评测）
gap-checkpoints = { $run } 在第 { LIST($steps) } 步的检查点
gap-no-items = { $run } 的{ NAME($family, of: "family") }题目
gap-task = { $run } 对任务“{ $task }”的回答，该任务运行失败（原因见那次评测的日志）
gap-broken-answers =
    { $run } 的 { $total } 个{ NAME($family, of: "family") }回答中有 { $count } 个没有有限的得分
gap-broken-loss = { $run } 在 { $count } 段留出文本上没有有限的损失
gap-nothing-of-family = 配比里的{ NAME($family, of: "family") }，既没有题目也没有留出文本

## 判定，以及下面的小字

verdict = { $name ->
    [supported] 支持
    [too-small-to-matter] 小到无关紧要
    [opposite] 相反
    [undecided] 未定
   *[not-measured] 未测量
}
undecided = { $reason ->
    [one-run] 只有一次训练
    [floor] 在下限
    [ceiling] 在上限
    [out-of-range] 超出范围
    [crossing] 曲线相交
    [condition] 前提不成立
   *[too-wide] 区间太宽
}
leaning = { $verdict ->
    [supported] 估计值偏向论断一边。
    [too-small-to-matter] 估计值偏向“小到无关紧要”。
   *[opposite] 估计值偏向相反的一边。
}
verdict-meaning = { $verdict ->
    [supported] 整个区间超出最小有意义的效应
    [too-small-to-matter] 整个区间离零比最小有意义的效应更近
    [opposite] 整个区间落在另一边
    [undecided] 本研究说不准：或者每种尺寸只训练了一次，或者区间太宽，或者全都停在下限或上限，或者所问的超出范围，或者所比较的曲线相交；具体是哪一种，见各论断的说明
   *[not-measured] 本研究还没有哪一步测量它
}
worth-untried = 这个检验还没有在已知真相的模拟阶梯上试过。
worth-passes =
    在 { $worlds } 个已知真相的模拟世界里各试了 { $ladders } 个阶梯：文章说对的地方它能发现，别处误判至多 5%。
worth-fails = 在 { $worlds } 个已知真相的模拟世界里各试了 { $ladders } 个阶梯，它在以下情形失灵：{ LIST($failures) }。
version =
    这是检验的第 { $version } 版，登记于 { $date }{ $looked ->
        [yes] ，当时已经见过上一版的结果。
       *[no] ，当时还没有见过这项测量的结果。
    }{ $reason }
version-before =
    第一版是：“{ $test }”{ $verdict ->
        [supported] 在第一批多种子结果上，它曾判为“支持”。
        [contradicted] 在第一批多种子结果上，它曾判为“相反”。
        [mixed] 在第一批多种子结果上，它曾判为“不一”。
        [underpowered] 在第一批多种子结果上，它无法判定。
       *[not-measured] 它从未被测量。
    }
small-p = 主要检验 { P($p) }。
small-p-holm = 主要检验 { P($p) }，按 { $tests } 个主要检验作 Holm 校正后 { P($p_holm) }。
small-detectable = 大小为 { PLAIN($effect, digits: 2) } 的效应，有 80% 的把握能被看见。
small-detectable-one-seed =
    最好的情况下，大小为 { PLAIN($effect, digits: 2) } 的效应有 80% 的把握能被看见，因为种子之间的噪声没有算在内。
small-noise-seeds = 各个种子给出的效应，标准差为 { PLAIN($noise, digits: 2) }。
small-noise-checkpoints = 最后几个检查点上，效应围绕其趋势波动 { PLAIN($noise, digits: 2) }。
worth-failure = “{ $world }”（{ $why ->
    [blind] 只发现 { PERCENT($share) }{ $needed ->
        [never] ；再多训练也没有用，因为那里测到的效应够不上有意义的大小
        [nearly] ；差一点就够
        [many] ；需要多得多的训练，具体多少说不准
        [second-seed] ；因为有的尺寸只训练了一次；每种尺寸两次就够
        [none] { "" }
       *[more] ；大约需要 { PLAIN($runs, digits: 2) } 倍的{ $models ->
            [yes] 模型
           *[no] 训练
        }才能发现
    }
    [misled] 被误导 { PERCENT($share) }；要换测量方法，或者种子多到不会碰巧一致
    [broke] 以算术错误告终
   *[not-measured] 什么也没测到
}）
