# %% [markdown]
# # Reward

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "reward"

# %%
import pandas as pd
from sizewise.report import chapter, figures, findings, palette, planted
from sizewise.report.messages import said
from sizewise.study.messages import say

TABLES = [
    "analysis/sizes",
    "analysis/reward_scores",
    "analysis/reward_slopes",
    "analysis/reward_updates",
    "analysis/reward_lost",
]
CLAIMS = ["B4", "B5"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
FAMILIES = ["deductions", "feelings"]
SOURCES = ["parent", "exact", "learned"]
LOOK = {source: (palette.MARKS[i], palette.SHAPES[i]) for i, source in enumerate(SOURCES)}
NAMES = [say("reward-source", name=source) for source in SOURCES]
KEY = list(zip(NAMES, palette.MARKS, palette.GLYPHS, strict=False))
FAMILY = (say("column-family"), lambda name: say("family", name=name))
SOURCE = (say("reward-column-source"), lambda name: say("reward-source", name=name))
# Of the right answers, below their most: less is noise of the questions that were asked.
LEAST_FALL = 0.02


# %%
def rows_of(table):
    """A table of the arms by reward. Raises MissingData where the study has none."""
    rows = page.read(table)
    if rows.empty:
        raise chapter.MissingData(say("reward-not-run"))
    return rows


def change_text(row):
    """What reward does to one family's size slope."""
    gap = findings.Estimate(row["change"], row["change_low"], row["change_high"])
    way = "none" if not gap.excludes_zero else "flatter" if gap.value < 0 else "steeper"
    return say(
        "reward-change", way=way, family=row["family"], source=row["source"],
        estimate=findings.estimate_message(gap.value, gap.low, gap.high),
        caveat=say("nothing") if way == "none" else findings.caveat(page.sizes),
    )  # fmt: skip


def changes():
    """One such clause for each arm of the study."""
    rows = rows_of("reward_slopes").dropna(subset="change")
    return [change_text(row) for row in rows.to_dict("records")]


def worse_on_held_out(scores):
    """Where a learned reward costs right answers to held-out items, intervals apart."""
    scores = scores[scores["setting"].isna()].set_index(["source", "family", "size"])
    found = []
    for (_, family, size), after in scores[scores.index.isin(["learned"], level=0)].iterrows():
        before = scores.loc["parent", family, size]
        if after["high"] < before["low"]:
            found.append(say(
                "reward-worse", family=family, size=size, before=float(before["value"]),
                after=float(after["value"]),
            ))  # fmt: skip
    return found


with page.lead_or_missing():
    page.lead(planted.sentences(say("reward-capital", clause=one) for one in changes()))

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("reward-about-training"), say("reward-about-rewards"))

# %%
with page.part(say("reward-scores")):
    rows = rows_of("reward_scores")
    rows = rows[rows["setting"].isna()]
    present = [family for family in FAMILIES if family in set(rows["family"])]

    def draw(canvas):
        titles = [say("family", name=family) for family in present]
        panels = canvas.panels(len(present), height=290, columns=2, titles=titles)
        for axes, family in zip(panels, present, strict=True):
            here = rows[rows["family"] == family]
            figures.size_axis(axes, page.sizes)
            figures.share_axis(axes, label=say("reward-scores-label"))
            axes.set_ylim(min(0.0, here["low"].min(), here["value"].min()) - 0.03, 1.04)
            figures.kind_curves(axes, here, "source", LOOK, page.sizes)

    page.figure(
        draw,
        name="scores",
        title=say("reward-capital", clause=say("clauses", parts=changes())),
        alt=say("reward-scores-alt"),
        caption=say("reward-scores-caption"),
        table=rows,
        key=KEY,
    )

# %%
with page.part(say("reward-slopes")):
    page.frame(
        rows_of("reward_slopes"),
        caption=say("reward-slopes-caption"),
        columns={"family": FAMILY, "source": SOURCE},
        estimates={
            say("reward-column-slope"): ("slope", "low", "high"),
            say("reward-column-change"): ("change", "change_low", "change_high"),
        },
    )

