### “模型阶梯”一章的文字。

ladder-title = 模型阶梯
ladder-about-every-rung =
    每一级都按同样的顺序、一批一批地读同样的文本，训练同样多的步数。不同的只有网络本身，以及与宽度相应的学习率。因此，下面两条曲线之间的差别，就是尺寸买来的。
ladder-x-what = 留出文本的损失
ladder-loss-against = 损失随尺寸
ladder-loss-against-alt = 留出文本每字节比特随参数量的变化，每个领域一格。
ladder-loss-against-caption =
    分词器和训练都没有见过的留出文本，每个自然领域一格，共用一根轴。各领域的年代和语体不同，请比较斜率，不要比较高低。
ladder-loss-against-2 = 损失随步数
ladder-loss-against-axis = 损失，每词元奈特
ladder-loss-against-caption-2 =
    各种子的平均，单个种子以淡线表示。最初一段所有尺寸都在学词元的频率，图中略去，表中保留。
ladder-a-fit = 带下限的拟合
ladder-a-fit-missing = 三个参数至少需要四种尺寸
ladder-a-fit-line = 拟合的下限，属于外推
ladder-a-fit-alt = 留出文本每字节比特，与带下限的幂律。
ladder-a-fit-caption =
    每字节比特 = 下限 + 系数 / N^指数。下限是在同样的词元上无限增加参数时，拟合曲线的去处。它在数据之外：几种尺寸很难把它定住，请先看区间，再看数值。
ladder-a-fit-caption-2 = 各领域的拟合
ladder-column-exponent = 指数
ladder-column-floor = 下限
ladder-the-same = 同样的词元
ladder-the-same-caption = 每次训练哈希链的末端
ladder-column-size = 尺寸
ladder-column-seed = 种子
ladder-column-steps = 步数
ladder-column-hash-chain = 哈希链
ladder-what-a = 一级要花多少
ladder-what-a-caption = 每一级的形状与花费
ladder-column-width = 宽度
ladder-column-layers = 层数
ladder-column-non-embedding = 非嵌入
ladder-column-total = 总数
ladder-column-tokens-s = 词元/秒
ladder-column-seconds-a-run = 每次训练秒数
ladder-bits = 每字节 { PLAIN($value) } 比特
ladder-mean = 各领域平均
ladder-in-order = 训练损失最终按尺寸排列
ladder-not-in-order = 训练损失最终没有按尺寸排列
ladder-ends = 训练结束时的损失（每词元奈特）：{ LIST($ends) }。
ladder-chain =
    每次训练都把每一步的词元编号哈希成链：到目前为止的链加上这一步的编号，再取 sha256。只有以同样的顺序读了同样词元的两次训练，末端才会相同。
ladder-one-chain = 这里**全部 { $runs } 次训练的末端相同**：`{ $chain }`。
ladder-chains = 这里**各次训练的末端有 { $chains } 个不同的值**：它们读的不是同样的词元，本报告的任何比较都不成立。
