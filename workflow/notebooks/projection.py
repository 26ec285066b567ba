# %% [markdown]
# # Projection to 7B and 700B

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "projection"

# %%
from sizewise.report import chapter, figures, numbers, palette

TABLES = [
    "analysis/sizes",
    "analysis/projection",
    "analysis/projection_capacity",
    "analysis/projection_exposures",
    "analysis/scaling",
]
CLAIMS = ["A1"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
SMALL, LARGE = "7B", "700B"
GAP = f"{SMALL} − {LARGE}"
OWN = "this ladder"
COUNTS = {
    "non_embedding": "non-embedding",
    "non_embedding_and_head": "non-embedding and output head",
    "total": "total",
}


# %%
def lacking(law):
    """What the fit of a law to the mean of the domains lacks, as the analysis says it."""
    name = {"L(N)": "N", "L(N, D)": "N and D"}[law]
    rows = page.rows(
        "scaling", subject="domain", name="all", law=name, counted="non_embedding"
    )  # fmt: skip
    missing = rows["missing"].iloc[0]
    return missing if isinstance(missing, str) else "a size or a checkpoint lacks its loss"


def losses(own):
    """Rows of the projected losses: this ladder's, or the published laws'."""
    rows = page.read("projection")
    rows = rows[(rows["source"] == OWN) == own]
    if rows.empty:
        raise chapter.MissingData(
            f"this ladder has no law to carry on: {lacking('L(N)')}"
            if own
            else "published laws were not given to the analysis"
        )
    return rows.reset_index(drop=True)


def spread(values, unit):
    """'0.140 to 0.145 nats a token': the range over laws."""
    low, high = (numbers.plain(end) for end in (values.min(), values.max()))
    return f"{low} to {high} {unit}" if low != high else f"{low} {unit}"


def own_gap():
    """Our gap by the law in size alone, with non-embedding parameters."""
    rows = losses(own=True)
    rows = rows[(rows["law"] == "L(N)") & (rows["parameters"] == "non_embedding")]
    return rows[rows["size"] == GAP].iloc[0]


def published_text():
    """What published laws say of the gap and of the level, as a clause."""
    rows = losses(own=False)
    gap, level = (rows.loc[rows["size"] == size, "value"] for size in (GAP, SMALL))
    return (
        f"{len(gap)} published laws put {LARGE} {spread(gap, 'nats a token')} below {SMALL}, and "
        f"{SMALL} itself at {spread(level, 'nats a token')}"
    )


with page.lead_or_missing():
    lead = f"After 15T tokens, {published_text()}"
    try:
        row = own_gap()
        value = numbers.estimate(row["value"], row["low"], row["high"], row["unit"])
        reach = numbers.times(row["reach_parameters"])
        lead += (
            f". This ladder’s own projection of the gap is {value}, {reach} beyond its largest size"
        )
    except chapter.MissingData:
        pass
    page.lead(lead + ".")

# %% [markdown]
# The essays ask about 7B and 700B parameters after 15 trillion tokens. Nobody has trained that
# pair on the same tokens, so what stands here is a **projection**: a law carried to where nothing
# was measured. It has no target that could show it wrong, so it is no forecast. Our own numbers
# are bits a byte of our held-out text, published ones nats a token of other texts. They stand
# beside each other and are never put together.

# %%
with page.part("The loss of both, and the gap"):
    rows = losses(own=False)
    gaps = rows[rows["size"] == GAP].reset_index(drop=True)
    levels = rows[rows["size"] != GAP].reset_index(drop=True)
    title = (
        f"Laws agree on the gap, {spread(gaps['value'], 'nats')}, more than on the level of "
        f"{SMALL}, {spread(levels.loc[levels['size'] == SMALL, 'value'], 'nats')}"
    )
    LOOK = dict(zip((SMALL, LARGE), zip(palette.MARKS, palette.SHAPES, strict=False), strict=False))

    def draw(canvas):
        laws = list(gaps["law"])
        panels = canvas.panels(
            2, height=60 + 34 * len(laws), titles=["Level", "Gap"], sharex=False
        )  # fmt: skip
        for size, (colour, marker) in LOOK.items():
            one = levels[levels["size"] == size].set_index("law").loc[laws]
            panels[0].plot(one["value"], range(len(laws)), marker, color=colour)
        panels[1].plot(gaps["value"], range(len(laws)), "D", color=palette.MARKS[2])
        panels[1].set_xlim(0, gaps["value"].max() * 1.15)
        for axes in panels:
            axes.set_xlabel("nats a token")
            axes.set_ylim(len(laws) - 0.5, -0.5)
        panels[0].set_yticks(range(len(laws)), laws if canvas.is_wide else [
            law.split(" et al. ")[0] for law in laws
        ])  # fmt: skip

    page.figure(
        draw,
        name="published-losses",
        title=title,
        alt="Level of both sizes and gap between them, a row a published law.",
        caption="Loss of 7B and of 700B parameters after 15T tokens by the constants of published "
        "laws, and the difference of the two. The floor and the token term, on which laws differ "
        "most, drop out of a difference. Single constants were published with standard errors, but "
        "not with their correlations, so these points have no intervals; the scatter of the laws "
        "is what there is.",
        source="Published constants",
        table=rows,
        key=list(zip(LOOK, palette.MARKS, palette.GLYPHS, strict=False)),
    )

# %%
with page.part("What this ladder says"):
    rows = losses(own=True)
    order = rows["size"].map([SMALL, LARGE, GAP].index)
    rows = rows.assign(count=rows["parameters"].map(COUNTS), order=order)
    rows = rows.sort_values(["law", "order"], kind="stable")
    for law, text in (
        ("L(N)", "By the law in size alone, at this study’s own tokens: what more parameters would "
         "do with the data that this ladder read."),
        ("L(N, D)", "By the law in size and tokens, at 15T tokens. Its checkpoints lie on one "
         "schedule of the learning rate, so its token term is rough."),
    ):  # fmt: skip
        one = rows[rows["law"] == law]
        if one.empty:
            page.note(f"{law}: not fitted. {lacking(law)}.")
            continue
        page.frame(
            one,
            caption=f"{text} Bits a byte of held-out text, mean over domains.",
            columns={"size": "size", "count": "parameters counted"},
            estimates={"projected loss": ("value", "low", "high")},
        )
    page.text(
        "Which parameters are counted decides how steep a small ladder looks: in its smallest "
        "sizes most parameters are embeddings. The rows of the gap show how much that moves. The "
        "interval holds the noise of seeds and passages, and the error that the law made on sizes "
        "at the end of the ladder when they were left out, carried on in proportion to the decades "
        "between. That errors grow no faster so far outside is assumed, and cannot be tested here."
    )

# %%
page.verdict(*CLAIMS)

# %%
with page.part("How much of the stream could be held"):
    rows = page.read("projection_capacity")
    if rows.empty:
        raise chapter.MissingData("published capacities were not given to the analysis")
    whole = rows.groupby(["capacity", "source", "bits_per_parameter", "size"], sort=False).agg(
        capacity_bits=("capacity_bits", "first"), low=("share", "min"), high=("share", "max"),
        stream_low=("stream_bits", "min"), stream_high=("stream_bits", "max"),
    ).reset_index()  # fmt: skip
    most = whole[whole["source"] != OWN].sort_values("high").iloc[-1]
    page.text(
        f"What 15T tokens hold beyond what can be foreseen is {numbers.short(most['stream_low'])} "
        f"to {numbers.short(most['stream_high'])} bits, by the levels above. At "
        f"{numbers.plain(most['bits_per_parameter'])} bits a parameter, the most that was "
        f"published, {most['size']} parameters hold {numbers.short(most['capacity_bits'])} bits, "
        f"{numbers.share(most['high'])} of it at most."
        + (" At both sizes the picture has lost most of it." if most["high"] < 0.5 else "")
    )
    held = whole.assign(
        bits=[numbers.short(bits) for bits in whole["capacity_bits"]],
        part=[
            f"{numbers.share(low)} to {numbers.share(high)}"
            for low, high in zip(whole["low"], whole["high"], strict=True)
        ],
    )
    page.frame(
        held,
        caption="Capacity against the information of the stream; the range is over published "
        "laws. The ladder’s own row is what it stored of its planted facts at the size that "
        "stored most a parameter: there are only so many facts to store, so it is a lower bound.",
        columns={
            "capacity": "what is stored", "source": "source", "bits_per_parameter":
            "bits a parameter", "size": "size", "bits": "bits", "part": "share of the stream",
        },
    )  # fmt: skip

# %%
with page.part("Exposures that a fact needs"):
    rows = page.read("projection_exposures")
    if rows.empty:
        raise chapter.MissingData("A2 has no exponent of exposures in size in this study")
    rows = rows.rename(columns={"exposures": "value"})
    measured, carried = rows[rows["measured"]], rows[~rows["measured"]]
    ends = [
        numbers.estimate(row["value"], row["low"], row["high"]) for _, row in carried.iterrows()
    ]
    title = (
        f"Carried on, the law needs {ends[0]} exposures for half recall at {SMALL} and {ends[1]} "
        f"at {LARGE}"
    )

    def draw(canvas):
        (axes,) = canvas.panels(1, height=300)
        joined = rows.sort_values("non_embedding")
        axes.plot(joined["non_embedding"], joined["value"], ":", color=palette.MUTED, zorder=1)
        figures.curve(axes, measured, "non_embedding", colour=palette.MARKS[0], band=False)
        figures.curve(
            axes, carried, "non_embedding", colour=palette.MARKS[1], marker="s", line="",
            band=False,
        )  # fmt: skip
        figures.count_axis(axes, joined["non_embedding"], label="non-embedding parameters")
        low, high = joined["low"].min(), joined["high"].max()
        ticks = figures.decades(max(low, 0.1) / 2, high * 2)
        figures.count_axis(axes, ticks, which="y", label="exposures for half recall")
        axes.set_ylim(max(low, 0.05) / 1.4, high * 1.4)

    page.figure(
        draw,
        name="exposures",
        title=title,
        alt="Exposures for half recall against parameters, measured and carried on.",
        caption="Measured at this ladder’s sizes, after this study’s tokens; carried by their "
        "power law to sizes and streams that nobody trained here. A larger stream also has more "
        "facts that compete for the same parameters, which this law knows nothing of.",
        table=rows,
        key=[("measured", palette.MARKS[0], "●"), ("projection", palette.MARKS[1], "■")],
    )

# %%
with page.part("How far outside the data this reaches"):
    rows = page.read("projection")
    rows = rows[
        (rows["size"] == LARGE) & rows["parameters"].isin(["non_embedding", "as published"])
    ]
    if rows.empty:
        raise chapter.MissingData("no law was fitted and none was given to the analysis")

    def factor(value):
        """A factor in words, or that it is not known."""
        return numbers.times(value) if value == value else "not stated"

    reach = rows.assign(
        parameters=[factor(value) for value in rows["reach_parameters"]],
        tokens=[factor(value) for value in rows["reach_tokens"]],
    )
    page.frame(
        reach,
        caption=f"{LARGE} parameters and 15T tokens over the largest that each law has seen.",
        columns={
            "law": "law", "source": "source", "parameters": "beyond in parameters",
            "tokens": "beyond in tokens",
        },
    )  # fmt: skip
    page.text(
        "A law that fits where it was fitted says little about decades beyond: floors, breaks "
        "and the mix of the data all change on the way. These numbers say what the "
        "laws imply, so that a reader can see how much of an answer at 7B and 700B is law and how "
        "much is measurement."
    )
