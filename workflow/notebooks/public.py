# %% [markdown]
# # Public models

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "public"

# %%
import re

import altair as alt
import numpy as np
import pandas as pd
from sizewise.report import chapter, figures, findings, palette
from sizewise.report.messages import said
from sizewise.study.messages import say

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
NAMES = {"feeling": say("public-feeling"), "reason": say("public-reason")}


def row(table, **values):
    return page.rows(table, **values).iloc[0]


def estimate(found):
    return findings.estimate_message(found.value, found.low, found.high)


def share_of(found):
    return say("public-share", value=found.value, low=found.low, high=found.high)


def worded(text):
    """A name from the tables, in a reader's words where the catalogue has some."""
    key = re.sub(r"[^a-z0-9]+", "-", str(text).lower()).strip("-")
    return say("public-name", key=f"n-{key}", name=str(text))


def place_of(rank, of):
    """A place among so many."""
    return say("public-place", rank=float(rank), of=int(of))


def size_of(text):
    """A model's size as the tables write it: `671B, 37B active`, `> 1000B`, `undisclosed`."""
    total, _, active = text.partition(", ")
    if active:
        return say("public-size-active", total=total, active=active.removesuffix(" active"))
    return worded(text)


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
    way = {1: "more", -1: "less", 0: "alike"}[side(plain)]
    page.lead(say(
        "public-lead", models=int(plain.models), way=way, feeling=feeling.value,
        reason=reason.value, plain=estimate(plain), dated=estimate(dated),
    ))  # fmt: skip

# %%
for claim in ("B2", "B6"):
    found = page.cards.view(claim).finding
    if found is not None and found.effect is not None:
        page.text(say("sentences", parts=found.reason))

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("public-about-the-essay"))


# %%
def scatter(long, labels, years, height, domain):
    """Rating against size, a dot a model, one board at a time; `labels` name some of them."""
    boards = {trait: said(name) for trait, name in NAMES.items()}
    long, labels = (rows.assign(board=rows["trait"].map(boards)) for rows in (long, labels))
    choice = alt.param(
        name="board",
        value=boards["feeling"],
        bind=alt.binding_radio(options=list(boards.values()), name=said(say("public-votes-on"))),
    )
    x = (
        alt.X("total_params_b:Q")
        .scale(type="log", domain=[1, 4000], nice=False)
        .axis(values=[1, 3, 10, 30, 100, 300, 1000, 3000], format=",~g")
        .title(said(say("public-total-billions")))
    )
    y = alt.Y("rating:Q").scale(domain=list(domain)).title(said(say("public-elo")))
    chosen = "datum.board === board"
    dots = (
        alt.Chart(long)
        .transform_filter(chosen)
        .mark_point(filled=True, size=46, opacity=0.75)
        .encode(
            x=x,
            y=y,
            color=alt.Color("year:N")
            .scale(domain=years, range=list(palette.MARKS[: len(years)]))
            .title(said(say("public-released")))
            .legend(orient="top", columns=len(years), titleOrient="left"),
            shape=alt.Shape("year:N").scale(domain=years).title(said(say("public-released"))),
            tooltip=[
                alt.Tooltip("model_id", title=said(say("public-column-model"))),
                alt.Tooltip("vendor", title=said(say("public-vendor"))),
                alt.Tooltip("release", title=said(say("public-released"))),
                alt.Tooltip("type", title=said(say("public-type"))),
                alt.Tooltip(
                    "total_params_b", title=said(say("public-size-and-title-2")), format=",.4~g"
                ),
                alt.Tooltip(
                    "active_params_b", title=said(say("public-size-and-title-3")), format=",.4~g"
                ),
                alt.Tooltip("rating", title=said(say("public-size-and-title-4")), format=".0f"),
            ],
        )
    )
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
        .encode(
            x=alt.value("width"), y=alt.Y("place:Q").title(said(say("public-elo"))), text="label"
        )
    )
    return (
        alt.layer(leaders, dots, texts)
        .add_params(choice)
        .properties(height=height, padding={"left": 5, "top": 5, "bottom": 5, "right": 8})
    )


