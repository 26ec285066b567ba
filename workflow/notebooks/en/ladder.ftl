### Words of the chapter “The ladder”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

ladder-title = The ladder
ladder-about-every-rung =
    Every rung read the same documents in the same order, batch by batch, for the same number of
    steps. Only the network differs, and the learning rates that its width calls for. So a
    difference between two curves below is what size bought.
ladder-x-what = held-out loss
ladder-loss-against = Loss against size
ladder-loss-against-alt = Held-out bits per byte against parameters, one panel a domain.
ladder-loss-against-caption =
    Held-out text that no tokenizer and no training has seen, one panel a natural domain, one
    shared axis. Domains differ in period and dialect, so compare slopes, not levels.
ladder-loss-against-2 = Loss against steps
ladder-loss-against-axis = loss, nats a token
ladder-loss-against-caption-2 =
    Mean over seeds, single seeds faint. The first tokens, where all sizes learn the frequencies
    of tokens, are left out of the picture and are in the table.
ladder-a-fit = A fit with a floor
ladder-a-fit-missing = three parameters need at least four sizes
ladder-a-fit-line = fitted floor, an extrapolation
ladder-a-fit-alt = Held-out bits per byte and a power law with a floor.
ladder-a-fit-caption =
    Bits per byte = floor + scale / N^exponent. The floor is where the fitted curve would end
    with ever more parameters on these same tokens. It lies outside the data: a few sizes barely
    hold it, so read its interval before its value.
ladder-a-fit-caption-2 = The fit in every domain
ladder-column-exponent = Exponent
ladder-column-floor = Floor
ladder-the-same = The same tokens
ladder-the-same-caption = The end of each run’s chain
ladder-column-size = Size
ladder-column-seed = Seed
ladder-column-steps = Steps
ladder-column-hash-chain = Hash chain
ladder-what-a = What a rung costs
ladder-what-a-caption = Shape and cost of each rung
ladder-column-width = Width
ladder-column-layers = Layers
ladder-column-non-embedding = Non-embedding
ladder-column-total = Total
ladder-column-tokens-s = Tokens/s
ladder-column-seconds-a-run = Seconds a run
ladder-bits = { PLAIN($value) } bits per byte
ladder-mean = mean of the domains
ladder-in-order = Training loss ends in the order of size
ladder-not-in-order = Training loss does not end in the order of size
ladder-ends = Training loss at the end, in nats a token: { LIST($ends) }.
ladder-chain =
    Every training hashes the token ids of each step into a chain: sha256 of the chain so far and of
    this step’s ids. Two runs end on the same value only if they read the same tokens in the same
    order.
ladder-one-chain = Here **all { $runs } runs end on one value**, `{ $chain }`.
ladder-chains =
    Here **the runs end on { $chains } different values**: they did not read the same tokens, and no
    comparison on these pages holds.
