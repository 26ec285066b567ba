### Words of the chapter “Quantity or quality”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

quality-title = Quantity or quality
quality-about-the-essay =
    The essay asks whether more parameters change only how much a model can do (quantity) or
    also what it can do (quality). Two tests. First: where a small model that has read more
    reaches the same loss on one half of a family's items as a large one that has read less, do
    they answer the other half equally well? If so, loss says it all, and size is a way to lower
    loss. Second: does an ability jump at a critical size, and does the jump remain when the
    same answers are scored continuously?
quality-ability-at = Ability at equal loss
quality-ability-at-missing = matched_points.parquet has no family
quality-ability-at-axis = own loss, nats
quality-ability-at-alt =
    Right answers against the family's own loss, one line a size, a panel a family.
quality-ability-at-caption =
    One line a size, one dot a checkpoint or, where a study has shorter trainings, the end of one;
    training runs to the right; the loss is that of the
    right choice on the same items, at the best temperature. Lines on top of each other: loss
    says it all, quantity. Lines side by side: size adds something that loss does not show,
    quality.
quality-what-a = What a decade of size adds at equal loss
quality-column-sizes = sizes
quality-column-seeds = seeds
quality-column-checkpoints = checkpoints
quality-column-call = call
quality-column-logits-a-decade = logits a decade
quality-column-share-of-right = share of right answers a decade
quality-what-a-caption =
    The same at late checkpoints, ever fewer of the early ones. The rate of learning has not decayed
    at any but the last, so what moves between these rows is not known; at the ends of trainings,
    where a study has shorter ones, it has.
quality-column-number = number
quality-one-answer = One answer, several scores
quality-one-answer-caption =
    The same answers by every score that they have. Written answers have no probabilities of
    choices; they have an edit distance.
quality-which-law = Which law predicts the largest size
quality-which-law-axis = log of predicted over measured loss
quality-which-law-alt = Errors of rival laws by kind of items.
quality-many-steps = Many steps: is it p to the power of k?
quality-many-steps-axis = accuracy above guessing
quality-many-steps-alt = Accuracy above guessing against steps beside p to the power of k.
quality-many-steps-caption =
    Dots: measured. Dashed: what follows if every step is right with the probability p of the
    items with the fewest steps. Exact matches on the dashed line look like a cliff and are
    none.
quality-scaling-laws = Scaling laws with a floor
quality-scaling-laws-caption =
    L = E + A / N^α + B / D^β, or without the last term where late checkpoints are too few.
    Domains in bits per byte, families in nats of the right choice. N counts non-embedding
    parameters. D is tokens read under one schedule, not the length of a training of its own.
quality-column-name = name
quality-column-law = law
quality-column-points = points
quality-column-floor-e = floor E
quality-column- = α
quality-column--2 = β
quality-what-the = What the fit owes to single points
quality-what-the-caption =
    Held-out loss over all domains, refitted with points left out and with other parameters
    counted. What changes much between rows is not known.
quality-column-variant = variant
quality-column-parameters-counted = parameters counted
quality-column-e = E
quality-column-a = A
quality-column-b = B
quality-counted = { NAME($call, of: "call") } in { $count } of { $families ->
    [one] one family
   *[other] { $families } families
    }
quality-lead = Is ability at equal loss of the same family still explained by size? { CAP($calls) }.
quality-at-equal-loss = At equal loss: { $calls }
quality-family-call = { NAME($family, of: "family") }: { $call }
quality-no-fit = { SENTENCES($why) }
quality-not-measured = Not measured. { $why }
quality-not-measured-of = Not measured: { $items }. { $why }
quality-matched-caption =
    Logits a decade of size beside a cubic in the family’s own loss. Quality: the interval lies above
    { PLAIN($smallest) }; quantity: closer to zero than that; inverse: below zero; undecided: one seed,
    or an interval too wide to tell. Families of single facts do not count for the verdict: at equal
    loss a larger size has met each fact less often.
quality-ends = ends of trainings
quality-since = from { SHARE($share) } of the training
quality-jumps = Kinds of items that jump: { LIST($parts) }.
quality-jump = { $count } of { $kinds } by { NAME($scoring, of: "scoring") }
quality-jump-means =
    A jump: between two neighbouring sizes, with at least two sizes on either side, more of the loss is
    gone than a straight line in log size carries, by as much as claim A8 asks, corrected for all kinds
    and gaps. Smooth: no step as large at any gap. Undecided: as far as can be told, either.
scoring = { $name ->
    [exact-match] exact match
    [log-likelihood] log-likelihood
    [brier] Brier score
    [margin] margin
    [edit-distance] edit distance
   *[other] { $name }
    }
quality-best-law =
    The { NAME($law, of: "law") } predicts { $target } best: { PERCENT($off) } off
quality-rivals-caption =
    Predictions of { $target }, which was measured and kept out of the fits; no projections. Continuous
    score of each kind of items; median over all scores in the title. A broken law needs more sizes
    than a short ladder has.
quality-powers = Of { $points } points { $above } lie above p^k, { $below } below
quality-powers-none = No point can be told from p^k
quality-subject = { $name ->
    [domain] natural text
   *[family] planted family
    }
variant = { $name ->
    [all-points] all points
    [without-the-5-highest-losses] without the five highest losses
    [without-the-smallest-size] without the smallest size
    [without-the-largest-size] without the largest size
    [without-the-fewest-tokens] without the fewest tokens
    [the-most-tokens-only] the most tokens only
   *[other] { $name }
    }
quality-no-rivals = rival laws need a size to predict and smaller ones to fit
