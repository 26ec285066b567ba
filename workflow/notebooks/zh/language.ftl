### “新语言”一章的文字。

language-title = 新语言
language-about-everything-that =
    回答这些题所需的一切都在提示里：一条规则的几个例子，一张小表，一串带标签的词。词都是编造的，规则题用的词在训练的规则里从未出现。
language-a-rule = 从例子学规则
language-a-rule-alt = 正确率随例子数的变化。
language-a-rule-caption =
    一篇文本只用一条规则：词的一种次序，一个词与远处另一个词的一致，或者一种映射。选项是其他规则会给出的结果。
language-rule-by = 逐条规则
language-rule-by-label = 输出正确率
language-rule-by-alt = 正确率随尺寸的变化，每条规则一格。
language-rule-by-caption =
    照抄输入是三种次序之一，所以在那里等于瞎猜。一致要在远处查一次起决定作用的词；映射每个词都要查一次。例子里没有哪一对相邻的词能泄露答案。
language-labels-as = 标签：与训练相同，以及翻转
language-labels-as-alt = 标签正确率随所示词数的变化，平常与翻转。
language-labels-as-caption =
    同样的列表出现两次，一次用训练时的标签，一次把每个标签翻转；被问的词不在列表里。照训练作答的，平常列表全对，翻转列表全错；瞎猜的，两边各对一半。
language-labels-as-label = 所示带标签的词数
language-look-up = 在表中查找
language-look-up-alt = 正确率随对数的变化；虚线是在提示所列取值中瞎猜。
language-look-up-caption =
    提示里有一张表，接着问其中一个键。虚线是在提示所列的取值中瞎猜：模型学会查找之前停留的平台。
language-when-it = 什么时候形成
language-when-it-alt = 正确率随训练步数的变化，按题型。
language-when-it-caption = 查找是突然形成的，形成的步数在各种子之间很分散；带子宽往往就是因为这个。瞎猜水平是各难度的平均。
language-outputs = 按例子所示规则输出的正确率
language-values = 从提示中的表查值的正确率
language-flipped = 标签翻转时的正确率
language-best-rule = 模型掌握得最好的规则（{ NAME($rule, of: "rule-of-language") }）的正确率
rule-of-language = { $name ->
    [order] 次序
    [echo] 回声
    [agreement] 一致
    [mapping] 映射
   *[other] { $name }
    }
language-usual-labels = 训练时的标签
language-flipped-labels = 全部翻转的标签
