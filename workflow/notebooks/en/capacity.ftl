### Words of the chapter “Capacity”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

capacity-title = Capacity
capacity-not-run = an arm on a stream of records, which this study did not run
capacity-most =
    Of facts that are told { $exposures } times { $size } holds { PLAIN($bits, digits: 2) } bits a
    parameter, the most of all sizes; the law says { PLAIN($limit, digits: 2) }
capacity-about-a-picture =
    A picture is lossy where its file is too small for it. So the question is asked where a
    stream plants more bits than the small models have room for: terse records of invented people
    and nothing else. A record states a name and a few values, each of which could have been any
    of the possible ones, so that bits are counted and not estimated. All are told equally often.
capacity-about-counting =
    What a model holds is counted twice. “Provable” is what its cross-entropy on names and values
    proves: nobody can give what was drawn at random a high probability without having stored it.
    “By choice” asks for the right value among a few. A few bits of a fact are enough for that, so
    that facts which are held in part seem to be known whole: the picture that looks right at a
    glance.
capacity-provable = provable by cross-entropy
capacity-chosen = by choice
capacity-held = Bits held against bits planted
capacity-held-title =
    Where { PLAIN($planted, digits: 2) } bits a parameter are planted ({ $size }), a share of
    { SHARE($share) } of them is held
capacity-held-label = bits planted a parameter
capacity-held-axis = bits held a parameter
capacity-held-law = law at { $exposures } exposures
capacity-held-alt =
    Bits held against bits planted, for each parameter that the stream reaches; a dashed line where
    all would be held.
capacity-held-caption =
    A dot is a size on a stream, the mean over its seeds. On the rising dashed line all that is
    planted is held. Parameters are those of the network and of the token ids that occur in the
    stream; the others learn nothing. Level lines: 2 bits a parameter for facts told 1000 times
    and 1 bit for those told 100 times (arXiv 2404.05405), found with models of a million
    parameters and more.
capacity-told = told { $exposures } times
capacity-which = Which parameters, and which bits
capacity-which-caption =
    Provable bits that are held for each parameter: of those that the stream can reach (live), of all,
    which include the rows of ids that never occur, and of the network without embedding and head;
    and the shares that are held of the bits of values and of names.
capacity-column-size = size
capacity-column-seeds = seeds
capacity-column-exposures = told
capacity-column-planted = bits
capacity-column-live = held / live
capacity-column-total = held / all
capacity-column-network = held / network
capacity-column-values = values, %
capacity-column-names = names, %
