# %% [markdown]
# # Projection to 7B and 700B

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "projection"

# %%
from sizewise.report import chapter, figures, findings, numbers, palette
from sizewise.report.messages import said
from sizewise.study.messages import Message, say

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
"""The source of what is not published."""


# %%
def lacking(law):
    """What the fit of a law to the mean of the domains lacks, as the analysis says it."""
    name = {"L(N)": "N", "L(N, D)": "N and D"}[law]
    rows = page.rows(
        "scaling", subject="domain", name="all", law=name, counted="non_embedding"
    )  # fmt: skip
    missing = rows["missing"].iloc[0]
    return Message.from_text(missing) if isinstance(missing, str) else say("projection-lacks")


def losses(own):
    """Rows of the projected losses: this ladder's, or the published laws'."""
    rows = page.read("projection")
    rows = rows[(rows["source"] == OWN) == own]
    if rows.empty:
        raise chapter.MissingData(
            say("projection-no-law", why=lacking("L(N)")) if own else say("projection-no-published")
        )
    return rows.reset_index(drop=True)


def spread(values):
    """'0.140 to 0.145': the range over laws."""
    low, high = float(values.min()), float(values.max())
    if numbers.plain(low) == numbers.plain(high):
        return say("projection-one", value=low)
    return say("projection-range", low=low, high=high)


def own_gap():
    """Our gap by the law in size alone, with non-embedding parameters."""
    rows = losses(own=True)
    rows = rows[(rows["law"] == "L(N)") & (rows["parameters"] == "non_embedding")]
    return rows[rows["size"] == GAP].iloc[0]


def published_text():
    """What published laws say of the gap and of the level, as a clause."""
    rows = losses(own=False)
    gap, level = (rows.loc[rows["size"] == size, "value"] for size in (GAP, SMALL))
    return say("projection-published", laws=len(gap), gap=spread(gap), level=spread(level))


with page.lead_or_missing():
    lead = [say("projection-lead", published=published_text())]
    try:
        row = own_gap()
        lead.append(say(
            "projection-own", reach=float(row["reach_parameters"]),
            gap=findings.estimate_message(row["value"], row["low"], row["high"]),
        ))  # fmt: skip
    except chapter.MissingData:
        pass
    page.lead(say("sentences", parts=lead))

# %%
page.text(say("projection-about-the-essays"))

# %%
with page.part(say("projection-the-loss")):
    rows = losses(own=False)
    gaps = rows[rows["size"] == GAP].reset_index(drop=True)
    levels = rows[rows["size"] != GAP].reset_index(drop=True)
    title = say(
        "projection-agree", gap=spread(gaps["value"]),
        level=spread(levels.loc[levels["size"] == SMALL, "value"]),
    )  # fmt: skip
    LOOK = dict(zip((SMALL, LARGE), zip(palette.MARKS, palette.SHAPES, strict=False), strict=False))

    def draw(canvas):
        laws = list(gaps["law"])
        panels = canvas.panels(
            2,
            height=60 + 34 * len(laws),
            titles=[say("projection-the-loss-panel-level"), say("projection-the-loss-panel-gap")],
            sharex=False,
        )
        for size, (colour, marker) in LOOK.items():
            one = levels[levels["size"] == size].set_index("law").loc[laws]
            panels[0].plot(one["value"], range(len(laws)), marker, color=colour)
        panels[1].plot(gaps["value"], range(len(laws)), "D", color=palette.MARKS[2])
        panels[1].set_xlim(0, gaps["value"].max() * 1.15)
        for axes in panels:
            axes.set_xlabel(said(say("projection-the-loss-axis")))
            axes.set_ylim(len(laws) - 0.5, -0.5)
        panels[0].set_yticks(range(len(laws)), laws if canvas.is_wide else [
            law.split(" et al. ")[0] for law in laws
        ])  # fmt: skip

    page.figure(
        draw,
        name="published-losses",
        title=title,
        alt=say("projection-the-loss-alt"),
        caption=say("projection-the-loss-caption"),
        source=say("projection-the-loss-source"),
        table=rows,
        key=list(zip(LOOK, palette.MARKS, palette.GLYPHS, strict=False)),
    )

# %%
with page.part(say("projection-what-this")):
    rows = losses(own=True)
    order = rows["size"].map([SMALL, LARGE, GAP].index)
    rows = rows.assign(order=order)
    rows = rows.sort_values(["law", "order"], kind="stable")
    CAPTIONS = {
        "L(N)": say("projection-by-size"),
        "L(N, D)": say("projection-by-size-and-tokens"),
    }
    for law, caption in CAPTIONS.items():
        one = rows[rows["law"] == law]
        if one.empty:
            page.note(say("projection-not-fitted", law=law, why=lacking(law)))
            continue
        page.frame(
            one,
            caption=caption,
            columns={
                "size": say("projection-column-size"),
                "parameters": (
                    say("projection-column-parameters-counted"),
                    lambda name: say("counted", name=name),
                ),
            },
            estimates={say("projection-column-projected-loss"): ("value", "low", "high")},
        )
    page.text(say("projection-what-this-text"))

