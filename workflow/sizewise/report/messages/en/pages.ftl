### What all pages share: their frame, titles that rules make of numbers, names of axes.
###
### A title is a clause without a full stop; it starts with a capital through CAP where its first
### word comes from a value.

language-name = English
language-code = en

## The frame

page-skip = Skip to the text
page-report = Report
page-study = study { $study }
page-answer = Answer
page-theme = Light / dark
page-turn = Other chapters
page-footer = sizewise { $version } · study { $study }
not-shown = **Not shown:** { $what }.
lead-missing = Not measured in this study: { $what }.
link-table = Table (CSV)
link-notebook = Notebook
needs-javascript = This chart needs JavaScript; its table is linked below.
chart-keys = The arrow keys go from point to point.
key-title = { $title }:
right-answer = Right answer:
answer-right = ✓ right
answer-wrong = ✗ wrong
yes = yes
no = no
public-models = public models
this-ladder = This study’s ladder

print-contents = Contents
print-no-chart = This chart can be moved on the screen only; its table is beside the report.

## Claims

claim-label = Claim { $id }
claim-on-front = This claim among all others
claim-test = Test: { $test }
claim-here = Here: { $sizes ->
    [one] one size
   *[other] { $sizes } sizes
    }, { $seeds ->
    [one] one seed
   *[other] { $seeds } seeds
    } a size.
claim-literature = Literature: { $literature }
# A claim's curve for who cannot see it.
sparkline = { $title } { $shape ->
    [rises] The curve rises
    [falls] The curve falls
    [peaks] The curve is highest in the middle
    [dips] The curve is lowest in the middle
    [wavers] The curve goes up and down
    [point] There is one point
   *[level] The curve is level
    }: { LIST($points) }.
sparkline-point = { PLAIN($value) } at { $size }

rule = { CLAUSES($parts) }; undecided otherwise.
rule-supported = Supported where the interval of { $quantity } lies { $place }{ $reading }
rule-too-small = too small to matter where it lies within { $within } on both sides of zero{ $reading }
rule-opposite = opposite where it lies { $place }{ $reading }
rule-reading = { " " }({ $word })
rule-place = { $side ->
    [above] above { $threshold }
   *[below] below { $threshold }
    }
rule-while = { $place }, while that of { $of } lies { $asked }
rule-smallest = the smallest effect
rule-minus-smallest = minus the smallest effect
rule-number = { $value ->
    [0] zero
    [0.5] one half
   *[other] { EXACT($value) }
    }

## Numbers and how texts are joined

share = { SHARE($value) }
nothing = { "" }
clauses = { CLAUSES($parts) }
sentences = { SENTENCES($parts) }
sentence = { $text }.
value-alone = { PLAIN($value) } (no interval)
value-interval = { ESTIMATE($value, $low, $high) }

# A title, and what a figure shows, for who cannot see it.
alt-title = { $title }.
alt-drawn = { $title }. { $drawn }

## Titles that rules make

# Behind a title that compares sizes.
one-run = { " " }(one run a size)
not-above-guessing = { CAP($what) } is not clearly above { $floor ->
    [chance] guessing
   *[zero] zero
    } at any size
no-difference = No difference seen in { $what } between { $small } and { $large }
change = { CAP($what) } { $way ->
    [up] rises from
   *[down] falls from
    } { $first } at { $small } to { $last } at { $large }{ $caveat }
only-size = { CAP($what) }: { $value } at { $size }, the only size here
fewer = { CAP($what) }: { $least ->
    [yes] at least { TIMES($ratio) }
   *[no] { TIMES($ratio) }
    } { $way ->
    [fewer] fewer
   *[more] more
    } at { TIMES($sizes) } the size{ $caveat }
tally-noun = { $name ->
    [abilities] { $count ->
        [one] ability
       *[other] { $count } abilities
    }
    [domains] { $count ->
        [one] domain
       *[other] { $count } domains
    }
   *[other] { $count ->
        [one] measure
       *[other] { $count } measures
    }
    }
