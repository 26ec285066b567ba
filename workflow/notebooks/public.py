# %% [markdown]
# # Public models

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "public"

# %%
import altair as alt
import numpy as np
import pandas as pd
from sizewise.report import chapter, figures, numbers, palette

TABLES = [
    "observation/public_points",
    "observation/public_contrast",
    "observation/public_power",
    "observation/public_specifications",
    "observation/public_null",
    "observation/public_advantage",
    "observation/public_variance",
    "observation/public_vendors",
    "observation/public_series",
    "observation/public_same_size",
    "observation/public_parameters",
    "observation/public_essay",
    "observation/public_steps",
    "observation/public_witness",
    "observation/public_judges",
    "observation/public_boards",
    "observation/public_coverage",
]
CLAIMS = ["B1", "B2", "B6"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
FEELING, REASON = palette.MARKS[0], palette.MARKS[1]
COLOURS = {"feeling": FEELING, "reason": REASON}
NAMES = {"feeling": "creative writing", "reason": "mathematics and coding"}


def row(table, **values):
    return page.rows(table, **values).iloc[0]


def estimate(found, unit=None):
    return numbers.estimate(found.value, found.low, found.high, unit)


def signed(value):
    return f"{value:+.2f}".replace("-", "−")


def whole_months(texts):
    """Months that do not break at the end of a line."""
    return texts.str.replace("-", "\u2011")


def side(found):
    """1 above zero, -1 below, 0 where the interval holds zero."""
    return int(found.low > 0) - int(found.high < 0)


# %%
with page.lead_or_missing():
    feeling, reason = (
        row("public_contrast", sample="primary", quantity=trait, given="none")
        for trait in ("feeling", "reason")
    )
    plain, dated = (
        row("public_contrast", sample="primary", quantity="difference", given=given)
        for given in ("none", "date")
    )
    words = {
        1: "creative writing follows size more than mathematics and coding do",
        -1: "creative writing follows size less than mathematics and coding do",
        0: "creative writing follows size no more and no less, as far as can be told, than "
        "mathematics and coding do",
    }
    page.lead(
        f"Among {plain.models} public models of known size, {words[side(plain)]}: correlation "
        f"{numbers.plain(feeling.value)} against {numbers.plain(reason.value)}, "
        f"difference {estimate(plain)}; at equal release date {estimate(dated)}."
    )

# %%
for claim in ("B2", "B6"):
    if page.cards.view(claim).is_measured:
        page.text(page.cards.view(claim).reason)

# %%
page.verdict(*CLAIMS)

# %% [markdown]
# The essay observes public models and concludes that feeling follows size far more than reason
# does, and that vendor and date matter little. Here the same question is put to published scores.
# The one registered test compares people's votes on creative writing with their votes on
# mathematics and coding, for the same models, on the same board. Everything else on this page is
# exploratory.

# %%
with page.part("Size and rating"):
    points = page.read("public_points")
    essay = page.read("public_essay")
    named = essay[essay["known"]].set_index("model_id")["model"].to_dict()
    extremes = {
        points.model_id[i]
        for trait in ("feeling", "reason")
        for i in (points[trait].idxmax(), points[trait].idxmin())
    } | {points.model_id[points.total_params_b.idxmax()]}
    named |= {model: model for model in extremes}
    long = points.melt(
        ["model_id", "vendor", "type", "release", "total_params_b", "active_params_b"],
        ["feeling", "reason"], var_name="trait", value_name="rating",
    )  # fmt: skip
    long["board"] = long["trait"].map(NAMES)
    long["year"] = long["release"].str[:4]
    height, low, high = 420, long.rating.min() - 30, long.rating.max() + 30
    labels = long[long.model_id.isin(named)].copy()
    labels["label"] = labels.model_id.map(named)
    # Labels stand in the right margin, as near to their point's height as the others let them.
    labels["place"] = labels.groupby("trait").rating.transform(
        lambda ys: figures.spread(list(ys), 15 * (high - low) / height, low, high)
    )
    choice = alt.param(
        name="board",
        value=NAMES["feeling"],
        bind=alt.binding_radio(options=list(NAMES.values()), name="Votes on "),
    )
    x = (
        alt.X("total_params_b:Q")
        .scale(type="log", domain=[1, 4000], nice=False)
        .axis(values=[1, 3, 10, 30, 100, 300, 1000, 3000], format=",~g")
        .title("total parameters, billions")
    )
    y = alt.Y("rating:Q").scale(domain=[low, high]).title("Arena rating, Elo")
    years = sorted(long.year.unique())
    chosen = "datum.board === board"
    dots = (
        alt.Chart(long)
        .transform_filter(chosen)
        .mark_point(filled=True, size=46, opacity=0.75)
        .encode(
            x=x, y=y,
            color=alt.Color("year:N").scale(domain=years, range=list(palette.MARKS[: len(years)]))
            .title("released").legend(orient="top"),
            shape=alt.Shape("year:N").scale(domain=years).title("released"),
            tooltip=[
                alt.Tooltip("model_id", title="model"), alt.Tooltip("vendor"),
                alt.Tooltip("release"), alt.Tooltip("type"),
                alt.Tooltip("total_params_b", title="total, billions", format=",.4~g"),
                alt.Tooltip("active_params_b", title="active, billions", format=",.4~g"),
                alt.Tooltip("rating", title="Elo", format=".0f"),
            ],
        )
    )  # fmt: skip
    leaders = (
        alt.Chart(labels)
        .transform_filter(chosen)
        .mark_rule(strokeWidth=0.7, color=palette.MUTED)
        .encode(x=x, y=y, x2=alt.X2Value("width"), y2="place:Q")
    )
    texts = (
        alt.Chart(labels)
        .transform_filter(chosen)
        .mark_text(align="left", dx=3, fontSize=10, color=palette.INK)
        .encode(x=alt.value("width"), y=alt.Y("place:Q").title("Arena rating, Elo"), text="label")
    )
    chart = (
        alt.layer(leaders, dots, texts)
        .add_params(choice)
        .properties(height=height, padding={"left": 5, "top": 5, "bottom": 5, "right": 8})
    )
    title = (
        "No difference seen between creative writing and mathematics and coding in how closely "
        "they follow size"
        if not side(plain)
        else f"Difference of the correlations with size: {estimate(plain)}"
    )
    page.altair(
        chart,
        name="scatter",
        title=title,
        alt=f"Arena rating against total parameters of {len(points)} models, "
        f"correlation {feeling.value:.2f} for creative writing and {reason.value:.2f} for "
        "mathematics and coding.",
        caption="Every model of disclosed size; colours and shapes are years of release. Point at "
        "a model for its name. Choose the votes below the chart.",
        table=long.drop(columns="board"),
    )
    date = {
        trait: row("public_contrast", sample="primary", quantity=f"date_{trait}", given="size")
        for trait in NAMES
    }
    together = row("public_contrast", sample="primary", quantity="between", given="none")
    page.text(
        f"Newer models are larger and better at once. At equal size, the rating still follows "
        f"the date: correlation {estimate(date['feeling'])} for creative writing, "
        f"{estimate(date['reason'])} for mathematics and coding. The two ratings themselves "
        f"correlate at {together.value:.2f}, so little is left for a difference to show in."
    )

# %%
with page.part("Could the test have seen a difference?"):
    power = page.read("public_power")
    own = power[power.vendors == power.vendors.iloc[0]]
    null, best = own[own.gap == 0].iloc[0], own[own.gap > 0].iloc[1]
    # A normal interval that lies above zero in 80 % of samples: (1.96 + 0.84) standard errors.
    visible = (1.96 + 0.84) * (dated.high - dated.low) / (2 * 1.96)
    page.text(
        f"In {null.repeats} simulated tables with these vendors and no difference, the interval "
        f"leaves zero out in {numbers.plain(100 * null.outside, 2)} % "
        f"(± {numbers.plain(100 * null.error, 2)}); with a true difference of "
        f"{best.difference:.2f} it lies above zero in {numbers.plain(100 * best.above, 2)} %. "
        f"Real vendors differ in more ways than simulated ones: the interval above is "
        f"{numbers.times((dated.high - dated.low) / null.width)} as wide as there, and would have "
        f"found a difference of {visible:.2f} in four samples out of five."
    )
    page.frame(
        power,
        caption="Share of simulated tables whose interval leaves zero out: false alarms in rows "
        "without a difference, power in the others.",
        columns={
            "vendors": "vendors", "difference": "true difference", "repeats": "tables",
            "above": "above zero", "outside": "not holding zero", "error": "Monte-Carlo error",
        },
    )  # fmt: skip

# %%
with page.part("The same test, other samples"):
    frame = page.rows("public_contrast", quantity="difference")
    wide = frame.pivot(index="sample", columns="given").reindex(frame["sample"].unique())
    flat = pd.DataFrame(
        {
            "sample": wide.index,
            "models": wide["models", "none"].to_numpy(),
            "vendors": wide["vendors", "none"].to_numpy(),
        }
        | {
            f"{key}_{given}": wide[key, given].to_numpy()
            for given in ("none", "date")
            for key in ("value", "low", "high")
        }
    )
    page.frame(
        flat,
        caption="Correlation of feeling with size minus that of reason. Lower bounds and rumours "
        "enter here and nowhere else.",
        columns={"sample": "sample", "models": "models", "vendors": "vendors"},
        estimates={
            "difference": ("value_none", "low_none", "high_none"),
            "given date": ("value_date", "low_date", "high_date"),
        },
    )

# %%
with page.part("Every version of the test at once"):
    curve = page.read("public_specifications")
    null = page.read("public_null")
    observed, exchanged = null.iloc[0], null.iloc[1:]
    p = (1 + (exchanged["median"].abs() >= abs(observed["median"])).sum()) / (1 + len(exchanged))
    above, below = (curve.low > 0).mean(), (curve.high < 0).mean()
    title = (
        f"Of {len(curve):,} versions of the test, {100 * above:.0f} % find feeling clearly more "
        f"tied to size, {100 * below:.0f} % reason, the rest neither"
    )

    def draw(canvas):
        (axes,) = canvas.panels(1, height=300)
        place = np.arange(len(curve))
        # A running median keeps the ends of 1,500 intervals readable.
        ends = curve[["low", "high"]].rolling(25, center=True, min_periods=1).median()
        axes.fill_between(place, ends.low, ends.high, color=palette.MUTED, alpha=0.18, linewidth=0)
        axes.plot(place, curve.value, color=FEELING)
        figures.reference(axes, 0, "no difference", above=False, right=True)
        mine = curve.index[curve.primary]
        axes.errorbar(
            mine, curve.value[mine],
            [curve.value[mine] - curve.low[mine], curve.high[mine] - curve.value[mine]],
            fmt="o", color=palette.ACCENT, zorder=4,
        )  # fmt: skip
        axes.annotate(
            "registered", (mine[0], curve.high[mine[0]]), (0, 5), textcoords="offset points",
            ha="center", va="bottom", fontsize=11, color=palette.INK,
        )  # fmt: skip
        axes.set_xlabel("versions, by their difference")
        axes.set_ylabel("difference of correlations")
        axes.set_xlim(0, len(curve) - 1)
        axes.set_ylim(max(-1, curve.low.quantile(0.01)), min(1, curve.high.quantile(0.99)))

    page.figure(
        draw,
        name="specifications",
        title=title,
        alt=f"Median {observed['median']:.2f}.",
        caption="Every combination of boards, measure of size, period, type of model, range of "
        "sizes, date and vendor effects that leaves at least 25 models of 8 vendors. Band: "
        "intervals (running median).",
        table=curve,
    )
    page.text(
        f"The median over all versions is {signed(observed['median'])}. Exchanging the labels of "
        f"feeling and reason vendor by vendor gives a median at least as far from zero in "
        f"{100 * p:.0f} % of {len(exchanged)} exchanges: the curve as a whole is "
        + ("not told apart from no difference." if p > 0.05 else "not what chance gives.")
    )

# %%
with page.part("Which choices matter"):
    CHOICES = {
        "pair": "boards", "size_measure": "size", "given": "held fixed", "period": "released",
        "type": "type", "size_range": "range", "vendor_effects": "inside vendors",
    }  # fmt: skip
    titles = dict(zip(curve["pair"], curve["pair_title"], strict=True))
    rows = []
    for column, label in CHOICES.items():
        for value, group in curve.groupby(column, sort=True):
            text = titles.get(value, {True: "yes", False: "no"}.get(value, value))
            text = text.replace("-0", "\u20110")
            low, middle, high = group.value.quantile([0.1, 0.5, 0.9])
            rows.append(
                {
                    "choice": label, "option": text, "versions": len(group), "value": middle,
                    "low": low, "high": high, "clearly feeling": (group.low > 0).mean(),
                    "clearly reason": (group.high < 0).mean(),
                }
            )  # fmt: skip
    options = pd.DataFrame(rows)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=17 * len(options))
        letters = 60 if canvas.is_wide else 24
        names = [f"{r.choice}: {r.option}" for r in options.itertuples()]
        names = [n[: letters - 1] + ("…" if len(n) >= letters else "") for n in names]
        figures.intervals(axes, options, names, colour=FEELING, fontsize=11)
        axes.set_xlabel("difference of correlations")

    lowest, highest = options.value.idxmin(), options.value.idxmax()
    title = (
        f"Median differences run from {signed(options.value[lowest])} "
        f"({options.option[lowest]}) to {signed(options.value[highest])} "
        f"({options.option[highest]})"
    )
    page.figure(
        draw,
        name="choices",
        title=title,
        alt="One row an option: median and the middle 80 % of versions.",
        caption="Each row holds one choice fixed and varies all the others: median (dot) and "
        "middle 80 % (line) of the versions.",
        table=options,
    )

