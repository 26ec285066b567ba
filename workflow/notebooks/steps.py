# %% [markdown]
# # Steps

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "steps"

# %%
from sizewise.report import chapter, figures, findings, planted
from sizewise.study.messages import say

TABLES = ["analysis/sizes", "analysis/scores", "analysis/examples"]
CLAIMS = ["A5", "A6"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
FAMILY = "chains"


# %%
with page.lead_or_missing():
    page.lead(planted.answers(page, FAMILY))

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("steps-about-a-chain"))

# %%
with page.part(say("steps-right-answers")):
    hops = planted.scores(page, FAMILY, knob="hops")
    kinds = planted.kinds_of(hops)
    first = min(kinds)
    planted.share_figure(
        page,
        hops,
        kinds,
        x="knob_number",
        shares=say("axis-right"),
        label=say("steps-right-answers-label"),
        height=300,
        chance=say("steps-right-answers-chance"),
        right=True,
        name="hops",
        title=planted.answers(page, FAMILY, {first: say("right-answers-of", kind=first)}),
        alt=say("steps-right-answers-alt"),
        caption=say("steps-right-answers-caption"),
    )

# %%
page.text(say("steps-about-in-a"))

# %%
with page.part(say("steps-right-ends")):
    STATE = "running_state"
    walks = planted.scores(page, STATE, knob="operations")
    kinds = planted.kinds_of(walks)
    first = min(kinds)
    planted.share_figure(
        page,
        walks,
        kinds,
        x="knob_number",
        shares=say("steps-right-ends-shares"),
        label=say("steps-right-ends-label"),
        height=300,
        right=True,
        name="operations",
        title=planted.answers(page, STATE, {first: say("steps-ends-of", kind=first)}),
        alt=say("steps-right-ends-alt"),
        caption=say("steps-right-ends-caption"),
    )

# %%
with page.part(say("steps-when-it")):
    planted.formation(
        page,
        FAMILY,
        alt=say("steps-when-it-alt"),
        caption=say("steps-when-it-caption"),
    )

# %%
with page.part(say("steps-near-misses")):
    near = planted.scores(page, FAMILY, metric="edit_similarity", knob="hops")
    exact = planted.scores(page, FAMILY, knob="hops", kind=sorted(set(near["kind"])))
    pooled = planted.scores(page, FAMILY, metric="edit_similarity", knob="all")
    title = findings.over_sizes(say("steps-near-misses-what"), pooled, page.sizes)

    def draw(canvas):
        panels = canvas.panels(
            2,
            height=260,
            columns=2,
            titles=[
                say("steps-near-misses-panel-exactly-right"),
                say("steps-near-misses-panel-edit-similarity"),
            ],
        )
        for axes, frame in zip(panels, (exact, near), strict=True):
            figures.share_axis(axes, label=say("steps-near-misses-label"))
            figures.curves(axes, frame, "knob_number", page.sizes)
            figures.linear_ticks(axes, frame["knob_number"], label=say("steps-right-answers-label"))

    page.figure(
        draw,
        name="near-misses",
        title=title,
        alt=say("steps-near-misses-alt"),
        caption=say("steps-near-misses-caption"),
        table=near,
        key="sizes",
    )

# %%
with page.part(say("steps-what-models")):
    planted.written(
        page,
        FAMILY,
        title=say("steps-what-models-title"),
        note=say("steps-what-models-note"),
    )

# %%
page.text(say("steps-about-chains-have"))

# %%
with page.part(say("steps-right-answers-2")):
    depth = planted.scores(page, "nesting", knob="depth")
    kinds = planted.kinds_of(depth)
    planted.share_figure(
        page,
        depth,
        kinds,
        x="knob_number",
        shares=say("axis-right"),
        label=say("steps-right-answers-label-2"),
        height=300,
        name="depth",
        title=planted.answers(page, "nesting"),
        alt=say("steps-right-answers-alt-2"),
        caption=say("steps-right-answers-caption-2"),
    )
