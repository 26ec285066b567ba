# %% [markdown]
# # Instructions

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "instructions"

# %%
from sizewise.report import chapter, figures, findings, palette, planted

TABLES = ["analysis/sizes", "analysis/scores", "analysis/constraints", "analysis/examples"]
CLAIMS = ["A7"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
FAMILY = "instructions"
PANELS = 4


def named(frame, value, low="low", high="high"):
    """The frame with the columns that curves are drawn from."""
    taken = {value: "value", low: "low", high: "high"}
    others = [column for column in ("value", "low", "high") if column not in taken]
    return frame.drop(columns=others, errors="ignore").rename(columns=taken)


def of_pages(values):
    """A few of `values`, spread evenly, the largest among them."""
    values = sorted(values)
    count = min(PANELS, len(values))
    places = [round((i + 1) * len(values) / count) - 1 for i in range(count)]
    return [values[place] for place in places]


# %%
with page.lead_or_missing():
    whole = planted.scores(page, FAMILY, knob="all")
    single = planted.scores(page, FAMILY, metric="satisfied", knob="all")
    page.lead(
        findings.over_sizes("answers that meet every constraint", whole, page.sizes, plural=True)
        + ". "
        + findings.over_sizes("the share of single constraints met", single, page.sizes)
        + "."
    )

# %%
page.verdict(*CLAIMS)

# %% [markdown]
# An instruction asks for a line of words that meets several constraints at once: how many words,
# the first and the last, which to include or to leave out, which comes before which, how long they
# are, which to repeat. Their order is shuffled, the model writes the line, and programs check each
# constraint. Every instruction can be met, and the longest ones ask for more at once than any in
# training.

# %%
with page.part("Which constraints are met, by their place"):
    table = findings.last_step(page.rows("constraints"))
    places = named(table[table["position"].notna() & (table["constraints"] > 1)], "satisfied")
    if places.empty:
        raise chapter.MissingData("constraints.parquet has no instructions of several constraints")
    shown = of_pages(places["constraints"].unique())
    single = planted.scores(page, FAMILY, metric="satisfied", knob="all")
    title = findings.over_sizes("the share of single constraints met", single, page.sizes)

    def draw(canvas):
        titles = [f"{number} constraints" for number in shown]
        panels = canvas.panels(len(shown), height=250, columns=2, titles=titles, sharex=False)
        for axes, number in zip(panels, shown, strict=True):
            rows = places[places["constraints"] == number]
            figures.share_axis(axes, label="met")
            figures.curves(axes, rows, "position", page.sizes)
            figures.linear_ticks(axes, rows["position"], label="place in the instruction")

    page.figure(
        draw,
        name="places",
        title=title,
        alt="Share of met constraints against their place in the instruction, one panel "
        "a number of constraints.",
        caption="The claim: a small model meets the first constraint and drops the rest, which is "
        "a line that falls to the right. Each kind of constraint is as likely at every place, so a "
        "place is neither easier nor harder by itself.",
        table=places,
        key="sizes",
    )

# %%
with page.part("All at once"):
    table = findings.last_step(page.rows("constraints", position=None))
    together = named(table, "all_satisfied", "all_low", "all_high")
    apart = named(table, "product", "product_low", "product_high")
    most = together["constraints"].max()
    title = findings.over_sizes(
        f"answers that meet all {most:g} constraints",
        together[together["constraints"] == most], page.sizes, plural=True,
    )  # fmt: skip
    names = [size for size in page.sizes.names if size in set(table["size"])]

    def draw(canvas):
        panels = canvas.panels(len(names), height=230, titles=names)
        for axes, size in zip(panels, names, strict=True):
            figures.share_axis(axes, label="meet all")
            for frame, colour, line in (
                (apart, palette.MUTED, "--"), (together, page.sizes.colour(size), "-")
            ):  # fmt: skip
                one = frame[frame["size"] == size]
                figures.curve(axes, one, "constraints", colour=colour, line=line)
            figures.linear_ticks(axes, table["constraints"], label="constraints")

    page.figure(
        draw,
        name="all-at-once",
        title=title,
        alt="Share of answers that meet all constraints against their number, beside "
        "the product of the shares at single places, one panel a size.",
        caption="Coloured: answers that meet all constraints. Grey, dashed: the product of the "
        "shares met at each place, which is what independent constraints would give. Where the "
        "coloured line lies above, constraints are met or missed together.",
        table=table,
        key="sizes",
    )

# %%
with page.part("When it forms"):
    PARTS = {"satisfied": "single constraints", "accuracy": "all constraints of an answer"}
    growth = page.rows("scores", family=FAMILY, metric=list(PARTS), knob="all")
    whole = findings.last_step(growth[growth["metric"] == "accuracy"])
    title = findings.over_sizes(
        "answers that meet every constraint", whole, page.sizes, plural=True
    )
    planted.share_figure(
        page, growth, PARTS, by="metric", x="step", shares="met", name="formation", title=title,
        alt="Shares of met constraints and of answers that meet all, against training steps.",
        caption="Over all instructions, at the checkpoints that were evaluated. Some constraints "
        "are met by chance: docs/families.md has the share of each kind.",
    )  # fmt: skip

# %%
with page.part("What models wrote"):
    planted.written(
        page,
        FAMILY,
        title="The same instructions, every size",
        note="The first instructions of the table, not chosen by their answers. The target is one "
        "answer of many: an answer is right where it meets every constraint.",
    )
