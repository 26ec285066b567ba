### “公开模型”一章的文字。

public-title = 公开模型
public-about-the-essay =
    文章观察公开模型，得出结论：感性远比理性更随尺寸而变，厂商与时间影响不大。这里把同一个问题交给已发表的分数。登记的唯一检验，是同样的模型、同一个榜单上，人们对创意写作的投票与对数学和编程的投票相比。这一页的其余内容都是探索性的。
public-size-and = 尺寸与评分
public-size-and-title-2 = 总参数，十亿
public-size-and-title-3 = 激活参数，十亿
public-size-and-title-4 = Elo
public-size-and-caption = 所有公布了尺寸的模型；颜色和形状表示发布年份。把指针移到模型上可看到名字。在图的下方选择看哪一种投票。
public-could-the = 这个检验看得出差别吗？
public-could-the-caption = 区间不含零的模拟表所占份额：没有差别的各行是误报，其余各行是功效。
public-column-vendors = 厂商
public-column-true-difference = 真实差别
public-column-tables = 表数
public-column-above-zero = 高于零
public-column-not-holding-zero = 不含零
public-column-monte-carlo-error = 蒙特卡洛误差
public-the-same = 同样的检验，换别的样本
public-the-same-caption = 感性与尺寸的相关减去理性与尺寸的相关。下界与传闻只进入这里，别处不用。
public-column-sample = 样本
public-column-models = 模型
public-column-difference = 差别
public-column-given-date = 固定日期
public-every-version = 检验的所有版本，一次看全
public-every-version-line = 没有差别
public-every-version-axis = 各版本，按差别排列
public-every-version-axis-2 = 相关之差
public-every-version-caption =
    榜单、尺寸的量法、时期、模型类型、尺寸范围、日期与厂商效应的每一种组合，只要还剩 8 家厂商的 25 个模型。带子：区间（滑动中位数）。
public-which-choices = 哪些选择要紧
public-which-choices-alt = 每个选项一行：各版本的中位数与中间 80%。
public-which-choices-caption = 每行固定一个选择，其余全部变动：各版本的中位数（点）与中间 80%（线）。
public-what-a = 尺寸增加到十倍带来什么
public-what-a-axis = 创意减理性，尺寸每增加到十倍的 Elo
public-what-a-caption = 含发布日期的最小二乘；对厂商作自助抽样；括号内是模型数。
public-size-date = 尺寸、日期与厂商
public-size-date-axis = 占评分方差的份额
public-size-date-caption = 尺寸的校正 R²，以及日期或厂商在其上的增量；对厂商作自助抽样。
public-size-date-caption-2 =
    同上，分时期；以及 Shapley 份额（尺寸、日期、厂商：对所有进入次序取平均），它会把尺寸解释的一部分分给只是与尺寸同行的因素。登记的是：全部模型，日期与厂商在尺寸之上的增量。
public-column-votes-on = 投票对象
public-column-quantity = 量
public-column-share-of-variance = 方差的份额
public-size-date-caption-3 = 同一厂商、同一尺寸，随时间：每年的评分。
public-column-line = 系列
public-column-from = 从
public-column-to = 到
public-column-creative-elo-a = 创意，每年 Elo
public-column-mathematics-and-coding = 数学与编程，每年 Elo
public-total-and = 总参数与激活参数
public-total-and-caption = 各量每增加一个标准差，评分增加多少个标准差，三者一同放入。登记的是：混合专家模型，能力。
public-column-rating = 评分
public-column-number = 个数
public-the-essay = 文章自己提到的模型
public-the-essay-caption = 公布了尺寸的。同时代：发布相差六个月以内。
public-the-essay-caption-2 = 没有公布尺寸的，或只有下界的：列出，但不进入任何拟合。
public-the-essay-caption-3 = 文章所举的模型，从一个到另一个：Elo 的增益。
public-column-what-changes = 变的是什么
public-column-months = 月数
public-column-creative = 创意
public-gpt-4 = GPT-4.5，文章最好的证人
public-gpt-4-caption = GPT-4.5 的名次。
public-column-board = 榜单
public-column-setting = 设置
public-column-judged-by = 评判者
public-column-score = 得分
public-column-place = 名次
public-column-among-contemporaries = 同时代中
public-what-could = 什么会骗过它
public-what-could-caption = 由某家厂商的模型评判的榜单，偏袒这家厂商吗？得分超出人们对创意写作投票所预测的部分：评判者的厂商减去其他厂商，以标准差计。
public-column-judge-s-vendor = 评判者的厂商
public-column-of-the-judge = 其中属于该厂商
public-column-correlation-with-people = 与人的相关
public-column-advantage-of-the = 该厂商的优势
public-what-could-caption-2 =
    范围与饱和。校正：若该部分的尺寸散布与全部模型相同，与尺寸的相关会是多少（Thorndike 第二种情形）。接近顶端：离最高分不到榜单散布十分之一的模型份额。