with page.part(say("public-size-and")):
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
        ["feeling", "reason"],
        var_name="trait",
        value_name="rating",
    )
    long["year"] = long["release"].str[:4]
    height, low, high = 420, long.rating.min() - 30, long.rating.max() + 30
    labels = long[long.model_id.isin(named)].copy()
    labels["label"] = labels.model_id.map(named)
    # Labels stand in the right margin, as near to their point's height as the others let them.
    labels["place"] = labels.groupby("trait").rating.transform(
        lambda ys: figures.spread(list(ys), 15 * (high - low) / height, low, high)
    )
    years = sorted(long.year.unique())

    def chart():
        return scatter(long, labels, years, height, (low, high))

    title = (
        say("public-scatter-difference", estimate=estimate(plain))
        if side(plain)
        else say("public-scatter-none")
    )
    page.altair(
        chart,
        name="scatter",
        title=title,
        alt=say(
            "public-scatter-alt", models=len(points), feeling=feeling.value, reason=reason.value
        ),
        caption=say("public-size-and-caption"),
        table=long,
    )
    date = {
        trait: row("public_contrast", sample="primary", quantity=f"date_{trait}", given="size")
        for trait in NAMES
    }
    together = row("public_contrast", sample="primary", quantity="between", given="none")
    page.text(say(
        "public-newer", feeling=estimate(date["feeling"]), reason=estimate(date["reason"]),
        together=together.value,
    ))  # fmt: skip

# %%
with page.part(say("public-could-the")):
    power = page.read("public_power")
    own = power[power.vendors == power.vendors.iloc[0]]
    null, best = own[own.gap == 0].iloc[0], own[own.gap > 0].iloc[1]
    # A normal interval that lies above zero in 80 % of samples: (1.96 + 0.84) standard errors.
    visible = (1.96 + 0.84) * (dated.high - dated.low) / (2 * 1.96)
    page.text(say(
        "public-power", repeats=int(null.repeats), outside=null.outside, error=null.error,
        difference=best.difference, above=best.above,
        wider=(dated.high - dated.low) / null.width, visible=visible,
    ))  # fmt: skip
    page.frame(
        power,
        caption=say("public-could-the-caption"),
        columns={
            "vendors": say("public-column-vendors"),
            "difference": say("public-column-true-difference"),
            "repeats": say("public-column-tables"),
            "above": say("public-column-above-zero"),
            "outside": say("public-column-not-holding-zero"),
            "error": say("public-column-monte-carlo-error"),
        },
    )

# %%
with page.part(say("public-the-same")):
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
        caption=say("public-the-same-caption"),
        columns={
            "sample": (say("public-column-sample"), worded),
            "models": say("public-column-models"),
            "vendors": say("public-column-vendors"),
        },
        estimates={
            say("public-column-difference"): ("value_none", "low_none", "high_none"),
            say("public-column-given-date"): ("value_date", "low_date", "high_date"),
        },
    )

# %%
with page.part(say("public-every-version")):
    curve = page.read("public_specifications")
    null = page.read("public_null")
    observed, exchanged = null.iloc[0], null.iloc[1:]
    p = (1 + (exchanged["median"].abs() >= abs(observed["median"])).sum()) / (1 + len(exchanged))
    above, below = (curve.low > 0).mean(), (curve.high < 0).mean()
    title = say("public-versions", versions=len(curve), above=above, below=below)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=300)
        place = np.arange(len(curve))
        # A running median keeps the ends of 1,500 intervals readable.
        ends = curve[["low", "high"]].rolling(25, center=True, min_periods=1).median()
        axes.fill_between(place, ends.low, ends.high, color=palette.MUTED, alpha=0.18, linewidth=0)
        axes.plot(place, curve.value, color=FEELING)
        figures.reference(axes, 0, say("public-every-version-line"), above=False, right=True)
        mine = curve.index[curve.primary]
        axes.errorbar(
            mine, curve.value[mine],
            [curve.value[mine] - curve.low[mine], curve.high[mine] - curve.value[mine]],
            fmt="o", color=palette.ACCENT, zorder=4,
        )  # fmt: skip
        axes.annotate(
            said(say("public-registered")),
            (mine[0], curve.high[mine[0]]),
            (0, 5),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=11,
            color=palette.INK,
        )
        axes.set_xlabel(said(say("public-every-version-axis")))
        axes.set_ylabel(said(say("public-every-version-axis-2")))
        axes.set_xlim(0, len(curve) - 1)
        axes.set_ylim(max(-1, curve.low.quantile(0.01)), min(1, curve.high.quantile(0.99)))

    page.figure(
        draw,
        name="specifications",
        title=title,
        alt=say("public-median", median=observed["median"]),
        caption=say("public-every-version-caption"),
        table=curve,
    )
    page.text(say(
        "public-exchanged", median=observed["median"], share=p, exchanges=len(exchanged),
        told="no" if p > 0.05 else "yes",
    ))  # fmt: skip

