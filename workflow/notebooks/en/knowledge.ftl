### Words of the chapter on knowledge. Titles and the like are noun phrases or clauses without a full
### stop; captions and paragraphs are sentences.

knowledge-title = Knowledge
knowledge-planted = recall of planted facts, among the values that an answer can have,
knowledge-half = exposures for half recall
knowledge-about =
    The stream holds short lives of invented people. Each fact about them is stated a known number of
    times, from once to hundreds of times, in several phrasings; the question asks in a phrasing that
    training used for other people. Some people have a fact that the stream calls “not recorded”, and
    that answer can be given for everyone.

knowledge-recall = Recall against exposures
knowledge-recall-what = recall
knowledge-recall-alt = Share of { $label } against exposures, one curve a size.
knowledge-recall-caption =
    Share of right answers by how often the stream states the fact, one curve a size; bands are
    intervals over seeds, people and questions.
knowledge-exposures = times the stream states the fact

knowledge-among = Recall among the values
knowledge-among-about =
    A model may know a fact and still say “not recorded”, if that answer has served it well. Leaving
    that choice out asks only which of the values it prefers.
knowledge-among-what = recall among the values
knowledge-among-axis = right answers among the values
knowledge-among-caption =
    The same questions with the choice “not recorded” left out, as the registered measure of the long
    tail reads them.

knowledge-f50 = Exposures for half recall
knowledge-f50-alt = Exposures at which half of the facts are recalled, against parameters.
knowledge-f50-caption =
    Where the logistic curve through the recall of each size’s middle run, among the values and above
    chance, crosses one half. A rare fact is one that a smaller model needs to see more often. A hollow
    triangle is a bound: half is not reached at the most exposures that the stream holds.

knowledge-outcomes = When it does not know
knowledge-errors = the share of confident errors about { NAME($kind, of: "kind") }
knowledge-outcome = { $name ->
    [correct] correct
    [abstained] abstained
   *[confidently-wrong] confidently wrong
    }
knowledge-outcomes-alt = Shares of right, abstaining and confidently wrong answers by size.
knowledge-outcomes-caption =
    What becomes of questions about three kinds of people: those whose fact the stream states, those
    for whom it says that it is not recorded, and those it never names. For the last two, saying so is
    right. Confidently wrong: a wrong value with more than half of the probability.

knowledge-training = While training
knowledge-training-caption = Right answers over all exposures at the checkpoints that were evaluated.

knowledge-wording = Exact wording
knowledge-wording-about =
    Knowing a fact is one thing, knowing a text word for word another. The stream also holds invented
    verses whose words cannot be guessed, each a known number of times on pages with ever other
    neighbours.
knowledge-drawn-out = the share of verses that a prefix draws out
knowledge-verbatim = word for word
knowledge-similarity = edit similarity
knowledge-score = score
knowledge-duplicates = times the stream has the verse
knowledge-wording-alt =
    Share of verses continued word for word, and edit similarity, against duplicates.
knowledge-wording-caption =
    Shown the words before a cut in the last line, models write the rest. Left: the share that they
    write exactly. Right: how close the written words come, which also rises where a model has only
    learned what a line looks like.

knowledge-exposure = Exposure
knowledge-exposure-what = exposure of planted verses
knowledge-exposure-axis = exposure, bits
knowledge-bits = { FIXED($value, digits: 2) } bits
knowledge-most = most that the candidates allow
knowledge-never = never planted, mean of the sizes
knowledge-exposure-alt = Exposure in bits against duplicates, one curve a size.
knowledge-exposure-caption =
    The rank of the true line among others of the same form, as bits: log2 of the number of candidates
    minus log2 of the rank. It rises before a line can be drawn out. Verses that were never planted
    show what chance gives.