tally-none = No difference seen in any of { $noun } between { $small } and { $large }
tally = At { $large } beside { $small }: of { $noun }, { LIST($parts) }{ $caveat }
tally-up = { $count ->
    [one] one is higher
   *[other] { $count } are higher
    }
tally-down = { $count ->
    [one] one is lower
   *[other] { $count } are lower
    }
tally-flat = { $count ->
    [one] one shows no difference
   *[other] { $count } show no difference
    }
fit-flat = A power law with a floor fits, and its exponent cannot be told from zero
fit-falls = Loss falls towards a floor with N to the power of minus { $exponent }
formation = { CAP($what) } are above { $floor ->
    [chance] chance
   *[zero] zero
    } { LIST($places) }
formation-none = { CAP($what) } are above { $floor ->
    [chance] chance
   *[zero] zero
    } at no size
formation-at = at { LIST($sizes) } from step { FIXED($step, digits: 0) }
formation-every = at every size from step { FIXED($step, digits: 0) }
right-answers-of = the share of right answers among { NAME($kind, of: "kind") }
question = { NAME($family, of: "family") }, { NAME($kind, of: "kind") }
question-among = { $question }, among the values

headline-none = Of { $tested } claims no one is measured yet.
headline = Of { $tested } claims { $measured } are measured here: { LIST($parts) }.
headline-count = { $count } { NAME($verdict, of: "verdict") }
headline-clearest = The clearest: { $title } { CAP($verdict) }{ $effect ->
    [none] .
   *[other] , { $effect }.
    }
headline-one-seed =
    With one seed a size of the ladder from { $small } to { $large }, differences between sizes cannot
    be told from differences between runs: the curves below are a first look.
headline-wide = No interval is narrow enough to decide; the curves below are a first look.

## Axes and lines

axis-parameters = non-embedding parameters
axis-right = right answers
axis-step = step
chance = chance
law = { $name ->
    [power] power law
    [power-with-floor] power law with a floor
    [logistic] logistic
    [broken] broken power law
   *[other] { $name }
    }

abilities-caption =
    Share of right answers, or of the reachable gain where labels are draws, against size after the
    same tokens, one panel a kind of question; bars are intervals. A difference counts where the
    interval of largest minus smallest leaves zero out.

## What a page may lack: clauses

missing-table = there is no table { $table }
missing-arm = { $table }.parquet has no rows of the arm { $arm }
missing-column = { $table }.parquet has no column { $column }
missing-rows = { $table }.parquet has no rows with { $column } = { $value }
missing-examples = examples.parquet has no generated answers

## The front page

front-byline =
    Study “{ $study }”: { $sizes ->
        [one] one size, { $small }
       *[other] { $sizes } sizes from { $small } to { $large } parameters
    }, { $seeds }, { SHORT($tokens) } tokens each, the same in the same order{ $flops }.
front-seeds = { $count ->
        [one] one seed a size
       *[other] { $count } seeds a size
    }
front-seeds-range = { $low } to { $high } seeds a size
front-flops = ; { PLAIN($flops, digits: 2) } floating-point operations in all
front-question =
    Give a model of 7 billion parameters and one of 700 billion the same 15 trillion tokens. Do they
    differ in quantity or in quality? And does feeling depend on size more than reason does? In quality,
    say two essays, and yes. Here small models are trained from nothing, on exactly the same documents in the
    same order, so that size is all that differs, and every sentence of the essays that can be wrong
    is a test.
front-smoke =
    { "**" }This is a smoke run.** The study “{ $study }” has one seed a size, so that no difference between
    sizes can be told from a difference between two runs; it shows that the road works. What the
    essays' claims are worth is the reference study's to say, whose report `make pull STUDY=desk` brings.
front-claims = Every claim, and what was found
front-claims-about =
    The essays make { $claims } claims. Left stands what an essay says, right what was found here; a
    tile opens to the test, which was fixed before these results existed, and to what it is worth.
