### Words of the chapter “Steps”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

steps-title = Steps
steps-about-a-chain =
    A chain points from name to name; the question is where it ends after so many hops. A
    “direct” answer names the end at once, so every hop has to happen inside the network. A
    “written” answer writes each hop down. All labels are shuffled anew in every document, so
    nothing can be recalled, and the deepest questions lie beyond what training showed.
steps-about-in-a =
    In a running state nothing has to be looked up: a walk from tree to tree by moves whose order
    matters, and the question is where it ends. The end says nothing to who leaves out any one
    move, or only counts them.
steps-about-chains-have =
    Chains have a next link; nesting has none. What was opened last closes first, and everything
    that was opened and closed meanwhile has to be forgotten: shapes of brackets, or guests who
    brought guests. The model writes all that closes, in order, or chooses it among sequences
    that differ in two places.
steps-right-answers = Right answers against hops
steps-right-answers-alt = Share of right answers against hops, one panel a way of answering.
steps-right-answers-caption =
    The choices of a direct question are the ends of all its chains. Who has learned which
    labels are ends, and not which chain they end, stays on the plateau, which is also chance: a
    stage that models pass through, not an ability. A written answer counts if every step of it
    is right.
steps-right-answers-label = hops
steps-right-answers-chance = plateau: a guess among the ends
steps-right-ends = Right ends against operations
steps-right-ends-alt = Share of right ends against operations, one panel a way of answering.
steps-right-ends-caption =
    One operation is a table that training states in full; longer walks of these questions are
    not in training. A written answer counts if every state of it is right.
steps-right-ends-label = operations
steps-right-ends-shares = right ends
steps-when-it = When it forms
steps-when-it-alt = Share of right answers against training steps.
steps-when-it-caption =
    Right answers over all hops at the checkpoints that were evaluated. Circuits form at steps
    that scatter between seeds; a wide band is often that.
steps-near-misses = Near misses
steps-near-misses-what = closeness of written answers to the right text
steps-near-misses-panel-exactly-right = exactly right
steps-near-misses-panel-edit-similarity = edit similarity
steps-near-misses-label = score
steps-near-misses-alt = Exact match and edit similarity of written answers against hops.
steps-near-misses-caption =
    The same answers scored twice. All-or-nothing scores turn a smooth change into a cliff: an
    answer of k steps is right with probability p^k.
steps-what-models = What models wrote
steps-what-models-title = The same questions, every size
steps-what-models-note = The first questions of the table, not chosen by their answers.
steps-right-answers-2 = Right answers against depth
steps-right-answers-alt-2 = Share of right answers against depth, one panel a kind.
steps-right-answers-caption-2 =
    Levels that are open at the end. An answer is right where every closing is. What closes may
    skip what was opened since, so that no count of openers tells what is open. The deepest
    questions lie beyond what training closed.
steps-right-answers-label-2 = levels
steps-ends-of = the share of right ends of walks ({ NAME($kind, of: "kind") })
