### “指令”一章的文字。

instructions-title = 指令
instructions-about-an-instruction =
    一条指令要求写一行词，同时满足几个约束：多少个词，第一个和最后一个是什么，要包含或避开哪些，谁在谁之前，词有多长，哪个要重复。约束的顺序打乱，模型写出这一行，由程序逐一检查。每条指令都能满足；最长的几条一次要求的比训练中任何一条都多。
instructions-which-constraints = 满足了哪些约束，按位置看
instructions-which-constraints-missing = constraints.parquet 里没有含多个约束的指令
instructions-which-constraints-label = 满足
instructions-which-constraints-label-2 = 在指令中的位置
instructions-which-constraints-alt = 约束得到满足的份额随其在指令中位置的变化，每种约束数一格。
instructions-which-constraints-caption =
    文章说：小模型顾头不顾尾，也就是一条向右下降的线。每类约束出现在各个位置的机会相同，所以位置本身没有难易。
instructions-all-at = 同时满足
instructions-all-at-label = 全部满足
instructions-all-at-label-2 = 约束数
instructions-all-at-alt = 全部约束都满足的回答份额随约束数的变化，旁边是各位置份额的乘积，每种尺寸一格。
instructions-all-at-caption =
    彩色：全部约束都满足的回答。灰色虚线：各位置份额的乘积，即约束互相独立时应有的值。彩色线在上，说明约束往往一起满足、一起落空。
instructions-when-it = 什么时候形成
instructions-when-it-alt = 单个约束与全部约束得到满足的份额，随训练步数的变化。
instructions-when-it-caption = 在评测过的检查点上，所有指令合计。有的约束靠碰运气也会满足：各类的份额见 docs/families.md。
instructions-what-models = 模型写了什么
instructions-what-models-title = 同样的指令，每一种尺寸
instructions-what-models-note = 表中最前面的几条指令，不是按回答挑的。参考答案只是许多答案之一：满足全部约束就算对。
instructions-whole = 满足全部约束的回答份额
instructions-single = 单个约束得到满足的份额
instructions-constraints = { $count } 个约束
instructions-all-of = 全部 { $count } 个约束都满足的回答份额
instructions-one-each = 单个约束
instructions-all-each = 一个回答的全部约束
