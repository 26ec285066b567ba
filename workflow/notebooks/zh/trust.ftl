### “判定有多可信”一章的文字。

trust-title = 判定有多可信
trust-about-a-verdict =
    一个判定有多可信，要看它在已知真相的地方表现如何。所以每条论断的检验都在许多模拟的阶梯上试过：题目就是本研究的题目，由模拟的模型在一个“世界”里作答；在有的世界里文章是对的，有的世界里是错的，还有的世界里另有一件事，粗心的检验会把它当成答案，比如模型只会瞎猜，或者谁也不看信源的名字。它们经过与真正训练的模型同样的测量、同样的判定、同样的多重检验校正。
trust-x-missing = 没有一条论断在模拟阶梯上试过（运行 `sizewise gate`）
trust-what-was = 要求是什么
trust-claim-by = 逐条论断
trust-claim-by-caption = 每条论断的检验，在已知真相的模拟阶梯上。
trust-column-claim = 论断
trust-column-question = 问题
trust-column-test = 检验
trust-column-worlds = 世界数
trust-column-ladders-each = 各试阶梯
trust-column-right-worlds-found = 至少发现
trust-column-misled-at-most = 至多误判
trust-what-fails = 什么失灵，为什么，要怎样才行
trust-what-fails-text = 没有检验在任何世界里失灵。
trust-every-world = 每一个世界
trust-every-world-caption = 模拟阶梯的份额，附 95% 区间（Wilson）。
trust-column-world = 世界
trust-column-kind = 类别
trust-column-what-is-so = 真相
trust-column-ladders = 阶梯数
trust-column-fails = 失灵
trust-column-found = 发现
trust-column-misled = 误判
trust-pass = { $count } 个在每个模拟世界里都合格
trust-blind = { $count } 个常常看不出文章说对了
trust-misled = { $count } 个会被误导
trust-lead = 两篇文章论断的 { $tests } 个检验中，{ LIST($parts) }。
trust-rule =
    一个检验**合格**，是指文章说对的世界里至少有 { SHARE($found) } 的阶梯被发现，而任何世界里以不实判定告终的阶梯都不超过 { SHARE($errors) }。不合第一条的，判定可以相信，只是比应有的少；不合第二条的，在那个世界里不能相信。
trust-seeds = 模拟阶梯各尺寸的种子数：{ LIST($runs) }。种子更少的研究发现得更少，只有一个种子的研究什么也判定不了。
trust-seed = { $size } { $count } 个
trust-untried = 自检验上次改动以来没有试过：{ LIST($claims) }。
trust-state = { $name ->
    [passes] 合格
    [fails] 失灵
   *[not-tried] 未试
    }
trust-kind = { $name ->
    [right] 文章对
    [wrong] 文章错
   *[nuisance] 干扰
    }
trust-truth = { $name ->
    [none] 不应判定
   *[other] { NAME($name, of: "verdict") }
    }
trust-failure = { $name ->
    [none] –
    [blind] 发现太少
    [misled] 被误导
    [broke] 出错
   *[not-measured] 什么也没测到
    }
trust-other-choices = 换一种取舍，判定还一样吗？
trust-other-choices-missing = 本研究没有要求（`analysis.stability`），因为每多一个种子就要再算一遍
trust-other-choices-text =
    关于训练的每条论断又判定了 { $choices } 次：一次换了重抽样的种子，其余各次从有三个以上种子的每个尺寸里去掉一个训练种子。{ $claims } 条论断中，{ $flipped ->
        [0] 没有一条改变判定。
       *[other] { $flipped } 条改变了判定，共 { $count } 次。这样的判定系于一个没人会坚持的取舍，请当作“未定”来读。
    }
trust-other-choices-caption = 换一种取舍就会改变的判定。
trust-column-choice = 取舍
trust-column-here = 此处判定
trust-column-then = 换后判定
trust-choice = { $name ->
    [without-a-seed] 每个尺寸去掉第 { $place } 个种子
   *[resamples] 换一批重抽样
    }
trust-verdict = { NAME($name, of: "verdict") }
