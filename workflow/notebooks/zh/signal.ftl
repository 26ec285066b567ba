### “信号”一章的文字。

signal-title = 信号
signal-about-a-measure =
    任何尺寸都做不到、或者每种尺寸都做得到的题，说明不了尺寸的作用。所以在读任何论断之前，这一页先说明每一类植入的题目在这架阶梯上究竟能不能测出什么：各尺寸的得分与区间、瞎猜的得分，以及上限。
signal-every-kind = 每一类题目，每一种尺寸
signal-every-kind-line = 上限
signal-every-kind-alt = 得分随参数量的变化，每类题目一格。
signal-every-kind-caption =
    最后一步的正确率，所有难度合计。情绪和推断的标签靠抽签，改用可学收益的份额：一减去“与真实分布的散度占均匀猜测散度的份额”。凡有弃答选项的题，只看其余选项的回答另有一格：知道却弃答的模型，只在那里算对。逐步写出的回答没有瞎猜水平。
signal-when-it = 什么时候形成
signal-when-it-alt = 正确率（或散度）随步数的变化，每类一格。
signal-when-it-caption = 正确率随训练步数的变化；标签靠抽签的题，画的是与真实分布的散度（奈特），模型学会时下降。
signal-what-is = 哪些是平的，意味着什么
signal-what-is-note = 尺寸差别最大的难度，是看过所有难度之后挑出来的。
signal-the-numbers = 数字
signal-the-numbers-caption = 最后一步各尺寸的得分与区间。
signal-most = （尺寸差别最大处：{ NAME($knob, of: "knob") } { PLAIN($level) }，{ SHARE($small) } 对 { SHARE($large) }）
signal-with-most = { $kind }{ $most }
signal-lead = { $kinds } 类题目中，有 { $moved } 类把 { $large } 与 { $small } 分开，都是大的更好{ $caveat }。
signal-count = { $call ->
    [rises-with-size] { $count } 类随尺寸上升
    [falls-with-size] { $count } 类随尺寸下降
    [at-chance] { $count } 类等于瞎猜
    [at-the-ceiling] { $count } 类到了上限
   *[no-difference-seen] { $count } 类看不出差别
    }
signal-tally = { $kinds } 类题目中，{ LIST($parts) }
signal-growth = 每一类题目在 { $steps } 个检查点上
signal-meaning = { $call ->
    [at-chance] { "**" }等于瞎猜**：没有一种尺寸明显好过瞎猜：训练太少，或者题太难。依赖它的论断在这里无论区间如何都不作判定。{ SEMICOLONS($kinds) }。
    [at-the-ceiling] { "**" }到了上限**：每种尺寸都做得到，太容易，分不出尺寸。{ SEMICOLONS($kinds) }。
    [falls-with-size] { "**" }随尺寸下降**：大的更差。相信之前，先查一查各级的调参。{ SEMICOLONS($kinds) }。
    [rises-with-size] { "**" }随尺寸上升**：最大减最小的区间高于零。{ SEMICOLONS($kinds) }。
   *[no-difference-seen] { "**" }看不出差别**：高于瞎猜，但最大减最小的区间含零。{ SEMICOLONS($kinds) }。
    }
signal-call = { $name ->
    [rises-with-size] 随尺寸上升
    [falls-with-size] 随尺寸下降
    [at-chance] 等于瞎猜
    [at-the-ceiling] 到了上限
   *[no-difference-seen] 看不出差别
    }
