# %% [markdown]
# # Inside the model

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "inside"

# %%
import numpy as np
from sizewise.report import chapter, figures, findings, numbers, palette

TABLES = ["analysis/sizes", "analysis/heads", "analysis/repeats", "analysis/overlap"]
CLAIMS = ["A9", "A14"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
PAIRS = {"source-entity": "a source and an entity", "entity-entity": "two entities"}
# Words first: there a circuit shows soonest.
TOKENS = {"words": "words of the planted language", "vocabulary": "random tokens"}


def nats(value):
    """A loss with its unit."""
    return f"{numbers.plain(value)} nats"


def heads_finding(rows, tokens):
    """What the best heads do at the end; below twice even attention no head does it anywhere."""
    best, even = rows["value"].max(), rows["even"].mean()
    if best < 2 * even:
        return (
            f"no size has an induction head for {tokens}: the best one puts "
            f"{numbers.share(best)} of its attention on what followed last time, even attention "
            f"{numbers.share(even)}"
        )
    what = f"on {tokens}, the best head’s attention to what followed last time"
    return findings.over_sizes(what, rows, page.sizes)


def of(frame, tokens, column, value):
    """Rows on repeated `tokens` whose `column` is `value`."""
    return frame[(frame["tokens"] == tokens) & (frame[column] == value)]


def said_of_both(heads):
    """The finding on each kind of tokens that was probed, words first."""
    last = findings.last_step(heads[heads["score"] == "prefix_matching"])
    parts = [
        heads_finding(last[last["tokens"] == tokens], text)
        for tokens, text in TOKENS.items()
        if (last["tokens"] == tokens).any()
    ]
    parts = [part[0].upper() + part[1:] for part in parts]
    return ". ".join(parts)


def by_step(axes, rows):
    """One curve a size against the step; step 0 has no place on a log axis."""
    rows = rows[rows["step"] > 0]
    figures.curves(axes, rows, "step", page.sizes)
    figures.count_axis(axes, rows["step"], label="step")


# %%
with page.lead_or_missing():
    page.lead(f"{said_of_both(page.rows('heads', score='prefix_matching'))}.")

# %%
page.verdict(*CLAIMS)

# %% [markdown]
# Random tokens that come twice can be predicted the second time by one means alone: look up where
# the present token stood before, and copy what followed it. A head that does this is an *induction
# head*. It leans on a head of an earlier layer that attends to the token before.
#
# A head can be fluent in some tokens and not in others. So the tokens are drawn twice: from the
# words of the planted language, which training shows in this role again and again, and from the
# whole vocabulary, as the paper does and the register asks.

# %%
with page.part("When a head forms"):
    heads = page.rows("heads", score=["prefix_matching", "previous_token"])
    kinds = [tokens for tokens in TOKENS if (heads["tokens"] == tokens).any()]
    shown = [(tokens, "prefix_matching") for tokens in kinds] + [("vocabulary", "previous_token")]
    titles = [f"to what followed, {TOKENS[tokens]}" for tokens in kinds] + ["to one back"]
    title = said_of_both(heads)
    top = next(share for share in (0.1, 0.25, 0.5, 1.0) if share >= heads["value"].max())

    def draw(canvas):
        panels = canvas.panels(len(shown), height=240, titles=titles)
        for axes, (tokens, score) in zip(panels, shown, strict=True):
            rows = of(heads, tokens, "score", score)
            figures.share_axis(axes, label="mean attention", top=top)
            by_step(axes, rows)
            figures.reference(axes, rows["even"].mean(), "even attention")

    page.figure(
        draw,
        name="induction-heads",
        title=title,
        alt="Attention of the best head against training steps, one line a size.",
        caption="Mean attention from a token of the second occurrence to the token that followed "
        "it in the first (prefix matching), and from random tokens to the token before. Of every "
        "checkpoint the head that scores highest. A circuit that forms is a steep rise.",
        table=heads,
        key="sizes",
    )

# %%
with page.part("What it is worth"):
    SHOWN = {
        ("words", "second_loss"): "loss on words that come again",
        ("vocabulary", "gain"): "random tokens, first minus second",
        ("vocabulary", "in_context_score"): "random tokens, late minus early",
    }
    repeats = page.rows("repeats", metric=[metric for _, metric in SHOWN])
    there = {pair: text for pair, text in SHOWN.items() if (repeats["tokens"] == pair[0]).any()}
    last = findings.last_step(of(repeats, "vocabulary", "metric", "gain"))
    title = findings.over_sizes(
        "the gain on random tokens that come again", last, page.sizes, form=nats
    )

    def draw(canvas):
        panels = canvas.panels(len(there), height=240, titles=list(there.values()), sharey=False)
        for axes, (tokens, metric) in zip(panels, there, strict=True):
            by_step(axes, of(repeats, tokens, "metric", metric))
            axes.set_ylabel("nats a token")
            if metric != "second_loss":
                figures.reference(axes, 0.0, "nothing gained", above=metric == "gain")

    page.figure(
        draw,
        name="in-context-gain",
        title=title,
        alt="Loss on tokens that come again against training steps.",
        caption="Words that come a second time: what they cost then; their first occurrence is "
        "unlike any training text, and a difference from it would say more of that. Random tokens: "
        "read a second time, they cost so much less; and loss late in the sequence minus loss "
        "early in it, around the positions of the in-context score, scaled to the sequence: few "
        "tokens, hence wide bands.",
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
        axes.plot(widths, 1 / widths, color=palette.MUTED, linestyle=figures.DASHES, linewidth=1.2)
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
        alt="Mean squared cosine between directions against width, with the line 1/d.",
        caption="Directions at the last token of a question: an entity’s is its mean minus that of "
        "other entities, a source’s the almanac’s mean minus that of the old tales. Squared "
        "cosines are estimated from two halves of the questions, so that noise does not enlarge "
        "them, and averaged over layers.",
        table=overlap,
        key=[(text, palette.MARKS[i], palette.GLYPHS[i]) for i, text in enumerate(PAIRS.values())],
    )
