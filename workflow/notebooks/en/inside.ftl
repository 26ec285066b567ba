### Words of the chapter “Inside the model”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

inside-title = Inside the model
inside-about-random-tokens =
    Random tokens that come twice can be predicted the second time by one means alone: look up
    where the present token stood before, and copy what followed it. A head that does this is an
    “induction head”. It leans on a head of an earlier layer that attends to the token before.
inside-about-a-head =
    A head can be fluent in some tokens and not in others. So the tokens are drawn twice: from
    the words of the planted language, which training shows in this role again and again, and
    from the whole vocabulary, as the paper does and the register asks.
inside-about-a-width =
    A width of “d” holds “d” directions at right angles and many more that are nearly so.
    Directions that have nothing to do with each other have a mean squared cosine of 1/“d”:
    wider models keep things apart at no cost.
inside-when-a = When a head forms
inside-when-a-label = mean attention
inside-when-a-line = even attention
inside-when-a-alt = Attention of the best head against training steps, one line a size.
inside-when-a-caption =
    Mean attention from a token of the second occurrence to the token that followed it in the
    first (prefix matching), and from random tokens to the token before. Of every checkpoint the
    head that scores highest. A circuit that forms is a steep rise.
inside-what-it = What it is worth
inside-what-it-what = the gain on random tokens that come again
inside-what-it-axis = nats a token
inside-what-it-line = nothing gained
inside-what-it-alt = Loss on tokens that come again against training steps.
inside-what-it-caption =
    Words that come a second time: what they cost then; their first occurrence is unlike any
    training text, and a difference from it would say more of that. Random tokens: read a second
    time, they cost so much less; and loss late in the sequence minus loss early in it, around
    the positions of the in-context score, scaled to the sequence: few tokens, hence wide bands.
inside-directions-against = Directions against width
inside-directions-against-missing = overlap.parquet has no overlap above zero at the last step
inside-directions-against-what = squared overlap of sources and entities
inside-directions-against-axis = mean squared cosine
inside-directions-against-label = width of the residual stream
inside-directions-against-alt =
    Mean squared cosine between directions against width, with the line 1/d.
inside-directions-against-caption =
    Directions at the last token of a question: an entity’s is its mean minus that of other
    entities, a source’s the almanac’s mean minus that of the old tales. Squared cosines are
    estimated from two halves of the questions, so that noise does not enlarge them, and
    averaged over layers.
inside-source-entity = a source and an entity
inside-entities = two entities
inside-words = words of the planted language
inside-vocabulary = random tokens
inside-nats = { PLAIN($value) } nats
inside-no-head =
    No size has an induction head for { $tokens }: the best one puts { SHARE($best) } of its attention
    on what followed last time, even attention { SHARE($even) }
inside-attention = the best head’s attention to what followed last time, on { $tokens },
inside-to-next = to what followed, { $tokens }
inside-to-previous = to one back
inside-second-loss = loss on words that come again
inside-gain = random tokens, first minus second
inside-late = random tokens, late minus early
inside-overlap = { PLAIN($value) }
