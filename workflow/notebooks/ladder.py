# %% [markdown]
# # The ladder

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "ladder"

# %%
import itertools

from sizewise.report import chapter, figures, findings, palette
from sizewise.report.messages import said
from sizewise.study.messages import say

TABLES = [
    "analysis/sizes",
    "analysis/speed",
    "analysis/loss",
    "analysis/curves",
    "analysis/fits",
    "analysis/runs",
]
CLAIMS = ["A0", "A8", "A16", "B3"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip


def bits(value):
    return say("ladder-bits", value=float(value))


# %%
def pooled(**values):
    """Held-out loss over seeds, at the last step, with the columns that figures draw."""
    loss = page.rows("loss", arm="ladder", seed=None, **values)
    loss = loss.rename(columns={"bits_per_byte": "value"})
    return loss[loss["step"] == loss["step"].max()]


with page.lead_or_missing():
    last = pooled(domain="all")
    page.lead(say("sentence", text=findings.over_sizes(
        say("ladder-x-what"), last, page.sizes, form=bits
    )))  # fmt: skip

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("ladder-about-every-rung"))

# %%
with page.part(say("ladder-loss-against")):
    last = pooled()
    last["non_embedding"] = last["size"].map(page.sizes.parameters)
    domains = ["all", *sorted(set(last["domain"]) - {"all"})]
    moved = [
        findings.direction(*findings.ends(last[last["domain"] == domain], page.sizes))
        for domain in domains[1:]
    ]
    title = findings.tally(moved, "domains", page.sizes)

    def draw(canvas):
        titles = [say("ladder-mean"), *(say("domain", name=domain) for domain in domains[1:])]
        panels = canvas.panels(len(domains), height=170, titles=titles)
        for axes, domain in zip(panels, domains, strict=True):
            figures.size_axis(axes, page.sizes)
            figures.size_curve(axes, last[last["domain"] == domain], page.sizes)
        panels[0].set_ylabel(said(say("axis-bits-per-byte")))

    page.figure(
        draw,
        name="loss-by-size",
        title=title,
        alt=say("ladder-loss-against-alt"),
        caption=say("ladder-loss-against-caption"),
        table=last.drop(columns="seed"),
        key="sizes",
    )

# %%
with page.part(say("ladder-loss-against-2")):
    curves = page.rows("curves", arm="ladder").rename(columns={"loss": "value"})
    mean = curves.groupby(["size", "step", "tokens"], as_index=False)["value"].mean()
    final = mean[mean["step"] == mean["step"].max()]
    by_size = final.set_index("size")["value"]
    names = [size for size in page.sizes.names if size in by_size]
    ordered = all(by_size[a] > by_size[b] for a, b in itertools.pairwise(names))
    title = say("ladder-in-order") if ordered and len(names) > 1 else say("ladder-not-in-order")

    def draw(canvas):
        (axes,) = canvas.panels(1, height=330)
        start = max(mean["tokens"].min(), mean["tokens"].max() / 300)
        shown = mean[mean["tokens"] >= start]
        for (size, _), rows in curves[curves["tokens"] >= start].groupby(["size", "seed"]):
            axes.plot(
                rows["tokens"], rows["value"], color=page.sizes.colour(size), alpha=0.3, lw=0.8
            )
        for size in names:
            rows = shown[shown["size"] == size]
            axes.plot(rows["tokens"], rows["value"], color=page.sizes.colour(size))
        end = shown["tokens"].max()
        figures.count_axis(axes, figures.decades(start, end), label=say("axis-tokens"))
        axes.set_xlim(start, end)
        axes.set_ylabel(said(say("ladder-loss-against-axis")))
        figures.size_labels(axes, shown, "tokens", page.sizes)

    page.figure(
        draw,
        name="loss-by-step",
        title=title,
        alt=say(
            "ladder-ends",
            ends=[say("sparkline-point", value=float(by_size[size]), size=size) for size in names],
        ),
        caption=say("ladder-loss-against-caption-2"),
        table=curves,
    )

# %%
with page.part(say("ladder-a-fit")):
    fits = page.rows("fits").rename(columns={"exponent": "value"})
    if fits.empty:
        raise chapter.MissingData(say("ladder-a-fit-missing"))
    points = pooled()
    points["non_embedding"] = points["size"].map(page.sizes.parameters)
    whole = fits[fits["domain"] == "all"].iloc[0]
    title = findings.fit_title(whole)

    def draw(canvas):
        import numpy as np

        (axes,) = canvas.panels(1, height=300)
        rows = points[points["domain"] == "all"]
        n = np.geomspace(rows["non_embedding"].min(), rows["non_embedding"].max(), 60)
        fitted = whole["floor"] + whole["scale"] * n ** -whole["value"]
        axes.plot(n, fitted, color=palette.ACCENT, lw=1.4)
        figures.size_axis(axes, page.sizes)
        figures.size_curve(axes, rows, page.sizes, joined=False)
        figures.reference(axes, whole["floor"], say("ladder-a-fit-line"))
        axes.set_ylabel(said(say("axis-bits-per-byte")))

    page.figure(
        draw,
        name="fit",
        title=title,
        alt=say("ladder-a-fit-alt"),
        caption=say("ladder-a-fit-caption"),
        table=fits,
    )
    page.frame(
        fits,
        caption=say("ladder-a-fit-caption-2"),
        columns={"domain": say("column-domain")},
        estimates={
            say("ladder-column-exponent"): ("value", "low", "high"),
            say("ladder-column-floor"): ("floor", "floor_low", "floor_high"),
        },
    )

# %%
with page.part(say("ladder-the-same")):
    runs = page.rows("runs", arm="ladder")
    chains = runs.groupby("step")["chain"].nunique()
    same = bool((chains == 1).all())
    page.text(
        say("ladder-chain"),
        say("ladder-one-chain", runs=len(runs), chain=f"{runs['chain'].iloc[0][:16]}…")
        if same
        else say("ladder-chains", chains=runs["chain"].nunique()),
    )
    page.frame(
        runs.assign(chain=runs["chain"].str[:16] + "…"),
        caption=say("ladder-the-same-caption"),
        columns={
            "size": say("ladder-column-size"),
            "seed": say("ladder-column-seed"),
            "step": say("ladder-column-steps"),
            "chain": say("ladder-column-hash-chain"),
        },
    )

# %%
with page.part(say("ladder-what-a")):
    page.frame(
        page.read("sizes").merge(page.read("speed"), on="size", how="left"),
        caption=say("ladder-what-a-caption"),
        columns={
            "size": say("ladder-column-size"),
            "d_model": say("ladder-column-width"),
            "n_layer": say("ladder-column-layers"),
            "non_embedding": say("ladder-column-non-embedding"),
            "total": say("ladder-column-total"),
            "tokens_per_second": say("ladder-column-tokens-s"),
            "training_seconds": say("ladder-column-seconds-a-run"),
        },
    )
