### “别人训练的阶梯”一章的文字。

pythia-title = 别人训练的阶梯
pythia-about-pythia-is =
    Pythia 是 EleutherAI 的一架公开模型阶梯（Biderman 等，2023）：所有尺寸以同样的顺序读同样的文本，27 个训练步上的评测已经发表。它有两套，一套用 Pile，一套用去重后的 Pile。下面的检验与本研究自己的阶梯相同，由同样的函数完成，尺寸跨度 160 倍。缺少的是单个回答：这里的基准只有答对的个数，也没有植入的内容，所以没有人知道文本把什么说过多少遍。
pythia-quantity-or = 量变还是质变：同等损失下的正确率
pythia-quantity-or-label = LAMBADA 的困惑度
pythia-quantity-or-alt = 正确率随困惑度的变化，每种尺寸一条线，每个基准一格。
pythia-quantity-or-caption =
    每种尺寸一条线，每个检查点一个点，训练向右进行。几条线叠在一起的地方，读得够多的小模型与读得更少的大模型一样好：损失说明一切。几条线并排，才是尺寸带来的质。
pythia-what-a = 同等损失下，尺寸增加到十倍带来什么
pythia-what-a-axis = 同等损失下，尺寸每增加到十倍，正确率增加的百分点
pythia-what-a-alt = 每个基准一行。
pythia-what-a-caption = 以对数困惑度的三次式和尺寸的对数，对答对与否作逻辑回归，两套阶梯合在一起；区间由轮流去掉整次训练得到。
pythia-what-a-caption-2 = 称呼取决于每十倍对数几率的区间与论断 A16 的最小效应。未定：区间跨过两种称呼的边界。
pythia-column-benchmark = 基准
pythia-column-questions = 题数
pythia-column-checkpoints = 检查点
pythia-column-trainings = 训练次数
pythia-column-call = 称为
pythia-column-logits-a-decade = 同等损失下每十倍的对数几率
pythia-predictions-of = 由较小的尺寸预测 6.9B 与 12B
pythia-predictions-of-panel-6-9b = 6.9B
pythia-predictions-of-panel-12b = 12B
pythia-predictions-of-axis = 预测减实测，百分点
pythia-predictions-of-alt = 四条规律在两种尺寸、八个基准上的误差。
pythia-predictions-of-caption = 去重的阶梯。这些是预测：两种尺寸都实测过，没有参与拟合。这一页没有任何向无人训练过的尺寸的外推。
pythia-predictions-of-caption-2 = 预测 6.9B 与 12B 的误差，两套阶梯。对数困惑度是 LAMBADA 的。
pythia-column-law = 规律
pythia-column-predictions = 预测数
pythia-column-mean-error-points = 平均误差，百分点
pythia-column-largest-points = 最大，百分点
pythia-column-mean-signed-points = 带符号平均，百分点
pythia-column-mean-error-in = 对数困惑度的平均误差，每词奈特
pythia-predictions-of-note = 分段的规律比拟合尺寸所容许的少一个参数；五六种尺寸时略去下限，五种尺寸时还略去转折的宽度。
pythia-do-abilities = 能力会随尺寸跳变吗？
pythia-do-abilities-caption =
    （错误份额相对瞎猜的对数，或对数困惑度的）均方根误差：最好的平滑规律减去最好的带临界尺寸的规律。跳变：超过目标的噪声；平滑：区间低于它。
pythia-column-ladder = 阶梯
pythia-column-scored-by = 评分
pythia-column-best-smooth-law = 最好的平滑规律
pythia-column-best-with-a = 最好的带临界尺寸的规律
pythia-column-noise = 噪声
pythia-column-gain-of-a = 临界尺寸的收益
pythia-do-they = 能力会在训练中跳变吗？
pythia-do-they-missing = pythia_formation.parquet 缺少 LAMBADA 的一种评分
pythia-do-they-panel-right-last = 答对的末词
pythia-do-they-panel-log-perplexity = 对数困惑度，每词奈特
pythia-do-they-alt = 训练过程中的 LAMBADA：完全匹配与对数困惑度。
pythia-limits = 局限
pythia-limits-text = 来源：EleutherAI/pythia，`evals/pythia-v1`；数字见 `data/pythia_zero_shot.csv`。
pythia-counted = { $benchmarks } 个基准中有 { $count } 个是{ NAME($call, of: "call") }
pythia-lead =
    Pythia 从 { $small } 到 { $large }，数据相同：同等损失下的差别，{ $calls }。平均而言，尺寸增加到十倍，正确率在那里增加 { $gain } 个百分点。
pythia-at-equal-loss = 同等损失下：{ $calls }
pythia-clear = 区间不含零的：{ LIST($benchmarks) }
pythia-none-clear = 每个区间都含零
pythia-agree =
    换成只用其中一套阶梯、困惑度放宽到 { PLAIN($cut) }：{ $versions } 种做法中有 { $same } 种称呼不变，{ $quality } 种说是质变。LAMBADA 自己的正确率也在其中，是最严的一例：损失与正确率说的是同样的词。
pythia-best = 由 2.8B 及以下的尺寸，{ NAME($law, of: "law") }预测正确率最好：平均相差 { PERCENT($off, digits: 1) }
pythia-jumps =
    跳变会表现为一个临界尺寸：带临界尺寸的规律（逻辑斯蒂、分段）对最大两种尺寸的预测，会好过平滑的规律，而且超出被预测者的噪声。{ $curves } 条曲线中，{ LIST($counts) }。LAMBADA 是唯一对同样回答有连续评分的基准：按完全匹配称为{ LIST($exact) }，按对数似然称为{ LIST($soft) }（去重与标准）。
pythia-jump-count = { $count } 条称为{ $call }
pythia-scoring = { $name ->
    [exact-match] 完全匹配
    [log-likelihood] 对数似然
   *[other] { $name }
    }
pythia-ladder = { $name ->
    [deduplicated] 去重
    [standard] 标准
   *[both] 两套
    }
pythia-formation = 在 { $size }，对数困惑度在第 { SHORT($gentle) } 步完成了收益的十分之一，正确率要到第 { SHORT($hard) } 步
pythia-formation-caption =
    去重阶梯的同样回答，评两次分。完全匹配要等到正确的词在某些题里成了最可能的，才开始动；概率早就在上升。从收益的十分之一到十分之九，完全匹配用了 { FIXED($hard, digits: 1) } 个十倍的步数，对数困惑度用了 { FIXED($gentle, digits: 1) } 个。
pythia-limits-first =
    这些评测没有发表留出损失，以 LAMBADA 的困惑度代替；它只是叙事文本末词的困惑度。{ FIXED($least, digits: 0) } 到 { FIXED($most, digits: 0) } 道关于常见文本的题，说明不了罕见事实、长链条或多重约束：那是植入题族的事。所有尺寸的题目相同，这里当作独立的噪声，偏于谨慎。每套阶梯每种尺寸只训练过一次。