public-column-sizes = 尺寸
public-column-corrected = 校正
public-column-near-the-top = 接近顶端
public-column-correlation-with-size = 与尺寸的相关
public-limits = 局限
public-limits-text =
    尺寸依据权重文件、模型卡或厂商的说明；没有公布的一律不用，这就去掉了大多数最强的模型，也收窄了范围。同一厂商的模型并不独立，所以重抽样的是厂商。公开模型在数据、方法、资金上同时不同：这是观察，阶梯才是实验。
public-limits-caption = 来源。
public-column-repository = 仓库
public-column-commit = 提交
public-column-file = 文件
public-column-snapshot = 快照
public-column-licence = 许可
public-column-read-by = 读取方式
public-column-scores = 分数
public-feeling = 创意写作
public-reason = 数学与编程
public-share = { SHARE($value) } [{ SHARE($low) }, { SHARE($high) }]
public-name = { $key ->
    [n-none] 不固定
    [n-date] 日期
    [n-size] 尺寸
    [n-vendor] 厂商
    [n-all] 全部
    [n-true] 是
    [n-false] 否
    [n-style-control] 控制风格
    [n-only] 按发表
    [n-raw] 原始
    [n-none-seen] 未见
    [n-primary] 登记的样本
    [n-released-from-2024-12] 2024-12 以来发布
    [n-100b-and-more] 100B 及以上
    [n-below-100b] 100B 以下
    [n-below-30b] 30B 以下
    [n-30b-to-100b] 30B 到 100B
    [n-released-from-2024-12-100b-and-more] 2024-12 以来发布，100B 及以上
    [n-style-controlled-ratings] 控制风格的评分
    [n-open-weights-only] 仅开放权重
    [n-dense-only] 仅稠密模型
    [n-mixture-of-experts-only] 仅混合专家
    [n-without-alibaba] 不含阿里巴巴
    [n-with-lower-bounds-at-their-bound] 下界按界计入
    [n-with-rumoured-sizes] 计入传闻的尺寸
    [n-mixtures-of-experts] 混合专家
    [n-mixtures-of-experts-100b-and-more] 混合专家，100B 及以上
    [n-ability] 能力
    [n-feeling] 感性
    [n-reason] 理性
    [n-total] 总参数
    [n-active] 激活参数
    [n-total-given-active] 总参数（固定激活参数）
    [n-instruct] 指令微调
    [n-reasoning-hybrid] 推理、混合
    [n-date-and-vendor] 日期与厂商
    [n-full-model] 完整模型
    [n-size-alone] 只凭尺寸
    [n-added-to-size] 尺寸之上的增量
    [n-of-what-size-leaves] 尺寸剩余部分中
    [n-date-added-to-size] 日期，尺寸之上
    [n-vendor-added-to-size] 厂商，尺寸之上
    [n-vendor-added-to-size-and-date] 厂商，尺寸与日期之上
    [n-from-2024-12] 2024-12 以来
    [n-about-twice-the-size] 尺寸约翻倍
    [n-the-same-size] 尺寸相同
    [n-the-same-size-trained-to-reason] 尺寸相同，训练推理
    [n-sizes-undisclosed] 尺寸未公布
    [n-undisclosed] 未公布
    [n-people] 人
    [n-file] 文件
    [n-hand] 手工
    [n-hand-checked-twice] 手工，核对两遍
   *[other] { $name }
    }
public-lead =
    { $models } 个已知尺寸的公开模型中，创意写作{ $way ->
        [more] 比数学与编程更随尺寸而变
        [less] 不如数学与编程随尺寸而变
       *[alike] 与数学与编程随尺寸而变的程度看不出差别
    }：相关 { PLAIN($feeling) } 对 { PLAIN($reason) }，相差 { $plain }；固定发布日期则为 { $dated }。
public-total-billions = 总参数，十亿
public-elo = 竞技场评分，Elo
public-released = 发布
public-vendor = 厂商
public-type = 类型
public-votes-on = 投票对象：
public-scatter-none = 创意写作与数学和编程随尺寸而变的程度看不出差别
public-scatter-difference = 与尺寸的相关之差：{ $estimate }
public-scatter-alt = { $models } 个模型的竞技场评分随总参数的变化，创意写作的相关为 { FIXED($feeling, digits: 2) }，数学与编程为 { FIXED($reason, digits: 2) }。
public-newer =
    新模型既更大，也更好。尺寸相同时，评分仍随日期而变：创意写作的相关为 { $feeling }，数学与编程为 { $reason }。两种评分彼此的相关是 { FIXED($together, digits: 2) }，留给差别的余地很小。
