# %% [markdown]
# # Knowledge

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "knowledge"

# %%
from sizewise.report import chapter, figures, findings, palette, planted

TABLES = ["analysis/sizes", "analysis/scores", "analysis/outcomes", "analysis/extraction"]
CLAIMS = ["A1", "A2", "A3", "A4"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
FAMILY = "biographies"


# %%
with page.lead_or_missing():
    whole = planted.scores(page, FAMILY, kind="recall", knob="all")
    lead = findings.over_sizes("recall of planted facts", whole, page.sizes)
    half = page.claim_curve("A2")
    if half is not None:
        rule = findings.fewer("exposures for half recall", half, page.sizes)
        lead += f". {rule}"
    page.lead(lead + ".")

# %%
page.verdict(*CLAIMS)

# %% [markdown]
# The stream holds short lives of invented people. Each fact about them is stated a known number of
# times, from once to hundreds of times, in several phrasings; the question asks in a phrasing that
# training used for other people. Some people have a fact that the stream calls *not recorded*, and
# that answer can be given for everyone.


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
        figures.count_axis(axes, rows["knob_number"], label="times the stream states the fact")
        guess = chance(rows["chance"].mean())
        figures.reference(axes, guess, "chance", right=True, above=False)
        figures.size_labels(axes, rows, "knob_number", page.sizes)

    page.figure(
        draw,
        name=name,
        title=title,
        alt=f"Share of {label} against exposures, one curve a size.",
        caption=caption,
        table=rows,
    )


with page.part("Recall against exposures"):
    recall_figure(
        "accuracy",
        "recall",
        "recall",
        "right answers",
        "Share of right answers by how often the stream states the fact, one curve a size; bands "
        "are intervals over seeds, people and questions.",
    )

# %% [markdown]
# A model may know a fact and still say *not recorded*, if that answer has served it well. Leaving
# that choice out asks only which of the values it prefers.

# %%
with page.part("Recall among the values"):
    recall_figure(
        "value_accuracy",
        "recall-among-values",
        "recall among the values",
        "right answers among the values",
        "The same questions with the choice “not recorded” left out, as the registered measure of "
        "the long tail reads them.",
        # One choice fewer to guess from.
        chance=lambda share: share / (1 - share),
    )

# %%
with page.part("Exposures for half recall"):
    half = page.claim_curve("A2")
    if half is None:
        raise chapter.MissingData("claims.json has no curve for A2")
    title = findings.fewer("exposures for half recall", half, page.sizes)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=280)
        figures.size_axis(axes, page.sizes)
        figures.size_curve(axes, half, page.sizes)
        low, high = half[["value", "low"]].min().min(), half[["value", "high"]].max().max()
        ticks = figures.decades(max(low, 0.1) / 2, high * 2)
        figures.count_axis(axes, ticks, which="y", label="exposures for half recall")
        axes.set_ylim(low / 1.4, high * 1.4)

    page.figure(
        draw,
        name="f50",
        title=title,
        alt="Exposures at which half of the facts are recalled, against parameters.",
        caption="Where the logistic curve through the recall of each size’s middle run, among the "
        "values and above chance, crosses one half. A rare fact is one that a smaller model needs "
        "to see more often. A hollow triangle is a bound: half is not reached at the most "
        "exposures that the stream holds.",
        table=half,
    )

# %%
with page.part("When it does not know"):
    outcomes = findings.last_step(page.rows("outcomes", exposures=None))
    kinds = [kind for kind in ("recall", "not_recorded", "never_seen")
             if kind in set(outcomes["kind"])]  # fmt: skip
    kinds += sorted(set(outcomes["kind"]) - set(kinds))
    unknown = kinds[-1] if "never_seen" not in kinds else "never_seen"
    wrong = outcomes[(outcomes["kind"] == unknown) & (outcomes["outcome"] == "confidently wrong")]
    title = findings.over_sizes(
        f"confident errors about people {unknown.replace('_', ' ')}", wrong, page.sizes, plural=True
    )
    LOOK = {
        "correct": (palette.MARKS[2], "o"),
        "abstained": (palette.MARKS[0], "s"),
        "confidently wrong": (palette.MARKS[1], "^"),
    }

    def draw(canvas):
        panels = canvas.panels(
            len(kinds), height=230, titles=[kind.replace("_", " ") for kind in kinds]
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
        alt="Shares of right, abstaining and confidently wrong answers by size.",
        caption="What becomes of questions about three kinds of people: those whose fact the "
        "stream states, those for whom it says that it is not recorded, and those it never names. "
        "For the last two, saying so is right. Confidently wrong: a wrong value with more than "
        "half of the probability.",
        table=outcomes,
        key=[
            (outcome, colour, glyph)
            for (outcome, (colour, _)), glyph in zip(LOOK.items(), "●■▲", strict=True)
        ],
    )

