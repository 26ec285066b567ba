### Words of the chapter “Projection to 7B and 700B”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

projection-title = Projection to 7B and 700B
projection-about-the-essays =
    The essays ask about 7B and 700B parameters after 15 trillion tokens. Nobody has trained
    that pair on the same tokens, so what stands here is a **projection**: a law carried to
    where nothing was measured. It has no target that could show it wrong, so it is no forecast.
    Our own numbers are bits a byte of our held-out text, published ones nats a token of other
    texts. They stand beside each other and are never put together.
projection-the-loss = The loss of both, and the gap
projection-the-loss-panel-level = Level
projection-the-loss-panel-gap = Gap
projection-the-loss-axis = nats a token
projection-the-loss-alt = Level of both sizes and gap between them, a row a published law.
projection-the-loss-caption =
    Loss of 7B and of 700B parameters after 15T tokens by the constants of published laws, and
    the difference of the two. The floor and the token term, on which laws differ most, drop out
    of a difference. Single constants were published with standard errors, but not with their
    correlations, so these points have no intervals; the scatter of the laws is what there is.
projection-the-loss-source = Published constants
projection-what-this = What this ladder says
projection-column-size = size
projection-column-parameters-counted = parameters counted
projection-column-projected-loss = projected loss
projection-what-this-text =
    Which parameters are counted decides how steep a small ladder looks: in its smallest sizes
    most parameters are embeddings. The rows of the gap show how much that moves. The interval
    holds the noise of seeds and passages, and the error that the law made on sizes at the end
    of the ladder when they were left out, carried on in proportion to the decades between. That
    errors grow no faster so far outside is assumed, and cannot be tested here.
projection-how-much = How much of the stream could be held
projection-how-much-missing = published capacities were not given to the analysis
projection-how-much-caption =
    Capacity against the information of the stream; the range is over published laws. The
    ladder’s own row is what it stored of its planted facts at the size that stored most a
    parameter: there are only so many facts to store, so it is a lower bound.
projection-column-what-is-stored = what is stored
projection-column-source = source
projection-column-bits-a-parameter = bits a parameter
projection-column-bits = bits
projection-column-share-of-the = share of the stream
projection-exposures-that = Exposures that a fact needs
projection-exposures-that-missing = A2 has no exponent of exposures in size in this study
projection-exposures-that-label-2 = exposures for half recall
projection-exposures-that-alt =
    Exposures for half recall against parameters, measured and carried on.
projection-exposures-that-caption =
    Measured at this ladder’s sizes, after this study’s tokens; carried by their power law to
    sizes and streams that nobody trained here. A larger stream also has more facts that compete
    for the same parameters, which this law knows nothing of.
projection-how-far = How far outside the data this reaches
projection-how-far-missing = no law was fitted and none was given to the analysis
projection-column-law = law
projection-column-beyond-in-parameters = beyond in parameters
projection-column-beyond-in-tokens = beyond in tokens
projection-how-far-text =
    A law that fits where it was fitted says little about decades beyond: floors, breaks and the
    mix of the data all change on the way. These numbers say what the laws imply, so that a
    reader can see how much of an answer at 7B and 700B is law and how much is measurement.
projection-lacks = a size or a checkpoint lacks its loss
projection-no-law = this ladder has no law to carry on: { $why }
projection-no-published = published laws were not given to the analysis
projection-one = { PLAIN($value) }
projection-range = { PLAIN($low) } to { PLAIN($high) }
projection-published =
    { $laws } published laws put 700B { $gap } nats a token below 7B, and 7B itself at { $level } nats
    a token
projection-lead = After 15T tokens, { $published }.
projection-own =
    This ladder’s own projection of the gap is { $gap } bits a byte, { TIMES($reach) } beyond its
    largest size.
projection-agree =
    Laws agree on the gap, { $gap } nats, more than on the level of 7B, { $level } nats
projection-by-size =
    By the law in size alone, at this study’s own tokens: what more parameters would do with the data
    that this ladder read. Bits a byte of held-out text, mean over domains.
projection-by-size-and-tokens =
    By the law in size and tokens, at 15T tokens. Its checkpoints lie on one schedule of the learning
    rate, so its token term is rough. Bits a byte of held-out text, mean over domains.
projection-not-fitted = { $law }: not fitted. { $why }
projection-hold =
    What 15T tokens hold beyond what can be foreseen is { SHORT($low) } to { SHORT($high) } bits, by the
    levels above. At { PLAIN($bits) } bits a parameter, the most that was published, { $size }
    parameters hold { SHORT($holds) } bits, { SHARE($share) } of it at most.{ $lost ->
        [yes] { " " }At both sizes the picture has lost most of it.
       *[no] { "" }
    }
projection-shares = { SHARE($low) } to { SHARE($high) }
projection-exposures =
    Carried on, the law needs { $small } exposures for half recall at 7B and { $large } at 700B
projection-measured = measured
projection-carried = projection
factor = { TIMES($value) }
projection-not-stated = not stated
projection-reach-caption =
    700B parameters and 15T tokens over the largest that each law has seen.
projection-own-source = this ladder
