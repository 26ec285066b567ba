### “外推到 7B 与 700B”一章的文字。

projection-title = 外推到 7B 与 700B
projection-about-the-essays =
    文章问的是 15T 词元之后的 7B 与 700B。没有人用同样的词元训练过这样一对模型，所以这里写的是**外推**：把一条规律带到没有测量过的地方。它没有可以证伪自己的目标，因此不是预测。我们自己的数字是自家留出文本的每字节比特，已发表的数字是别的文本的每词元奈特；两者并列，从不合在一起。
projection-the-loss = 两者的损失，以及差距
projection-the-loss-panel-level = 水平
projection-the-loss-panel-gap = 差距
projection-the-loss-axis = 每词元奈特
projection-the-loss-alt = 两种尺寸的水平与差距，每条已发表的定律一行。
projection-the-loss-caption =
    按已发表定律的常数，15T 词元之后 7B 与 700B 的损失及其差。各定律分歧最大的下限和词元项，在相减时消去。单个常数发表时附有标准误，却没有相关，所以这些点没有区间；有的只是各定律之间的散布。
projection-the-loss-source = 已发表的常数
projection-what-this = 这架阶梯怎么说
projection-column-size = 尺寸
projection-column-parameters-counted = 参数计数
projection-column-projected-loss = 外推的损失
projection-what-this-text =
    数哪些参数，决定了小阶梯看上去有多陡：最小的几级大部分参数是嵌入。差距各行显示这会移动多少。区间包含种子与段落的噪声，以及轮流留出两端尺寸时规律的误差，按其间的十倍数成比例地带出去。远在外面误差也不会长得更快，这是假定，在这里无法检验。
projection-how-much = 这些文本能装下多少
projection-how-much-missing = 分析没有得到已发表的容量
projection-how-much-caption =
    容量与文本信息量之比；范围取各已发表定律。阶梯自己的一行，是每参数存得最多的尺寸所存下的植入事实：可存的事实只有那么多，所以是下界。
projection-column-what-is-stored = 存的是什么
projection-column-source = 来源
projection-column-bits-a-parameter = 每参数比特
projection-column-bits = 比特
projection-column-share-of-the = 占文本的份额
projection-exposures-that = 一个事实需要读几遍
projection-exposures-that-missing = 本研究的 A2 没有遍数随尺寸的指数
projection-exposures-that-label-2 = 答对一半所需的遍数
projection-exposures-that-alt = 答对一半所需的遍数随参数量的变化，实测与外推。
projection-exposures-that-caption =
    在这架阶梯的尺寸上、读完本研究的词元之后实测；再按幂律带到这里没有人训练过的尺寸与文本。更大的文本也有更多事实争夺同样的参数，这条规律对此一无所知。
projection-how-far = 这离数据有多远
projection-how-far-missing = 没有拟合出规律，也没有给出规律
projection-column-law = 定律
projection-column-beyond-in-parameters = 参数超出
projection-column-beyond-in-tokens = 词元超出
projection-how-far-text =
    在拟合之处合用的规律，对往外几个十倍说不了多少：下限、转折、文本的配比，一路上都会变。这些数字说的是规律意味着什么，好让读者看清，7B 与 700B 处的答案有多少是规律，有多少是测量。
projection-lacks = 某种尺寸或某个检查点缺少损失
projection-no-law = 这架阶梯没有可以带出去的规律：{ $why }
projection-no-published = 分析没有得到已发表的定律
projection-one = { PLAIN($value) }
projection-range = { PLAIN($low) } 到 { PLAIN($high) }
projection-published = { $laws } 条已发表的定律认为 700B 的损失比 7B 低每词元 { $gap } 奈特，而 7B 本身是每词元 { $level } 奈特
projection-lead = 读完 15T 词元，{ $published }。
projection-own = 这架阶梯自己外推的差距是每字节 { $gap } 比特，已超出其最大尺寸 { TIMES($reach) }。
projection-agree = 各定律对差距（{ $gap } 奈特）的看法，比对 7B 的水平（{ $level } 奈特）更一致
projection-by-size = 只按尺寸的规律，在本研究自己的词元上：同样的数据，更多参数会做成什么样。留出文本每字节比特，各领域平均。
projection-by-size-and-tokens = 按尺寸与词元的规律，在 15T 词元处。各检查点在同一学习率安排上，所以词元项很粗略。留出文本每字节比特，各领域平均。
projection-not-fitted = { $law }：未拟合。{ $why }
projection-hold =
    按上面的水平，15T 词元中无法预见的内容有 { SHORT($low) } 到 { SHORT($high) } 比特。按已发表的最大值每参数 { PLAIN($bits) } 比特，{ $size } 参数能装 { SHORT($holds) } 比特，至多是其中的 { SHARE($share) }。{ $lost ->
        [yes] 两种尺寸的图片都丢掉了大部分。
       *[no] { "" }
    }
projection-shares = { SHARE($low) } 到 { SHARE($high) }
projection-exposures = 带出去的话，答对一半所需的遍数在 7B 是 { $small }，在 700B 是 { $large }
projection-measured = 实测
projection-carried = 外推
factor = { TIMES($value) }
projection-not-stated = 未说明
projection-reach-caption = 700B 参数与 15T 词元，相对于各定律见过的最大值。
projection-own-source = 这架阶梯