# %%
with page.part(say("public-which-choices")):
    CHOICES = ("pair", "size_measure", "given", "period", "type", "size_range", "vendor_effects")
    titles = dict(zip(curve["pair"], curve["pair_title"], strict=True))
    rows = []
    for column in CHOICES:
        for value, group in curve.groupby(column, sort=True):
            text = titles.get(value, str(value)).replace("-0", "\u20110")
            low, middle, high = group.value.quantile([0.1, 0.5, 0.9])
            rows.append(
                {
                    "choice": column, "option": text, "versions": len(group), "value": middle,
                    "low": low, "high": high, "clearly feeling": (group.low > 0).mean(),
                    "clearly reason": (group.high < 0).mean(),
                }
            )  # fmt: skip
    options = pd.DataFrame(rows)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=17 * len(options))
        letters = 60 if canvas.is_wide else 24
        names = [
            said(say("public-option", choice=r.choice, option=worded(r.option)))
            for r in options.itertuples()
        ]
        names = [n[: letters - 1] + ("…" if len(n) >= letters else "") for n in names]
        figures.intervals(axes, options, names, colour=FEELING, fontsize=11)
        axes.set_xlabel(said(say("public-every-version-axis-2")))

    lowest, highest = options.value.idxmin(), options.value.idxmax()
    title = say(
        "public-run-from", low=options.value[lowest], lowest=worded(options.option[lowest]),
        high=options.value[highest], highest=worded(options.option[highest]),
    )  # fmt: skip
    page.figure(
        draw,
        name="choices",
        title=title,
        alt=say("public-which-choices-alt"),
        caption=say("public-which-choices-caption"),
        table=options,
    )

# %%
with page.part(say("public-what-a")):
    slopes = page.rows("public_advantage", effect="size", quantity="advantage", setting="raw")
    whole = slopes[slopes.size_range == "all"].iloc[0]
    large = slopes[slopes.size_range == "100B and more"].iloc[0]
    left = {
        q: row("public_advantage", effect="size", quantity=q, setting="raw", size_range="all")
        for q in ("feeling given reason", "reason given feeling")
    }
    page.text(say(
        "public-rises", whole=estimate(whole), large=estimate(large),
        feeling=estimate(left["feeling given reason"]),
        reason=estimate(left["reason given feeling"]),
    ))  # fmt: skip

    def draw(canvas):
        (axes,) = canvas.panels(1, height=200)
        names = [
            say("public-range", range=worded(r.size_range), models=int(r.models))
            for r in slopes.itertuples()
        ]
        figures.intervals(axes, slopes, names, colour=FEELING)
        axes.set_xlabel(said(say("public-what-a-axis")))

    clear = slopes[(slopes.low > 0) | (slopes.high < 0)]
    title = (
        say("public-exploratory", ranges=list(map(worded, clear.size_range)))
        if len(clear)
        else say("public-no-range")
    )
    page.figure(
        draw,
        name="advantage",
        title=title,
        alt=say("public-all-sizes", estimate=estimate(whole)),
        caption=say("public-what-a-caption"),
        table=slopes,
    )

