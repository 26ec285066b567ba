# %% [markdown]
# # A new language

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "language"

# %%
from sizewise.report import chapter, figures, findings, palette, planted
from sizewise.study.messages import say

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
    figures.share_axis(axes, label=say("axis-right"))
    figures.curves(axes, rows, "knob_number", page.sizes)
    figures.linear_ticks(axes, rows["knob_number"], label=label)


# %%
with page.lead_or_missing():
    ABILITIES = {"rule": say("language-outputs"), "lookup": say("language-values"),
                 "flipped": say("language-flipped")}  # fmt: skip
    page.lead(planted.answers(page, FAMILY, ABILITIES))

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("language-about-everything-that"))

# %%
with page.part(say("language-a-rule")):
    shots = scores("rule", "shots")
    pooled = scores("rule", "all")
    title = findings.over_sizes(ABILITIES["rule"], pooled, page.sizes)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=300)
        by_knob(axes, shots, "examples shown")
        figures.chance_line(axes, shots, right=True)

    page.figure(
        draw,
        name="shots",
        title=title,
        alt=say("language-a-rule-alt"),
        caption=say("language-a-rule-caption"),
        table=shots,
        key="sizes",
    )

# %%
with page.part(say("language-rule-by")):
    rules = scores("rule", "rule")
    names = sorted(rules["knob_value"].unique())
    easiest = rules.groupby("knob_value")["value"].mean().idxmax()
    title = findings.over_sizes(
        say("language-best-rule", rule=easiest),
        rules[rules["knob_value"] == easiest], page.sizes,
    )  # fmt: skip

    def draw(canvas):
        panels = canvas.panels(
            len(names),
            height=240,
            columns=3,
            titles=[say("rule-of-language", name=rule) for rule in names],
        )
        for axes, rule in zip(panels, names, strict=True):
            rows = rules[rules["knob_value"] == rule]
            figures.size_axis(axes, page.sizes)
            figures.share_axis(axes, label=say("language-rule-by-label"))
            figures.kind_curves(
                axes, rows, "knob_value", {rule: (palette.MARKS[0], "o")}, page.sizes
            )
            figures.chance_line(axes, rows, right=True)

    page.figure(
        draw,
        name="rules",
        title=title,
        alt=say("language-rule-by-alt"),
        caption=say("language-rule-by-caption"),
        table=rules,
    )

# %%
with page.part(say("language-labels-as")):
    CASES = {"usual": say("language-usual-labels"), "flipped": say("language-flipped-labels")}
    labels = scores(list(CASES), "shots")
    present = {kind: CASES[kind] for kind in CASES if kind in set(labels["kind"])}
    flipped = scores("flipped", "all")
    planted.share_figure(
        page, labels, present, x="knob_number", shares=say("axis-right"),
        label=say("language-labels-as-label"), height=280, right=True, name="labels",
        title=findings.over_sizes(ABILITIES["flipped"], flipped, page.sizes),
        alt=say("language-labels-as-alt"),
        caption=say("language-labels-as-caption"),
    )  # fmt: skip

# %%
with page.part(say("language-look-up")):
    maps = scores("lookup", "pairs")
    pooled = scores("lookup", "all")
    title = findings.over_sizes(ABILITIES["lookup"], pooled, page.sizes)

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
        alt=say("language-look-up-alt"),
        caption=say("language-look-up-caption"),
        table=maps,
        key="sizes",
    )

# %%
with page.part(say("language-when-it")):
    planted.formation(
        page,
        FAMILY,
        alt=say("language-when-it-alt"),
        caption=say("language-when-it-caption"),
        height=240,
    )