front-intervals =
    Numbers in brackets are { PERCENT($confidence) } intervals: about { $wrong } of 100 such intervals miss the truth.
front-abilities = Every kind of question, by size
front-limits = What this cannot say
front-chapters = The evidence, chapter by chapter
front-not-built = { $chapter }: not built yet.
limit-sizes =
    No model that was trained here has 7 or 700 billion parameters: what these pages say of such sizes
    are other people's figures (public models, Pythia) or projections. A curve that is straight over these sizes may bend later, and a step may come where
    nobody looked.
limit-planted =
    Most questions are about an invented world, because only there it is known how often a fact was
    read. What a model does with people, laws and verses that we made up is evidence about the real
    ones, not the same thing.
limit-one-recipe =
    All sizes were trained by one recipe that carries over from size to size. Another recipe, another
    mixture of texts or a longer training can move every number here.

answer-kind = { $name ->
    [changed] Clearly changed
    [same] Did not change
   *[open] Cannot tell
    }
answer-supported = As the essays say: { LIST($topics) }.
answer-opposite = Against what the essays say: { LIST($topics) }.
answer-misled =
    On simulated models the test of { LIST($topics) } gave a false answer in some world more often than it
    may; the page What a verdict is worth says in which.
answer-changed-none = No difference between sizes is clear enough to decide a claim.
answer-same = Size makes no difference that matters to { LIST($topics) }.
answer-same-none = For no claim is it certain enough that size makes no difference that matters.
answer-undecided = { $count ->
    [one] One claim is undecided
   *[other] { $count } claims are undecided
    }: { LIST($reasons) }.
answer-reason = { $count } { $reason ->
    [one-run] for want of a second seed
    [too-wide] because the interval is too wide
    [floor] because too few sizes score above guessing
    [ceiling] because all sizes are at the ceiling
    [out-of-range] because the sizes lie outside of the range where it shows
    [crossing] because the curves of what is compared cross
    [condition] because a condition of the test does not hold
   *[other] for another reason ({ $reason })
    }
answer-unmeasured = { $count ->
    [one] One is not measured in this study.
   *[other] { $count } are not measured in this study.
    }
answer-context = { $count ->
    [one] One stands beside them as context, which no training can test.
   *[other] { $count } stand beside them as context, which no training can test.
    }
answer-open-none = No claim is left open.

# What a claim is about, as a noun phrase.
claim-topic = { $id ->
    [A0] the gap on hard items
    [A1] loss or no loss in compression
    [A2] recall of rare facts
    [A3] confabulation
    [A4] exact wording
    [A5] long chains of steps
    [A6] deep stacks
    [A7] several constraints at once
    [A8] jumps at a critical size
    [A9] induction heads
    [A10] new rules from a few examples
    [A11] overriding what was learned
    [A12] noise in the data
    [A13] conflicting contexts held apart
    [A14] superposed contexts
    [A15] wavering when challenged
    [A16] ability at equal loss
    [B1] feeling against reason among public models
    [B2] vendor and date
    [B3] the price of feeling
    [B4] feeling where reward is vague
    [B5] what makes feeling dear
    [B6] total and active parameters
    [B7] models beside a brain
   *[other] { $id }
    }
group = { $name ->
    [memory] Memory
    [reasoning] Reasoning
    [context] Learning from context
    [robustness] Robustness
    [quality] Quantity or quality
   *[feeling] Feeling and reason
    }
group-about = { $name ->
    [memory] JPG or RAW: what is kept of what was read.
    [reasoning] Chains, stacks and constraints, and whether abilities jump.
    [context] What a model learns from the text before it, without training.
    [robustness] Noise, conflict and contradiction.
    [quality] The essays’ sum: does more size buy more of the same, or something else?
   *[feeling] Does 「感性」 depend on size more than 「理性」, and why?
    }
