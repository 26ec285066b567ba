### “感性”一章的文字。

feelings-title = 感性
feelings-about-is-it =
    需要更大网络的，是文本里的情感本身吗？两个植入的题族检验一种机制。“情绪”里许多细节各自把心情推动一点；“推断”里少数细节按明确的规则决定结论。其余都相同：长度、标签数、在文本中的份额、每个细节被提到的次数，以及细节已知之后标签还剩多少不确定。自然的一半则问真实文本是否如此：同一部戏剧、诗集或经书中，情感词稠密与稀疏的段落。植入的一半承担因果，因为那里只有一样东西不同；自然的一半承担“出了植入世界是否要紧”：它可以赞成或反对，却说不出为什么。
feelings-x-missing = diffuse.parquet 里没有单个设定的行
feelings-divergence-by = 散度随尺寸
feelings-divergence-by-label = 散度，奈特
feelings-divergence-by-line = 各标签均等
feelings-divergence-by-alt = 与真实标签的散度随参数量的变化，每个设定一格。
feelings-divergence-by-caption =
    在训练从未出现的细节组合上，模型给各标签的份额与真实分布之间的 Kullback-Leibler 散度；0 表示知道了能知道的一切。各格是旋钮的设定，次序同研究配置；同一设定在两个题族中标签熵相同。
feelings-share-of = 学到了可学部分的多少
feelings-share-of-label = 收益的份额
feelings-share-of-alt = 可学收益的份额随参数量的变化，每个设定一格。
feelings-share-of-caption =
    一减去“散度占各标签均等猜测之散度的份额”。低于零说明模型还不如那种猜测。虚线是下表比较参数时所用的份额。
feelings-exponents-and = 指数与所需参数
feelings-exponents-and-missing = diffuse_exponents.parquet 没有行
feelings-column-exponent = 指数
feelings-column-log10-of-the = 参数量的常用对数
feelings-when-it = 什么时候学会
feelings-when-it-alt = 散度随训练步数的变化。
feelings-when-it-caption = 所有设定合计，在评测过的检查点上。曲线到末尾仍在下降，说明更多词元会改变比较的结果。
feelings-natural-text = 自然文本：同一作品之内的情感
feelings-natural-text-axis = 每字节比特，稠密减稀疏
feelings-natural-text-line = 相同
feelings-natural-text-alt = 两半留出损失之差随参数量的变化，按领域。
feelings-natural-text-caption =
    同一作品中成对的留出段落，长度相当、用词常见程度相当，按一部公开的词典，一段情感词稠密，一段稀疏。作者、年代、体裁互相抵消。要看的是斜率：曲线上升，说明大模型在稠密段落上获益较少。曲线的高低只说明两半难度不同。
feelings-natural-text-caption-2 = 非嵌入参数每增加到十倍，留出损失的变化（每字节比特）。
feelings-column-pairs = 对数
feelings-column-slope = 斜率
feelings-which-half = 哪一半承担什么
feelings-setting = 设定 { $number }
feelings-contrast = { $way ->
    [feelings-slower] 随尺寸增大，情绪比推断获益更慢，指数相差 { $estimate }{ $caveat }
    [feelings-faster] 随尺寸增大，推断比情绪获益更慢，指数相差 { $estimate }{ $caveat }
   *[no-difference] 情绪与推断从尺寸获益的快慢看不出差别，{ $estimate }
    }
feelings-natural = { $way ->
    [less] 自然文本中，情感稠密处从尺寸获益比稀疏处少{ $caveat }
    [more] 自然文本中，情感稠密处从尺寸获益比稀疏处多{ $caveat }
   *[alike] 自然文本中，情感稠密与稀疏之间看不出差别
    }
feelings-learned = { NAME($family, of: "family") } { SHARE($low) } 到 { SHARE($high) }
feelings-learned-over = 可学部分在各尺寸与设定上学到：{ LIST($ends) }
feelings-mean = 各设定平均
feelings-where = 设定
feelings-exponents-caption =
    散度按参数量的负指数次幂下降。“参数量”是按这条规律学到可学收益的 { SHARE($share) } 所需的数目，写作十的幂；差值一行是情绪多需要的十倍数。远在阶梯之外的数字是规律的去处，不是测量；散度几乎不降时，它们截在一个不代表任何尺寸的界上。
feelings-divergence-of = { NAME($family, of: "family") }的散度
feelings-nats = { PLAIN($value) } 奈特
feelings-dense-sparse = 稠密减稀疏：损失随尺寸
feelings-natural-slope = { $way ->
    [less] 情感稠密的段落从尺寸获益较少，每十倍每字节 { $estimate } 比特{ $caveat }
    [more] 情感稠密的段落从尺寸获益较多，每十倍每字节 { $estimate } 比特{ $caveat }
   *[alike] 稠密与稀疏的段落从尺寸获益看不出差别，每十倍每字节 { $estimate } 比特
    }
feelings-half = 一半
feelings-half-name = { $name ->
    [dense] 稠密
    [sparse] 稀疏
   *[difference] 差值
    }
feelings-halves =
    植入的一半{ $planted ->
        [for] 支持“感性更贵”
        [against] 反对它
       *[neither] 没有定论
    }：只有它能说弥散的结构就是原因，因为别的都没有不同；上面的判定以它为准。自然的一半{ $natural ->
        [for] 支持“感性更贵”
        [against] 反对它
       *[neither] 没有定论
    }：只有它能说真实文本是否如此。{ $together ->
        [agree] 两者一致。
        [undecided] 两者都没有定论。
        [disagree] 两者不一致，所以机制与世界是两个发现。
       *[one] 其中一个没有定论，在这一半成立的，在另一半还没有得到证明。
    }