# %%
with page.part("What a decade of size adds"):
    slopes = page.rows("public_advantage", effect="size", quantity="advantage", setting="raw")
    whole = slopes[slopes.size_range == "all"].iloc[0]
    large = slopes[slopes.size_range == "100B and more"].iloc[0]
    left = {
        q: row("public_advantage", effect="size", quantity=q, setting="raw", size_range="all")
        for q in ("feeling given reason", "reason given feeling")
    }
    page.text(
        f"Creative rating minus the rating for mathematics and coding rises by {estimate(whole)} "
        f"Elo a decade of size at equal date. From 100B on it is {estimate(large)}; that range "
        "was looked at before this was written, so it is exploratory. Once the other rating is "
        f"held fixed, a decade of size leaves {estimate(left['feeling given reason'])} Elo in "
        f"creative writing and {estimate(left['reason given feeling'])} in mathematics and coding."
    )

    def draw(canvas):
        (axes,) = canvas.panels(1, height=200)
        names = [f"{r.size_range} ({r.models})" for r in slopes.itertuples()]
        figures.intervals(axes, slopes, names, colour=FEELING)
        axes.set_xlabel("creative minus rational, Elo a decade of size")

    clear = slopes[(slopes.low > 0) | (slopes.high < 0)]
    title = (
        "Exploratory: an interval leaves zero out for " + ", ".join(clear.size_range)
        if len(clear)
        else "No range of sizes favours creative writing clearly"
    )
    page.figure(
        draw,
        name="advantage",
        title=title,
        alt=f"All sizes: {estimate(whole)} Elo a decade.",
        caption="Least squares with release date; bootstrap over vendors; number of models in "
        "brackets.",
        table=slopes,
    )

