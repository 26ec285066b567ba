### English, with British lists ("a, b and c").
###
### One message a thing that a result says; its key and the names of its values are those of the
### code that says it (search for the key). Full sentences with a full stop, unless the message is
### marked as a clause or as a noun phrase. Functions are described in functions.py.

## How texts are joined

locale = en-GB
space = { " " }
between-clauses = { "; " }
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
    For every tenfold increase in size, accuracy above chance changes by
    { SIGNED($easy_slope, digits: 3) } on the easiest third of items and by
    { SIGNED($hard_slope, digits: 3) } on the hardest third, averaged over
    { LIST($families, of: "family") }. The easiest third is ahead of the hardest by
    { FIXED($gap_smallest, digits: 2) } at { $smallest } and by { FIXED($gap_largest, digits: 2) }
    at { $largest }.

a1-finding =
    The training stream plants { FIXED($planted, digits: 0) } bits of facts. The model of
    { $smallest } recovers a share of { FIXED($share_smallest, digits: 2) } of them and that of
    { $largest } a share of { FIXED($share_largest, digits: 2) }, which is
    { PLAIN($per_smallest) } and { PLAIN($per_largest) } bits for each parameter outside of
    embedding and output head.
a1-bound =
    The probability that the models give to the right answers implies a share of at least
    { FIXED($bound_smallest, digits: 2) } at { $smallest } and
    { FIXED($bound_largest, digits: 2) } at { $largest }.

a2-finding =
    To be recalled half of the time, above chance, a fact must be read { $needed_smallest } times
    by the model of { $smallest } and { $needed_largest } times by that of { $largest }.
a2-exponent =
    The number of readings goes as size to the power of { FIXED($exponent, digits: 2) }.
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
    Asked about people whom it cannot know, the model of { $smallest } gives a confidently wrong
    answer in a share of { FIXED($wrong_smallest, digits: 2) } of the questions and that of
    { $largest } in { FIXED($wrong_largest, digits: 2) }.
a3-abstained =
    They rightly answer “not recorded” in { FIXED($silent_smallest, digits: 2) } and
    { FIXED($silent_largest, digits: 2) }.
a3-people = { NAME($kind, of: "kind") }

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

a5-finding =
    Accuracy above guessing, which alone is right in a share of { FIXED($guessing, digits: 2) },
    falls to one half at this number of { NAME($unit, of: "unit") }: { $level_smallest } in the
    model of { $smallest } and { $level_largest } in that of { $largest }
    ({ NAME($kind, of: "kind") }).
a5-beside =
    For { $what } it is, in { NAME($unit, of: "unit") }, { $level_smallest } at { $smallest } and
    { $level_largest } at { $largest }.
a5-no-second-family =
    No second family of items stands beside it. { $why }
a5-outside =
    At { LIST($sizes) } the number of hops lies outside of the { EXACT($low) } to { EXACT($high) }
    that were tested, so it is only a bound.

a6-finding =
    Accuracy above chance falls to one half at nesting depths of { CLAUSES($depths) }.
# A clause behind "depths of".
a6-depth =
    { $level_smallest } at { $smallest } and { $level_largest } at { $largest } for
    { NAME($kind, of: "kind") }
a6-left-out =
    Left out of the effect are { LIST($kinds, of: "kind") }, which cross one half inside the tested
    depths at too few sizes to have a slope.
a6-outside =
    For { NAME($kind, of: "kind") } at { LIST($sizes) } the depth lies outside of the
    { EXACT($low) } to { EXACT($high) } that were tested, so it is only a bound.

a7-finding =
    With every place further back in an instruction, the share of constraints that are met changes
    by { SIGNED($decay_smallest, digits: 3) } at { $smallest } and by
    { SIGNED($decay_largest, digits: 3) } at { $largest }.
a7-all =
    { $number ->
        [one] The only constraint is
       *[other] All { $number } constraints at once are
    } met in a share of { FIXED($whole_smallest, digits: 2) } of the answers at { $smallest } and of
    { FIXED($whole_largest, digits: 2) } at { $largest }; if each were met or missed independently
    of the others, it would be { FIXED($apart_smallest, digits: 2) } and
    { FIXED($apart_largest, digits: 2) }.

a8-finding =
    Laws with a critical size, which is what a jump looks like, predict exact match at { $largest }
    better than smooth laws do in { $exact ->
        [0] none
       *[other] { $exact }
    } of { $kinds ->
        [one] { $kinds } kind
       *[other] { $kinds } kinds
    } of items. When the same answers are scored on a continuous scale, they do so in
    { $continuous ->
        [0] none
       *[other] { $continuous }
    } of them.
