### “奖励”一章的文字。

reward-title = 奖励
reward-not-run = 用奖励训练的一支，本研究没有运行
reward-source = { $name ->
    [exact] 精确的奖励
    [learned] 学来的奖励
   *[parent] 之前
    }
reward-capital = { $clause }
reward-change = { $source ->
        [exact] 精确的奖励
       *[learned] 学来的奖励
    }{ $way ->
    [flatter] 使{ NAME($family, of: "family") }的尺寸斜率变平，每十倍 { $estimate }{ $caveat }
    [steeper] 使{ NAME($family, of: "family") }的尺寸斜率变陡，每十倍 { $estimate }{ $caveat }
   *[none] 对{ NAME($family, of: "family") }的尺寸斜率看不出改变，每十倍 { $estimate }
    }
reward-about-training =
    阶梯各级的最终权重接着训练。模型反复回答一些既不在其文本、也不在其题目中的问题；比同一问题的其他回答得到更多奖励的回答，变得更可能，而离开原来的模型要付代价（组相对策略优化，arXiv 2402.03300）。问题、更新次数，以及抽取回答的随机数，所有尺寸都相同。计分用的是谁也没有在上面训练过的题目。
reward-about-rewards =
    推断与情绪的问法相同。精确的奖励奖给最可能的标签。学来的奖励只知道少数两个标签之间的偏好，其中有的还是错的，再由同一个（各尺寸共用的）评判者，按它眼中问题有多相像，推广到别的问题上。
reward-scores = 之前与之后，按尺寸
reward-scores-label = 正确率，扣除瞎猜
reward-scores-alt = 扣除瞎猜的正确率随参数量的变化，奖励之前与每种奖励之后。
reward-scores-caption =
    情绪权重超过一千的设定的留出题目，以及同列的推断；0 是瞎猜，1 是总答最可能的标签。左端比右端提高得更多的曲线，就是变平了。
reward-slopes = 尺寸斜率
reward-slopes-caption =
    非嵌入参数每增加到十倍的（扣除瞎猜的）正确率，以及用奖励训练带来的改变。改变取自同样训练、同样题目，所以其区间比斜率本身的窄。
reward-hacking = 更新过程中的奖励与真相
reward-hacking-missing = 用学来的奖励训练的一支，本研究没有运行
reward-hacked = { $size } 的{ NAME($family, of: "family") }（第 { $update } 次更新时 { SHARE($most) }，结束时 { SHARE($last) }）
reward-hacking-found = 学来的奖励上升而真相下降：{ LIST($cases) }
reward-hacking-none = 在更新所用的问题上，没有一处是学来的奖励上升而真相下降
reward-held-out-worse = 留出的问题却答得不如从前：{ LIST($cases) }
reward-worse = { $size } 的{ NAME($family, of: "family") }（扣除瞎猜 { SHARE($after) }，之前 { SHARE($before) }）
reward-hacking-paid = { NAME($family, of: "family") }：学来的奖励
reward-hacking-true = { NAME($family, of: "family") }：真相
reward-hacking-update = 更新
reward-hacking-right = 预期正确率
reward-hacking-nats = 学来的奖励，奈特
reward-hacking-alt = 学来的奖励与正确率随更新的变化，每种尺寸一条曲线。
reward-hacking-caption =
    两者都是对策略所有回答的期望，取到各点为止更新所用的问题。策略只由学来的奖励给付；奖励继续上升而正确率下降之处，策略找到了奖励的错处。列出的是下降超过 { SHARE($least) } 的情形。
reward-distance = 离原来的模型有多远
reward-distance-caption = 结束时：与原来模型的散度、回答的熵（奈特）；以及所有回答得到同样奖励、因而什么也教不了的组所占份额。
reward-lost = 还失去了什么
reward-lost-found =
    留出文本每字节比之前多花 { SIGNED($least, digits: 2) } 到 { SIGNED($most, digits: 2) } 比特。在 { $pairs } 个“一支、一种尺寸、另一题族”的组合中，按区间不含零计，{ $worse } 个失去正确回答，{ $better } 个有所增加。
reward-lost-text = 留出文本，每字节比特
reward-lost-caption = 每一支、每种尺寸留出损失的改变，以及其他题族正确率下降最多的十二处。
reward-column-source = 奖励
reward-column-slope = 斜率
reward-column-change = 改变
reward-column-size = 尺寸
reward-column-divergence = 散度
reward-column-entropy = 熵
reward-column-silent = 无声的组
reward-column-of = 对象
reward-column-before = 之前
reward-column-after = 之后