# %%
with page.part("Size, date and vendor"):
    ADDED = {
        "size alone": "size alone", "date added to size": "date, given size",
        "vendor added to size": "vendor, given size",
    }  # fmt: skip
    shares = page.rows(
        "public_variance", trait=["feeling", "reason"], quantity=list(ADDED), period="all"
    )
    added = shares[shares.trait == "feeling"].set_index("quantity")
    left = row("public_variance", trait="feeling", quantity="of what size leaves", period="all")
    date, vendor = (
        numbers.share(*added.loc[name, ["value", "low", "high"]])
        for name in ("date added to size", "vendor added to size")
    )
    title = f"Given size, date adds {date} of the variance of creative writing, vendor {vendor}"

    def draw(canvas):
        (axes,) = canvas.panels(1, height=210)
        for offset, trait in ((0.14, "feeling"), (-0.14, "reason")):
            part = shares[shares.trait == trait].set_index("quantity").loc[[*ADDED]].reset_index()
            place = np.arange(len(part))[::-1] + offset
            marker = "o" if trait == "feeling" else "s"
            axes.hlines(place, part.low, part.high, color=COLOURS[trait], linewidth=1.8)
            axes.plot(part.value, place, marker, color=COLOURS[trait])
        axes.set_yticks(np.arange(3)[::-1], list(ADDED.values()))
        axes.set_ylim(-0.6, 2.6)
        axes.set_xlim(min(0, shares.low.min()), None)
        axes.set_xlabel("share of the variance of the rating")

    page.figure(
        draw,
        name="variance",
        title=title,
        alt=f"Size alone explains {added.value['size alone']:.2f}.",
        key=[(NAMES[trait], COLOURS[trait]) for trait in NAMES],
        caption="Adjusted R² of size, and what date or vendor add to it; bootstrap over vendors.",
        table=shares,
    )
    every = page.rows("public_variance", trait=["feeling", "reason"]).assign(
        rating=lambda rows: rows["trait"].map(NAMES)
    )
    page.frame(
        every[every["quantity"] != "the larger of both"].sort_values(
            ["period", "trait"], kind="stable"
        ),
        caption="The same by period, and Shapley shares (size, date, vendor: means over all orders "
        "of entry), which give a factor that only goes with size a part of what size explains. "
        "Registered: all models, what date and vendor add to size.",
        columns={"period": "released", "rating": "votes on", "quantity": "quantity",
                 "models": "models"},
        estimates={"share of variance": ("value", "low", "high")},
    )  # fmt: skip
    vendors = page.read("public_vendors").set_index("trait")
    chains, series = (
        page.rows(table, label="all").set_index("trait")
        for table in ("public_same_size", "public_series")
    )
    page.text(
        f"Of what size alone leaves unexplained in creative writing, date and vendor explain "
        f"{numbers.share(left.value, left.low, left.high)}. Vendors differ by "
        f"{vendors.between_vendors['feeling']:.0f} Elo (standard deviation, at equal size and "
        f"date) in creative writing and by {vendors.between_vendors['reason']:.0f} in mathematics "
        "and coding."
    )
    page.text(
        f"Inside {chains.groups['feeling']} lines of one vendor at one size "
        f"({chains.models['feeling']} models), a year adds {estimate(chains.loc['feeling'])} Elo "
        f"in creative writing and {estimate(chains.loc['reason'])} in mathematics and coding. "
        f"Inside {series.groups['feeling']} series released together "
        f"({series.models['feeling']} models), a decade of size adds "
        f"{estimate(series.loc['feeling'])} and {estimate(series.loc['reason'])}; the "
        f"difference is {estimate(series.loc['advantage'])}."
    )
    lines = page.read("public_same_size")
    lines = lines[lines.label != "all"].pivot(
        index=["label", "models", "first", "last"], columns="trait", values="value"
    )
    lines = lines.reset_index()
    lines["first"], lines["last"] = whole_months(lines["first"]), whole_months(lines["last"])
    lines = lines.sort_values("models", ascending=False, ignore_index=True)
    page.frame(
        lines,
        caption="One vendor, one size, over time: rating points a year.",
        columns={
            "label": "line", "models": "models", "first": "from", "last": "to",
            "feeling": "creative, Elo a year", "reason": "mathematics and coding, Elo a year",
        },
    )  # fmt: skip

