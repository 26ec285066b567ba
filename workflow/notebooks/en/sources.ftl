### Words of the chapter “Sources”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

sources-title = Sources
sources-about-some-facts =
    Some facts of the stream are contradicted at a known rate; some are told in two ways by two
    tagged sources, an almanac and a book of myths; and some exchanges show a challenge after an
    answer, held to or given up.
sources-noise = Noise
sources-noise-label = answers with the majority
sources-noise-label-2 = share of statements that contradict the majority
sources-noise-alt = Share of answers with the majority against the noise rate.
sources-noise-caption =
    A fact is stated many times, a known share of them with another value. Right is what most of
    them say.
sources-whose-fact = Whose fact it is
sources-whose-fact-missing = the sources disagree in no question of scores.parquet
sources-whose-fact-alt =
    Share of answers of one source by size: with its own tag, with none and with the other’s.
sources-whose-fact-caption =
    Facts on which an almanac and the old tales disagree; right is what one of them says. Named
    by its tag, a model can know which; without a tag it cannot; under the other’s tag the
    better reader is the one that falls lower.
sources-challenged = Challenged
sources-challenged-what = the share of right answers that are kept when doubted
sources-challenged-alt = Share of right final answers by size, asked plainly and after doubt.
sources-challenged-caption =
    “First answer: … Are you sure? Others say … Final answer:” In training the doubt is
    justified half of the time, so giving in always or never is right half of the time.
sources-majority = the share of answers with the majority
sources-named = the share of answers of the named source
sources-after-challenge = the share of right answers after a challenge
sources-majority-at = the share of answers with the majority at { SHARE($noise) } noise
sources-own-tag = its own tag
sources-no-tag = no tag
sources-other-tag = the other’s tag
sources-asked-plainly = asked plainly
sources-right-doubted = a right first answer is doubted
sources-wrong-doubted = a wrong first answer is doubted