public-power =
    在 { $repeats } 张含有这些厂商、没有差别的模拟表中，{ SHARE($outside) } 的区间不含零（± { SHARE($error) }）；真实差别为 { FIXED($difference, digits: 2) } 时，{ SHARE($above) } 高于零。真实厂商的不同之处比模拟的更多：上面的区间是那里的 { TIMES($wider) }，差别要到 { FIXED($visible, digits: 2) } 才能在五个样本中有四个看得出来。
public-versions =
    检验的 { FIXED($versions, digits: 0) } 个版本中，{ PERCENT($above) } 明确认为感性更依赖尺寸，{ PERCENT($below) } 认为理性，其余两者都不
public-registered = 登记的
public-median = 中位数 { FIXED($median, digits: 2) }。
public-exchanged =
    所有版本的中位数是 { SIGNED($median, digits: 2) }。按厂商对调感性与理性的标签，{ $exchanges } 次对调中有 { PERCENT($share) } 的中位数离零至少这么远：整条曲线{ $told ->
        [no] 与“没有差别”分不开
       *[yes] 不是碰运气能得到的
    }。
public-option = { $choice ->
    [pair] 榜单
    [size_measure] 尺寸
    [given] 固定
    [period] 发布
    [type] 类型
    [size_range] 范围
   *[vendor_effects] 厂商之内
    }：{ $option }
public-run-from = 差别的中位数从 { SIGNED($low, digits: 2) }（{ $lowest }）到 { SIGNED($high, digits: 2) }（{ $highest }）
public-rises =
    创意评分减去数学与编程评分，在日期相同时，尺寸每增加到十倍上升 { $whole } Elo。100B 以上为 { $large }；写下之前已经看过这一范围，所以是探索性的。固定另一种评分后，尺寸增加到十倍，创意写作剩下 { $feeling } Elo，数学与编程剩下 { $reason }。
public-range = { $range }（{ $models }）
public-exploratory = 探索性：{ LIST($ranges) } 的区间不含零
public-no-range = 没有哪个尺寸范围明确偏向创意写作
public-all-sizes = 全部尺寸：每十倍 { $estimate } Elo。
public-size-alone = 只凭尺寸
public-date-given = 日期，固定尺寸
public-vendor-given = 厂商，固定尺寸
public-adds = 知道尺寸之后，日期再解释创意写作方差的 { $date }，厂商再解释 { $vendor }
public-size-explains = 只凭尺寸解释 { FIXED($share, digits: 2) }。
public-left =
    创意写作中尺寸解释不了的部分，日期与厂商解释 { $share }。尺寸与日期相同时，厂商之间在创意写作上相差 { FIXED($feeling, digits: 0) } Elo（标准差），在数学与编程上相差 { FIXED($reason, digits: 0) }。
public-inside =
    在 { $lines } 个“同一厂商同一尺寸”的系列（{ $models } 个模型）之内，一年使创意写作增加 { $feeling } Elo，数学与编程增加 { $reason }。在 { $series } 个同时发布的系列（{ $members } 个模型）之内，尺寸增加到十倍分别增加 { $size_feeling } 和 { $size_reason }；相差 { $difference }。
public-hardly-apart = 在混合专家模型中，总参数与激活参数的对数相关为 { FIXED($correlation, digits: 2) }，{ $models } 个模型很难把它们分开。
public-place = { $of } 个中第 { FIXED($rank, digits: 0) }
public-places = { $first }；{ $second }
public-size-active = { $total }，激活 { $active }
public-column-model = 模型
public-column-size = 尺寸
public-column-feeling = 创意，Elo
public-column-reason = 数学与编程，Elo
public-column-places = 名次：创意；理性
public-column-then = 同时代中的名次
public-among-contemporaries =
    在前后六个月内发布的模型中，人们的投票把它的创意写作排在第 { FIXED($least, digits: 0) } 到第 { FIXED($most, digits: 0) }（共 { $of } 个），取决于是否控制风格；由模型评判的榜单至多排到第 { FIXED($machine, digits: 0) }（共 { $machine_of } 个）。它的尺寸没有公布，所以两者都说明不了尺寸。
public-limits-first =
    竞技场的评分来自第三方 { $snapshot } 的镜像，四舍五入到整数（{ $models } 个模型）。{ $sources } 个来源中有 { $by_hand } 个是手工读取的（{ $scores } 个分数中的 { $hand_scores } 个）。EQ-Bench 各榜的评判者在版本之间换过，所以从不比较不同版本。人们的投票是竞技场访客的投票，不是文学读者的；“创意写作”与“数学与编程”代表感性与理性，而两边都奖励人们喜欢的东西。
