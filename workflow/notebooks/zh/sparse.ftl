### “总参数与激活参数”一章的文字。

sparse-title = 总参数与激活参数
sparse-not-run = 混合专家模型，本研究没有训练
sparse-lead =
    总参数对数每多一个标准差，留出文本上省下的比特多 { FIXED($total, digits: 2) } { INTERVAL($total_low, $total_high, digits: 2) } 个标准差；激活参数对数每多一个标准差，多 { FIXED($active, digits: 2) } { INTERVAL($active_low, $active_high, digits: 2) } 个。
sparse-about-mixtures =
    在稠密的阶梯上，总参数与激活参数是同一个数。混合专家把它们分开：每个块有几个小网络，由路由器把每个词元送去其中两个，其余的占内存而不计算。
sparse-about-pairs =
    这里的混合专家，宽度、深度与激活参数同某一级，总参数同另一级。它们以同样的顺序读同样的词元；若只有一个专家，就与稠密网络一个权重不差。
sparse-total = 总参数
sparse-active = 激活参数
sparse-axes = 同一架阶梯，两种计数
sparse-axes-title =
    激活参数相同，总参数更多，每字节省 { FIXED($total, digits: 3) } 比特；总参数相同，激活参数更多，省 { FIXED($active, digits: 3) }
sparse-axes-alt = 阶梯各级与混合专家在留出文本上省下的每字节比特，左图按总参数，右图按激活参数。
sparse-axes-caption =
    灰色：阶梯的各级，两种计数是同一个。彩色：混合专家。若只有总参数算数，它们在左图落在灰线上；若只有激活参数算数，则在右图。嵌入与输出层不计。每字节比特取了相反数，向上为好。
sparse-axes-label = − 每字节比特
sparse-rungs = 阶梯的各级
sparse-mixtures = 混合专家
sparse-weights = 两种计数各有多重
sparse-weights-title = { $surely ->
    [both] 两种计数在留出文本上都确实有用
    [total] 总参数在留出文本上确实有用，激活参数也许有用
    [active] 激活参数在留出文本上确实有用，总参数也许有用
   *[none] 没有哪种计数在留出文本上确实有用
    }
sparse-weights-alt = 总参数对数与激活参数对数的标准化权重及区间，对留出文本上省下的比特与对正确率。
sparse-weights-caption = 两种计数一同放入，取混合专家及其上下各级。总参数的权重是专家带来的参数的权重，减去路由器的花费。
sparse-weights-label = 每标准差的标准差
sparse-weight = { $outcome ->
    [accuracy] 正确率
   *[bits-saved] 留出文本
    }：{ $count ->
    [total] 总参数
   *[active] 激活参数
    }
sparse-pairs = 成对比较，以及专家用得有多均匀
sparse-pairs-caption =
    一种参数相同、另一种更多时，留出文本每字节省下的比特。“均匀度”是训练结束时路由器的负载均衡损失：所有专家得到同样多的词元时为 1；九个专家每词元用两个、且总是同两个时为 4.5。
sparse-column-mixture = 混合专家
sparse-column-rung = 阶梯的一级
sparse-column-of = 更多的是
sparse-column-gain = 省下的比特
sparse-column-balance = 均匀度
sparse-column-seeds = 种子数