claim-found = **Here.** { $reason }
claim-hypothesis = **If it held:** { $hypothesis }
claim-test-rule = **Test:** { $test } { $rule }
claim-smallest = The smallest effect that matters is { EXACT($effect) } { $unit }.
claim-literature-strong = **Literature:** { $literature }
claim-worth = **Worth of the test:** { $worth }
claim-history = **History:** { $history }
claim-tier = Measured on: { $tier }

## The page about the study

about-title = About this study
about-description = Sizes, tokens, sources, licences, hashes and words of the study behind this report.
about-reading = How to read it
about-intervals =
    Every claim has one primary test, and its verdict follows from where the interval of the effect
    lies. Intervals come from resampling seeds, then entities, then items, and stand in brackets behind
    their value; digits stop at the second one of the uncertainty.
about-sizes =
    Sizes are counted without embedding and output head. Darker (on a dark page, lighter) is larger,
    in every figure.
about-titles =
    A title states a difference only where intervals are apart; everything else reads “no difference
    seen”, which is not the same as “equal”.
about-study = What the study is
about-study-is = Study { $study }: { $sizes ->
        [one] one size
       *[other] { $sizes } sizes
    }, { $seeds }, { SHORT($tokens) } tokens, the same for all.
about-sizes-head = Sizes
about-sizes-caption =
    Sizes. Parameters as counted three ways; loss in nats a token (training) and bits per byte
    (held-out text).
about-size = Size
about-mix-head = What the tokens are
about-mix-caption = What the tokens are: natural domains and planted families, as configured.
about-domain = Domain or family
about-column = { $name ->
    [width] Width
    [layers] Layers
    [non-embedding] Non-embedding
    [with-head] With head
    [total] Total
    [seeds] Seeds
    [loss] Final loss
    [bits] Bits per byte
    [share] Share
    [tokens] Tokens
    [domain] Domain
    [from] From
    [licence] Licence
    [attribution] Attribution
    [folder] Folder
    [stage] Stage
    [code] Code
    [files] Files
   *[outputs] Hash of files
    }
domain = { $name ->
    [all] all domains
    [plays] plays
    [verse] verse
    [scripture] scripture
    [encyclopedia] encyclopedia
    [countries] countries
    [recipes] recipes
    [code] code
    [mathematics] mathematics
    [web] web
   *[other] { NAME($name, of: "family") }
    }
about-sources = Sources and licences
about-sources-head = Sources of natural text
about-sources-caption =
    Natural text, fetched when the study ran; none of it is part of this report or its repository.
about-no-sources = the corpus left no manifest with its sources
about-planted = Planted text is invented by the study itself, from one seed.
about-provenance = Provenance
register-stale =
    The analysis read other entries of the register than stand there now: **the register changed after
    the results; run the study again**.
register-current = The claims that can be judged here are the same that the analysis read.
register-changed = { "**" }The register changed after results existed.**
register-differs = Since the first analysis of these results these claims read otherwise: { LIST($claims) }.
about-register-hash = sha256 of the register of claims
about-analysed-hash = sha256 of what the analysis read of it
about-first-hash = sha256 of what the first analysis of these results read
about-folders = { $count ->
    [one] One folder
   *[other] { $count } folders
    } of artifacts, with the hashes of their code and files
about-artifacts = Artifacts
about-packages = Ran under { $packages }.
about-glossary = Glossary
glossary-word = { $name ->
    [decade] Decade
    [nat] Nat
    [logit] Logit
    [arm] Arm
    [tier] Tier
    [f50] f50, k50
    [exposure] Exposure of a verse
    [seed] Seed
    [interval] Interval
    [holm] Holm’s correction
    [floor] Floor, ceiling
    [maximal-update] Maximal update
    [branch] Branch
    [bits-per-byte] Bits per byte
   *[shapley] Shapley share
    }
