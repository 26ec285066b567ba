### English, with British lists ("a, b and c").
###
### One message a thing that a result says; its key and the names of its values are those of the
### code that says it (search for the key). Full sentences with a full stop, unless the message is
### marked as a clause or as a noun phrase. Functions are described in functions.py.

## How texts are joined

locale = en-GB
space = { " " }
between-clauses = { "; " }
percent = { $number } %
# Ends a list, and clauses, that would be too long.
and-more = { $count } more
# Ends sentences that would be too many.
further-sentences = The same is said of { $count } more.

## Names: noun phrases

family = { $name ->
    [biographies] biographies
    [chains] chains
    [deductions] deductions
    [feelings] feelings
    [instructions] instructions
    [nesting] nesting
    [new_language] new language
    [running_state] running states
    [sources] sources
    [verses] verses
    [arc_challenge] ARC challenge
    [arc_easy] ARC easy
    [lambada_openai] LAMBADA
    [logiqa] LogiQA
    [piqa] PIQA
    [sciq] SciQ
    [winogrande] WinoGrande
    [wsc] WSC
   *[other] { $name }
}

kind = { $name ->
    [direct] direct answers
    [written] written steps
    [never_seen] people never seen
    [not_recorded] people whose record leaves the answer out
    [recall] recall questions
    [label] labels
    [close_brackets] nested brackets
    [close_guests] guests who bring guests
    [choose_brackets] closings of brackets to choose from
    [choose_guests] leavings of guests to choose from
    [continue] verses to continue
    [exposure] lines to rank
    [noisy] questions under noise
    [tagged] questions under the source's own tag
    [untagged] questions without a tag
    [swapped] questions under the other source's tag
    [challenged] challenged questions
    [rule] a new rule
    [flipped] flipped labels
    [usual] usual labels
    [lookup] look-ups
   *[other] { $name }
}

knob = { $name ->
    [noise_rate] noise rate
    [prefix_words] length of the prefix
    [first_right] whether the first answer was right
    [agree] whether the sources agree
   *[other] { $name }
}

# The unit of difficulty.
unit = { $name ->
    [hops] hops
    [operations] operations
   *[other] { $name }
}

# A column of a table of answers, as a reader would call it.
column = { $name ->
    [checks] a record of which constraints were met
    [divergence] a divergence from the true labels
   *[other] the column { $name }
}

run = { $arm ->
    [ladder] { $size } seed { $seed }
   *[other] { $size } seed { $seed } of the arm “{ $arm }”
}
# A clause.
at-step = at step { $step } for { LIST($sizes) }
family-alone = { NAME($family, of: "family") } alone
kind-alone = { NAME($kind, of: "kind") } alone
answers-of = { NAME($kind, of: "kind") } in { NAME($family, of: "family") }
kind-of-family = { NAME($family, of: "family") } ({ NAME($kind, of: "kind") })
estimate = { FIXED($value, digits: 2) } { INTERVAL($low, $high, digits: 2) }
about = { PLAIN($value, digits: 2) }
more-than = more than { PLAIN($value, digits: 2) }
fewer-than = fewer than { PLAIN($value, digits: 2) }
less-than = less than { PLAIN($value, digits: 2) }

## What was found, claim by claim

a0-finding =
    For every tenfold increase in size, accuracy above guessing changes by
    { SIGNED($easy_slope, digits: 3) } on the easiest third of items and by
    { SIGNED($hard_slope, digits: 3) } on the hardest third, averaged over
    { LIST($families, of: "family") }. The easiest third is ahead of the hardest by
    { FIXED($gap_smallest, digits: 2) } at { $smallest } and by { FIXED($gap_largest, digits: 2) }
    at { $largest }.
a0-kinds =
    Counted are { $kinds } of { $of } kinds of items: those whose hardest third the other runs of the
    largest size answer by { FIXED($least, digits: 1) } or more above guessing.
a0-floor =
    Of { $kinds } kinds of items none has a hardest third that every run of the largest size but one
    answers by { FIXED($least, digits: 1) } or more above guessing, so that no size shows what it
    does on hard items.

a1-finding =
    A stream of records plants { FIXED($planted, digits: 0) } bits, told { $exposures } times each:
    { PLAIN($planted_smallest, digits: 2) } for each parameter of { $smallest } and
    { PLAIN($planted_largest, digits: 2) } for each of { $largest }. By its cross-entropy the model
    of { $smallest } holds a share of { FIXED($share_smallest, digits: 2) } of them at least and
    that of { $largest } a share of { FIXED($share_largest, digits: 2) }, which is
    { PLAIN($per_smallest, digits: 2) } and { PLAIN($per_largest, digits: 2) } bits a parameter.
a1-chosen =
    Asked to choose, they seem to know { FIXED($chosen_smallest, digits: 2) } and
    { FIXED($chosen_largest, digits: 2) }: a few bits of a fact tell choices apart.