# %%
with page.part("Total and active parameters"):
    fits = page.rows("public_parameters", coefficient=["total", "active", "date"])
    fits = fits[fits.outcome != "advantage"]
    wide = fits.pivot(index=["sample", "outcome", "models"], columns="coefficient")
    flat = wide.index.to_frame(index=False)
    for coefficient in ("total", "active", "date"):
        for key in ("value", "low", "high"):
            flat[f"{coefficient}_{key}"] = wide[key, coefficient].to_numpy()
    page.frame(
        flat,
        caption="Standard deviations of the rating a standard deviation of each, all three "
        "entered together. Registered: mixtures of experts, ability.",
        columns={"sample": "models", "outcome": "rating", "models": "number"},
        estimates={
            label: (f"{label}_value", f"{label}_low", f"{label}_high")
            for label in ("total", "active", "date")
        },
    )
    together = row("public_parameters", sample="mixtures of experts", coefficient="total")
    page.text(
        "In mixtures of experts log total and log active parameters correlate at "
        f"{together.correlation:.2f}, so that {together.models} models hardly tell them apart."
    )

# %%
with page.part("The essay's own models"):

    def places(suffix):
        pairs = [(essay[f"{t}_rank{suffix}"], essay[f"{t}_of{suffix}"]) for t in NAMES]
        texts = [[f"{r:.0f} of {n}" for r, n in zip(*pair, strict=True)] for pair in pairs]
        return [", ".join(pair) for pair in zip(*texts, strict=True)]

    known = essay.assign(
        standing=places(""), then=places("_then"), release=whole_months(essay.release)
    )
    columns = {
        "model": "model", "release": "released", "size": "size", "feeling": "creative, Elo",
        "reason": "mathematics and coding, Elo", "advantage": "difference",
        "standing": "places, creative and rational", "then": "places among contemporaries",
    }  # fmt: skip
    page.frame(
        known[known.known], columns=columns,
        caption="Size disclosed. Contemporaries: released within six months.",
    )  # fmt: skip
    page.frame(
        known[~known.known], columns=columns,
        caption="Size undisclosed, or only a lower bound: shown, and in no fit.",
    )  # fmt: skip
    steps = page.read("public_steps")
    page.frame(
        steps, caption="Steps from one of the essay's models to another: gains in Elo.",
        columns={
            "first": "from", "last": "to", "what": "what changes", "months": "months",
            "feeling": "creative", "reason": "mathematics and coding",
        },
    )  # fmt: skip

