### Words of the chapter “Public models”. Titles and the like are noun phrases or clauses
### without a full stop; captions and paragraphs are sentences.

public-title = Public models
public-about-the-essay =
    The essay observes public models and concludes that feeling follows size far more than
    reason does, and that vendor and date matter little. Here the same question is put to
    published scores. The one registered test compares people's votes on creative writing with
    their votes on mathematics and coding, for the same models, on the same board. Everything
    else on this page is exploratory.
public-size-and = Size and rating
public-size-and-title-2 = total, billions
public-size-and-title-3 = active, billions
public-size-and-title-4 = Elo
public-size-and-caption =
    Every model of disclosed size; colours and shapes are years of release. Point at a model for
    its name. Choose the votes below the chart.
public-could-the = Could the test have seen a difference?
public-could-the-caption =
    Share of simulated tables whose interval leaves zero out: false alarms in rows without a
    difference, power in the others.
public-column-vendors = vendors
public-column-true-difference = true difference
public-column-tables = tables
public-column-above-zero = above zero
public-column-not-holding-zero = not holding zero
public-column-monte-carlo-error = Monte-Carlo error
public-the-same = The same test, other samples
public-the-same-caption =
    Correlation of feeling with size minus that of reason. Lower bounds and rumours enter here
    and nowhere else.
public-column-sample = sample
public-column-models = models
public-column-difference = difference
public-column-given-date = given date
public-every-version = Every version of the test at once
public-every-version-line = no difference
public-every-version-axis = versions, by their difference
public-every-version-axis-2 = difference of correlations
public-every-version-caption =
    Every combination of boards, measure of size, period, type of model, range of sizes, date
    and vendor effects that leaves at least 25 models of 8 vendors. Band: intervals (running
    median).
public-which-choices = Which choices matter
public-which-choices-alt = One row an option: median and the middle 80 % of versions.
public-which-choices-caption =
    Each row holds one choice fixed and varies all the others: median (dot) and middle 80 %
    (line) of the versions.
public-what-a = What a decade of size adds
public-what-a-axis = creative minus rational, Elo a decade of size
public-what-a-caption =
    Least squares with release date; bootstrap over vendors; number of models in brackets.
public-size-date = Size, date and vendor
public-size-date-axis = share of the variance of the rating
public-size-date-caption =
    Adjusted R² of size, and what date or vendor add to it; bootstrap over vendors.
public-size-date-caption-2 =
    The same by period, and Shapley shares (size, date, vendor: means over all orders of entry),
    which give a factor that only goes with size a part of what size explains. Registered: all
    models, what date and vendor add to size.
public-column-votes-on = votes on
public-column-quantity = quantity
public-column-share-of-variance = share of variance
public-size-date-caption-3 = One vendor, one size, over time: rating points a year.
public-column-line = line
public-column-from = from
public-column-to = to
public-column-creative-elo-a = creative, Elo a year
public-column-mathematics-and-coding = mathematics and coding, Elo a year
public-total-and = Total and active parameters
public-total-and-caption =
    Standard deviations of the rating a standard deviation of each, all three entered together.
    Registered: mixtures of experts, ability.
public-column-rating = rating
public-column-number = number
public-the-essay = The essay's own models
public-the-essay-caption = Size disclosed. Contemporaries: released within six months.
public-the-essay-caption-2 = Size undisclosed, or only a lower bound: shown, and in no fit.
public-the-essay-caption-3 = Steps from one of the essay's models to another: gains in Elo.
public-column-what-changes = what changes
public-column-months = months
public-column-creative = creative
public-gpt-4 = GPT-4.5, the essay's best witness
public-gpt-4-caption = Places of GPT-4.5.
public-column-board = board
public-column-setting = setting
public-column-judged-by = judged by
public-column-score = score
public-column-place = place
public-column-among-contemporaries = among contemporaries
public-what-could = What could fool this
public-what-could-caption =
    Does a board judged by a vendor's model favour that vendor? Score beyond what people's votes
    on creative writing predict: the judge's vendor minus the others, in standard deviations.
