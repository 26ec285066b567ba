# %% [markdown]
# # Capacity

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "capacity"

# %%
import numpy as np
from sizewise.report import chapter, figures, palette, planted
from sizewise.report.messages import said
from sizewise.study.messages import say

TABLES = ["analysis/capacity"]
CLAIMS = ["A1"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
COUNTED = {"provable": say("capacity-provable"), "chosen": say("capacity-chosen")}


def whole_table():
    """All rows. Raises MissingData where the study has no arm on a stream of records."""
    rows = page.of_all_arms("capacity")
    if rows.empty:
        raise chapter.MissingData(say("capacity-not-run"))
    return rows


def held_by_arm():
    """Rows of all kinds together, with bits planted and held for each live parameter."""
    rows = whole_table()
    rows = rows[rows["kind"] == "all"].copy()
    rows["planted"] = rows["planted_bits"] / rows["live"]
    for column, part in (("value", "share"), ("low", "low"), ("high", "high")):
        rows[column] = rows[part].clip(0, 1) * rows["planted"]
    return rows.sort_values(["exposures", "planted"])


# %%
with page.lead_or_missing():
    proven = held_by_arm().query("counted == 'provable'")
    page.lead(planted.sentences(
        say("capacity-most", size=most["size"], bits=float(most["value"]),
            exposures=int(most["exposures"]), limit=float(most["limit"]))
        for _, rows in proven.groupby("exposures")
        for most in [rows.loc[rows["value"].idxmax()]]
    ))  # fmt: skip

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("capacity-about-a-picture"), say("capacity-about-counting"))

# %%
with page.part(say("capacity-held")):
    held = held_by_arm()
    exposures = sorted(held["exposures"].unique())
    colours = dict(zip(exposures, palette.MARKS, strict=False))
    fullest = held.loc[held[held["counted"] == "provable"]["planted"].idxmax()]

    def draw(canvas):
        panels = canvas.panels(2, height=300, columns=2, titles=list(COUNTED.values()))
        ends = [held["planted"].min() / 1.3, held["planted"].max() * 1.3]
        # All that is planted is held: a curve, as the axis of what is planted is logarithmic.
        every = np.geomspace(*ends, 200)
        top = 1.2 * held[["high", "value", "limit"]].max(axis=None)
        for axes, counted in zip(panels, COUNTED, strict=True):
            axes.plot(every, every, color=palette.MUTED, linewidth=0.9, linestyle=figures.DASHES)
            for told in exposures:
                rows = held[(held["counted"] == counted) & (held["exposures"] == told)]
                figures.curve(
                    axes, rows, "planted", colour=colours[told], line="", band=False
                )  # fmt: skip
                law = say("capacity-held-law", exposures=int(told))
                figures.reference(axes, rows["limit"].iloc[0], law)
            figures.count_axis(axes, figures.decades(*ends), label=say("capacity-held-label"))
            axes.set_xlim(*ends)
            axes.set_ylim(min(0.0, held["low"].min()) - 0.03 * top, top)
            axes.set_ylabel(said(say("capacity-held-axis")))

    page.figure(
        draw,
        name="held",
        title=say(
            "capacity-held-title", planted=float(fullest["planted"]), size=fullest["size"],
            share=float(fullest["share"]),
        ),
        alt=say("capacity-held-alt"),
        caption=say("capacity-held-caption"),
        table=held[["arm", "size", "seeds", "exposures", "counted", "planted", "value", "low",
                    "high"]],
        key=[(say("capacity-told", exposures=int(told)), c) for told, c in colours.items()],
    )  # fmt: skip

# %%
with page.part(say("capacity-which")):
    rows = whole_table().query("counted == 'provable'").sort_values(["arm", "live"])
    wide = rows.pivot_table(
        index=["arm", "size", "seeds", "exposures", "total", "live", "non_embedding",
               "planted_bits"],
        columns="kind", values="share", sort=False,
    ).reset_index()  # fmt: skip
    bits = wide["planted_bits"] * wide["all"].clip(0, 1)
    for count in ("total", "live", "non_embedding"):
        wide[f"per_{count}"] = bits / wide[count]
    for kind in ("value_of", "name_of"):
        wide[kind] = 100 * wide[kind].clip(0, 1)
    page.frame(
        wide,
        caption=say("capacity-which-caption"),
        columns={
            "size": say("capacity-column-size"),
            "seeds": say("capacity-column-seeds"), "exposures": say("capacity-column-exposures"),
            "planted_bits": say("capacity-column-planted"),
            "per_live": say("capacity-column-live"), "per_total": say("capacity-column-total"),
            "per_non_embedding": say("capacity-column-network"),
            "value_of": say("capacity-column-values"), "name_of": say("capacity-column-names"),
        },
    )  # fmt: skip
