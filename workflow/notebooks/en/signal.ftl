### Words of the chapter “Signal”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

signal-title = Signal
signal-about-a-measure =
    A measure that no size can do, or that every size can, says nothing about size. So before
    any claim is read, this page shows for every kind of planted question whether it measures
    something on this ladder: the score of each size with its interval, the score of a blind
    guess, and the ceiling.
signal-every-kind = Every kind of question, every size
signal-every-kind-line = ceiling
signal-every-kind-alt = Score against parameters, one panel a kind of question.
signal-every-kind-caption =
    Right answers at the last step, over all levels of difficulty. Feelings and deductions,
    whose labels are draws, have the share of the reachable gain instead: one less the
    divergence from the true distribution, as a share of a uniform guess's. Where a choice is to
    abstain, answers among the other choices have a panel of their own: a model that knows and
    abstains is right there only. Written answers have no chance level.
signal-when-it = When it forms
signal-when-it-alt = Right answers, or divergence, against steps, one panel a kind.
signal-when-it-caption =
    Right answers against training steps; for labels that are draws, the divergence in nats from
    the true distribution, which falls as a model learns.
signal-what-is = What is flat, and what that means
signal-what-is-note = Levels where sizes differ most were chosen after looking at all of them.
signal-the-numbers = The numbers
signal-the-numbers-caption = Score by size with its interval, at the last step.
signal-most =
    { " " }(sizes differ most at { NAME($knob, of: "knob") } { PLAIN($level) }: { SHARE($small) } and
    { SHARE($large) })
signal-with-most = { $kind }{ $most }
signal-lead =
    { $moved } of { $kinds } kinds of questions separate { $large } from { $small } here, in favour of
    the larger{ $caveat }.
signal-count = { $call ->
    [rises-with-size] { $count ->
        [one] one rises with size
       *[other] { $count } rise with size
    }
    [falls-with-size] { $count ->
        [one] one falls with size
       *[other] { $count } fall with size
    }
    [at-chance] { $count ->
        [one] one is at chance
       *[other] { $count } are at chance
    }
    [at-the-ceiling] { $count ->
        [one] one is at the ceiling
       *[other] { $count } are at the ceiling
    }
   *[no-difference-seen] { $count ->
        [one] one shows no difference
       *[other] { $count } show no difference
    }
    }
signal-tally = Of { $kinds } kinds of questions, { LIST($parts) }
signal-growth = Every kind of question at { $steps ->
    [one] one checkpoint
   *[other] { $steps } checkpoints
    }
signal-meaning = { $call ->
    [at-chance]
        { "**" }At chance**: no size is clearly above a blind guess: too little training, or too hard. A claim
        that rests on it is undecided here, whatever its interval. { SEMICOLONS($kinds) }.
    [at-the-ceiling]
        { "**" }At the ceiling**: every size can do it: too easy to tell sizes apart. { SEMICOLONS($kinds) }.
    [falls-with-size]
        { "**" }Falls with size**: the larger is worse. Look at the tuning of the rungs before believing it.
        { SEMICOLONS($kinds) }.
    [rises-with-size]
        { "**" }Rises with size**: the interval of largest minus smallest lies above zero.
        { SEMICOLONS($kinds) }.
   *[no-difference-seen]
        { "**" }No difference seen**: above chance, but the interval of largest minus smallest holds zero.
        { SEMICOLONS($kinds) }.
    }
signal-call = { $name ->
    [rises-with-size] rises with size
    [falls-with-size] falls with size
    [at-chance] at chance
    [at-the-ceiling] at the ceiling
   *[no-difference-seen] no difference seen
    }