a1-share-at = the share at { $size }
a1-out-of-range =
    The stream plants { PLAIN($planted_smallest, digits: 2) } bits for each parameter of
    { $smallest } and { PLAIN($planted_largest, digits: 2) } for each of { $largest }, most of them
    { $exposures ->
        [one] once
       *[other] { $exposures } times or less
    }. A parameter can hold about 2 bits of facts that are read 1,000 times and 1 bit of those that
    are read 100 times (arXiv 2404.05405); { PLAIN($limit, digits: 2) } is the limit here. Only a
    stream with more than that for the smallest model and less for the largest, read 100 times or
    more, would tell a lossy model from one that was told too seldom.
a1-floor =
    The model of { $largest } has room for all of it and recovers
    { FIXED($share, digits: 2) }: nothing was learned that could be lossy.

a2-finding =
    To be recalled half of the time among the values, above chance, a fact must be read
    { $needed_smallest } times by the middle run of { $smallest } and { $needed_largest } times by
    that of { $largest }.
a2-exponent =
    The number of readings goes as size to the power of { FIXED($exponent, digits: 2) }.
a2-with-abstaining =
    Where the answer “not recorded” counts as wrong, the power is { FIXED($exponent, digits: 2) }.
# A noun phrase.
a2-abstaining = recall in which the answer “not recorded” counts as wrong
a2-unreadable = { $why ->
    [floor] At no size is a fact recalled, not even those that are stated most often
        ({ EXACT($most) } times): there is nothing that size could have changed.
    [ceiling] At every size half of the recall is passed by the facts that are stated most rarely:
        what rarer facts would need is not to be seen.
   *[other] At fewer than two sizes does the number of readings lie between { EXACT($fewest) } and
        { EXACT($most) }, the fewest and the most that the stream holds, so that no exponent can be
        read.
}
a2-never-reached =
    At { LIST($sizes) } half of the recall is never reached, not even by the facts that are stated
    most often, { EXACT($level) } times: the number of readings is a lower bound there.
a2-always-passed =
    At { LIST($sizes) } half of the recall is passed even by the facts that are stated most rarely,
    { $level ->
        [1] once
       *[other] { EXACT($level) } times
    }: the number of readings is an upper bound there.

a3-finding =
    Asked about facts that were told at most { $most } times and that it does not recall, the model
    of { $smallest } makes up a value in a share of { FIXED($wrong_smallest, digits: 2) } of its
    confident answers and says “not recorded” in the others; that of { $largest } makes one up in
    { FIXED($wrong_largest, digits: 2) }.
a3-nothing =
    Some size gives no confident answer about facts that were told at most { $most } times and that
    it does not recall.
a3-left-out =
    Left out are { LIST($sizes) }, with fewer than { $least } such answers a run, or with less than
    { PERCENT($sure) } of the answers about forgotten facts confident.
a3-knob =
    The slope depends on the mixture that was trained: where { PERCENT($many) } of the questions were
    about strangers it differs by { SIGNED($difference, digits: 3) } a decade from where
    { PERCENT($few) } were.
a3-ceiling =
    Too few facts that were told at most { $most } times are forgotten: fewer than { $least }
    confident answers a run are about such facts at { LIST($sizes) }.
a3-floor =
    Too few answers about facts that were told at most { $most } times and are forgotten are
    confident: fewer than { $least } a run, or less than { PERCENT($sure) }, at { LIST($sizes) }.
a3-people = { NAME($kind, of: "kind") }
a3-register = forgotten facts of people among { PERCENT($share) } strangers

a4-finding =
    Given the beginning of a planted verse, the model of { $smallest } continues it word by word in
    a share of { FIXED($share_smallest, digits: 2) } of the cases and that of { $largest } in
    { FIXED($share_largest, digits: 2) }.
a4-most-planted =
    Of the verses that were planted most often, { $times ->
        [one] once
       *[other] { $times } times
    }, it is { FIXED($share_smallest, digits: 2) } at { $smallest } and
    { FIXED($share_largest, digits: 2) } at { $largest }.
a4-exposure =
    Among lines that were never planted, the planted line stands out by
    { FIXED($bits_smallest, digits: 2) } bits at { $smallest } and by
    { FIXED($bits_largest, digits: 2) } at { $largest }, where always being the most probable one
    would be { FIXED($most, digits: 2) } bits.
a4-floor =
    No size draws out more than a share of { FIXED($share, digits: 2) } of the verses; up to
    { FIXED($floor, digits: 2) } shows no slope that matters.
a4-ceiling =
    Every size draws out a share of { FIXED($share, digits: 2) } of the verses or more; from
    { FIXED($ceiling, digits: 2) } on nothing is left to gain.

a5-finding =
    The share of answers that are right in every step falls to one half, above guessing, at this
    number of { NAME($unit, of: "unit") }: { $level_smallest } in the middle run of { $smallest } and
    { $level_largest } in that of { $largest } ({ NAME($kind, of: "kind") }).
