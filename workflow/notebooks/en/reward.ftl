### Words of the chapter “Reward”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

reward-title = Reward
reward-not-run = an arm that is trained by reward, which this study did not run
reward-source = { $name ->
    [exact] exact reward
    [learned] learned reward
   *[parent] before
    }
reward-capital = { CAP($clause) }
reward-change = { $way ->
    [flatter] { $source ->
        [exact] an exact
       *[learned] a learned
    } reward flattens the size slope of { NAME($family, of: "family") }, by { $estimate } a decade{ $caveat }
    [steeper] { $source ->
        [exact] an exact
       *[learned] a learned
    } reward steepens the size slope of { NAME($family, of: "family") }, by { $estimate } a decade{ $caveat }
   *[none] no change seen in the size slope of { NAME($family, of: "family") } by { $source ->
        [exact] an exact
       *[learned] a learned
    } reward, { $estimate } a decade
    }
reward-about-training =
    The last weights of the ladder are trained on. A model answers questions that are neither in its
    stream nor among its items, several times each; answers that are paid better than the others to
    the same question become likelier, and leaving the parent costs (group-relative policy
    optimisation, arXiv 2402.03300). Questions, updates and the numbers that draw answers are the
    same for every size. What counts is asked of items that nobody was trained on.
reward-about-rewards =
    Deductions and feelings are asked alike. An exact reward pays for the likeliest label. A learned
    reward knows a few preferences between two labels, some of them wrong, and carries them to other
    questions as far as one judge, the same for all sizes, finds those questions alike.
reward-scores = Before and after, by size
reward-scores-label = right, above guessing
reward-scores-alt =
    Right answers above guessing against parameters, before reward and after each.
reward-scores-caption =
    Held-out items of the settings in which feelings have more than a thousand weights, and of the
    deductions beside them; 0 is guessing, 1 is the likeliest label always. A curve whose left end has
    gained more than its right one has been flattened.
reward-slopes = Size slopes
reward-slopes-caption =
    Right answers above guessing a decade of non-embedding parameters, and what training by reward
    changed in it. Changes are those of the same runs on the same items, so that their intervals are
    narrower than those of the slopes.
reward-hacking = Reward and truth over the updates
reward-hacking-missing = an arm with a learned reward, which this study did not run
reward-hacked =
    { NAME($family, of: "family") } at { $size } ({ SHARE($most) } at update { $update }, { SHARE($last) }
    at the end)
reward-hacking-found = The learned reward rises while the truth falls: { LIST($cases) }
reward-hacking-none =
    On the questions of the updates the learned reward nowhere rises while the truth falls
reward-held-out-worse =
    on held-out questions answers are worse than before: { LIST($cases) }
reward-worse =
    { NAME($family, of: "family") } at { $size } ({ SHARE($after) } above guessing, before
    { SHARE($before) })
reward-hacking-paid = { NAME($family, of: "family") }: learned reward
reward-hacking-true = { NAME($family, of: "family") }: truth
reward-hacking-update = update
reward-hacking-right = expected to be right
reward-hacking-nats = learned reward, nats
reward-hacking-alt =
    Learned reward and share of right answers against updates, a curve a size.
reward-hacking-caption =
    Both are expectations over all answers of the policy, on the questions of the updates up to each
    point. The policy is paid by the learned reward alone; where that one goes on rising and the share
    of right answers falls, the policy has found what the reward gets wrong. Named are falls of more
    than { SHARE($least) }.
reward-distance = How far from the parent
reward-distance-caption =
    At the end: divergence from the parent and entropy of the answers, nats; the share of the groups
    whose answers were all paid the same, which teach nothing.
reward-lost = What else was lost
reward-lost-found =
    Held-out text costs { SIGNED($least, digits: 2) } to { SIGNED($most, digits: 2) } bits a byte more than
    before. Of { $pairs } cases of an arm, a size and another family { $worse } lost right answers and
    { $better } gained some, by intervals that leave zero out.
reward-lost-text = held-out text, bits a byte
reward-lost-caption =
    Change of held-out loss of every arm and size, and the twelve largest losses of right answers in
    other families.
reward-column-source = Reward
reward-column-slope = slope
reward-column-change = change
reward-column-size = Size
reward-column-divergence = divergence
reward-column-entropy = entropy
reward-column-silent = silent groups
reward-column-of = Of
reward-column-before = before
reward-column-after = after