# %%
with page.part(say("reward-hacking")):
    rows = rows_of("reward_updates")
    rows = rows[rows["source"] == "learned"].sort_values("update")
    if rows.empty:
        raise chapter.MissingData(say("reward-hacking-missing"))
    present = [family for family in FAMILIES if family in set(rows["family"])]
    fallen = []
    for (family, size), one in rows.groupby(["family", "size"], sort=False):
        best, last = one.loc[one["right"].idxmax()], one.iloc[-1]
        if last["right"] < best["right"] - LEAST_FALL and last["reward"] > best["reward"]:
            fallen.append(say(
                "reward-hacked", family=family, size=size, most=float(best["right"]),
                update=int(best["update"]), last=float(last["right"]),
            ))  # fmt: skip
    found = [say("reward-hacking-found", cases=fallen) if fallen else say("reward-hacking-none")]
    # The reward can be wrong about questions that no update asked.
    if worse := worse_on_held_out(page.read("reward_scores")):
        found.append(say("reward-held-out-worse", cases=worse))

    def draw(canvas):
        titles = [say("reward-hacking-paid", family=family) for family in present]
        titles += [say("reward-hacking-true", family=family) for family in present]
        # Nats above, shares below: two scales.
        panels = canvas.panels(
            len(titles), height=240, columns=len(present), titles=titles, sharey=False
        )
        places = [(column, family) for column in ("reward", "right") for family in present]
        for axes, (column, family) in zip(panels, places, strict=True):
            here = rows[rows["family"] == family].assign(low=float("nan"), high=float("nan"))
            figures.curves(axes, here.assign(value=here[column]), "update", page.sizes)
            axes.set_xlabel(said(say("reward-hacking-update")))
            if column == "right":
                figures.share_axis(axes, label=say("reward-hacking-right"))
            else:
                axes.set_ylabel(said(say("reward-hacking-nats")))

    page.figure(
        draw,
        name="hacking",
        title=say("clauses", parts=found),
        alt=say("reward-hacking-alt"),
        caption=say("reward-hacking-caption", least=LEAST_FALL),
        table=rows,
        key="sizes",
    )

# %%
with page.part(say("reward-distance")):
    rows = rows_of("reward_updates")
    page.frame(
        rows[rows["update"] == rows["update"].max()],
        caption=say("reward-distance-caption"),
        columns={
            "family": FAMILY, "source": SOURCE, "size": say("reward-column-size"),
            "divergence": say("reward-column-divergence"),
            "entropy": say("reward-column-entropy"), "silent": say("reward-column-silent"),
        },
    )  # fmt: skip

# %%
with page.part(say("reward-lost")):
    rows = rows_of("reward_lost")
    text = rows[rows["metric"] == "bits_per_byte"]
    other = rows[rows["metric"] == "accuracy"]
    page.text(say(
        "reward-lost-found", least=float(text["change"].min()), most=float(text["change"].max()),
        pairs=len(other), worse=int((other["high"] < 0).sum()),
        better=int((other["low"] > 0).sum()),
    ))  # fmt: skip
    shown = pd.concat([text, other.sort_values("change").head(12)])
    page.frame(
        shown.assign(
            of=[
                say("reward-lost-text") if metric == "bits_per_byte" else say("family", name=what)
                for what, metric in zip(shown["what"], shown["metric"], strict=True)
            ]
        ),
        caption=say("reward-lost-caption"),
        columns={
            "family": FAMILY, "source": SOURCE, "size": say("reward-column-size"),
            "of": say("reward-column-of"), "before": say("reward-column-before"),
            "after": say("reward-column-after"),
        },
        estimates={say("reward-column-change"): ("change", "low", "high")},
    )  # fmt: skip