a5-powers =
    At { $largest } a single step is right in a share of { FIXED($single, digits: 2) }. If steps
    failed independently of each other, { $steps } would be right in
    { FIXED($power, digits: 2) }; measured is { FIXED($measured, digits: 2) }.
a5-beside =
    For { $what } accuracy above guessing falls to one half, in { NAME($unit, of: "unit") }, at
    { $level_smallest } at { $smallest } and { $level_largest } at { $largest }.
a5-no-second-family =
    No second family of items stands beside it. { $why }
a5-unreadable = { $why ->
    [floor] At no size is even the shortest chain, of { EXACT($low) }, walked: there is nothing that
        size could have lengthened.
    [ceiling] At every size half of the chains are right even at { EXACT($high) } steps, the longest
        that were tested.
   *[other] At fewer than two sizes does the number of steps lie between { EXACT($low) } and
        { EXACT($high) }, which were tested, so that no slope can be read.
}

a6-finding =
    Accuracy above chance falls to one half at nesting depths of { CLAUSES($depths) }.
# A clause behind "depths of".
a6-depth =
    { $level_smallest } at { $smallest } and { $level_largest } at { $largest } for
    { NAME($kind, of: "kind") }
a6-left-out =
    Left out of the effect are { LIST($kinds, of: "kind") }, which cross one half inside the tested
    depths at too few sizes to have a slope.
a6-unreadable = { $why ->
    [floor] At no size is even the shallowest structure, of depth { EXACT($low) }, closed: there is
        nothing that size could have deepened.
    [ceiling] At every size half of the structures are closed even at depth { EXACT($high) }, the
        deepest that was tested.
   *[other] At fewer than two sizes does the depth lie between { EXACT($low) } and
        { EXACT($high) }, which were tested, so that no slope can be read.
}
a6-outside =
    For { NAME($kind, of: "kind") } at { LIST($sizes) } the depth lies outside of the
    { EXACT($low) } to { EXACT($high) } that were tested, so it is only a bound.

a7-finding =
    With every place further back in an instruction of up to { $number } constraints, as many as
    training has, the share of constraints that are met changes by
    { SIGNED($decay_smallest, digits: 3) } at { $smallest } and by
    { SIGNED($decay_largest, digits: 3) } at { $largest }, kinds of constraints held apart.
a7-left-out =
    Left out are { LIST($sizes) }, where no more than { FIXED($floor, digits: 2) } of the constraints
    are met, which is near chance.
a7-decay-at = the change a place at { $size }
a7-floor =
    At too few sizes more is met than a share of { FIXED($floor, digits: 2) }, which is near chance
    (the best has { FIXED($met, digits: 2) }): who heeds nothing drops nothing.
a7-ceiling =
    All sizes meet { FIXED($met, digits: 2) } of the constraints or more: nothing is dropped at the
    lengths that training has.
a7-all =
    { $number ->
        [one] The only constraint is
       *[other] All { $number } constraints at once are
    } met in a share of { FIXED($whole_smallest, digits: 2) } of the answers at { $smallest } and of
    { FIXED($whole_largest, digits: 2) } at { $largest }; if each were met or missed independently
    of the others, it would be { FIXED($apart_smallest, digits: 2) } and
    { FIXED($apart_largest, digits: 2) }.

# Noun phrase.
a8-step =
    { $kind } with { FIXED($share, digits: 2) } between { $before } and { $behind }
a8-finding =
    The largest step of { $kinds ->
        [one] the one ability that is learned
       *[other] { $kinds } abilities
    } is that of { $step }: the share of its loss that is gone from one size to the next beyond a
    straight line in log size, on a continuous score.
a8-steps =
    A step that noise does not explain, with all abilities and gaps looked at, has { LIST($steps) }.
a8-no-step =
    With all abilities and gaps looked at, no step is larger than noise explains.
a8-held-out =
    With each size of { $kind } left out in turn, laws with a critical size and a plateau miss it by
    { FIXED($critical, digits: 1) } standard errors and smooth laws by
    { FIXED($smooth, digits: 1) }.
a8-not-learned =
    Left out are { LIST($kinds) }, which lose less than { FIXED($share, digits: 2) } of their loss
    along the ladder.
a8-left-out =
    Left out are { LIST($kinds) }. { $why }
a8-floor =
    No ability, of { $kinds }, loses { FIXED($share, digits: 2) } of its loss along the ladder:
    what is not learned at any size, or known at all, cannot have jumped.

a9-finding =
    On words of the planted language an induction head has formed in { $formed_smallest } of
    { $runs_smallest ->
        [one] { $runs_smallest } run
       *[other] { $runs_smallest } runs
    } of { $smallest } and in { $formed_largest } of { $runs_largest } of { $largest }.
a9-best-head =
    The best head gives what followed last time a share of { FIXED($score_smallest, digits: 3) } of
    its attention at { $smallest } and of { FIXED($score_largest, digits: 3) } at { $largest }, as
    means over all runs; attention spread evenly would give it { FIXED($even, digits: 3) }.
