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


def last_step(frame):
    return frame[frame["step"] == frame["step"].max()]


# %%
with page.lead_or_missing():
    whole = last_step(page.rows("scores", family=FAMILY, metric="accuracy", knob="all"))
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
# may write each hop down first. Chains in the questions are longer than most of those in training.

# %%
with page.part("Right answers against hops"):
    hops = last_step(page.rows("scores", family=FAMILY, metric="accuracy", knob="hops"))
    whole = last_step(page.rows("scores", family=FAMILY, metric="accuracy", knob="all"))
    kinds = sorted(hops["kind"].unique())
    title = findings.over_sizes(
        f"right {kinds[0]} answers", whole[whole["kind"] == kinds[0]], page.sizes, plural=True
    )
    # Who has learned which names are ends, and not which chain they end, guesses among the ends.
    scores = page.read("scores")
    among = scores[(scores["family"] == FAMILY) & (scores["knob"] == "chains")]
    plateaus = sorted(set(among["knob_number"].dropna()))

    def draw(canvas):
        panels = canvas.panels(len(kinds), height=300, columns=2, titles=kinds)
        for axes, kind in zip(panels, kinds, strict=True):
            rows = hops[hops["kind"] == kind]
            figures.share_axis(axes, label="right answers")
            for size in page.sizes.names:
                one = rows[rows["size"] == size]
                if len(one):
                    figures.curve(axes, one, "knob_number", colour=page.sizes.colour(size))
            figures.linear_ticks(axes, rows["knob_number"], label="hops")
            chance = rows["chance"].dropna()
            if len(chance):
                figures.reference(axes, chance.mean(), "chance", above=False, right=True)
                for number in plateaus:
                    figures.reference(
                        axes, 1 / number, f"plateau: one of {number:g} ends", right=True
                    )

    page.figure(
        draw,
        name="hops",
        title=title,
        alt=f"{title}. Share of right answers against hops, one panel a way of answering.",
        caption="Chance is a guess among all choices. The plateau is a guess among the ends of "
        "the chains in the question: a stage that models pass through, not an ability.",
        table=hops,
        key="sizes",
    )

# %%
with page.part("When it forms"):
    growth = page.rows("scores", family=FAMILY, metric="accuracy", knob="all")
    kinds = sorted(growth["kind"].unique())
    title = findings.formation(growth, page.sizes)

    def draw(canvas):
        panels = canvas.panels(len(kinds), height=260, columns=2, titles=kinds)
        for axes, kind in zip(panels, kinds, strict=True):
            rows = growth[growth["kind"] == kind]
            figures.share_axis(axes, label="right answers")
            for size in page.sizes.names:
                one = rows[rows["size"] == size]
                if len(one):
                    figures.curve(axes, one, "step", colour=page.sizes.colour(size))
            figures.count_axis(axes, rows["step"], label="step")
            chance = rows["chance"].dropna()
            if len(chance):
                figures.reference(axes, chance.mean(), "chance", above=False)

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
    near = last_step(page.rows("scores", family=FAMILY, metric="edit_similarity", knob="hops"))
    exact = last_step(
        page.rows("scores", family=FAMILY, metric="accuracy", knob="hops",
                  kind=sorted(set(near["kind"])))
    )  # fmt: skip
    pooled = last_step(page.rows("scores", family=FAMILY, metric="edit_similarity", knob="all"))
    title = findings.over_sizes("closeness of written answers to the right text", pooled,
                                page.sizes)  # fmt: skip

    def draw(canvas):
        panels = canvas.panels(
            2, height=260, columns=2, titles=["exactly right", "edit similarity"]
        )
        for axes, frame in zip(panels, (exact, near), strict=True):
            figures.share_axis(axes, label="score")
            for size in page.sizes.names:
                one = frame[frame["size"] == size]
                if len(one):
                    figures.curve(axes, one, "knob_number", colour=page.sizes.colour(size))
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
    examples = page.rows("examples", family=FAMILY)
    examples = last_step(examples[examples["generated"].notna()])
    if examples.empty:
        raise chapter.MissingData("examples.parquet has no generated answers")
    prompts = list(dict.fromkeys(examples["prompt"]))[:4]
    rank = {size: index for index, size in enumerate(page.sizes.names)}
    chosen = examples[examples["prompt"].isin(prompts)]
    chosen = chosen.sort_values("size", key=lambda column: column.map(rank), kind="stable")
    page.note("The first questions of the table, not chosen by their answers.")
    page.examples(chosen, "The same questions, every size")
