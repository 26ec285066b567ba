# 检验论断时所用的模拟世界的名称；键由英文名得来（report/claim_words.py 的 `world_key`）。

null-world = { $key ->
    [all-do-the-easy-ones-the-large-the-hard-ones-too] 大家都会做容易的，大的还会做难的
    [the-gap-is-the-same-on-easy-and-hard-ones] 容易的题和难的题差距相同
    [the-large-gain-on-the-easy-ones-nobody-on-the-hard-ones] 大的只在容易的题上进步，难题谁也不会
    [the-gap-is-the-same-and-in-every-other-family-nobody-can-do-more] 差距相同，而且有一半的题族谁也没有进步
    [runs-form-it-or-not-easy-and-hard-ones-alike] 每次训练可能形成也可能不形成，难易题一样
    [floor-nobody-can-do-the-hard-ones] 触底：难题谁也不会
    [guessing-nobody-can-do-any] 乱猜：什么题谁也不会
    [all-that-fits-is-kept-the-smallest-holds-a-part-the-largest-all] 装得下的都留住：最小的留一部分，最大的全留
    [the-largest-has-room-for-all-and-keeps-four-in-five] 最大的装得下全部，却只留住五分之四
    [of-every-fact-half-the-bits-are-kept-enough-to-choose-by] 每个事实留住一半的比特，足够用来选择
    [no-size-is-full-all-keep-all] 没有一种尺寸装满：都全部留住
    [full-and-told-too-seldom] 装满了，而且讲得太少
    [room-and-nothing-was-learned] 装得下，却什么也没学到
    [f50-falls-as-n-5] f50 按 N^-.5 下降
    [f50-falls-as-n-5-the-small-ones-out-of-range] f50 按 N^-.5 下降，小的超出范围
    [f50-falls-as-n-5-half-of-the-sizes-out-of-range] f50 按 N^-.5 下降，一半的尺寸超出范围
    [f50-falls-as-n-05-half-of-the-sizes-out-of-range] f50 按 N^-.05 下降，一半的尺寸超出范围
    [f50-is-the-same-in-the-seeds-that-learn-it-six-in-ten] 十个种子有六个学会，学会的 f50 都相同
    [all-know-alike-the-small-ones-say-that-it-is-not-recorded] 知道的一样多，小的却答“没有记载”
    [f50-is-the-same-at-all-sizes] 各种尺寸的 f50 相同
    [f50-rises-as-n-3] f50 按 N^.3 上升
    [floor-nothing-is-recalled] 触底：什么也回忆不起来
    [ceiling-all-is-recalled] 触顶：全部回忆得起来
    [the-larger-the-more-often-it-abstains-on-what-it-forgot] 越大，对忘掉的事越常弃权
    [all-confabulate-alike] 大家编造得一样多
    [the-larger-the-more-it-makes-up] 越大编造得越多
    [strangers-are-told-apart-forgotten-facts-are-made-up-as-ever] 认得出陌生人，忘掉的事照样编造
    [what-is-told-more-often-is-made-up-more-at-every-size] 讲得越多的编造得越多，各种尺寸都如此
    [the-mixture-of-strangers-decides-and-not-the-size] 起作用的是陌生人的比例，不是尺寸
    [the-larger-is-surer-of-whatever-it-says] 越大，不管说什么都越有把握
    [ceiling-nothing-is-forgotten] 触顶：什么也没有忘
    [nobody-is-sure-of-anything] 谁对什么都没有把握
    [extraction-rises-with-size] 逐字背出的比例随尺寸上升
    [extraction-is-the-same-at-all-sizes] 各种尺寸背出的比例相同
    [extraction-falls-with-size] 逐字背出的比例随尺寸下降
    [floor-the-largest-extract-one-in-a-hundred] 触底：最大的也只背出百分之一
    [floor-nothing-is-extracted] 触底：什么也背不出
    [ceiling-all-is-extracted] 触顶：全部背得出
    [two-steps-more-a-decade] 尺寸每增十倍多走两步
    [all-walk-equally-far] 大家走得一样远
    [a-little-further-the-small-ones-below-one-step] 稍远一点，小的不到一步
    [seeds-form-it-or-not-the-larger-the-more-and-two-steps-further] 种子可能形成也可能不形成，越大越多，而且多走两步
    [seeds-form-it-or-not-all-that-do-walk-equally-far] 种子可能形成也可能不形成，形成的走得一样远
    [two-steps-more-a-decade-where-no-step-is-written] 不写步骤时，尺寸每增十倍多走两步
    [floor-no-step-at-any-size] 触底：各种尺寸一步也走不了
    [plateau-only-the-candidates-are-known] 平台：只知道候选答案
    [two-levels-more-a-decade] 尺寸每增十倍多记两层
    [all-keep-equally-many] 大家记得一样多
    [a-little-deeper-the-small-ones-below-one-level] 稍深一点，小的不到一层
    [seeds-form-it-or-not-the-larger-the-more-and-two-levels-deeper] 种子可能形成也可能不形成，越大越多，而且多记两层
    [seeds-form-it-or-not-all-that-do-keep-equally-many] 种子可能形成也可能不形成，形成的记得一样多
    [floor-nothing-is-closed] 触底：一层也闭合不了
    [ceiling-all-is-closed] 触顶：全部闭合
    [the-small-one-drops-the-tail-the-large-one-nothing] 小的漏掉后面的，大的什么也不漏
    [places-count-alike-at-every-size] 各种尺寸下每个位置同等重要
    [all-drop-the-tail-alike] 大家同样漏掉后面的
    [the-large-one-drops-the-tail-the-small-one-nothing] 大的漏掉后面的，小的什么也不漏
    [kinds-are-learned-at-sizes-of-their-own-places-count-alike] 各类约束在不同尺寸学会，位置同等重要
    [the-large-one-keeps-the-last-at-lengths-that-nobody-trained] 大的在没有训练过的长度上守住最后一条
    [the-last-is-kept-better-and-better-no-size-drops-any] 最后一条越守越好，没有尺寸漏掉
    [all-drop-the-tail-alike-the-small-ones-near-the-floor] 大家同样漏掉后面的，小的接近下限
    [floor-next-to-nothing-is-met] 触底：几乎一条也满足不了
    [most-abilities-jump-between-inner-rungs] 多数能力在中间的尺寸之间跳跃
    [one-family-jumps-the-others-grow-smoothly] 一个题族跳跃，其余平滑增长
    [all-abilities-grow-smoothly] 所有能力平滑增长
    [four-steps-of-a-smooth-ability-each] 每题要平滑能力的四步
    [a-steep-rise-from-hardly-any-to-nearly-all] 从几乎不会陡升到几乎全会
    [seeds-form-it-or-not-ever-more-often-with-size] 种子可能形成也可能不形成，越大越常形成
    [seeds-form-it-or-not-from-never-to-always] 种子可能形成也可能不形成，从从不到总是
    [the-largest-size-alone-can-do-it] 只有最大的尺寸会
    [floor-nothing-is-learned] 触底：什么也没学会
    [ceiling-all-is-known-at-every-size] 触顶：各种尺寸全都知道
    [the-larger-the-more-seeds-form-heads] 越大，形成归纳头的种子越多
    [no-small-model-forms-heads-every-large-one-does] 小模型都不形成归纳头，大模型都形成
    [half-of-the-seeds-form-heads-at-every-size] 各种尺寸都有一半的种子形成归纳头
    [every-run-forms-heads-the-larger-guess-better] 每次训练都形成归纳头，大的猜得更好
    [no-head-anywhere-the-larger-guess-better] 哪里都没有归纳头，大的猜得更好
    [the-largest-has-it-at-one-look-the-smallest-never] 最大的看一眼就会，最小的永远不会
    [all-have-look-up-the-largest-has-it-at-one-look] 大家都会查找，最大的看一眼就会
    [all-learn-a-rule-equally-fast] 大家学规则一样快
    [one-rule-of-three-is-learned-equally-at-every-size] 三条规则学会一条，各种尺寸一样
    [floor-nobody-reads-the-prompt] 触底：谁也不读提示
    [seeds-form-look-up-or-not-by-chance] 种子形成查找与否全凭偶然
    [who-reads-labels-overrides-more-the-larger-it-is] 读标签的，越大越能改写先验
    [more-seeds-form-look-up-with-size-and-override-alike] 越大形成查找的种子越多，改写的程度相同
    [who-reads-labels-overrides-in-one-half-at-every-size] 读标签的改写一半，各种尺寸一样
    [seeds-form-look-up-or-not-by-chance-and-override-alike] 种子形成查找与否全凭偶然，改写的程度相同
    [nobody-overrides-the-small-follow-training-the-large-guess] 谁也不改写：小的照训练答，大的乱猜
    [nobody-overrides-the-small-guess-the-large-follow-training] 谁也不改写：小的乱猜，大的照训练答
    [only-the-largest-form-look-up-and-override] 只有最大的形成查找并改写
    [the-larger-keeps-more-of-what-it-knows-under-noise] 有噪声时，越大保住的知识越多
    [all-keep-6-of-what-they-know] 大家都保住所知的 .6
    [the-larger-keeps-less] 越大保住得越少
    [all-keep-alike-rare-facts-are-kept-less-and-only-the-larger-know-them] 保住得一样多；少见的事实更难保住，而只有大的知道它们
    [noise-costs-statements-and-nobody-is-led-astray] 噪声占掉了陈述，但谁也没有被带偏
    [floor-nobody-knows-anything] 触底：谁也什么都不知道
    [the-larger-heeds-the-tag-more] 越大越看重来源标记
    [all-heed-it-alike-and-know-the-same] 大家同样看重标记，知道的也一样多
    [all-heed-it-alike-the-larger-knows-more] 大家同样看重标记，大的知道得更多
    [the-larger-knows-more-and-nobody-heeds-the-tag] 大的知道得更多，谁也不看标记
    [the-larger-knows-more-and-all-say-what-one-source-says] 大的知道得更多，大家都照一个来源说
    [seeds-heed-the-tag-or-ignore-it-half-of-them-at-every-size] 种子或看标记或不看，各种尺寸各一半
    [the-larger-heeds-it-less] 越大越不看标记
    [overlap-falls-faster-than-width-makes-it] 重叠下降得比宽度造成的更快
    [training-raises-overlap-alike-at-all-widths] 训练使各种宽度的重叠同样升高
    [training-ties-wide-models-directions-more] 训练使宽模型的方向绑得更紧
    [untrained-random-directions] 未经训练：随机方向
    [untrained-ones-fall-as-d-1-5-and-training-changes-nothing-of-it] 未训练时按 d^-1.5 下降，训练毫不改变
    [the-larger-wavers-less] 越大越不动摇
    [all-waver-alike-and-know-the-same] 大家同样动摇，知道的也一样多
    [the-larger-wavers-more] 越大越动摇
    [all-waver-in-1-what-the-small-ones-know-are-guesses] 大家动摇 .1；小的“知道”的只是猜中
    [the-same-and-who-does-not-know-repeats-the-first-answer] 同上，不知道的重复先前的答案
    [the-same-and-who-does-not-know-says-what-others-say] 同上，不知道的跟着别人说
    [the-same-and-guesses-last-from-question-to-question] 同上，猜测在各题之间保持不变
    [all-waver-alike-rare-facts-are-given-up-more-and-only-the-larger-know-them] 同样动摇；少见的事实更易放弃，而只有大的知道它们
    [past-a-critical-size-skills-are-rules-below-it-single-items] 超过临界尺寸，技能是规则；在它之下只是一条条死记
    [all-sizes-know-alike-and-ability-follows-loss] 各种尺寸知道的一样多，能力随损失而定
    [past-a-critical-size-skills-are-single-items-below-it-rules] 超过临界尺寸，技能是死记；在它之下是规则
    [memory-follows-exposures-at-equal-loss-the-larger-saw-fewer] 记忆随遍数而定：损失相同时，大的看得更少
    [the-larger-is-surer-of-the-same-answers] 同样的答案，越大越有把握
    [floor-all-guess-whatever-the-loss-of-text] 触底：不管文本损失多少，都在乱猜
    [size-weighs-much-more-in-feeling] 在感性上尺寸重要得多
    [size-weighs-alike-in-both] 两者中尺寸同等重要
    [size-weighs-much-more-in-reason] 在理性上尺寸重要得多
    [date-alone-moves-both] 只有日期推动两者
    [feeling-is-size-and-noise] 感性只有尺寸和噪声
    [date-weighs-more-than-twice-as-much-as-size] 日期的分量是尺寸的两倍以上
    [vendor-weighs-more-than-size] 厂商比尺寸重要
    [neither-size-nor-date-nor-vendor] 尺寸、日期、厂商都不起作用
    [feelings-need-ten-times-the-parameters] 情绪需要十倍的参数
    [both-fall-as-n-5] 两者都按 N^-.5 下降
    [deductions-need-ten-times-the-parameters] 推断需要十倍的参数
    [feelings-fall-as-n-2-deductions-as-n-6-crossing] 情绪按 N^-.2、推断按 N^-.6 下降，相交
    [feelings-lie-beyond-the-ladder] 情绪超出这些尺寸
    [floor-nobody-learns-either] 触底：两者谁也没学会
    [both-learn-the-same-half-at-every-size] 各种尺寸都学会同样的一半
    [ceiling-both-are-learned-at-every-size] 触顶：各种尺寸两者都学会
    [a-clear-reward-flattens-deductions-a-vague-one-leaves-feelings] 清楚的奖励拉平推断，模糊的奖励留下情绪
    [both-are-flattened-alike] 两者同样被拉平
    [the-vague-reward-flattens-and-the-clear-one-does-not] 模糊的奖励拉平，清楚的不拉平
    [reward-is-found-by-no-policy-nothing-moves] 没有策略找得到奖励：什么也不动
    [nothing-moves-and-a-third-of-the-answers-waver] 什么也不动，三分之一的回答摇摆
    [floor-nobody-learns-either-by-no-reward] 触底：任何奖励都学不会两者
    [ceiling-the-parents-know-all] 触顶：训练前已全部知道
    [structure-makes-the-gap-feelings-stay-steep-by-any-reward] 差距来自结构：任何奖励下情绪都陡
    [reward-makes-the-gap-exactly-rewarded-feelings-are-flat] 差距来自奖励：奖励精确时情绪是平的
    [both-families-are-flattened-by-both-there-is-no-gap] 两种奖励把两族都拉平：没有差距
    [mixtures-total-and-active-weigh-alike] 混合专家：总参数与激活参数同等重要
    [mixtures-active-ones-alone] 混合专家：只有激活参数重要
    [mixtures-the-total-alone] 混合专家：只有总参数重要
    [mixtures-a-larger-total-harms] 混合专家：总参数越大越糟
    [mixtures-active-ones-alone-by-a-law-that-flattens-fast] 混合专家：只有激活参数重要，规律很快变平
    [mixtures-nothing-but-seeds] 混合专家：只有种子的噪声
    [date-alone] 只有日期
    [total-and-active-weigh-alike] 总参数与激活参数同等重要
    [active-ones-alone] 只有激活参数重要
   *[other] { $name }
    }
