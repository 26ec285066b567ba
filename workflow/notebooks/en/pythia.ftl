### Words of the chapter “A ladder that somebody else trained”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

pythia-title = A ladder that somebody else trained
pythia-about-pythia-is =
    Pythia is a ladder of public models by EleutherAI (Biderman et al. 2023): all sizes read the
    same text in the same order, and their evaluations at 27 steps are published. It exists
    twice, on the Pile and on its deduplicated version. The tests below are those of the study's
    own ladder, run by the same functions, over 160 times in size. What is lacking is single
    answers: benchmarks here are counts of right answers, and nothing is planted, so nobody
    knows what the text stated how often.
pythia-quantity-or = Quantity or quality: accuracy at equal loss
pythia-quantity-or-label = perplexity of LAMBADA
pythia-quantity-or-alt = Accuracy against perplexity, one line a size, one panel a benchmark.
pythia-quantity-or-caption =
    One line a size, one dot a checkpoint, training runs to the right. Where lines lie on top of
    each other, a small model that has read enough does as well as a large one that has read
    less: loss says it all. Lines side by side would be a quality of size.
pythia-what-a = What a decade of size adds at equal loss
pythia-what-a-axis = points of accuracy a decade of size, at equal loss
pythia-what-a-alt = One row a benchmark.
pythia-what-a-caption =
    Logistic regression of right answers on a cubic in log-perplexity and log size, both ladders
    together; intervals by leaving whole trainings out.
pythia-what-a-caption-2 =
    The call follows the interval of the logits a decade and the smallest effect of claim A16.
    Undecided: the interval reaches over a border between two calls.
pythia-column-benchmark = benchmark
pythia-column-questions = questions
pythia-column-checkpoints = checkpoints
pythia-column-trainings = trainings
pythia-column-call = call
pythia-column-logits-a-decade = logits a decade at equal loss
pythia-predictions-of = Predictions of 6.9B and 12B from the smaller sizes
pythia-predictions-of-panel-6-9b = 6.9B
pythia-predictions-of-panel-12b = 12B
pythia-predictions-of-axis = predicted less measured, points
pythia-predictions-of-alt = Errors of four laws for eight benchmarks at two sizes.
pythia-predictions-of-caption =
    Deduplicated ladder. These are predictions: both sizes were measured and kept out of the
    fits. Nothing on this page is a projection to sizes that nobody trained.
pythia-predictions-of-caption-2 =
    Errors of the predictions of 6.9B and 12B, both ladders. Log-perplexity is LAMBADA's.
pythia-column-law = law
pythia-column-predictions = predictions
pythia-column-mean-error-points = mean error, points
pythia-column-largest-points = largest, points
pythia-column-mean-signed-points = mean signed, points
pythia-column-mean-error-in = mean error in log-perplexity, nats a word
pythia-predictions-of-note =
    The broken law has one parameter less than the fitted sizes allow; with five or six sizes
    its floor, and with five also the width of its break, is left out.
pythia-do-abilities = Do abilities jump with size?
pythia-do-abilities-caption =
    Root mean square error (of the log of the share of wrong answers over that of guessing, or
    of log-perplexity) of the best smooth law less that of the best law with a critical size.
    Jump: above the noise of the target; smooth: its interval lies below it.
pythia-column-ladder = ladder
pythia-column-scored-by = scored by
pythia-column-best-smooth-law = best smooth law
pythia-column-best-with-a = best with a critical size
pythia-column-noise = noise
pythia-column-gain-of-a = gain of a critical size
pythia-do-they = Do they jump in training?
pythia-do-they-missing = pythia_formation.parquet lacks a score of LAMBADA
pythia-do-they-panel-right-last = right last words
pythia-do-they-panel-log-perplexity = log-perplexity, nats a word
pythia-do-they-alt = LAMBADA over training by exact match and by log-perplexity.
pythia-limits = Limits
pythia-limits-text =
    Source: EleutherAI/pythia, `evals/pythia-v1`; figures in `data/pythia_zero_shot.csv`.
pythia-counted = { NAME($call, of: "call") } in { $count } of { $benchmarks } benchmarks
pythia-lead =
    Pythia, { $small } to { $large } on the same data: at equal loss the difference is one of { $calls }.
    On average a decade of size adds { $gain } points of accuracy there.
pythia-at-equal-loss = At equal loss: { $calls }
pythia-clear = Intervals that leave zero out: { LIST($benchmarks) }
pythia-none-clear = Every interval holds zero
pythia-agree =
    The same with each ladder alone and with perplexities up to { PLAIN($cut) }: { $same } of
    { $versions } versions have the same call, { $quality } say quality. LAMBADA’s own accuracy is in
    the list as the sharpest case: loss and accuracy are of the same words.
pythia-best =
    From sizes of 2.8B and less, { NAME($law, of: "law") } predicts accuracies best: { PERCENT($off, digits: 1) } off on average
pythia-jumps =
    A jump would show as a critical size: laws that have one (logistic, broken) would predict the two
    largest sizes better than smooth laws by more than the noise of what is predicted. Of { $curves }
    curves { LIST($counts) }. LAMBADA is the one benchmark with a continuous score of the same answers:
    by exact match it is called { LIST($exact) }, by log-likelihood { LIST($soft) } (deduplicated and
    standard).
pythia-jump-count = { $count } are called { $call }
pythia-scoring = { $name ->
    [exact-match] exact match
    [log-likelihood] log-likelihood
   *[other] { $name }
    }
pythia-ladder = { $name ->
    [deduplicated] deduplicated
    [standard] standard
   *[both] both
    }
pythia-formation =
    At { $size } log-perplexity has made a tenth of its gain at step { SHORT($gentle) }, accuracy at
    { SHORT($hard) }
pythia-formation-caption =
    The same answers of the deduplicated ladder scored twice. Exact match starts to move when the right
    word has become the likeliest for some questions; the probability has risen long before. From a
    tenth to nine tenths of the gain takes { FIXED($hard, digits: 1) } decades of steps by exact match
    and { FIXED($gentle, digits: 1) } by log-perplexity.
pythia-limits-first =
    LAMBADA’s perplexity stands for held-out loss, which is not published with these evaluations; it is
    of last words of narratives. Benchmarks of { FIXED($least, digits: 0) } to { FIXED($most, digits: 0) }
    questions about common text say little of rare facts, long chains or many constraints: those are
    what the planted families are for. Questions are the same for all sizes and taken as independent
    noise, which is careful. Each size was trained once a ladder.
