### Words of the chapter “Total and active”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

sparse-title = Total and active
sparse-not-run = mixtures of experts, which this study did not train
sparse-lead =
    A standard deviation of log total parameters goes with { FIXED($total, digits: 2) }
    { INTERVAL($total_low, $total_high, digits: 2) } standard deviations of the bits saved on
    held-out text, one of log active parameters with { FIXED($active, digits: 2) }
    { INTERVAL($active_low, $active_high, digits: 2) }.
sparse-about-mixtures =
    On a dense ladder total and active parameters are one number. A mixture of experts takes them
    apart: each of its blocks has several small networks, a router sends every token through two of
    them, and the others cost memory and no computation.
sparse-about-pairs =
    The mixtures here have the width, the depth and the active parameters of one rung and the total
    of another. They read the same tokens in the same order, and with one expert they would be the
    dense network, weight for weight.
sparse-total = total parameters
sparse-active = active parameters
sparse-axes = One ladder against two counts
sparse-axes-title =
    More in total at the same active parameters saves { FIXED($total, digits: 3) } bits a byte, more
    active at the same total { FIXED($active, digits: 3) }
sparse-axes-alt =
    Bits a byte saved on held-out text of rungs and of mixtures of experts, on the left against total
    parameters, on the right against active parameters.
sparse-axes-caption =
    Grey: rungs of the ladder, for which both counts are one. Coloured: mixtures of experts. If only
    the total counted, they would lie on the grey line on the left, if only active parameters did,
    on the right. Embedding and head are not counted. Bits a byte have their sign turned, so that up
    is better.
sparse-axes-label = − bits a byte
sparse-rungs = rungs of the ladder
sparse-mixtures = mixtures of experts
sparse-weights = What each count weighs
sparse-weights-title = { $surely ->
        [both] Both counts surely help on held-out text
        [total] The total surely helps on held-out text, active parameters may
        [active] Active parameters surely help on held-out text, the total may
       *[none] No count surely helps on held-out text
    }
sparse-weights-alt =
    Standardised weights of log total and log active parameters with their intervals, for bits saved
    on held-out text and for accuracy.
sparse-weights-caption =
    Both counts entered together, over the mixtures and the rungs around them. The weight of the
    total is that of parameters which experts bring, less what a router costs.
sparse-weights-label = standard deviations a standard deviation
sparse-weight = { $outcome ->
        [accuracy] accuracy
       *[bits-saved] held-out text
    }: { $count ->
        [total] total
       *[active] active
    }
sparse-pairs = Pairs, and how evenly experts are used
sparse-pairs-caption =
    What more parameters of one kind save at as many of the other, in bits a byte of held-out text.
    The balance is the load-balancing loss of the routers at the end of training: 1 where all
    experts get as many tokens, and with two of nine experts a token 4.5 where the same two get all.
sparse-column-mixture = mixture
sparse-column-rung = rung
sparse-column-of = more
sparse-column-gain = bits saved
sparse-column-balance = balance
sparse-column-seeds = seeds