a9-when =
    Where a head forms, it is first there { CLAUSES($steps) } (the middle of the runs).
a9-gain =
    Random tokens of the whole vocabulary that come a second time cost
    { FIXED($gain_smallest, digits: 2) } nats a token less at { $smallest } and
    { FIXED($gain_largest, digits: 2) } less at { $largest } (a nat is 1.44 bits), which a model can
    save without any head.
a9-floor =
    No run, of { $runs }, has formed a head that looks up what followed last time.

a10-finding =
    On new rules ({ LIST($rules) }), after one or two examples, accuracy lies at
    { FIXED($level_smallest, digits: 2) } at { $smallest } and at
    { FIXED($level_largest, digits: 2) } at { $largest }, where 0 is chance and 1 perfect.
a10-at-floor =
    Left out, at chance at every size: { LIST($rules) }.
a10-floor =
    No rule is answered above chance at any size ({ LIST($rules) }).
# Noun phrase.
a10-formed-runs = runs that look things up in the prompt
a10-given-lookup =
    Among the { $formed } of { $runs } runs that look things up in the prompt the slope is { $slope }.
a10-too-few-formed =
    Of { $runs } runs { $formed } look things up in the prompt, too few for a slope among them.

a11-finding =
    Among the runs that look things up in the prompt, a share of
    { FIXED($level_smallest, digits: 2) } of the labels is read against training at { $smallest }
    and of { FIXED($level_largest, digits: 2) } at { $largest }: with flipped labels
    { FIXED($flipped_smallest, digits: 2) } and { FIXED($flipped_largest, digits: 2) } of the answers
    follow the prompt, with the usual ones { FIXED($usual_smallest, digits: 2) } and
    { FIXED($usual_largest, digits: 2) } are right.
a11-formed =
    Look-up in the prompt has formed in { $formed_smallest } of { $runs_smallest ->
        [one] { $runs_smallest } run
       *[other] { $runs_smallest } runs
    } of { $smallest } and in { $formed_largest } of { $runs_largest } of { $largest }.
a11-floor =
    Nobody reads labels against training: at no size is it more than
    { FIXED($level, digits: 2) } of them.
a11-ceiling =
    All labels are read against training at every size, { FIXED($level, digits: 2) } of them
    or more.
a11-too-few =
    A slope among runs that look things up needs them at { $least } sizes; there { $formed ->
        [0] is none
        [one] is one run
       *[other] are { $formed } runs, at fewer sizes
    }.

knowledge-finding =
    The model of { $smallest } knows a share of { FIXED($known_smallest, digits: 2) } of these facts
    and that of { $largest } a share of { FIXED($known_largest, digits: 2) } (guesses taken out).
knowledge-floor =
    A size counts where the interval of the share that it knows lies above
    { FIXED($least, digits: 1) }; a slope needs { $fewest } such sizes, and there { $count ->
        [0] is none
        [one] is only { LIST($sizes) }
       *[other] are only { LIST($sizes) }
    }.

a12-finding =
    Of its score on facts that nobody contradicts, chance taken out, the model of { $smallest }
    keeps a share of { FIXED($share_smallest, digits: 2) } on contradicted facts and that of
    { $largest } a share of { FIXED($share_largest, digits: 2) }.
a12-rate =
    Contradicted means that { PERCENT($rate) } of a fact's statements name one and the same wrong
    value.
a12-majority =
    Of contradicted facts of which the model says either value from knowledge, that of { $smallest }
    says the majority's in a share of { FIXED($share_smallest, digits: 2) } and that of { $largest }
    in { FIXED($share_largest, digits: 2) }.
a12-condition = the slope of the majority's share among contradicted facts that are known
a12-no-shared-exposures =
    No fact without noise is stated as often as one at the highest noise rate.

a13-finding =
    On facts about which two sources disagree, as a share of those known, the model of { $smallest }
    gives the named source's value { SIGNED($share_smallest, digits: 2) } more often than the other
    source's and that of { $largest } { SIGNED($share_largest, digits: 2) } (0: the name is ignored,
    1: always heeded).
a13-plain = the slope of the same difference as a share of all questions
a13-control =
    { $kind ->
        [untagged] Without a tag that names the source
       *[swapped] Under the other source's tag
    } the difference, as a share of all questions, is { SIGNED($difference_smallest, digits: 2) } at
    { $smallest } and { SIGNED($difference_largest, digits: 2) } at { $largest }{ $kind ->
        [untagged] .
       *[swapped] ; below zero it means that the tag is heeded.
    }

a14-finding =
    Inside the models, training multiplies the mean squared cosine between the directions that stand
    for sources and those that stand for entities by { PLAIN($growth_smallest, digits: 2) } at
    { $smallest } and by { PLAIN($growth_largest, digits: 2) } at { $largest }: from
    { FIXED($untrained_smallest, digits: 3) } to { FIXED($trained_smallest, digits: 3) } and from
    { FIXED($untrained_largest, digits: 3) } to { FIXED($trained_largest, digits: 3) } (0:
    orthogonal, 1: the same).