# %%
with page.part(say("public-size-date")):
    ADDED = {
        "size alone": say("public-size-alone"),
        "date added to size": say("public-date-given"),
        "vendor added to size": say("public-vendor-given"),
    }
    shares = page.rows(
        "public_variance", trait=["feeling", "reason"], quantity=list(ADDED), period="all"
    )
    added = shares[shares.trait == "feeling"].set_index("quantity")
    left = row("public_variance", trait="feeling", quantity="of what size leaves", period="all")
    date, vendor = (
        share_of(added.loc[name]) for name in ("date added to size", "vendor added to size")
    )
    title = say("public-adds", date=date, vendor=vendor)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=210)
        for offset, trait in ((0.14, "feeling"), (-0.14, "reason")):
            part = shares[shares.trait == trait].set_index("quantity").loc[[*ADDED]].reset_index()
            place = np.arange(len(part))[::-1] + offset
            marker = "o" if trait == "feeling" else "s"
            axes.hlines(place, part.low, part.high, color=COLOURS[trait], linewidth=1.8)
            axes.plot(part.value, place, marker, color=COLOURS[trait])
        axes.set_yticks(np.arange(3)[::-1], list(map(said, ADDED.values())))
        axes.set_ylim(-0.6, 2.6)
        axes.set_xlim(min(0, shares.low.min()), None)
        axes.set_xlabel(said(say("public-size-date-axis")))

    page.figure(
        draw,
        name="variance",
        title=title,
        alt=say("public-size-explains", share=added.value["size alone"]),
        key=[(NAMES[trait], COLOURS[trait]) for trait in NAMES],
        caption=say("public-size-date-caption"),
        table=shares,
    )
    every = page.rows("public_variance", trait=["feeling", "reason"])
    page.frame(
        every[every["quantity"] != "the larger of both"].sort_values(
            ["period", "trait"], kind="stable"
        ),
        caption=say("public-size-date-caption-2"),
        columns={
            "period": (say("public-released"), worded),
            "trait": (say("public-column-votes-on"), NAMES.get),
            "quantity": (say("public-column-quantity"), worded),
            "models": say("public-column-models"),
        },
        estimates={say("public-column-share-of-variance"): ("value", "low", "high")},
    )
    vendors = page.read("public_vendors").set_index("trait")
    chains, series = (
        page.rows(table, label="all").set_index("trait")
        for table in ("public_same_size", "public_series")
    )
    page.text(
        say(
            "public-left",
            share=share_of(left),
            feeling=float(vendors.between_vendors["feeling"]),
            reason=float(vendors.between_vendors["reason"]),
        ),
        say(
            "public-inside",
            lines=int(chains.groups["feeling"]),
            models=int(chains.models["feeling"]),
            feeling=estimate(chains.loc["feeling"]),
            reason=estimate(chains.loc["reason"]),
            series=int(series.groups["feeling"]),
            members=int(series.models["feeling"]),
            size_feeling=estimate(series.loc["feeling"]),
            size_reason=estimate(series.loc["reason"]),
            difference=estimate(series.loc["advantage"]),
        ),
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
        caption=say("public-size-date-caption-3"),
        columns={
            "label": say("public-column-line"),
            "models": say("public-column-models"),
            "first": say("public-column-from"),
            "last": say("public-column-to"),
            "feeling": say("public-column-creative-elo-a"),
            "reason": say("public-column-mathematics-and-coding"),
        },
    )

# %%
with page.part(say("public-total-and")):
    fits = page.rows("public_parameters", coefficient=["total", "active", "date"])
    fits = fits[fits.outcome != "advantage"]
    wide = fits.pivot(index=["sample", "outcome", "models"], columns="coefficient")
    flat = wide.index.to_frame(index=False)
    for coefficient in ("total", "active", "date"):
        for key in ("value", "low", "high"):
            flat[f"{coefficient}_{key}"] = wide[key, coefficient].to_numpy()
    page.frame(
        flat,
        caption=say("public-total-and-caption"),
        columns={
            "sample": (say("public-column-models"), worded),
            "outcome": (say("public-column-rating"), worded),
            "models": say("public-column-number"),
        },
        estimates={
            worded(one): (f"{one}_value", f"{one}_low", f"{one}_high")
            for one in ("total", "active", "date")
        },
    )
    together = row("public_parameters", sample="mixtures of experts", coefficient="total")
    page.text(say(
        "public-hardly-apart", correlation=together.correlation, models=int(together.models)
    ))  # fmt: skip