a8-left-out =
    Left out are { LIST($kinds) }. { $why }

a9-finding =
    When a passage of random tokens comes a second time in the same context, predicting it costs
    { FIXED($gain_smallest, digits: 2) } nats a token less than the first time at { $smallest } and
    { FIXED($gain_largest, digits: 2) } less at { $largest } (a nat is 1.44 bits).
a9-formed =
    Half of the final gain is there { CLAUSES($steps) }.
a9-best-head =
    { $tokens ->
        [words] On words of the planted language, which is an exploratory look,
       *[vocabulary] On these tokens
    } the attention head that best looks up what followed last time gives that token a share of
    { FIXED($score_smallest, digits: 3) } of its attention at { $smallest } and of
    { FIXED($score_largest, digits: 3) } at { $largest }; attention spread evenly would give it
    { FIXED($even, digits: 3) }.

a10-finding =
    On rules that training never showed, every doubling of the examples in the prompt changes
    accuracy by { SIGNED($gain_smallest, digits: 3) } at { $smallest } and by
    { SIGNED($gain_largest, digits: 3) } at { $largest }. With { $shots ->
        [one] { $shots } example
       *[other] { $shots } examples
    } accuracy is { FIXED($accuracy_smallest, digits: 2) } and
    { FIXED($accuracy_largest, digits: 2) }.

a11-finding =
    When the examples in the prompt carry flipped labels, the model of { $smallest } follows them in
    a share of { FIXED($accuracy_smallest, digits: 2) } of its answers and that of { $largest } in
    { FIXED($accuracy_largest, digits: 2) }. The rest follow the labels of training: one half means
    undecided, zero that training wins every time.
a11-usual =
    With the usual labels the answers are right in { FIXED($accuracy_smallest, digits: 2) } and
    { FIXED($accuracy_largest, digits: 2) }.
a11-no-usual =
    There are no items with the usual labels to compare.

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
    Between checkpoints of equal held-out loss, a tenfold increase in size changes the log odds of a
    right answer by { SIGNED($gamma, digits: 2) } ({ LIST($families) }). This rests on
    { $points ->
        [one] one checkpoint
       *[other] { $points } checkpoints
    } whose loss another size also passes through.
a16-family = { NAME($family, of: "family") } { SIGNED($gamma, digits: 2) }
no-fit-of-family = There is no fit for { NAME($family, of: "family") }. { $why }

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

b2-finding =
    Shared out over all orders of entry, date and vendor explain { $effect } of the variance of
    ratings in creative writing, and size explains { $size }.
b2-given-size =
    Once size is known, date adds { $date }; once size and date are known, vendor adds { $vendor }.

b6-finding =
    Over { $models ->
        [one] one mixture of experts
       *[other] { $models } mixtures of experts
    }, with release date held fixed and both entered together, a standard deviation of log total
    parameters goes with { $total } standard deviations of the rating, and one of log active
    parameters with { $active }.

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
call-too-wide =
    Half of the interval's width, { PLAIN($half, digits: 2) }, exceeds the smallest effect that
    matters, { EXACT($smallest) }.
call-holds = The interval reaches over { EXACT($threshold) } to both sides.

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
no-probed-tokens = No probe looked at repeated random tokens.
always-right-or-wrong = Every group of items is always right or always wrong.
too-few-points =
    The sizes share too few checkpoints of equal held-out loss ({ $points }).
too-few-sizes =
    Predicting the largest size needs { $least } sizes, and there { $count ->
        [one] is { $count }
       *[other] are { $count }
    }.
not-scored = There is no score at { LIST($sizes) }.
no-exact-match = There is no score by exact match.
a7-one-constraint = No instruction has more than one constraint.
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
gap-no-ledger = the ledger of the stream { $stream }
gap-no-arm = an evaluation of any run of the arm “{ $arm }”
gap-no-column =
    { NAME($column, of: "column") }, which { NAME($family, of: "family") } need, in the answers of
    { $run } (run its evaluation again)
gap-checkpoints =
    the checkpoints of { $run } at step { LIST($steps) }
gap-no-items = items of { NAME($family, of: "family") } at { $run }
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
        wide, because everything lies at the floor or at the ceiling, or because what is asked lies
        out of range; the claim's own text says which
   *[not-measured] no stage of this study measures it yet
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
