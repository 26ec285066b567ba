# %% [markdown]
# # Total and active

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "sparse"

# %%
import pandas as pd
from sizewise.report import chapter, figures, numbers, palette
from sizewise.report.messages import said
from sizewise.study.messages import say, selector

TABLES = ["analysis/sparse", "analysis/sparse_weights"]
CLAIMS = ["B6"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
COUNTS = {"total": say("sparse-total"), "active": say("sparse-active")}
SAVED = "bits saved"
RUNG, MIXTURE = palette.MUTED, palette.ACCENT


def bits_saved():
    """Rows of held-out text. Raises MissingData where the study has no mixtures."""
    rows = page.read("sparse")
    if rows.empty:
        raise chapter.MissingData(say("sparse-not-run"))
    return rows[rows["outcome"] == SAVED]


def all_weights():
    """Rows of both outcomes. Raises MissingData where the study has no mixtures."""
    rows = page.read("sparse_weights")
    if rows.empty:
        raise chapter.MissingData(say("sparse-not-run"))
    return rows


def weight(count):
    """The weight of a count on held-out text."""
    rows = all_weights()
    return rows[(rows["outcome"] == SAVED) & (rows["count"] == count)].iloc[0]


def pairs():
    """A row a pair, a mixture and a rung that shares one count with it, `gain` in bits a byte.

    The gain is the mixture's over a rung as active, and the rung's over a mixture as large in all.
    """
    rows, found = bits_saved(), []
    by_size = rows.set_index("size")
    for mixture in rows[rows["sparse"]].itertuples():
        for column, of in (("same_active", "total"), ("same_total", "active")):
            rung = getattr(mixture, column)
            if not isinstance(rung, str):
                continue
            more = mixture.value - by_size.loc[rung, "value"]
            found.append({
                "mixture": mixture.size, "rung": rung, "of": of,
                "gain": more if of == "total" else -more, "balance": mixture.balance_loss,
                "seeds": min(mixture.seeds, by_size.loc[rung, "seeds"]),
            })  # fmt: skip
    return pd.DataFrame(found)


# %%
with page.lead_or_missing():
    total, active = weight("total"), weight("active")
    page.lead(say(
        "sparse-lead", total=float(total["value"]), total_low=float(total["low"]),
        total_high=float(total["high"]), active=float(active["value"]),
        active_low=float(active["low"]), active_high=float(active["high"]),
    ))  # fmt: skip

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("sparse-about-mixtures"), say("sparse-about-pairs"))

# %%
with page.part(say("sparse-axes")):
    bits, gains = bits_saved(), pairs().groupby("of")["gain"].mean()

    def draw(canvas):
        panels = canvas.panels(2, height=270, columns=2, titles=list(COUNTS.values()))
        for axes, count in zip(panels, COUNTS, strict=True):
            for sparse, look in (
                (False, {"colour": RUNG}), (True, {"colour": MIXTURE, "marker": "D", "line": ""})
            ):  # fmt: skip
                rows = bits[bits["sparse"] == sparse]
                figures.curve(axes, rows, count, band=False, **look)
            figures.count_axis(axes, bits[count], label=COUNTS[count])
            axes.set_ylabel(said(say("sparse-axes-label")))

    page.figure(
        draw,
        name="two-axes",
        title=say(
            "sparse-axes-title", total=float(gains["total"]), active=float(gains["active"])
        ),
        alt=say("sparse-axes-alt"),
        caption=say("sparse-axes-caption"),
        table=bits,
        key=[(say("sparse-rungs"), RUNG, "●"), (say("sparse-mixtures"), MIXTURE, "◆")],
    )  # fmt: skip

# %%
with page.part(say("sparse-weights")):
    rows = all_weights()
    labels = [
        said(say("sparse-weight", outcome=selector(outcome), count=selector(count)))
        for outcome, count in zip(rows["outcome"], rows["count"], strict=True)
    ]
    surely = [count for count in COUNTS if weight(count)["low"] > 0]

    def draw(canvas):
        (axes,) = canvas.panels(1, height=70 + 34 * len(rows))
        figures.intervals(axes, rows, labels, colour=palette.ACCENT)
        axes.set_xlabel(said(say("sparse-weights-label")))

    page.figure(
        draw,
        name="weights",
        title=say(
            "sparse-weights-title",
            surely="both" if len(surely) == len(COUNTS) else (surely or ["none"])[0],
        ),
        alt=say("sparse-weights-alt"),
        caption=say("sparse-weights-caption"),
        table=rows,
    )  # fmt: skip

# %%
with page.part(say("sparse-pairs")):
    found = pairs()
    found["of"] = [said(COUNTS[count]) for count in found["of"]]
    for column in ("gain", "balance"):
        found[column] = [numbers.plain(value) for value in found[column]]
    page.frame(
        found,
        caption=say("sparse-pairs-caption"),
        columns={
            "mixture": say("sparse-column-mixture"), "rung": say("sparse-column-rung"),
            "of": say("sparse-column-of"), "gain": say("sparse-column-gain"),
            "balance": say("sparse-column-balance"), "seeds": say("sparse-column-seeds"),
        },
    )  # fmt: skip
