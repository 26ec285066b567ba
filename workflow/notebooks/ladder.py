# %% [markdown]
# # The ladder

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "ladder"

# %%
import itertools

from sizewise.report import chapter, figures, findings, numbers, palette

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
    return f"{numbers.plain(value)} bits per byte"


# %%
def pooled(**values):
    """Held-out loss over seeds, at the last step, with the columns that figures draw."""
    loss = page.rows("loss", arm="ladder", seed=None, **values)
    loss = loss.rename(columns={"bits_per_byte": "value"})
    return loss[loss["step"] == loss["step"].max()]


with page.lead_or_missing():
    last = pooled(domain="all")
    page.lead(findings.over_sizes("held-out loss", last, page.sizes, form=bits) + ".")

# %%
page.verdict(*CLAIMS)

# %% [markdown]
# Every rung read the same documents in the same order, batch by batch, for the same number of
# steps. Only the network differs, and the learning rates that its width calls for. So a difference
# between two curves below is what size bought.

# %%
with page.part("Loss against size"):
    last = pooled()
    last["non_embedding"] = last["size"].map(page.sizes.parameters)
    domains = ["all", *sorted(set(last["domain"]) - {"all"})]
    moved = [
        findings.direction(*findings.ends(last[last["domain"] == domain], page.sizes))
        for domain in domains[1:]
    ]
    title = findings.tally(moved, "domain", "lower", "higher", page.sizes, good=-1)

    def draw(canvas):
        titles = ["mean of the domains", *domains[1:]]
        panels = canvas.panels(len(domains), height=170, titles=titles)
        for axes, domain in zip(panels, domains, strict=True):
            figures.size_axis(axes, page.sizes)
            figures.size_curve(axes, last[last["domain"] == domain], page.sizes)
        panels[0].set_ylabel("bits per byte")

    page.figure(
        draw,
        name="loss-by-size",
        title=title,
        alt="Held-out bits per byte against parameters, one panel a domain.",
        caption="Held-out text that no tokenizer and no training has seen, one panel a natural "
        "domain, one shared axis. Domains differ in period and dialect, so compare slopes, not "
        "levels.",
        table=last.drop(columns="seed"),
        key="sizes",
    )

# %%
with page.part("Loss against steps"):
    curves = page.rows("curves", arm="ladder").rename(columns={"loss": "value"})
    mean = curves.groupby(["size", "step", "tokens"], as_index=False)["value"].mean()
    final = mean[mean["step"] == mean["step"].max()]
    by_size = final.set_index("size")["value"]
    names = [size for size in page.sizes.names if size in by_size]
    ordered = all(by_size[a] > by_size[b] for a, b in itertools.pairwise(names))
    title = (
        "Training loss ends in the order of size"
        if ordered and len(names) > 1
        else "Training loss does not end in the order of size"
    )

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
        figures.count_axis(axes, figures.decades(start, end), label="tokens seen")
        axes.set_xlim(start, end)
        axes.set_ylabel("loss, nats a token")
        figures.size_labels(axes, shown, "tokens", page.sizes)

    page.figure(
        draw,
        name="loss-by-step",
        title=title,
        alt="Training loss at the end: "
        + ", ".join(f"{size} {numbers.plain(by_size[size])}" for size in names)
        + " nats a token.",
        caption="Mean over seeds, single seeds faint. The first tokens, where all sizes learn the "
        "frequencies of tokens, are left out of the picture and are in the table.",
        table=curves,
    )

# %%
with page.part("A fit with a floor"):
    fits = page.rows("fits").rename(columns={"exponent": "value"})
    if fits.empty:
        raise chapter.MissingData("three parameters need at least four sizes")
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
        figures.reference(axes, whole["floor"], "fitted floor, an extrapolation")
        axes.set_ylabel("bits per byte")

    page.figure(
        draw,
        name="fit",
        title=title,
        alt="Held-out bits per byte and a power law with a floor.",
        caption="Bits per byte = floor + scale / N^exponent. The floor is where the fitted curve "
        "would end with ever more parameters on these same tokens. It lies outside the data: a "
        "few sizes barely hold it, so read its interval before its value.",
        table=fits,
    )
    page.frame(
        fits,
        caption="The fit in every domain",
        columns={"domain": "Domain"},
        estimates={
            "Exponent": ("value", "low", "high"),
            "Floor": ("floor", "floor_low", "floor_high"),
        },
    )

# %%
with page.part("The same tokens"):
    runs = page.rows("runs", arm="ladder")
    chains = runs.groupby("step")["chain"].nunique()
    same = bool((chains == 1).all())
    page.text(
        "Every training hashes the token ids of each step into a chain: sha256 of the chain so far "
        "and of this step’s ids. Two runs end on the same value only if they read the same tokens "
        "in the same order. "
        + (
            f"Here **all {len(runs)} runs end on one value**, `{runs['chain'].iloc[0][:16]}…`."
            if same
            else f"Here **the runs end on {runs['chain'].nunique()} different values**: they did "
            "not read the same tokens, and no comparison on these pages holds."
        )
    )
    page.frame(
        runs.assign(chain=runs["chain"].str[:16] + "…"),
        caption="The end of each run’s chain",
        columns={"size": "Size", "seed": "Seed", "step": "Steps", "chain": "Hash chain"},
    )

# %%
with page.part("What a rung costs"):
    page.frame(
        page.read("sizes").merge(page.read("speed"), on="size", how="left"),
        caption="Shape and cost of each rung",
        columns={
            "size": "Size",
            "d_model": "Width",
            "n_layer": "Layers",
            "non_embedding": "Non-embedding",
            "total": "Total",
            "tokens_per_second": "Tokens/s",
            "training_seconds": "Seconds a run",
        },
    )
