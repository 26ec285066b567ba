# %% [markdown]
# # Inside the model

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
claims, output, name = "claims.yaml", "reports/quick", "inside"

# %%
import numpy as np
from sizewise.report import chapter, figures, findings, numbers, palette

page = chapter.Page(
    analysis=analysis, observation=observation, claims=claims, output=output, name=name
)
PAIRS = {"source-entity": "a source and an entity", "entity-entity": "two entities"}
GLYPHS = ("●", "■")


def nats(value):
    """A loss with its unit."""
    return f"{numbers.plain(value)} nats"


def heads_finding(what, rows):
    """What the best heads do at the end; below twice even attention no head does it anywhere."""
    best, even = rows["value"].max(), rows["even"].mean()
    if best < 2 * even:
        return (
            f"No size has formed an induction head: the best one puts {numbers.share(best)} of its "
            f"attention on what followed last time, even attention {numbers.share(even)}"
        )
    return findings.over_sizes(what, rows, page.sizes)


def by_step(axes, rows):
    """One curve a size against the step; step 0 has no place on a log axis."""
    rows = rows[rows["step"] > 0]
    figures.curves(axes, rows, "step", page.sizes)
    figures.count_axis(axes, rows["step"], label="step")


# %%
with page.lead_or_missing():
    heads = findings.last_step(page.rows("heads", score="prefix_matching"))
    gain = findings.last_step(page.rows("repeats", metric="gain"))
    forming = heads_finding("the best head’s attention to what followed last time", heads)
    worth = findings.over_sizes(
        "the gain on tokens that come a second time", gain, page.sizes, form=nats
    )
    page.lead(f"{forming}. {worth}.")

# %%
page.verdict("A9", "A14")

# %% [markdown]
# Random tokens that come twice can be predicted the second time by one means alone: look up where
# the present token stood before, and copy what followed it. A head that does this is an *induction
# head*. It leans on a head of an earlier layer that attends to the token before.

# %%
with page.part("When a head forms"):
    TITLES = {"prefix_matching": "to what followed last time", "previous_token": "to one back"}
    heads = page.rows("heads", score=list(TITLES))
    last = findings.last_step(heads[heads["score"] == "prefix_matching"])
    title = heads_finding("prefix matching of the best head", last)
    top = next(share for share in (0.1, 0.25, 0.5, 1.0) if share >= heads["value"].max())

    def draw(canvas):
        panels = canvas.panels(2, height=280, columns=2, titles=list(TITLES.values()))
        for axes, score in zip(panels, TITLES, strict=True):
            rows = heads[heads["score"] == score]
            figures.share_axis(axes, label="mean attention", top=top)
            by_step(axes, rows)
            figures.reference(axes, rows["even"].mean(), "even attention")

    page.figure(
        draw,
        name="induction-heads",
        title=title,
        alt=f"{title}. Attention of the best head against training steps, one line a size.",
        caption="Left: mean attention from a token of the second occurrence to the token that "
        "followed it in the first (prefix matching). Right: to the token before. Of every "
        "checkpoint the head that scores highest. A circuit that forms is a steep rise.",
        table=heads,
        key="sizes",
    )

# %%
with page.part("What it is worth"):
    TITLES = {
        "gain": "first minus second occurrence",
        "in_context_score": "late minus early in the sequence",
    }
    repeats = page.rows("repeats", metric=list(TITLES))
    last = findings.last_step(repeats[repeats["metric"] == "gain"])
    title = findings.over_sizes("the gain on the second occurrence", last, page.sizes, form=nats)

    def draw(canvas):
        panels = canvas.panels(2, height=280, columns=2, titles=list(TITLES.values()), sharey=False)
        for axes, metric in zip(panels, TITLES, strict=True):
            by_step(axes, repeats[repeats["metric"] == metric])
            axes.set_ylabel("nats a token")
            figures.reference(axes, 0.0, "nothing gained", above=metric == "gain")

    page.figure(
        draw,
        name="in-context-gain",
        title=title,
        alt=f"{title}. Loss on repeated random tokens against training steps, two measures.",
        caption="Left: the same tokens, read a second time, cost so much less. Right: loss late in "
        "the sequence minus loss early in it, around the positions of the in-context score, scaled "
        "to the sequence: few tokens, hence wide bands.",
        table=repeats,
        key="sizes",
    )

# %% [markdown]
# A width of *d* holds *d* directions at right angles and many more that are nearly so. Directions
# that have nothing to do with each other have a mean squared cosine of 1/*d*: wider models keep
# things apart at no cost.

# %%
with page.part("Directions against width"):
    overlap = findings.last_step(page.rows("overlap", pair=list(PAIRS)))
    own = overlap[overlap["pair"] == "source-entity"]
    if not (own["value"] > 0).any():
        raise chapter.MissingData("overlap.parquet has no overlap above zero at the last step")
    title = findings.over_sizes(
        "squared overlap of sources and entities", own, page.sizes, form=numbers.plain
    )

    def draw(canvas):
        (axes,) = canvas.panels(1, height=320)
        shown = overlap[overlap["value"] > 0]
        widths = np.array(sorted(overlap["d_model"].unique()), dtype=float)
        floor = min(shown["value"].min(), 1 / widths.max()) / 3
        for index, pair in enumerate(PAIRS):
            rows = shown[shown["pair"] == pair].sort_values("d_model")
            rows = rows.assign(low=rows["low"].clip(lower=floor))
            colour, marker = palette.MARKS[index], palette.SHAPES[index]
            figures.curve(axes, rows, "d_model", colour=colour, marker=marker, band=False)
        axes.plot(widths, 1 / widths, color=palette.MUTED, linestyle=(0, (4, 3)), linewidth=1.2)
        axes.set_yscale("log")
        ticks = figures.decades(floor, max(shown["high"].max(), 2 / widths.min()))
        axes.set_yticks(ticks, [numbers.plain(tick) for tick in ticks], minor=False)
        axes.set_yticks([], minor=True)
        axes.set_ylabel("mean squared cosine")
        figures.count_axis(axes, widths, label="width of the residual stream")
        figures.end_labels(axes, [(widths[-1], 1 / widths[-1], "1/d", palette.MUTED)])

    page.figure(
        draw,
        name="overlap",
        title=title,
        alt=f"{title}. Mean squared cosine between directions against width, with the line 1/d.",
        caption="Directions at the last token of a question: an entity’s is its mean minus that of "
        "other entities, a source’s the almanac’s mean minus that of the old tales. Squared "
        "cosines are estimated from two halves of the questions, so that noise does not enlarge "
        "them, and averaged over layers.",
        table=overlap,
        key=[(text, palette.MARKS[i], GLYPHS[i]) for i, text in enumerate(PAIRS.values())],
    )
