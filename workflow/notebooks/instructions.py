# %% [markdown]
# # Instructions

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "instructions"

# %%
from sizewise.report import chapter, figures, findings, palette, planted
from sizewise.study.messages import say

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
    page.lead(planted.sentences([
        findings.over_sizes(say("instructions-whole"), whole, page.sizes),
        findings.over_sizes(say("instructions-single"), single, page.sizes),
    ]))  # fmt: skip

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("instructions-about-an-instruction"))

# %%
with page.part(say("instructions-which-constraints")):
    table = findings.last_step(page.rows("constraints"))
    places = named(table[table["position"].notna() & (table["constraints"] > 1)], "satisfied")
    if places.empty:
        raise chapter.MissingData(say("instructions-which-constraints-missing"))
    shown = of_pages(places["constraints"].unique())
    single = planted.scores(page, FAMILY, metric="satisfied", knob="all")
    title = findings.over_sizes(say("instructions-single"), single, page.sizes)

    def draw(canvas):
        titles = [say("instructions-constraints", count=int(number)) for number in shown]
        panels = canvas.panels(len(shown), height=250, columns=2, titles=titles, sharex=False)
        for axes, number in zip(panels, shown, strict=True):
            rows = places[places["constraints"] == number]
            figures.share_axis(axes, label=say("instructions-which-constraints-label"))
            figures.curves(axes, rows, "position", page.sizes)
            figures.linear_ticks(
                axes, rows["position"], label=say("instructions-which-constraints-label-2")
            )

    page.figure(
        draw,
        name="places",
        title=title,
        alt=say("instructions-which-constraints-alt"),
        caption=say("instructions-which-constraints-caption"),
        table=places,
        key="sizes",
    )

# %%
with page.part(say("instructions-all-at")):
    table = findings.last_step(page.rows("constraints", position=None))
    together = named(table, "all_satisfied", "all_low", "all_high")
    apart = named(table, "product", "product_low", "product_high")
    most = together["constraints"].max()
    title = findings.over_sizes(
        say("instructions-all-of", count=int(most)),
        together[together["constraints"] == most], page.sizes,
    )  # fmt: skip
    names = [size for size in page.sizes.names if size in set(table["size"])]

    def draw(canvas):
        panels = canvas.panels(len(names), height=230, titles=names)
        for axes, size in zip(panels, names, strict=True):
            figures.share_axis(axes, label=say("instructions-all-at-label"))
            for frame, colour, line in (
                (apart, palette.MUTED, "--"), (together, page.sizes.colour(size), "-")
            ):  # fmt: skip
                one = frame[frame["size"] == size]
                figures.curve(axes, one, "constraints", colour=colour, line=line)
            figures.linear_ticks(
                axes, table["constraints"], label=say("instructions-all-at-label-2")
            )

    page.figure(
        draw,
        name="all-at-once",
        title=title,
        alt=say("instructions-all-at-alt"),
        caption=say("instructions-all-at-caption"),
        table=table,
        key="sizes",
    )

# %%
with page.part(say("instructions-when-it")):
    PARTS = {"satisfied": say("instructions-one-each"), "accuracy": say("instructions-all-each")}
    growth = page.rows("scores", family=FAMILY, metric=list(PARTS), knob="all")
    whole = findings.last_step(growth[growth["metric"] == "accuracy"])
    title = findings.over_sizes(say("instructions-whole"), whole, page.sizes)
    planted.share_figure(
        page,
        growth,
        PARTS,
        by="metric",
        x="step",
        shares=say("instructions-which-constraints-label"),
        name="formation",
        title=title,
        alt=say("instructions-when-it-alt"),
        caption=say("instructions-when-it-caption"),
    )

# %%
with page.part(say("instructions-what-models")):
    planted.written(
        page,
        FAMILY,
        title=say("instructions-what-models-title"),
        note=say("instructions-what-models-note"),
    )