a14-untrained =
    Before training it goes as width to the power of { SIGNED($exponent, digits: 2) } (random
    directions: minus one).
a14-left-out =
    Left out of the effect are { LIST($sizes) }, which had no overlap above zero.

a15-finding =
    Of facts that it knows, the model of { $smallest } gives up a share of
    { FIXED($share_smallest, digits: 2) } when it is challenged and that of { $largest } a share of
    { FIXED($share_largest, digits: 2) } (lucky guesses taken out).
a15-mended =
    Where the first answer in the prompt is wrong, it is put right in a share of
    { FIXED($share_smallest, digits: 2) } and { FIXED($share_largest, digits: 2) } of all questions.

a16-finding =
    Where two sizes have the same loss on items of a kind, a tenfold increase in size changes the
    log odds of a right answer to other items of that kind by { SIGNED($gamma, digits: 2) }
    ({ LIST($families) }). No kind rests on more than { $points ->
        [one] one checkpoint
       *[other] { $points } checkpoints
    } whose loss another size also passes through.
a16-family = { NAME($family, of: "family") } { SIGNED($gamma, digits: 2) }
a16-memory =
    For { LIST($families, of: "family") } the change is { SIGNED($gamma, digits: 2) }. They do not
    count here: their items ask for single facts, and at equal loss a larger size has met each fact
    less often.
# A noun phrase.
a16-at-held-out-loss = the same families at equal held-out loss
a16-nothing = No kind of skill has a checkpoint at which ability and loss could be compared.
a16-floor = Wherever a skill is asked for, the answers are no better than guesses.
a16-ceiling = Wherever a skill is asked for, the answers are all but always right.
no-fit-of-family = There is no fit for { NAME($family, of: "family") }. { $why }
no-fit-of-kinds =
    There is no fit of { NAME($family, of: "family") } for { LIST($kinds, of: "kind") }.
    { SENTENCES($why) }
no-fit-for-reason =
    There is no fit of { LIST($families, of: "family") }, or of some of their questions. { $why }
no-own-loss-of-families =
    No item of { LIST($families, of: "family") } has a right choice with a probability, so no loss
    can be held equal.
no-own-loss =
    No item of { NAME($family, of: "family") } has a right choice with a probability, so no loss can
    be held equal.

b3-price =
    For the same share of what can be learned, between { PERCENT($least) } and { PERCENT($most) },
    which both reach inside the ladder, feelings take { PLAIN($times, digits: 2) } times as many
    parameters as deductions.
b3-finding =
    At { $settings ->
        [one] the one setting
       *[other] the { $settings } settings
    } with more than a thousand weights the model of { $smallest } reaches
    { PERCENT($feelings_smallest) } of what can be learned of feelings and that of { $largest }
    { PERCENT($feelings_largest) }; of deductions { PERCENT($deductions_smallest) } and
    { PERCENT($deductions_largest) }. A tenfold increase in size adds a share of
    { SIGNED($feelings_slope, digits: 2) } and of { SIGNED($deductions_slope, digits: 2) }.
b3-setting = the setting of { $weights } weights alone
b3-floor =
    Even the largest size learns less than { PERCENT($limit) } of what can be learned of
    { LIST($families, of: "family") }.
b3-ceiling =
    Already the smallest size learns more than { PERCENT($limit) } of what can be learned of
    { LIST($families, of: "family") }.
b3-no-common-share =
    No share of what can be learned is reached by both inside the ladder: feelings go from
    { PERCENT($feelings_least) } to { PERCENT($feelings_most) } and deductions from
    { PERCENT($deductions_least) } to { PERCENT($deductions_most) }.
b3-crossing =
    Which of the two is dearer depends on the share that is asked for: near
    { PERCENT($least) } feelings need { SIGNED($low, digits: 2) } decades of parameters more, near
    { PERCENT($most) } { SIGNED($high, digits: 2) }.
b4-finding =
    With reward the size slope of deductions goes from
    { SIGNED($deductions_before, digits: 2) } to { SIGNED($deductions_after, digits: 2) } of their
    score a decade, that of feelings from { SIGNED($feelings_before, digits: 2) } to
    { SIGNED($feelings_after, digits: 2) }.
b4-deductions-gain =
    Exactly rewarded, deductions gain { SIGNED($gain_smallest, digits: 2) } at { $smallest } and
    { SIGNED($gain_largest, digits: 2) } at { $largest }.
b4-feelings-gain =
    By a reward learned from preferences, feelings gain { SIGNED($gain_smallest, digits: 2) } at
    { $smallest } and { SIGNED($gain_largest, digits: 2) } at { $largest }.