# The forms in which a word of the glossary stands in text, with | between them.
glossary-forms = { $name ->
    [decade] decades?
    [nat] nats?
    [logit] logits?
    [arm] arms?
    [tier] tiers?
    [f50] f50|k50
    [exposure] exposure of a verse
    [seed] seeds?
    [interval] intervals?
    [holm] Holm’s correction|Holm&#39;s correction
    [floor] floors?|ceilings?
    [maximal-update] maximal update|Maximal update
    [branch] branch|branches
    [bits-per-byte] bits per byte
   *[shapley] Shapley
    }
glossary-meaning = { $name ->
    [decade] A factor of ten in parameters; slopes are given for one.
    [nat] The unit of a loss with the natural logarithm; one nat is 1.44 bits.
    [logit] The logarithm of the odds of a right answer: 0 is one half, 2.2 is nine in ten.
    [arm] One way to train the sizes: the ladder itself, shorter trainings, other streams or recipes.
    [tier] A study as large as a machine allows: quick, desk, one GPU, a cluster.
    [f50] How often a fact has to be read (f), or how many steps are done (k), until half of the answers are right.
    [exposure] How far a line's true rank stands out among others of its form, in bits.
    [seed] One training with its own random start, on the same tokens in the same order.
    [interval] Where the effect lies in 95 of 100 studies like this, if the model of its noise is right.
    [holm] A stricter threshold when many tests are made at once.
    [floor] What guessing gives, and what cannot be surpassed: where scores stand there, nothing shows.
    [maximal-update] Rules by which one learning rate serves all widths (arXiv 2203.03466).
    [branch] A training that leaves another one early and lets its learning rate decay.
    [bits-per-byte] Loss on text that nobody trained on, for each byte, so that tokenizers compare.
   *[shapley] What a quantity explains on average, whatever stands beside it.
    }
missing-curve = claims.json has no curve for { $claim }

## Columns of tables

column-domain = Domain
column-family = Family
column-kind = Kind
column-score = Score
column-chance = Chance
column-signal = Signal
metric = { $name ->
    [accuracy] right answers
    [accuracy-among-the-values] right answers among the values
    [divergence] share of the gain
    [share-of-the-reachable-gain] share of what can be gained over a uniform guess
   *[other] { $name }
    }
axis-bits-per-byte = bits per byte
axis-tokens = tokens seen
call = { $name ->
    [quality] quality
    [quantity] quantity
    [inverse] inverse
    [undecided] undecided
    [jump] jump
    [smooth] smooth
    [not-measured] not measured
    [none] –
   *[other] { $name }
    }

## The story

story-flat = { $call ->
    [at-chance] { "**" }No size does better than guessing**, so that nothing is learned about size: { SEMICOLONS($kinds) }.
    [at-the-ceiling] { "**" }Every size can do it**, so that nothing is learned about size: { SEMICOLONS($kinds) }.
   *[no-difference-seen]
        { "**" }Better than guessing, and no difference seen** between { $small } and { $large }:
        { SEMICOLONS($kinds) }.
    }
story-flat-none = Of what some size does better than by guessing, nothing is without a difference between { $small } and { $large }.

story-title = The story
story-description = What was asked, what was planted, what size bought and what it did not, a figure a step.
story-lead = Ten minutes, a figure a step. The evidence stands in the chapters, the doubts at the end.
story-head = { $name ->
    [bet] The bet
    [world] The world that we planted
    [bought] What size bought
    [not-bought] What it did not buy
    [quality] Quantity or quality
    [feeling] Feeling and reason, planted
    [public] Feeling and reason among public models
    [arms] Other ways to ask
   *[missing] What is missing
    }
