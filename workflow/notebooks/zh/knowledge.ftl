### “知识”一章的文字。

knowledge-title = 知识
knowledge-planted = 植入事实的回忆正确率（只在具体取值中选）
knowledge-half = 答对一半所需的遍数
knowledge-about =
    训练文本里有许多虚构人物的短传。关于他们的每个事实都出现已知的次数，从一次到几百次，用几种不同的说法；提问用的说法，在训练里是用在别人身上的。有些人的某个事实，文本说“未记载”，而这个回答对谁都可以用。
knowledge-recall = 回忆随出现次数
knowledge-recall-what = 回忆正确率
knowledge-recall-alt = { $label }随出现次数的变化，每种尺寸一条曲线。
knowledge-recall-caption =
    正确率随训练文本陈述该事实次数的变化，每种尺寸一条曲线；带子是对种子、人物和题目的区间。
knowledge-exposures = 文本陈述该事实的次数
knowledge-among = 只在具体取值中回忆
knowledge-among-about =
    模型可能知道一个事实，却仍说“未记载”，因为这个回答一向好用。去掉这个选项，问的就只是它更相信哪个取值。
knowledge-among-what = 只在具体取值中的回忆正确率
knowledge-among-axis = 只在具体取值中的正确率
knowledge-among-caption = 同样的题，去掉“未记载”这个选项；登记的长尾测量就是这样读的。
knowledge-f50 = 答对一半所需的遍数
knowledge-f50-alt = 记住一半事实所需的出现次数，随参数量的变化。
knowledge-f50-caption =
    取每种尺寸居中的一次训练，只在具体取值中、扣除瞎猜的回忆，其逻辑斯蒂曲线越过二分之一的地方。所谓罕见的事实，就是小模型需要见更多次的事实。空心三角是界：文本中出现最多的次数仍不足一半。
knowledge-outcomes = 不知道的时候
knowledge-errors = 关于{ NAME($kind, of: "kind") }的自信错误所占份额
knowledge-outcome = { $name ->
    [correct] 正确
    [abstained] 弃答
   *[confidently-wrong] 自信地答错
    }
knowledge-outcomes-alt = 答对、弃答、自信地答错的份额，随尺寸的变化。
knowledge-outcomes-caption =
    三种人的问题各有怎样的下场：文本写明了事实的人，文本说“未记载”的人，文本从未提到的人。对后两种，照实说就是对的。自信地答错：给某个错误取值的概率超过一半。
knowledge-training = 训练过程中
knowledge-training-caption = 在评测过的检查点上，所有出现次数合计的正确率。
knowledge-wording = 逐字的措辞
knowledge-wording-about =
    知道一个事实是一回事，一字不差地记住一段文本是另一回事。训练文本里还有编造的诗句，其中的词无从猜测，每首出现已知的次数，每次前后都是不同的诗。
knowledge-drawn-out = 由开头引出的诗句份额
knowledge-verbatim = 逐字相同
knowledge-similarity = 编辑相似度
knowledge-score = 得分
knowledge-duplicates = 文本含有该诗句的次数
knowledge-wording-alt = 逐字续写的份额与编辑相似度，随重复次数的变化。
knowledge-wording-caption =
    给出最后一行某处之前的词，让模型写出其余的。左：完全写对的份额。右：写出的词有多接近；即使模型只学会了诗行的样子，它也会上升。
knowledge-exposure = 曝光度
knowledge-exposure-what = 植入诗句的曝光度
knowledge-exposure-axis = 曝光度，比特
knowledge-bits = { FIXED($value, digits: 2) } 比特
knowledge-most = 候选数所容许的最大值
knowledge-never = 从未植入的诗句，各尺寸平均
knowledge-exposure-alt = 曝光度（比特）随重复次数的变化，每种尺寸一条曲线。
knowledge-exposure-caption =
    真的那一行在同样形式的其他行中的名次，以比特计：候选数的对数减名次的对数（以 2 为底）。在能引出一行之前，它就已经上升。从未植入的诗句显示碰运气会得到什么。
