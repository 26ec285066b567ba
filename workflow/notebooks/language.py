# %% [markdown]
# # A new language

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "language"

# %%
from sizewise.report import chapter, figures, findings, palette, planted

TABLES = ["analysis/sizes", "analysis/scores"]
CLAIMS = ["A9", "A10", "A11"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
FAMILY = "new_language"


def scores(kind, knob):
    """Accuracy of the trained models on one kind of question, by one knob."""
    return planted.scores(page, FAMILY, kind=kind, knob=knob)


def by_knob(axes, rows, label):
    """One curve a size over a numeric knob, and chance at each of its values."""
    figures.share_axis(axes, label="right answers")
    figures.curves(axes, rows, "knob_number", page.sizes)
    figures.linear_ticks(axes, rows["knob_number"], label=label)


# %%
with page.lead_or_missing():
    ABILITIES = {"rule": "right outputs of a rule shown by examples",
                 "lookup": "right values from a map in the prompt",
                 "flipped": "answers with flipped labels"}  # fmt: skip
    page.lead(planted.answers(page, FAMILY, ABILITIES) + ".")

# %%
page.verdict(*CLAIMS)

# %% [markdown]
# Everything that these questions need stands in their prompt: a few examples of a rule, a small
# map, a list of words with labels. Words are invented, and those of the rules were in no rule of
# training.

# %%
with page.part("A rule from examples"):
    shots = scores("rule", "shots")
    pooled = scores("rule", "all")
    title = findings.over_sizes(ABILITIES["rule"], pooled, page.sizes, plural=True)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=300)
        by_knob(axes, shots, "examples shown")
        figures.chance_line(axes, shots, right=True)

    page.figure(
        draw,
        name="shots",
        title=title,
        alt="Share of right outputs against the number of examples.",
        caption="A document keeps to one rule: an order of the words, an agreement of one word "
        "with another at a distance, or a mapping. The choices are what rival rules would give.",
        table=shots,
        key="sizes",
    )

# %%
with page.part("Rule by rule"):
    rules = scores("rule", "rule")
    names = sorted(rules["knob_value"].unique())
    easiest = rules.groupby("knob_value")["value"].mean().idxmax()
    title = findings.over_sizes(
        f"right outputs of the {easiest} rule, the one that models know best",
        rules[rules["knob_value"] == easiest], page.sizes, plural=True,
    )  # fmt: skip

    def draw(canvas):
        panels = canvas.panels(len(names), height=240, columns=3, titles=names)
        for axes, rule in zip(panels, names, strict=True):
            rows = rules[rules["knob_value"] == rule]
            figures.size_axis(axes, page.sizes)
            figures.share_axis(axes, label="right outputs")
            figures.kind_curves(
                axes, rows, "knob_value", {rule: (palette.MARKS[0], "o")}, page.sizes
            )
            figures.chance_line(axes, rows, right=True)

    page.figure(
        draw,
        name="rules",
        title=title,
        alt="Share of right outputs by size, one panel a rule.",
        caption="Copying the input is one of three orders, so it is chance there. An agreement "
        "asks for one look-up at a distance, of the word that decides; a mapping for one a word. "
        "No pair of neighbouring words in the examples gives the answer.",
        table=rules,
    )

# %%
with page.part("Labels, as in training and flipped"):
    CASES = {"usual": "labels of training", "flipped": "all labels flipped"}
    labels = scores(list(CASES), "shots")
    present = {kind: CASES[kind] for kind in CASES if kind in set(labels["kind"])}
    flipped = scores("flipped", "all")
    planted.share_figure(
        page, labels, present, x="knob_number", shares="right answers",
        label="words with labels shown", height=280, right=True, name="labels",
        title=findings.over_sizes(ABILITIES["flipped"], flipped, page.sizes, plural=True),
        alt="Share of right labels against the number shown, usual and flipped.",
        caption="The same lists twice, once with the labels of training, once with each label "
        "flipped; the word that is asked is not in the list. Who answers as training does is right "
        "on every usual list and on no flipped one; who guesses is right on half of both.",
    )  # fmt: skip

# %%
with page.part("Look-up in a map"):
    maps = scores("lookup", "pairs")
    pooled = scores("lookup", "all")
    title = findings.over_sizes(ABILITIES["lookup"], pooled, page.sizes, plural=True)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=300)
        by_knob(axes, maps, "pairs in the map")
        plateau = maps.drop_duplicates("knob_number").sort_values("knob_number")
        if plateau["chance"].notna().all():
            axes.plot(
                plateau["knob_number"], plateau["chance"], color=palette.MUTED,
                linewidth=0.9, linestyle=figures.DASHES, zorder=1,
            )  # fmt: skip

    page.figure(
        draw,
        name="lookup",
        title=title,
        alt="Share of right values against the number of pairs; a dashed line is a guess "
        "among the values of the prompt.",
        caption="A map stands in the prompt and one of its keys is asked at once. The dashed line "
        "is a guess among the values that the prompt names: a plateau that models rest on before "
        "they look up.",
        table=maps,
        key="sizes",
    )

# %%
with page.part("When it forms"):
    planted.formation(
        page,
        FAMILY,
        alt="Share of right answers against training steps, by kind of question.",
        caption="Look-up forms suddenly and at steps that scatter between seeds; a wide band is "
        "often that. Chance is the mean over difficulty levels.",
        height=240,
    )
