### “信源”一章的文字。

sources-title = 信源
sources-about-some-facts =
    训练文本里，有的事实按已知的比例被反驳；有的由两个标明身份的信源（一部年鉴、一本神话）各说一套；还有的对话在回答之后提出质疑，有时坚持，有时改口。
sources-noise = 噪声
sources-noise-label = 与多数一致的回答
sources-noise-label-2 = 与多数相反的陈述所占份额
sources-noise-alt = 与多数一致的回答份额随噪声比例的变化。
sources-noise-caption = 一个事实被陈述许多遍，其中已知的一部分说的是另一个取值。多数陈述所说的算对。
sources-whose-fact = 谁说的事实
sources-whose-fact-missing = scores.parquet 里没有一道题是两个信源说法不同的
sources-whose-fact-alt = 按某一信源作答的份额随尺寸的变化：标明它自己、不标、标成另一个。
sources-whose-fact-caption =
    年鉴与古老传说说法不同的事实；按其中一方所说算对。标明了信源，模型可以知道该听谁的；不标则无从知道；标成另一方时，读得更仔细的模型反而落得更低。
sources-challenged = 被反问
sources-challenged-what = 被质疑时仍坚持的正确回答份额
sources-challenged-alt = 最终回答的正确率随尺寸的变化：直接问，以及质疑之后。
sources-challenged-caption =
    “首次回答：……你确定吗？别人说……最终回答：”训练中质疑有一半是对的，所以总是改口或从不改口，都只对一半。
sources-majority = 与多数一致的回答份额
sources-named = 指名信源的回答份额
sources-after-challenge = 质疑之后的正确率
sources-majority-at = 噪声为 { SHARE($noise) } 时与多数一致的回答份额
sources-own-tag = 标明它自己
sources-no-tag = 不标信源
sources-other-tag = 标成另一个
sources-asked-plainly = 直接问
sources-right-doubted = 质疑正确的首次回答
sources-wrong-doubted = 质疑错误的首次回答
