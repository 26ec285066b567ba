### “模型内部”一章的文字。

inside-title = 模型内部
inside-about-random-tokens =
    出现两遍的随机词元，第二遍只有一种办法可以预测：查一查当前词元上次出现在哪里，把跟在它后面的抄下来。能这样做的注意力头叫“归纳头”。它依靠前面某一层中关注前一个词元的头。
inside-about-a-head =
    一个头可能只对某些词元灵光。所以词元抽取两次：一次取自植入语言的词，训练中它们反复担任这一角色；一次取自整个词表，与论文和登记的要求一致。
inside-about-a-width =
    “d” 维的宽度容得下 “d” 个互相垂直的方向，以及多得多的近乎垂直的方向。毫不相干的方向，余弦平方的均值是 1/“d”：更宽的模型不费力气就能把东西分开。
inside-when-a = 归纳头什么时候形成
inside-when-a-label = 平均注意力
inside-when-a-line = 平均分配
inside-when-a-alt = 最好的头的注意力随训练步数的变化，每种尺寸一条线。
inside-when-a-caption =
    从第二次出现的词元，到它第一次出现时后面那个词元的平均注意力（前缀匹配）；以及从随机词元到前一个词元的平均注意力。每个检查点取得分最高的头。回路形成时，曲线陡然上升。
inside-what-it = 它值多少
inside-what-it-what = 随机词元再次出现时的收益
inside-what-it-axis = 每词元奈特
inside-what-it-line = 没有收益
inside-what-it-alt = 再次出现的词元的损失，随训练步数的变化。
inside-what-it-caption =
    词第二次出现时的花费；它们第一次出现时不像任何训练文本，所以不取差值。随机词元：第二次读时少花多少；以及序列后段的损失减前段的损失（取上下文得分的位置，按序列缩放）：词元少，所以带子宽。
inside-directions-against = 方向与宽度
inside-directions-against-missing = overlap.parquet 的最后一步没有高于零的重叠
inside-directions-against-what = 信源与实体方向的平方重叠
inside-directions-against-axis = 余弦平方的均值
inside-directions-against-label = 残差流的宽度
inside-directions-against-alt = 方向之间余弦平方的均值随宽度的变化，附 1/d 线。
inside-directions-against-caption =
    取题目最后一个词元处的方向：实体的方向是它的均值减去其他实体的均值，信源的方向是年鉴的均值减去古老传说的均值。余弦平方由题目的两半分别估计，噪声不会使它变大，再对各层取平均。
inside-source-entity = 信源与实体
inside-entities = 两个实体
inside-words = 植入语言的词
inside-vocabulary = 随机词元
inside-nats = { PLAIN($value) } 奈特
inside-no-head =
    没有一种尺寸对{ $tokens }形成归纳头：最好的头把 { SHARE($best) } 的注意力给了上次跟在后面的词元，平均分配时为 { SHARE($even) }
inside-attention = 对{ $tokens }，最好的头给上次跟在后面的词元的注意力
inside-to-next = 给跟在后面的，{ $tokens }
inside-to-previous = 给前一个
inside-second-loss = 再次出现的词的损失
inside-gain = 随机词元，第一次减第二次
inside-late = 随机词元，后段减前段
inside-overlap = { PLAIN($value) }