# %%
with page.part("While training"):
    recorded = page.rows("scores", family=FAMILY, kind="recall", metric="accuracy", knob="all")
    steps = sorted(recorded["step"].unique())
    title = findings.formation(recorded, page.sizes)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=280)
        figures.share_axis(axes, label="right answers")
        figures.curves(axes, recorded, "step", page.sizes)
        figures.count_axis(axes, steps, label="step")
        figures.reference(axes, recorded["chance"].mean(), "chance", above=False)
        figures.size_labels(axes, recorded, "step", page.sizes)

    page.figure(
        draw,
        name="recall-by-step",
        title=title,
        alt="",
        caption="Right answers over all exposures at the checkpoints that were evaluated.",
        table=recorded,
    )

# %% [markdown]
# Knowing a fact is one thing, knowing a text word for word another. The stream also holds invented
# verses whose words cannot be guessed, each a known number of times on pages with ever other
# neighbours.

# %%
with page.part("Exact wording"):
    drawn_out, near = (
        planted.scores(page, "verses", kind="continue", metric=metric, knob="duplicates")
        for metric in ("accuracy", "edit_similarity")
    )
    whole = planted.scores(page, "verses", kind="continue", knob="all")
    title = findings.over_sizes("verses that a prefix draws out", whole, page.sizes, plural=True)

    def draw(canvas):
        panels = canvas.panels(
            2, height=280, columns=2, titles=["word for word", "edit similarity"]
        )
        for axes, frame in zip(panels, (drawn_out, near), strict=True):
            figures.share_axis(axes, label="score")
            figures.curves(axes, frame, "knob_number", page.sizes)
            figures.count_axis(axes, frame["knob_number"], label="times the stream has the verse")

    page.figure(
        draw,
        name="extraction",
        title=title,
        alt="Share of verses continued word for word, and edit similarity, against duplicates.",
        caption="Shown the words before a cut in the last line, models write the rest. Left: the "
        "share that they write exactly. Right: how close the written words come, which also rises "
        "where a model has only learned what a line looks like.",
        table=drawn_out,
        key="sizes",
    )

# %%
with page.part("Exposure"):
    exposure = findings.last_step(page.rows("extraction", kind="exposure"))
    planted = exposure[exposure["duplicates"].isna()]
    by_duplicates = exposure[exposure["duplicates"] > 0]
    controls = exposure[exposure["duplicates"] == 0]
    title = findings.over_sizes(
        "exposure of planted verses", planted, page.sizes, form=lambda bits: f"{bits:.2f} bits"
    )

    def draw(canvas):
        (axes,) = canvas.panels(1, height=300)
        figures.curves(axes, by_duplicates, "duplicates", page.sizes)
        top = exposure["ceiling"].max()
        axes.set_ylim(-0.02 * top, 1.08 * top)
        axes.set_ylabel("exposure, bits")
        figures.count_axis(
            axes, by_duplicates["duplicates"], label="times the stream has the verse"
        )
        figures.reference(axes, top, "most that the candidates allow")
        if len(controls):
            figures.reference(
                axes, controls["value"].mean(), "never planted, mean of the sizes", right=True
            )

    page.figure(
        draw,
        name="exposure",
        title=title,
        alt="Exposure in bits against duplicates, one curve a size.",
        caption="The rank of the true line among others of the same form, as bits: log2 of the "
        "number of candidates minus log2 of the rank. It rises before a line can be drawn out. "
        "Verses that were never planted show what chance gives.",
        table=exposure,
        key="sizes",
    )