b4-both-exact = the difference with an exact reward for both
b4-both-learned = the difference with a learned reward for both
b4-no-gain =
    Training by reward has not worked: exactly rewarded, { NAME($family, of: "family") } gain
    { SIGNED($gain, digits: 2) } in the mean over sizes, where { PLAIN($limit, digits: 2) } and an
    interval above zero are asked for.
b4-ceiling =
    Before any reward all sizes answer more than { PERCENT($limit) } of { NAME($family, of: "family") }
    above guessing.
b5-finding =
    Rewarded as they can be, feelings rise with size by { SIGNED($gap, digits: 2) } of their score a
    decade more than deductions: { SIGNED($structure, digits: 2) } by their structure and
    { SIGNED($reward, digits: 2) } by their reward.
b5-shares =
    Structure makes { PERCENT($structure) } of the gap ({ PERCENT($confidence) } interval
    { PERCENT($structure_low) } to { PERCENT($structure_high) }), reward { PERCENT($reward) }
    ({ PERCENT($reward_low) } to { PERCENT($reward_high) }).
b5-no-gap =
    There is no gap to share out: after reward the size slopes differ by
    { SIGNED($gap, digits: 2) } ({ SIGNED($low, digits: 2) } to { SIGNED($high, digits: 2) }), where
    { PLAIN($limit, digits: 2) } and an interval above zero are asked for.
b3-few-weights = No setting of feelings that deductions have too has more than { $least } weights.

b1-finding =
    Among public models, with release date held fixed, the correlation of size with ratings in
    creative writing minus that with ratings in mathematics and coding is { $effect }. Without
    regard to date it is { $plain }.
b1-meaning = { $verdict ->
    [supported] Feeling follows size more than reason does.
    [too-small-to-matter]
        A difference of { EXACT($smallest_effect) } or more is ruled out on both sides.
    [opposite] Reason follows size more than feeling does.
   *[undecided]
        No difference and one of { EXACT($smallest_effect) }, the smallest that matters, both lie
        inside the interval, or close to it.
}

b1-exploratory =
    Among models from December 2024 on the same difference is { $recent }, among those of 100B and
    more { $large }, among those that are both { $both }; these three decide nothing.
b2-finding =
    Size alone explains { $size } of the variance of ratings in creative writing. Once it is known,
    date adds { $date } and vendor adds { $vendor }; the larger of the two decides.
b2-recent =
    Among models from December 2024 on date adds { $date } and vendor adds { $vendor }, which
    decides nothing.

b6-finding =
    Over { $models ->
        [one] one mixture of experts
       *[other] { $models } mixtures of experts
    }, with release date held fixed and both entered together, a standard deviation of log total
    parameters goes with { $total } standard deviations of the rating, and one of log active
    parameters with { $active }; the smaller of the two decides.

b6-arm =
    Over { $mixtures ->
        [one] one mixture of experts
       *[other] { $mixtures } mixtures of experts
    } and the { $rungs ->
        [one] one rung
       *[other] { $rungs } rungs
    } of the ladder around them, trained on the same tokens, a standard deviation of log total
    parameters goes with { $total } standard deviations of the bits saved on held-out text, and one
    of log active parameters with { $active }; the smaller of the two decides.
b6-pairs =
    In { $pairs ->
        [one] one pair
       *[other] { $pairs } pairs
    } with the same active parameters the mixture saves { FIXED($total, digits: 3) } bits a byte
    more than the rung, with the same total the rung saves { FIXED($active, digits: 3) } more than
    the mixture.
b6-accuracy =
    In accuracy above guessing, a mean over the planted families, the two weights are { $total } and
    { $active }; they decide nothing.
b6-no-families = No planted family was evaluated in both arms.
b6-no-pairs =
    The ladder has fewer than two rungs among the sizes of the mixtures of experts, or these have no
    results.
by-observation =
    That is by experiment. By observation, over public models, the claim is { $verdict ->
        [supported] supported
        [too-small-to-matter] called too small to matter
        [opposite] called opposite
        [undecided] undecided
       *[not-measured] not measured
    }.

## How the verdict came about

context = This claim gives context, and no verdict is due.
no-measure = No stage of this study measures this claim yet.

decision-by-interval =
    The whole interval of the effect lies { $side ->
        [above] above
       *[below] below
    } { EXACT($threshold) }, where the register placed { $verdict ->
        [supported] support
       *[opposite] the opposite
    }.
decision-within =
    The whole interval of the effect lies closer to zero than { EXACT($limit) }, the smallest effect
    that matters.
decision-one-seed =
    Only one model was trained at { $where ->
        [every] each size
       *[some] { LIST($sizes) }
    }, so how much two models differ by their random seed alone is unknown: the interval holds only
    the uncertainty of entities and items, and no verdict is given.
decision-no-interval = The effect has no finite interval, so nothing can be decided.
decision-too-wide =
    The interval reaches over a border of the rule: half of its width is
    { PLAIN($half, digits: 2) }, support begins at { EXACT($threshold) }, and the smallest effect
    that matters is { EXACT($smallest_effect) }.
