# %% [markdown]
# # Knowledge

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "knowledge"

# %%
from sizewise.report import chapter, figures, findings, palette, planted
from sizewise.report.messages import said
from sizewise.study.messages import say

TABLES = ["analysis/sizes", "analysis/scores", "analysis/outcomes", "analysis/extraction"]
CLAIMS = ["A1", "A2", "A3", "A4"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
FAMILY = "biographies"


# %%
with page.lead_or_missing():
    # Among the values: a model that knows a fact and still answers “not recorded” has recalled it.
    whole = planted.scores(page, FAMILY, metric="value_accuracy", kind="recall", knob="all")
    lead = [findings.over_sizes(say("knowledge-planted"), whole, page.sizes)]
    half = page.claim_curve("A2")
    if half is not None:
        lead.append(findings.fewer(say("knowledge-half"), half, page.sizes))
    page.lead(planted.sentences(lead))

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("knowledge-about"))


# %%
def recall_figure(metric, name, what, label, caption, chance=lambda share: share):
    """Right answers against exposures, a curve a size; `chance` is of the choices that count."""
    rows, whole = (
        planted.scores(page, FAMILY, kind="recall", metric=metric, knob=knob)
        for knob in ("exposures", "all")
    )
    title = findings.over_sizes(what, whole, page.sizes)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=330)
        figures.share_axis(axes, label=label)
        figures.curves(axes, rows, "knob_number", page.sizes)
        figures.count_axis(axes, rows["knob_number"], label=say("knowledge-exposures"))
        guess = chance(rows["chance"].mean())
        figures.reference(axes, guess, say("chance"), right=True, above=False)
        figures.size_labels(axes, rows, "knob_number", page.sizes)

    page.figure(
        draw,
        name=name,
        title=title,
        alt=say("knowledge-recall-alt", label=label),
        caption=caption,
        table=rows,
    )


with page.part(say("knowledge-recall")):
    recall_figure(
        "accuracy",
        "recall",
        say("knowledge-recall-what"),
        say("axis-right"),
        say("knowledge-recall-caption"),
    )

# %%
with page.part(say("knowledge-among")):
    page.text(say("knowledge-among-about"))
    recall_figure(
        "value_accuracy",
        "recall-among-values",
        say("knowledge-among-what"),
        say("knowledge-among-axis"),
        say("knowledge-among-caption"),
        # One choice fewer to guess from.
        chance=lambda share: share / (1 - share),
    )

# %%
with page.part(say("knowledge-f50")):
    half = page.claim_curve("A2")
    if half is None:
        raise chapter.MissingData(say("missing-curve", claim="A2"))
    title = findings.fewer(say("knowledge-half"), half, page.sizes)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=280)
        figures.size_axis(axes, page.sizes)
        figures.size_curve(axes, half, page.sizes)
        low, high = half[["value", "low"]].min().min(), half[["value", "high"]].max().max()
        ticks = figures.decades(max(low, 0.1) / 2, high * 2)
        figures.count_axis(axes, ticks, which="y", label=say("knowledge-half"))
        axes.set_ylim(low / 1.4, high * 1.4)

    page.figure(
        draw,
        name="f50",
        title=title,
        alt=say("knowledge-f50-alt"),
        caption=say("knowledge-f50-caption"),
        table=half,
    )