# %%
with page.part("GPT-4.5, the essay's best witness"):
    witness = page.read("public_witness")
    witness["standing"] = [f"{r.rank:.0f} of {r.of}" for r in witness.itertuples()]
    witness["then"] = [f"{r.rank_then:.0f} of {r.of_then}" for r in witness.itertuples()]
    people = witness[(witness.setting != "only") & (witness.trait == "feeling")]
    machine = witness[(witness.setting == "only") & (witness.trait == "feeling")]
    page.text(
        "Among models released within six months of it, people's votes put its creative writing "
        f"on place {people.rank_then.min():.0f} to {people.rank_then.max():.0f} of "
        f"{people.of_then.max()}, depending on whether style is controlled; boards judged by a "
        f"model put it on place {machine.rank_then.min():.0f} of "
        f"{machine.of_then[machine.rank_then.idxmin()]} at best. Its size is undisclosed, so "
        "neither says anything about size."
    )
    page.frame(
        witness,
        caption="Places of GPT-4.5.",
        columns={
            "board": "board", "setting": "setting", "judge": "judged by", "score": "score",
            "standing": "place", "then": "among contemporaries",
        },
    )  # fmt: skip

# %%
with page.part("What could fool this"):
    judges = page.read("public_judges")
    page.frame(
        judges,
        caption="Does a board judged by a vendor's model favour that vendor? Score beyond what "
        "people's votes on creative writing predict: the judge's vendor minus the others, in "
        "standard deviations.",
        columns={
            "board": "board", "judge": "judge's vendor", "models": "models",
            "own_models": "of the judge's vendor", "correlation": "correlation with people",
        },
        estimates={"advantage of the judge's vendor": ("value", "low", "high")},
    )  # fmt: skip
    boards = page.rows("public_boards", setting=["raw", "only"])
    page.frame(
        boards,
        caption="Range and saturation. Corrected: the correlation with size if the part had the "
        "spread of sizes of all models (Thorndike's case 2). Near the top: share of models within "
        "a tenth of the board's spread of its best score.",
        columns={
            "title": "board", "part": "sizes", "models": "models", "corrected": "corrected",
            "top_share": "near the top",
        },
        estimates={
            "correlation with size": ("value", "low", "high"),
            "given date": ("given_date", "given_date_low", "given_date_high"),
        },
    )  # fmt: skip

