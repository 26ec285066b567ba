# %% [markdown]
# # Steps

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "steps"

# %%
from sizewise.report import chapter, figures, findings, planted

TABLES = ["analysis/sizes", "analysis/scores", "analysis/examples"]
CLAIMS = ["A5", "A6"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
FAMILY = "chains"


# %%
with page.lead_or_missing():
    page.lead(planted.answers(page, FAMILY) + ".")

# %%
page.verdict(*CLAIMS)

# %% [markdown]
# A chain points from name to name; the question is where it ends after so many hops. A *direct*
# answer names the end at once, so every hop has to happen inside the network. A *written* answer
# writes each hop down. All labels are shuffled anew in every document, so nothing can be recalled,
# and the deepest questions lie beyond what training showed.

# %%
with page.part("Right answers against hops"):
    hops = planted.scores(page, FAMILY, knob="hops")
    kinds = sorted(hops["kind"].unique())
    planted.share_figure(
        page, hops, {kind: kind for kind in kinds}, x="knob_number", shares="right answers",
        label="hops", height=300, chance="plateau: a guess among the ends", right=True,
        name="hops", title=planted.answers(page, FAMILY, {kinds[0]: f"right {kinds[0]} answers"}),
        alt="Share of right answers against hops, one panel a way of answering.",
        caption="The choices of a direct question are the ends of all its chains. Who has learned "
        "which labels are ends, and not which chain they end, stays on the plateau, which is also "
        "chance: a stage that models pass through, not an ability. A written answer counts "
        "if every step of it is right.",
    )  # fmt: skip

# %% [markdown]
# In a running state nothing has to be looked up: a walk round a ring of posts, so many steps on or
# back, and the question is where it ends. The end says nothing to who leaves out any one operation.

# %%
with page.part("Right ends against operations"):
    STATE = "running_state"
    walks = planted.scores(page, STATE, knob="operations")
    kinds = sorted(walks["kind"].unique())
    planted.share_figure(
        page, walks, {kind: kind for kind in kinds}, x="knob_number", shares="right ends",
        label="operations", height=300, right=True, name="operations",
        title=planted.answers(page, STATE, {kinds[0]: f"right ends of walks ({kinds[0]})"}),
        alt="Share of right ends against operations, one panel a way of answering.",
        caption="One operation is a table that training states in full; longer walks of these "
        "questions are not in training. A written answer counts if every state of it is right.",
    )  # fmt: skip

# %%
with page.part("When it forms"):
    planted.formation(
        page,
        FAMILY,
        alt="Share of right answers against training steps.",
        caption="Right answers over all hops at the checkpoints that were evaluated. Circuits form "
        "at steps that scatter between seeds; a wide band is often that.",
    )

# %%
with page.part("Near misses"):
    near = planted.scores(page, FAMILY, metric="edit_similarity", knob="hops")
    exact = planted.scores(page, FAMILY, knob="hops", kind=sorted(set(near["kind"])))
    pooled = planted.scores(page, FAMILY, metric="edit_similarity", knob="all")
    title = findings.over_sizes("closeness of written answers to the right text", pooled,
                                page.sizes)  # fmt: skip

    def draw(canvas):
        panels = canvas.panels(
            2, height=260, columns=2, titles=["exactly right", "edit similarity"]
        )
        for axes, frame in zip(panels, (exact, near), strict=True):
            figures.share_axis(axes, label="score")
            figures.curves(axes, frame, "knob_number", page.sizes)
            figures.linear_ticks(axes, frame["knob_number"], label="hops")

    page.figure(
        draw,
        name="near-misses",
        title=title,
        alt="Exact match and edit similarity of written answers against hops.",
        caption="The same answers scored twice. All-or-nothing scores turn a smooth change into a "
        "cliff: an answer of k steps is right with probability p^k.",
        table=near,
        key="sizes",
    )

# %%
with page.part("What models wrote"):
    planted.written(
        page,
        FAMILY,
        title="The same questions, every size",
        note="The first questions of the table, not chosen by their answers.",
    )

# %% [markdown]
# Chains have a next link; nesting has none. What was opened last closes first, and everything that
# was opened and closed meanwhile has to be forgotten: shapes of brackets, or guests who brought
# guests. The model writes all that closes, in order, or chooses it among sequences that differ in
# two places.

# %%
with page.part("Right answers against depth"):
    depth = planted.scores(page, "nesting", knob="depth")
    kinds = sorted(depth["kind"].unique())
    planted.share_figure(
        page, depth, {kind: kind for kind in kinds}, x="knob_number", shares="right answers",
        label="levels", height=300, name="depth",
        title=planted.answers(page, "nesting", noun="right {}"),
        alt="Share of right answers against depth, one panel a kind.",
        caption="Levels that are open at the end. An answer is right where every closing is. What "
        "closes may skip what was opened since, so that no count of openers tells what is open. "
        "The deepest questions lie beyond what training closed.",
    )  # fmt: skip