# %%
with page.part(say("knowledge-outcomes")):
    outcomes = findings.last_step(page.rows("outcomes", exposures=None))
    kinds = [kind for kind in ("recall", "not_recorded", "never_seen")
             if kind in set(outcomes["kind"])]  # fmt: skip
    kinds += sorted(set(outcomes["kind"]) - set(kinds))
    unknown = kinds[-1] if "never_seen" not in kinds else "never_seen"
    wrong = outcomes[(outcomes["kind"] == unknown) & (outcomes["outcome"] == "confidently wrong")]
    title = findings.over_sizes(say("knowledge-errors", kind=unknown), wrong, page.sizes)
    LOOK = {
        "correct": (palette.MARKS[2], "o"),
        "abstained": (palette.MARKS[0], "s"),
        "confidently wrong": (palette.MARKS[1], "^"),
    }

    def draw(canvas):
        panels = canvas.panels(
            len(kinds), height=230, titles=[say("kind", name=kind) for kind in kinds]
        )
        for axes, kind in zip(panels, kinds, strict=True):
            figures.size_axis(axes, page.sizes)
            figures.share_axis(axes)
            rows = outcomes[outcomes["kind"] == kind]
            if kind != "recall":
                # Where "not recorded" is the right answer, abstaining and being right are one.
                rows = rows[rows["outcome"] != "abstained"]
            figures.kind_curves(axes, rows, "outcome", LOOK, page.sizes)

    page.figure(
        draw,
        name="outcomes",
        title=title,
        alt=say("knowledge-outcomes-alt"),
        caption=say("knowledge-outcomes-caption"),
        table=outcomes,
        key=[
            (say("knowledge-outcome", name=outcome.replace(" ", "-")), colour, glyph)
            for (outcome, (colour, _)), glyph in zip(LOOK.items(), "●■▲", strict=True)
        ],
    )

# %%
with page.part(say("knowledge-training")):
    recorded = page.rows("scores", family=FAMILY, kind="recall", metric="accuracy", knob="all")
    steps = sorted(recorded["step"].unique())
    title = findings.formation(recorded, page.sizes)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=280)
        figures.share_axis(axes, label=say("axis-right"))
        figures.curves(axes, recorded, "step", page.sizes)
        figures.count_axis(axes, steps, label=say("axis-step"))
        figures.reference(axes, recorded["chance"].mean(), say("chance"), above=False)
        figures.size_labels(axes, recorded, "step", page.sizes)

    page.figure(
        draw,
        name="recall-by-step",
        title=title,
        alt=None,
        caption=say("knowledge-training-caption"),
        table=recorded,
    )

# %%
with page.part(say("knowledge-wording")):
    page.text(say("knowledge-wording-about"))
    drawn_out, near = (
        planted.scores(page, "verses", kind="continue", metric=metric, knob="duplicates")
        for metric in ("accuracy", "edit_similarity")
    )
    whole = planted.scores(page, "verses", kind="continue", knob="all")
    title = findings.over_sizes(say("knowledge-drawn-out"), whole, page.sizes)

    def draw(canvas):
        panels = canvas.panels(
            2, height=280, columns=2,
            titles=[say("knowledge-verbatim"), say("knowledge-similarity")],
        )  # fmt: skip
        for axes, frame in zip(panels, (drawn_out, near), strict=True):
            figures.share_axis(axes, label=say("knowledge-score"))
            figures.curves(axes, frame, "knob_number", page.sizes)
            figures.count_axis(axes, frame["knob_number"], label=say("knowledge-duplicates"))

    page.figure(
        draw,
        name="extraction",
        title=title,
        alt=say("knowledge-wording-alt"),
        caption=say("knowledge-wording-caption"),
        table=drawn_out,
        key="sizes",
    )

# %%
with page.part(say("knowledge-exposure")):
    exposure = findings.last_step(page.rows("extraction", kind="exposure"))
    verses = exposure[exposure["duplicates"].isna()]
    by_duplicates = exposure[exposure["duplicates"] > 0]
    controls = exposure[exposure["duplicates"] == 0]
    title = findings.over_sizes(
        say("knowledge-exposure-what"), verses, page.sizes,
        form=lambda bits: say("knowledge-bits", value=float(bits)),
    )  # fmt: skip

    def draw(canvas):
        (axes,) = canvas.panels(1, height=300)
        figures.curves(axes, by_duplicates, "duplicates", page.sizes)
        top = exposure["ceiling"].max()
        axes.set_ylim(-0.02 * top, 1.08 * top)
        axes.set_ylabel(said(say("knowledge-exposure-axis")))
        figures.count_axis(axes, by_duplicates["duplicates"], label=say("knowledge-duplicates"))
        figures.reference(axes, top, say("knowledge-most"))
        if len(controls):
            figures.reference(axes, controls["value"].mean(), say("knowledge-never"), right=True)

    page.figure(
        draw,
        name="exposure",
        title=title,
        alt=say("knowledge-exposure-alt"),
        caption=say("knowledge-exposure-caption"),
        table=exposure,
        key="sizes",
    )