public-column-judge-s-vendor = judge's vendor
public-column-of-the-judge = of the judge's vendor
public-column-correlation-with-people = correlation with people
public-column-advantage-of-the = advantage of the judge's vendor
public-what-could-caption-2 =
    Range and saturation. Corrected: the correlation with size if the part had the spread of
    sizes of all models (Thorndike's case 2). Near the top: share of models within a tenth of
    the board's spread of its best score.
public-column-sizes = sizes
public-column-corrected = corrected
public-column-near-the-top = near the top
public-column-correlation-with-size = correlation with size
public-limits = Limits
public-limits-text =
    Sizes stand on weight files, model cards or vendors' statements; undisclosed sizes are left
    out, which takes most of the strongest models away and narrows the range. Models of one
    vendor are not independent, so vendors are what is resampled. Public models differ in data,
    method and money at once: this is an observation, and the ladder is the experiment.
public-limits-caption = Sources.
public-column-repository = repository
public-column-commit = commit
public-column-file = file
public-column-snapshot = snapshot
public-column-licence = licence
public-column-read-by = read by
public-column-scores = scores
public-feeling = creative writing
public-reason = mathematics and coding
public-share = { SHARE($value) } [{ SHARE($low) }, { SHARE($high) }]
# Names from the tables; those without words stand as they are.
public-name = { $key ->
    [n-none] nothing
    [n-all] all
    [n-true] yes
    [n-false] no
    [n-style-control] style-controlled
    [n-only] as published
    [n-raw] raw
    [n-none-seen] none seen
   *[other] { $name }
    }
public-lead =
    Among { $models } public models of known size, creative writing { $way ->
        [more] follows size more than mathematics and coding do
        [less] follows size less than mathematics and coding do
       *[alike] follows size no more and no less, as far as can be told, than mathematics and coding do
    }: correlation { PLAIN($feeling) } against { PLAIN($reason) }, difference { $plain }; at equal release
    date { $dated }.
public-total-billions = total parameters, billions
public-elo = Arena rating, Elo
public-released = released
public-vendor = vendor
public-type = type
public-votes-on = Votes on:
public-scatter-none =
    No difference seen between creative writing and mathematics and coding in how closely they follow
    size
public-scatter-difference = Difference of the correlations with size: { $estimate }
public-scatter-alt =
    Arena rating against total parameters of { $models } models, correlation
    { FIXED($feeling, digits: 2) } for creative writing and { FIXED($reason, digits: 2) } for
    mathematics and coding.
public-newer =
    Newer models are larger and better at once. At equal size, the rating still follows the date:
    correlation { $feeling } for creative writing, { $reason } for mathematics and coding. The two
    ratings themselves correlate at { FIXED($together, digits: 2) }, so little is left for a difference
    to show in.
public-power =
    In { $repeats } simulated tables with these vendors and no difference, the interval leaves zero out
    in { SHARE($outside) } (± { SHARE($error) }); with a true difference of
    { FIXED($difference, digits: 2) } it lies above zero in { SHARE($above) }. Real vendors differ in
    more ways than simulated ones: the interval above is { TIMES($wider) } as wide as there, and would
    have found a difference of { FIXED($visible, digits: 2) } in four samples out of five.
public-versions =
    Of { FIXED($versions, digits: 0) } versions of the test, { PERCENT($above) } find feeling clearly
    more tied to size, { PERCENT($below) } reason, the rest neither
public-registered = registered
public-median = Median { FIXED($median, digits: 2) }.
public-exchanged =
    The median over all versions is { SIGNED($median, digits: 2) }. Exchanging the labels of feeling and
    reason vendor by vendor gives a median at least as far from zero in { PERCENT($share) } of
    { $exchanges } exchanges: the curve as a whole is { $told ->
        [no] not told apart from no difference
       *[yes] not what chance gives
    }.
public-option = { $choice ->
    [pair] boards
    [size_measure] size
    [given] held fixed
    [period] released
    [type] type
    [size_range] range
   *[vendor_effects] inside vendors
    }: { $option }
public-run-from =
    Median differences run from { SIGNED($low, digits: 2) } ({ $lowest }) to
    { SIGNED($high, digits: 2) } ({ $highest })
public-rises =
    Creative rating minus the rating for mathematics and coding rises by { $whole } Elo a decade of size
    at equal date. From 100B on it is { $large }; that range was looked at before this was written, so
    it is exploratory. Once the other rating is held fixed, a decade of size leaves { $feeling } Elo in
    creative writing and { $reason } in mathematics and coding.
public-range = { $range } ({ $models })
public-exploratory = Exploratory: an interval leaves zero out for { LIST($ranges) }
public-no-range = No range of sizes favours creative writing clearly
public-all-sizes = All sizes: { $estimate } Elo a decade.
public-size-alone = size alone
public-date-given = date, given size
public-vendor-given = vendor, given size
public-adds = Given size, date adds { $date } of the variance of creative writing, vendor { $vendor }
public-size-explains = Size alone explains { FIXED($share, digits: 2) }.
public-left =
    Of what size alone leaves unexplained in creative writing, date and vendor explain { $share }.
    Vendors differ by { FIXED($feeling, digits: 0) } Elo (standard deviation, at equal size and date) in
    creative writing and by { FIXED($reason, digits: 0) } in mathematics and coding.
public-inside =
    Inside { $lines } lines of one vendor at one size ({ $models } models), a year adds { $feeling } Elo
    in creative writing and { $reason } in mathematics and coding. Inside { $series } series released
    together ({ $members } models), a decade of size adds { $size_feeling } and { $size_reason }; the
    difference is { $difference }.
public-hardly-apart =
    In mixtures of experts log total and log active parameters correlate at
    { FIXED($correlation, digits: 2) }, so that { $models } models hardly tell them apart.
public-place = { FIXED($rank, digits: 0) } of { $of }
public-places = { $first }, { $second }
public-size-active = { $total }, { $active } active
public-column-model = model
public-column-size = size
public-column-feeling = creative, Elo
public-column-reason = mathematics and coding, Elo
public-column-places = places, creative and rational
public-column-then = places among contemporaries
public-among-contemporaries =
    Among models released within six months of it, people’s votes put its creative writing on place
    { FIXED($least, digits: 0) } to { FIXED($most, digits: 0) } of { $of }, depending on whether style is
    controlled; boards judged by a model put it on place { FIXED($machine, digits: 0) } of
    { $machine_of } at best. Its size is undisclosed, so neither says anything about size.
public-limits-first =
    The arena’s ratings come from a third party’s mirror of { $snapshot }, rounded to whole points
    ({ $models } models). { $by_hand } of { $sources } sources were read by hand ({ $hand_scores } of
    { $scores } scores). Judges of the EQ-Bench boards changed between versions, so versions are never
    compared. Votes of people are votes of the arena’s visitors, not of readers of literature; “creative
    writing” and “mathematics and coding” stand for feeling and reason, and both sides reward what
    people like.
