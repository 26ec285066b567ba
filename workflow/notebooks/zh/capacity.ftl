### “容量”一章的文字。

capacity-title = 容量
capacity-not-run = 读记录文本的一支，本研究没有运行
capacity-most =
    对讲过 { $exposures } 遍的事实，{ $size } 每参数存下 { PLAIN($bits, digits: 2) } 比特，是各尺寸中最多的；规律所说是 { PLAIN($limit, digits: 2) }
capacity-about-a-picture =
    图片有损，是因为文件装不下它。所以这里问的是：植入的比特多过小模型容量的文本会怎样。文本只有虚构人物的简短记录，别无其他。一条记录写一个名字和几个取值，每个取值都可能是任何一个，所以比特数是数出来的，不是估计的。每条讲的次数相同。
capacity-about-counting =
    模型存下的东西数两遍。“可证明”是它在名字与取值上的交叉熵所能证明的：随机抽出来的东西，不存下来就不可能给它高概率。“按选择”则要它在几个选项中挑对。一个事实的几个比特就够了，所以只存下一部分的事实看上去像是全知道：这就是一眼看去没有毛病的图片。
capacity-provable = 由交叉熵可证明
capacity-chosen = 按选择
capacity-held = 存下的比特与植入的比特
capacity-held-title = 每参数植入 { PLAIN($planted, digits: 2) } 比特处（{ $size }），存下其中 { SHARE($share) }
capacity-held-label = 每参数植入的比特
capacity-held-axis = 每参数存下的比特
capacity-held-law = { $exposures } 遍时的规律
capacity-held-alt = 存下的比特随植入的比特的变化，按文本触及的每个参数计；虚线处为全部存下。
capacity-held-caption =
    每个点是一种尺寸在一段文本上的结果，取各种子的平均。在上升的虚线上，植入的全部存下。参数指网络以及文本中出现的词元编号的参数；其余的什么也学不到。水平线：讲过 1000 遍的事实每参数 2 比特，讲过 100 遍的 1 比特（arXiv 2404.05405），是在一百万参数以上的模型上发现的。
capacity-told = 讲 { $exposures } 遍
capacity-which = 哪些参数，哪些比特
capacity-which-caption =
    每个参数存下的可证明比特：按文本能触及的参数（有效）、按全部参数（包括文本中从不出现的词元编号的行）、按不含嵌入与输出层的网络参数；以及取值与名字的比特各存下多少。
capacity-column-size = 尺寸
capacity-column-seeds = 种子数
capacity-column-exposures = 遍数
capacity-column-planted = 植入的比特
capacity-column-live = 按有效参数
capacity-column-total = 按全部参数
capacity-column-network = 按网络参数
capacity-column-values = 取值，%
capacity-column-names = 名字，%
