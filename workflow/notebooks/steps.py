# %% [markdown]
# # Steps

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
claims, output, name = "claims.yaml", "reports/quick", "steps"

# %%
from sizewise.report import chapter, figures, findings

page = chapter.Page(
    analysis=analysis, observation=observation, claims=claims, output=output, name=name
)
FAMILY = "chains"


# %%
with page.lead_or_missing():
    whole = findings.last_step(page.rows("scores", family=FAMILY, metric="accuracy", knob="all"))
    parts = [
        findings.over_sizes(f"right {kind} answers", rows, page.sizes, plural=True)
        for kind, rows in whole.groupby("kind")
    ]
    page.lead(". ".join(parts) + ".")

# %%
page.verdict("A5", "A6")

# %% [markdown]
# A chain points from name to name; the question is where it ends after so many hops. A *direct*
# answer names the end at once, so every hop has to happen inside the network. A *written* answer
# writes each hop down. All labels are shuffled anew in every document, so nothing can be recalled,
# and the deepest questions lie beyond what training showed.

# %%
with page.part("Right answers against hops"):
    hops = findings.last_step(page.rows("scores", family=FAMILY, metric="accuracy", knob="hops"))
    whole = findings.last_step(page.rows("scores", family=FAMILY, metric="accuracy", knob="all"))
    kinds = sorted(hops["kind"].unique())
    title = findings.over_sizes(
        f"right {kinds[0]} answers", whole[whole["kind"] == kinds[0]], page.sizes, plural=True
    )

    def draw(canvas):
        figures.share_panels(
            canvas, hops, "kind", {kind: kind for kind in kinds}, x="knob_number",
            sizes=page.sizes, shares="right answers", label="hops", height=300,
            chance="plateau: a guess among the ends", right=True,
        )  # fmt: skip

    page.figure(
        draw,
        name="hops",
        title=title,
        alt=f"{title}. Share of right answers against hops, one panel a way of answering.",
        caption="The choices of a direct question are the ends of all its chains. Who has learned "
        "which labels are ends, and not which chain they end, stays on the plateau, which is also "
        "chance: a stage that models pass through, not an ability. A written answer counts "
        "if every step of it is right.",
        table=hops,
        key="sizes",
    )

# %% [markdown]
# In a running state nothing has to be looked up: a walk round a ring of posts, so many steps on or
# back, and the question is where it ends. The end says nothing to who leaves out any one operation.

# %%
with page.part("Right ends against operations"):
    walks = page.rows("scores", family="running_state", metric="accuracy", knob="operations")
    walks = findings.last_step(walks)
    whole = findings.last_step(
        page.rows("scores", family="running_state", metric="accuracy", knob="all")
    )
    kinds = sorted(walks["kind"].unique())
    title = findings.over_sizes(
        f"right ends of walks ({kinds[0]})",
        whole[whole["kind"] == kinds[0]],
        page.sizes,
        plural=True,
    )

    def draw(canvas):
        figures.share_panels(
            canvas, walks, "kind", {kind: kind for kind in kinds}, x="knob_number",
            sizes=page.sizes, shares="right ends", label="operations", height=300, right=True,
        )  # fmt: skip

    page.figure(
        draw,
        name="operations",
        title=title,
        alt=f"{title}. Share of right ends against operations, one panel a way of answering.",
        caption="One operation is a table that training states in full; longer walks of these "
        "questions are not in training. A written answer counts if every state of it is right.",
        table=walks,
        key="sizes",
    )

# %%
with page.part("When it forms"):
    growth = page.rows("scores", family=FAMILY, metric="accuracy", knob="all")
    kinds = sorted(growth["kind"].unique())
    title = findings.formation(growth, page.sizes)

    def draw(canvas):
        figures.share_panels(
            canvas, growth, "kind", {kind: kind for kind in kinds}, x="step",
            sizes=page.sizes, shares="right answers",
        )  # fmt: skip

    page.figure(
        draw,
        name="formation",
        title=title,
        alt=f"{title}. Share of right answers against training steps.",
        caption="Right answers over all hops at the checkpoints that were evaluated. Circuits form "
        "at steps that scatter between seeds; a wide band is often that.",
        table=growth,
        key="sizes",
    )

# %%
with page.part("Near misses"):
    near = findings.last_step(
        page.rows("scores", family=FAMILY, metric="edit_similarity", knob="hops")
    )
    exact = findings.last_step(
        page.rows("scores", family=FAMILY, metric="accuracy", knob="hops",
                  kind=sorted(set(near["kind"])))
    )  # fmt: skip
    pooled = findings.last_step(
        page.rows("scores", family=FAMILY, metric="edit_similarity", knob="all")
    )
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
        alt=f"{title}. Exact match and edit similarity of written answers against hops.",
        caption="The same answers scored twice. All-or-nothing scores turn a smooth change into a "
        "cliff: an answer of k steps is right with probability p^k.",
        table=near,
        key="sizes",
    )

# %%
with page.part("What models wrote"):
    page.written(
        FAMILY,
        "The same questions, every size",
        "The first questions of the table, not chosen by their answers.",
    )

# %% [markdown]
# Chains have a next link; nesting has none. What was opened last closes first, and everything that
# was opened and closed meanwhile has to be forgotten: shapes of brackets, or the noun that a
# verb belongs to, behind relative clauses inside relative clauses.

# %%
with page.part("Right answers against depth"):
    nesting = page.rows("scores", family="nesting", metric="accuracy")
    depth, whole = (
        findings.last_step(nesting[nesting["knob"] == knob]) for knob in ("depth", "all")
    )
    kinds = sorted(depth["kind"].unique())
    title = ". ".join(
        findings.over_sizes(f"right {kind}", rows, page.sizes, plural=True)
        for kind, rows in whole.groupby("kind")
    )

    def draw(canvas):
        figures.share_panels(
            canvas, depth, "kind", {kind: kind for kind in kinds}, x="knob_number",
            sizes=page.sizes, shares="right answers", label="levels", height=300,
        )  # fmt: skip

    page.figure(
        draw,
        name="depth",
        title=title,
        alt=f"{title}. Share of right answers against depth, one panel a kind.",
        caption="Levels from the opener in question inwards. Kinds that are open, and how often, "
        "say nothing about the answer, so nothing but the order of what was opened helps. The "
        "deepest questions lie beyond what training closed.",
        table=depth,
        key="sizes",
    )
