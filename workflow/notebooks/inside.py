# %% [markdown]
# # Inside the model

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "inside"

# %%
import numpy as np
from sizewise.report import chapter, figures, findings, numbers, palette, planted
from sizewise.report.messages import said
from sizewise.study.messages import say

TABLES = ["analysis/sizes", "analysis/heads", "analysis/repeats", "analysis/overlap"]
CLAIMS = ["A9", "A14"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
PAIRS = {"source-entity": say("inside-source-entity"), "entity-entity": say("inside-entities")}
# Words first: there a circuit shows soonest.
TOKENS = {"words": say("inside-words"), "vocabulary": say("inside-vocabulary")}


def nats(value):
    """A loss with its unit."""
    return say("inside-nats", value=float(value))


def heads_finding(rows, tokens):
    """What the best heads do at the end; below twice even attention no head does it anywhere."""
    best, even = rows["value"].max(), rows["even"].mean()
    if best < 2 * even:
        return say("inside-no-head", tokens=tokens, best=best, even=even)
    return findings.over_sizes(say("inside-attention", tokens=tokens), rows, page.sizes)


def of(frame, tokens, column, value):
    """Rows on repeated `tokens` whose `column` is `value`."""
    return frame[(frame["tokens"] == tokens) & (frame[column] == value)]


def said_of_both(heads):
    """The finding on each kind of tokens that was probed, words first."""
    last = findings.last_step(heads[heads["score"] == "prefix_matching"])
    return planted.sentences(
        heads_finding(last[last["tokens"] == tokens], text)
        for tokens, text in TOKENS.items()
        if (last["tokens"] == tokens).any()
    )


def by_step(axes, rows):
    """One curve a size against the step; step 0 has no place on a log axis."""
    rows = rows[rows["step"] > 0]
    figures.curves(axes, rows, "step", page.sizes)
    figures.count_axis(axes, rows["step"], label=say("axis-step"))


# %%
with page.lead_or_missing():
    page.lead(said_of_both(page.rows("heads", score="prefix_matching")))

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("inside-about-random-tokens"), say("inside-about-a-head"))

# %%
with page.part(say("inside-when-a")):
    heads = page.rows("heads", score=["prefix_matching", "previous_token"])
    kinds = [tokens for tokens in TOKENS if (heads["tokens"] == tokens).any()]
    shown = [(tokens, "prefix_matching") for tokens in kinds] + [("vocabulary", "previous_token")]
    titles = [say("inside-to-next", tokens=TOKENS[tokens]) for tokens in kinds]
    titles.append(say("inside-to-previous"))
    title = said_of_both(heads)
    top = next(share for share in (0.1, 0.25, 0.5, 1.0) if share >= heads["value"].max())

    def draw(canvas):
        panels = canvas.panels(len(shown), height=240, titles=titles)
        for axes, (tokens, score) in zip(panels, shown, strict=True):
            rows = of(heads, tokens, "score", score)
            figures.share_axis(axes, label=say("inside-when-a-label"), top=top)
            by_step(axes, rows)
            figures.reference(axes, rows["even"].mean(), say("inside-when-a-line"))

    page.figure(
        draw,
        name="induction-heads",
        title=title,
        alt=say("inside-when-a-alt"),
        caption=say("inside-when-a-caption"),
        table=heads,
        key="sizes",
    )

# %%
with page.part(say("inside-what-it")):
    SHOWN = {
        ("words", "second_loss"): say("inside-second-loss"),
        ("vocabulary", "gain"): say("inside-gain"),
        ("vocabulary", "in_context_score"): say("inside-late"),
    }
    repeats = page.rows("repeats", metric=[metric for _, metric in SHOWN])
    there = {pair: text for pair, text in SHOWN.items() if (repeats["tokens"] == pair[0]).any()}
    last = findings.last_step(of(repeats, "vocabulary", "metric", "gain"))
    title = findings.over_sizes(say("inside-what-it-what"), last, page.sizes, form=nats)

    def draw(canvas):
        panels = canvas.panels(len(there), height=240, titles=list(there.values()), sharey=False)
        for axes, (tokens, metric) in zip(panels, there, strict=True):
            by_step(axes, of(repeats, tokens, "metric", metric))
            axes.set_ylabel(said(say("inside-what-it-axis")))
            if metric != "second_loss":
                figures.reference(axes, 0.0, say("inside-what-it-line"), above=metric == "gain")

    page.figure(
        draw,
        name="in-context-gain",
        title=title,
        alt=say("inside-what-it-alt"),
        caption=say("inside-what-it-caption"),
        table=repeats,
        key="sizes",
    )

# %%
page.text(say("inside-about-a-width"))

# %%
with page.part(say("inside-directions-against")):
    overlap = findings.last_step(page.rows("overlap", pair=list(PAIRS)))
    own = overlap[overlap["pair"] == "source-entity"]
    if not (own["value"] > 0).any():
        raise chapter.MissingData(say("inside-directions-against-missing"))
    title = findings.over_sizes(
        say("inside-directions-against-what"),
        own,
        page.sizes,
        form=lambda value: say("inside-overlap", value=float(value)),
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
        axes.set_ylabel(said(say("inside-directions-against-axis")))
        figures.count_axis(axes, widths, label=say("inside-directions-against-label"))
        figures.end_labels(axes, [(widths[-1], 1 / widths[-1], "1/d", palette.MUTED)])

    page.figure(
        draw,
        name="overlap",
        title=title,
        alt=say("inside-directions-against-alt"),
        caption=say("inside-directions-against-caption"),
        table=overlap,
        key=[(text, palette.MARKS[i], palette.GLYPHS[i]) for i, text in enumerate(PAIRS.values())],
    )