# %%
page.verdict(*CLAIMS)

# %%
with page.part(say("projection-how-much")):
    rows = page.read("projection_capacity")
    if rows.empty:
        raise chapter.MissingData(say("projection-how-much-missing"))
    whole = rows.groupby(["capacity", "source", "bits_per_parameter", "size"], sort=False).agg(
        capacity_bits=("capacity_bits", "first"), low=("share", "min"), high=("share", "max"),
        stream_low=("stream_bits", "min"), stream_high=("stream_bits", "max"),
    ).reset_index()  # fmt: skip
    most = whole[whole["source"] != OWN].sort_values("high").iloc[-1]
    page.text(say(
        "projection-hold", low=float(most["stream_low"]), high=float(most["stream_high"]),
        bits=float(most["bits_per_parameter"]), size=most["size"],
        holds=float(most["capacity_bits"]), share=float(most["high"]),
        lost="yes" if most["high"] < 0.5 else "no",
    ))  # fmt: skip
    held = whole.assign(
        bits=[numbers.short(bits) for bits in whole["capacity_bits"]],
        part=[
            say("projection-shares", low=float(low), high=float(high))
            for low, high in zip(whole["low"], whole["high"], strict=True)
        ],
    )
    page.frame(
        held,
        caption=say("projection-how-much-caption"),
        columns={
            "capacity": say("projection-column-what-is-stored"),
            "source": (
                say("projection-column-source"),
                lambda name: say("projection-own-source") if name == OWN else name,
            ),
            "bits_per_parameter": say("projection-column-bits-a-parameter"),
            "size": say("projection-column-size"),
            "bits": say("projection-column-bits"),
            "part": say("projection-column-share-of-the"),
        },
    )

# %%
with page.part(say("projection-exposures-that")):
    rows = page.read("projection_exposures")
    if rows.empty:
        raise chapter.MissingData(say("projection-exposures-that-missing"))
    rows = rows.rename(columns={"exposures": "value"})
    measured, carried = rows[rows["measured"]], rows[~rows["measured"]]
    ends = [
        findings.estimate_message(row["value"], row["low"], row["high"])
        for _, row in carried.iterrows()
    ]
    title = say("projection-exposures", small=ends[0], large=ends[1])

    def draw(canvas):
        (axes,) = canvas.panels(1, height=300)
        joined = rows.sort_values("non_embedding")
        axes.plot(joined["non_embedding"], joined["value"], ":", color=palette.MUTED, zorder=1)
        figures.curve(axes, measured, "non_embedding", colour=palette.MARKS[0], band=False)
        figures.curve(
            axes, carried, "non_embedding", colour=palette.MARKS[1], marker="s", line="",
            band=False,
        )  # fmt: skip
        figures.count_axis(axes, joined["non_embedding"], label=say("axis-parameters"))
        low, high = joined["low"].min(), joined["high"].max()
        ticks = figures.decades(max(low, 0.1) / 2, high * 2)
        figures.count_axis(axes, ticks, which="y", label=say("projection-exposures-that-label-2"))
        axes.set_ylim(max(low, 0.05) / 1.4, high * 1.4)

    page.figure(
        draw,
        name="exposures",
        title=title,
        alt=say("projection-exposures-that-alt"),
        caption=say("projection-exposures-that-caption"),
        table=rows,
        key=[
            (say("projection-measured"), palette.MARKS[0], "●"),
            (say("projection-carried"), palette.MARKS[1], "■"),
        ],
    )

# %%
with page.part(say("projection-how-far")):
    rows = page.read("projection")
    rows = rows[
        (rows["size"] == LARGE) & rows["parameters"].isin(["non_embedding", "as published"])
    ]
    if rows.empty:
        raise chapter.MissingData(say("projection-how-far-missing"))

    def factor(value):
        """A factor in words, or that it is not known."""
        return say("factor", value=value) if value == value else say("projection-not-stated")

    reach = rows.assign(
        parameters=[factor(value) for value in rows["reach_parameters"]],
        tokens=[factor(value) for value in rows["reach_tokens"]],
    )
    page.frame(
        reach,
        caption=say("projection-reach-caption"),
        columns={
            "law": say("projection-column-law"),
            "source": (
                say("projection-column-source"),
                lambda name: say("projection-own-source") if name == OWN else name,
            ),
            "parameters": say("projection-column-beyond-in-parameters"),
            "tokens": say("projection-column-beyond-in-tokens"),
        },
    )
    page.text(say("projection-how-far-text"))