story-text = { $name ->
    [bet]
        Two essays bet that a model of 700 billion parameters differs from one of 7 billion in kind, when
        both have read the same 15 trillion tokens: one keeps the gist, the other the whole picture; one
        imitates, the other thinks. And they bet that feeling needs size more than reason does. Nobody can
        train that pair to see. But the claims say what size does, and small models have sizes too.
    [world]
        So a world was invented whose every fact is known to us: people with recorded lives, chains of
        names, walks whose moves do not commute, brackets to close, instructions with many constraints, a
        language with rules, sources that contradict each other, moods that many details push a little,
        findings that a few rules decide. Its pages stand among natural text in the stream that every size
        reads, and how often each fact stands there was written down. Here is one
        document of each family and one question, with its answer.
    [bought]
        All sizes read the same pages in the same order. What the larger ones do better, size bought.
    [not-bought]
        A curve that does not rise is a finding too, where the largest size does better than guessing. Where
        all sizes guess, or all can do everything, a curve says nothing about size: that stands apart here.
    [quality]
        Is a larger model more of the same, or something else? Where a small model that has read more has the
        same loss as a large one that has read less, they should do equally well if loss is all there is.
    [feeling]
        Feelings, here, are labels that many small details push; deductions are labels that a few details
        decide. Everything else about the two is equal, so that only the kind of structure can make one of
        them dearer.
    [public]
        Public models differ in size, date, maker and method at once. What can be read off them is weaker,
        and it is about real writing.
    [arms]
        The same sizes were asked in other ways: with a stream that fills them to the brim, with experts of
        which few are active at a time, with rewards after training. Each of these has a chapter where the
        study ran it.
   *[missing]
        What this report leaves open, and what no number in it can say.
    }
# Parameters as they are counted.
counted = { $name ->
    [non_embedding] non-embedding
    [non_embedding_and_head] non-embedding and output head
    [total] total
   *[other] { $name }
    }

## Every question

items-title = Every question
items-description =
    Every question that the sizes were asked, what each of them answered after each checkpoint, and the
    passages of training that stated what it asks for.
items-lead =
    Every number of this report is made of questions. Here they all are: what was asked, what each size
    answered on its way through training, and which passages of the stream had told it.
items-choose = Choose a family
items-count = { $count ->
    [one] one question
   *[other] { PLAIN($count) } questions
    }
items-not-public =
    Questions of public benchmarks are not shown: their texts belong to others. Their scores stand in the
    chapters.
items-draw-about =
    Or let chance choose. The same seed draws the same question again, so nobody has to trust whoever
    shows you one.
items-family-title = { CAP($family) }: every question
items-how =
    Choose a question from the list. Each row of the small table is a size, each column a moment of its
    training; a darker cell is a better answer. Move the slider to see what was answered at that moment. In the list every size has a dot, smallest
    first: full where most of its answers were right after the last checkpoint.
items-needs-javascript = The questions need JavaScript; their data lie beside this page as text.
items-about = { $family ->
    [biographies]
        People who do not exist, told of in short biographies, some once, some many times. The questions
        ask what a biography said, or what none ever said, where “not recorded” is right.
    [records]
        Entries of a register that hold an exactly known number of bits. The questions ask for a value that
        is on record, or for who is.
    [chains]
        Roads that lead from word to word. A question lists them and asks where one ends: at once, or with
        every step written out.
    [instructions]
        A line of words that has to meet several demands at once. A program checks each of them.
    [running_state]
        Walks from tree to tree. The moves do not commute, so who only counts them cannot know the end.
    [new_language]
        A small language whose rule has to be read off a few examples in the question itself.
    [sources]
        Statements of an almanac and of old tales, which may contradict each other. The questions ask what
        one of them says, what most of them say, or put a right answer in doubt.
    [nesting]
        Brackets that are open, or guests who brought guests. What is right is to close or leave in the
        order that the nesting asks for.
    [verses]
        Verses that training held word for word, once or many times. The questions give their beginning.
    [feelings]
        Details of a day, each of which pushes a mood a little. The label is a draw, so nobody can be right
        every time; the true chances stand beside the answers.
    [deductions]
        Traces of a case, a few of which decide it by rules. The label is a draw, so nobody can be right
        every time; the true chances stand beside the answers.
   *[other] Questions of the family { NAME($family, of: "family") }.
    }
