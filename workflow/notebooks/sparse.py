# %% [markdown]
# # Total and active

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "sparse"

# %%
import pandas as pd
from sizewise.report import chapter, figures, numbers, palette

TABLES = ["analysis/sizes", "analysis/sparse", "analysis/sparse_weights"]
CLAIMS = ["B6"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
COUNTS = {"total": "total parameters", "active": "active parameters"}
OUTCOMES = {"bits saved": "bits saved on held-out text", "accuracy": "accuracy above guessing"}
RUNG, MIXTURE = palette.MUTED, palette.ACCENT


def of_arm(table):
    """A table of the arm. Raises MissingData where this study has not trained it."""
    rows = page.read(table)
    if rows.empty:
        raise chapter.MissingData("not run here: this study has no mixtures of experts")
    return rows


def estimate(row):
    return numbers.estimate(row.value, row.low, row.high)


def pairs(rows):
    """A row a pair: a mixture and the rung that shares one count with it; `gain` in bits a byte.

    The gain is the mixture's over a rung as active, and the rung's over a mixture as large in all.
    """
    by_size = rows.set_index("size")
    found = []
    for mixture in rows[rows["sparse"]].itertuples():
        for column, of in (("same_active", "total"), ("same_total", "active")):
            rung = getattr(mixture, column)
            if not isinstance(rung, str):
                continue
            more = mixture.value - by_size.loc[rung, "value"]
            found.append({
                "mixture": mixture.size, "rung": rung, "of": COUNTS[of],
                "gain": more if of == "total" else -more, "balance": mixture.balance_loss,
                "seeds": min(mixture.seeds, by_size.loc[rung, "seeds"]),
            })  # fmt: skip
    return pd.DataFrame(found)


# %%
with page.lead_or_missing():
    weights = of_arm("sparse_weights")
    total, active = (
        weights[(weights["outcome"] == "bits saved") & (weights["count"] == count)].iloc[0]
        for count in COUNTS
    )
    page.lead(
        f"A standard deviation of log total parameters goes with {estimate(total)} standard "
        f"deviations of the bits saved, one of log active parameters with {estimate(active)}."
    )

# %%
page.verdict(*CLAIMS)

# %% [markdown]
# On a dense ladder total and active parameters are one number. A mixture of experts takes them
# apart: each of its blocks has several small networks, a router sends every token through two of
# them, and the others cost memory and no computation. The mixtures here have the width, depth and
# active parameters of one rung and the total of another. They read the same tokens in the same
# order, and with one expert they are the dense network, weight for weight.

# %%
with page.part("Two curves of one ladder"):
    rows = of_arm("sparse")
    bits = rows[rows["outcome"] == "bits saved"]
    gains = pairs(bits)
    means = gains.groupby("of")["gain"].mean()
    title = ". ".join(
        f"With {'the same active' if of == 'total' else 'the same total'} parameters, "
        f"more {of} ones save {numbers.plain(means[text])} bits a byte"
        for of, text in COUNTS.items() if text in means
    ) + "."  # fmt: skip

    def draw(canvas):
        panels = canvas.panels(2, height=270, titles=list(COUNTS.values()), sharey=True)
        for axes, count in zip(panels, COUNTS, strict=True):
            rungs = bits[~bits["sparse"]].assign(_n=lambda frame, c=count: frame[c])
            mixtures = bits[bits["sparse"]].assign(_n=lambda frame, c=count: frame[c])
            figures.curve(axes, rungs, "_n", colour=RUNG, band=False)
            figures.curve(axes, mixtures, "_n", colour=MIXTURE, marker="D", line="", band=False)
            figures.count_axis(axes, bits[count], label=COUNTS[count])
            axes.set_ylabel("− bits a byte")

    page.figure(
        draw,
        name="two-axes",
        title=title,
        alt="Bits a byte saved on held-out text of rungs and of mixtures of experts, in the left "
        "panel against total parameters, in the right one against active parameters.",
        caption="Grey: rungs of the ladder, for which both counts are one. Coloured: mixtures of "
        "experts. If only the total counted they would lie on the line in the left panel, if only "
        "active parameters did, in the right one. Non-embedding parameters.",
        table=bits,
        key=[("rungs of the ladder", RUNG, "●"), ("mixtures of experts", MIXTURE, "◆")],
    )

# %%
with page.part("What each count weighs"):
    weights = of_arm("sparse_weights")
    labels = [f"{OUTCOMES[row.outcome]}: {COUNTS[row.count_]}"
              for row in weights.rename(columns={"count": "count_"}).itertuples()]  # fmt: skip
    both = weights[weights["outcome"] == "bits saved"]
    surely = [COUNTS[row] for row in both.loc[both["low"] > 0, "count"]]
    title = (
        f"{' and '.join(surely)} surely help on held-out text."
        if surely
        else "No weight is surely above zero on held-out text."
    )
    title = title[0].upper() + title[1:]

    def draw(canvas):
        (axes,) = canvas.panels(1, height=60 + 34 * len(weights))
        figures.intervals(axes, weights, labels, colour=palette.ACCENT)
        axes.set_xlabel("standard deviations a standard deviation")

    page.figure(
        draw,
        name="weights",
        title=title,
        alt="Standardised weights of log total and log active parameters with intervals, for bits "
        "saved on held-out text and for accuracy.",
        caption="Both counts entered together, over mixtures and the rungs around them. The weight "
        "of the total is that of parameters which experts bring, less what a router costs.",
        table=weights,
    )

# %%
with page.part("Pairs, and how evenly experts are used"):
    found = pairs(of_arm("sparse").query("outcome == 'bits saved'"))
    page.frame(
        found,
        caption="What more parameters of one kind save at as many of the other, in bits a byte of "
        "held-out text. The balance is the router’s load-balancing loss at the end of training: 1 "
        "where all experts get as many tokens, 4.5 where the same two of nine get all.",
        columns={
            "mixture": "mixture", "rung": "rung", "of": "more", "gain": "bits saved",
            "balance": "balance", "seeds": "seeds",
        },
    )  # fmt: skip