decision-condition =
    The whole interval lies { $side ->
        [above] above
       *[below] below
    } { EXACT($threshold) }, but { $part } does not lie { $part_side ->
        [above] above
       *[below] below
    } { EXACT($part_threshold) }, as the claim needs too.
condition-not-measured = what the rule asks beside it, which is not measured,
decision-part-opposes =
    That of { $part } lies { $part_side ->
        [above] above
       *[below] below
    } { EXACT($part_threshold) }: it says the contrary.
decision-not-after-holm =
    By this interval alone the claim would be { $verdict ->
        [supported] supported
        [too-small-to-matter] called too small to matter
       *[opposite] called opposite
    } ({ P($p) }). Corrected for the { $tests ->
        [one] one primary test
       *[other] { $tests } primary tests
    } of this study by Holm's method, which guards against a false verdict among many, it is not
    ({ P($p_holm) }).

## Ability at equal loss: why a family is called so

call-one-seed = There is one seed only, so the noise between seeds is unknown.
call-no-interval = The interval is not finite.
call-above = The interval lies above { EXACT($threshold) }.
call-below = The interval lies below { EXACT($threshold) }.
call-within = The interval lies within { EXACT($limit) } of zero on both sides.
call-too-wide =
    The interval, { SIGNED($low, digits: 2) } to { SIGNED($high, digits: 2) }, reaches over a
    border between two calls.

## What keeps a measure from being taken

family-not-in-mix =
    The family “{ NAME($family, of: "family") }” is not in the mix of this study.
family-not-evaluated =
    The family “{ NAME($family, of: "family") }” is in the mix, but no evaluation holds its items.
no-items-of-kind =
    The family “{ NAME($family, of: "family") }” has no
    { LIST($kinds, of: "kind", style: "or") }; it has { LIST($have, of: "kind") }.
no-knob =
    Items of { NAME($family, of: "family") } ({ NAME($kind, of: "kind") }) do not say
    { LIST($knobs, of: "knob") }.
too-few-levels =
    Items of { NAME($family, of: "family") } have { $count ->
        [0] no value
        [one] { $count } value
       *[other] { $count } values
    } of { NAME($knob, of: "knob") }, and the measure needs { $least }.
one-size =
    A slope on size needs two sizes with answers of { NAME($family, of: "family") }, and there
    { $count ->
        [0] is none
       *[other] is only { LIST($sizes) }
    }.
no-arm = The study has no results of the arm “{ $arm }”.
no-difficulty = No family has items that vary in difficulty.
answers-lack =
    The answers of { NAME($family, of: "family") } lack { NAME($column, of: "column") }; run their
    evaluation again.
no-recorded-fact =
    The ledger of the stream holds no recorded fact of { NAME($family, of: "family") }.
no-abstaining-choice =
    Items of { NAME($family, of: "family") } do not name the choice that abstains.
no-probes = There are no probes of { LIST($runs) }; run the job “probe” for each.
a9-no-words = No probe looked at repeated words of the planted language.
a10-no-look =
    There are no items of { LIST($rules, style: "or") } with
    { LIST($shots, style: "or") } examples.
always-right-or-wrong = Every group of items is always right or always wrong.
too-few-points =
    The sizes share too few checkpoints of equal loss ({ $points }).
own-loss-floor = At no checkpoint is the loss below that of guessing.
own-loss-ceiling = The loss is next to nothing as soon as it is below that of guessing.
one-entity = All items ask about the same thing, so they cannot be halved.
too-few-sizes =
    A step with plateaus needs { $least } sizes, and there { $count ->
        [one] is { $count }
       *[other] are { $count }
    }.
not-scored = There is no score at { LIST($sizes) }.
a7-one-constraint = No instruction has more than one constraint.
a7-one-place =
    In instructions of equal length no kind of constraint stands at two places, so places cannot be
    compared.
a8-all-left-out = No kind of items could be judged. { SENTENCES($groups) }
a8-no-continuous-score = No family has a score on a continuous scale.
a13-no-disagreement = There is no question on which the two sources disagree.
a14-no-pairs =
    The probes hold no pairs of a source and an entity: the study has too few tagged items of
    sources.
a14-no-step-0 =
    The overlap before training is missing: the first probed step is { $first }.
a14-one-width =
    An exponent in width needs two widths at which sources and entities overlap by more than zero,
    and there { $count ->
        [0] is none
       *[other] is only { LIST($sizes) }
    }.
a15-no-pair = No challenged question pairs with a right answer to the same fact.
a16-no-fit = No family allows a fit. { SENTENCES($families) }
a16-no-items = No family has items.
fit-points =
    The fit has { $points ->
        [one] one point
       *[other] { $points } points
    } for { $parameters } parameters.
fit-sizes =
    The fit needs { $least } sizes, and there { $count ->
        [one] is { $count }
       *[other] are { $count }
    }.