# %%
with page.part(say("public-the-essay")):

    def places(suffix):
        pairs = [(essay[f"{t}_rank{suffix}"], essay[f"{t}_of{suffix}"]) for t in NAMES]
        ranks = [list(zip(*pair, strict=True)) for pair in pairs]
        return [
            say("public-places", first=place_of(*first), second=place_of(*second))
            for first, second in zip(*ranks, strict=True)
        ]

    known = essay.assign(
        standing=places(""), then=places("_then"), release=whole_months(essay.release)
    )
    columns = {
        "model": say("public-column-model"), "release": say("public-released"),
        "size": (say("public-column-size"), size_of), "feeling": say("public-column-feeling"),
        "reason": say("public-column-reason"), "advantage": say("public-column-difference"),
        "standing": say("public-column-places"), "then": say("public-column-then"),
    }  # fmt: skip
    page.frame(
        known[known.known], columns=columns,
        caption=say("public-the-essay-caption"),
    )  # fmt: skip
    page.frame(
        known[~known.known], columns=columns,
        caption=say("public-the-essay-caption-2"),
    )  # fmt: skip
    steps = page.read("public_steps")
    page.frame(
        steps,
        caption=say("public-the-essay-caption-3"),
        columns={
            "first": say("public-column-from"),
            "last": say("public-column-to"),
            "what": (say("public-column-what-changes"), worded),
            "months": say("public-column-months"),
            "feeling": say("public-column-creative"),
            "reason": say("public-reason"),
        },
    )

# %%
with page.part(say("public-gpt-4")):
    witness = page.read("public_witness")
    witness["standing"] = [place_of(r.rank, r.of) for r in witness.itertuples()]
    witness["then"] = [place_of(r.rank_then, r.of_then) for r in witness.itertuples()]
    people = witness[(witness.setting != "only") & (witness.trait == "feeling")]
    machine = witness[(witness.setting == "only") & (witness.trait == "feeling")]
    page.text(say(
        "public-among-contemporaries", least=people.rank_then.min(), most=people.rank_then.max(),
        of=int(people.of_then.max()), machine=machine.rank_then.min(),
        machine_of=int(machine.of_then[machine.rank_then.idxmin()]),
    ))  # fmt: skip
    page.frame(
        witness,
        caption=say("public-gpt-4-caption"),
        columns={
            "board": (say("public-column-board"), worded),
            "setting": (say("public-column-setting"), worded),
            "judge": (say("public-column-judged-by"), worded),
            "score": say("public-column-score"),
            "standing": say("public-column-place"),
            "then": say("public-column-among-contemporaries"),
        },
    )

# %%
with page.part(say("public-what-could")):
    judges = page.read("public_judges")
    page.frame(
        judges,
        caption=say("public-what-could-caption"),
        columns={
            "board": (say("public-column-board"), worded),
            "judge": say("public-column-judge-s-vendor"),
            "models": say("public-column-models"),
            "own_models": say("public-column-of-the-judge"),
            "correlation": say("public-column-correlation-with-people"),
        },
        estimates={say("public-column-advantage-of-the"): ("value", "low", "high")},
    )
    boards = page.rows("public_boards", setting=["raw", "only"])
    page.frame(
        boards,
        caption=say("public-what-could-caption-2"),
        columns={
            "title": (say("public-column-board"), worded),
            "part": (say("public-column-sizes"), worded),
            "models": say("public-column-models"),
            "corrected": say("public-column-corrected"),
            "top_share": say("public-column-near-the-top"),
        },
        estimates={
            say("public-column-correlation-with-size"): ("value", "low", "high"),
            say("public-column-given-date"): ("given_date", "given_date_low", "given_date_high"),
        },
    )

# %%
with page.part(say("public-limits")):
    sources = page.read("public_coverage")
    mirror = sources[sources.source == "arena_raw"].iloc[0]
    by_hand = sources[sources["read"].str.startswith("hand")]
    page.text(say(
        "public-limits-first", snapshot=str(mirror.snapshot), models=int(mirror.models),
        by_hand=len(by_hand), sources=len(sources), hand_scores=int(by_hand.scores.sum()),
        scores=int(sources.scores.sum()),
    ))  # fmt: skip
    page.text(say("public-limits-text"))
    page.frame(
        sources,
        caption=say("public-limits-caption"),
        columns={
            "repository": say("public-column-repository"),
            "commit": say("public-column-commit"),
            "path": say("public-column-file"),
            "snapshot": say("public-column-snapshot"),
            "licence": (say("public-column-licence"), worded),
            "read": (say("public-column-read-by"), worded),
            "models": say("public-column-models"),
            "scores": say("public-column-scores"),
        },
    )