items-knob = { $name ->
    [exposures] Times stated in training
    [attribute] What is asked
    [cardinality] Possible values
    [population] Register
    [stranger_share] Share of strangers in its quizzes
    [hops] Steps along the road
    [distractors] Other roads
    [operations] Moves
    [group] Kind of moves
    [constraints] Demands
    [trained] Training had as many demands
    [asked] Kinds of demands
    [depth] Levels open
    [distance] Closed segments between
    [shots] Examples shown
    [pairs] Pairs shown
    [rule] Rule
    [order] Order
    [place] Place
    [source] Source
    [agree] Sources agree
    [relation] What is asked
    [noise_rate] Share of false statements
    [first_right] First answer was right
    [duplicates] Times the verse stood in training
    [prefix_words] Words given
    [setting] Setting
    [weights] Weights to learn
    [possible_bits] Bits if anything were possible
    [planted_bits] Bits planted
   *[other] { $name }
    }
items-word = { $name ->
    [filters] Filters
    [kind] Kind of question
    [any] any
    [answers] Answers after the last checkpoint
    [disagree] sizes disagree
    [all-right] every size right
    [none-right] no size right
    [only-large] the largest right, the smallest wrong
    [only-small] the smallest right, the largest wrong
    [text] Text of the question
    [of] of
    [more] Show more
    [none] No question passes these filters.
    [draw] Draw a question
    [seed] Seed
    [drawn] Drawn with seed
    [from] out of
    [list] Questions
    [permalink] Link to this question
    [next] Next
    [previous] Previous
    [question] The question, as every size was given it
    [right-answer] Right answer
    [what-answered] What each size answered
    [checkpoint] After step
    [choice] Choice
    [true-share] True chance
    [picked] chosen
    [is-right] right
    [is-wrong] wrong
    [size] Size
    [grid] Right answers, by size and step
    [grid-choice] Probability that the right choice was given, by size and step
    [stated] Stated so far
    [seeds-note] Mean over seeds; a written text is the first seed’s.
    [not-asked] A dash: not asked. Earlier checkpoints are asked a part of the questions.
    [training] What training had said
    [no-fact] No passage states the answer: it follows from the question itself, or nothing is on record.
    [never] The stream left this fact out.
    [times] Passages that stated it
    [shown-of] Shown here
    [in-step] Step
    [passage] passage
    [says-other] states another value
    [source] according to
    [yes] yes
    [no] no
   *[other] { $name }
    }

## The search

search-title = Search
search-description = Search over claims, chapters, figures, the glossary and every question.
search-about = A claim, a figure, a word of a question
search-needs-javascript = The search needs JavaScript; the navigation leads everywhere too.
search-word = { $name ->
    [claims] Claims
    [pages] Chapters, figures and words
    [questions] Questions
    [none] Nothing was found.
    [more] There is more; another word narrows it.
   *[results] Results
    }

front-question-head = One question, and what each size answers
front-question-about = { $times ->
        [one] The stream stated the answer once.
       *[other] The stream stated the answer { PLAIN($times) } times.
    } Each column is a size; the marked cell is what it chose. Move the slider to go back through training.
front-question-chosen = Chosen by rule: the question on which sizes differ most. Most differ less.
front-question-more = This question in full, and all others.

front-made = Made by sizewise { $version }, commit { $commit } of { $date }.
front-made-nowhere = Made by sizewise { $version }, outside of a repository.
cite-head = How to cite
cite = { $title }{ $ended ->
    [yes] {""}
   *[no] .
} Study “{ $study }”, sizewise { $version }, commit { $commit }, { $date }.
cite-nowhere = { $title }{ $ended ->
    [yes] {""}
   *[no] .
} Study “{ $study }”, sizewise { $version }.
link-script = Script
about-workflow = The workflow’s own report
about-workflow-is =
    shows every rule with its command, its inputs and outputs, and how long each job took; Snakemake
    makes it.