fit-sizes-and-steps =
    The fit needs { $least } sizes and { $least_steps } late checkpoints; there are { $count } and
    { $steps }.

## What results lack: clauses, listed behind "Missing:"

missing = Missing: { CLAUSES($gaps) }.
gap-no-evaluation = the evaluation of { $run }
gap-no-training-log = the training log of { $run }
gap-no-facts = how often the stream { $stream } states its facts
gap-no-arm = an evaluation of any run of the arm “{ $arm }”
gap-no-column =
    { NAME($column, of: "column") }, which { NAME($family, of: "family") } need, in the answers of
    { $run } (run its evaluation again)
gap-checkpoints =
    the checkpoints of { $run } at step { LIST($steps) }
gap-no-items = items of { NAME($family, of: "family") } at { $run }
gap-task =
    answers to the task “{ $task }” at { $run }, which failed (the log of that evaluation says how)
gap-broken-answers =
    a finite score in { $count } of { $total } answers of { NAME($family, of: "family") } at
    { $run }
gap-broken-loss =
    a finite held-out loss of { $run } in { $count ->
        [one] one passage
       *[other] { $count } passages
    }
gap-nothing-of-family =
    items and held-out text of { NAME($family, of: "family") }, which is in the mix

## Verdicts, and what stands below them in small print

# Noun phrases.
verdict = { $name ->
    [supported] supported
    [too-small-to-matter] too small to matter
    [opposite] opposite
    [undecided] undecided
   *[not-measured] not measured
}
# Behind "undecided" and a colon.
undecided = { $reason ->
    [one-run] one run
    [floor] floor
    [ceiling] ceiling
    [out-of-range] out of range
    [crossing] the curves cross
    [condition] a condition fails
   *[too-wide] too wide
}
leaning = { $verdict ->
    [supported] The estimate leans towards the claim.
    [too-small-to-matter] The estimate leans towards an effect that is too small to matter.
   *[opposite] The estimate leans to the other side.
}
# A clause behind the verdict and a colon.
verdict-meaning = { $verdict ->
    [supported] the whole interval lies beyond the smallest effect that matters
    [too-small-to-matter]
        the whole interval lies closer to zero than the smallest effect that matters
    [opposite] the whole interval lies on the other side
    [undecided]
        this study cannot tell, because there is one run at a size, because the interval is too
        wide, because everything lies at the floor or at the ceiling, because what is asked lies out
        of range, or because the curves of what is compared cross; the claim's own text says which
   *[not-measured] no stage of this study measures it yet
}
worth-untried = This test has not been tried on simulated ladders whose truth is known.
worth-passes =
    Tried on { $worlds } simulated worlds whose truth is known, { $ladders } ladders each, it finds
    the essay right where it is and is misled in at most 5 % elsewhere.
worth-fails =
    Tried on { $worlds } simulated worlds whose truth is known, { $ladders } ladders each, it fails in
    { LIST($failures) }.
worth-failure = “{ $world }” ({ $why ->
    [blind] found in { PERCENT($share) } only{ $needed ->
        [never] , and more runs would not do, as the effect that is measured there lies short of what matters
        [nearly] , nearly often enough
        [many] ; many times as many runs would be needed, and nobody can say how many
        [second-seed] , as some size has a single run; two of every size would do
        [none] { "" }
       *[more] ; about { PLAIN($runs, digits: 2) } times as many { $models ->
            [yes] models
           *[no] runs
        } would find it
    }
    [misled] misled in { PERCENT($share) }, which takes another measure, or seeds enough that they do not agree by chance
    [broke] it ends with an arithmetic error
   *[not-measured] it measures nothing
})
version =
    This is version { $version } of the test, registered on { $date }{ $looked ->
        [yes] , after results of the version before it had been seen.
       *[no] , before results of its measure had been seen.
    } { $reason }
version-before =
    The first version was: “{ $test }” { $verdict ->
        [supported] It was called supported on the first results with several seeds.
        [contradicted] It was called contradicted on the first results with several seeds.
        [mixed] It was called mixed on the first results with several seeds.
        [underpowered]
            On the first results with several seeds it could not be decided.
       *[not-measured] It was never measured.
    }
small-p = The primary test has { P($p) }.
small-p-holm =
    The primary test has { P($p) }, and { P($p_holm) } after Holm's correction over
    { $tests ->
        [one] one primary test
       *[other] { $tests } primary tests
    }.
small-detectable =
    An effect of { PLAIN($effect, digits: 2) } would have been seen with 80 % power.
small-detectable-one-seed =
    An effect of at best { PLAIN($effect, digits: 2) } would have been seen with 80 % power, since
    the noise between seeds is not counted.
small-noise-seeds =
    The effects that single seeds give have a standard deviation of { PLAIN($noise, digits: 2) }.
small-noise-checkpoints =
    Over the last checkpoints the effect scatters around its trend by { PLAIN($noise, digits: 2) }.