# %%
with page.part("Limits"):
    sources = page.read("public_coverage")
    mirror = sources[sources.source == "arena_raw"].iloc[0]
    by_hand = sources[sources["read"].str.startswith("hand")]
    page.text(
        f"The arena's ratings come from a third party's mirror of {mirror.snapshot}, rounded to "
        f"whole points ({mirror.models} models). {len(by_hand)} of {len(sources)} sources were "
        f"read by hand ({by_hand.scores.sum()} of {sources.scores.sum()} scores). Judges of the "
        "EQ-Bench boards changed between versions, so versions are never compared. Votes of "
        "people are votes of the arena's visitors, not of readers of literature; *creative "
        "writing* and *mathematics and coding* stand for feeling and reason, and both sides "
        "reward what people like."
    )
    page.text(
        "Sizes stand on weight files, model cards or vendors' statements; undisclosed sizes are "
        "left out, which takes most of the strongest models away and narrows the range. Models "
        "of one vendor are not independent, so vendors are what is resampled. Public models "
        "differ in data, method and money at once: this is an observation, and the ladder is "
        "the experiment."
    )
    page.frame(
        sources,
        caption="Sources.",
        columns={
            "repository": "repository", "commit": "commit", "path": "file",
            "snapshot": "snapshot", "licence": "licence", "read": "read by", "models": "models",
            "scores": "scores",
        },
    )  # fmt: skip
