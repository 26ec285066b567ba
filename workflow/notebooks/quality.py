# %% [markdown]
# # Quantity or quality

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "quality"

# %%
from sizewise.report import chapter, figures, numbers
from sizewise.report.messages import words

TABLES = [
    "analysis/sizes",
    "analysis/matched",
    "analysis/matched_points",
    "analysis/emergence",
    "analysis/rivals",
    "analysis/powers",
    "analysis/scaling",
    "analysis/robustness",
]
CLAIMS = ["A16", "A8"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip


def counted(calls):
    """'quantity in 2 of 3 families, …', commonest first."""
    return ", ".join(
        f"{call} in {n} of {len(calls)} families" for call, n in calls.value_counts().items()
    )


def label(rows):
    """Family and kind of items as one name."""
    return rows["family"].str.replace("_", " ") + ", " + rows["kind"].str.replace("_", " ")


# %%
with page.lead_or_missing():
    matched = page.read("matched")
    skills = matched[(matched["since"] == matched["since"].min()) & ~matched["memory"]]
    page.lead(
        f"Is ability at equal loss of the same family still explained by size? "
        f"{counted(skills['call'])}."
    )

# %%
page.verdict(*CLAIMS)

# %% [markdown]
# The essay asks whether more parameters change only how much a model can do (quantity) or also
# what it can do (quality). Two tests. First: where a small model that has read more reaches the
# same loss on one half of a family's items as a large one that has read less, do they answer the
# other half equally well? If so, loss says it all, and size is a way to lower loss. Second: does an
# ability jump at a critical size, and does the jump remain when the same answers are scored
# continuously?

# %%
with page.part("Ability at equal loss"):
    points = page.rows("matched_points")
    matched = page.read("matched")
    matched = matched[matched["since"] == matched["since"].min()].set_index("family")
    families = [family for family in matched.index if (points["family"] == family).any()]
    if not families:
        raise chapter.MissingData("matched_points.parquet has no family")
    title = f"At equal loss: {counted(matched['call'])}"

    def draw(canvas):
        names = [f"{f.replace('_', ' ')}: {matched.loc[f, 'call']}" for f in families]
        panels = canvas.panels(len(families), height=200, titles=names)
        for axes, family in zip(panels, families, strict=True):
            rows = points[points["family"] == family]
            figures.paths(axes, rows, "loss", page.sizes)
            figures.share_axis(axes, label="right answers")
            axes.set_xlabel("own loss, nats")
            figures.reference(axes, rows["chance"].iloc[0], "chance", above=False)
        panels[0].invert_xaxis()

    page.figure(
        draw,
        name="matched",
        title=title,
        alt="Right answers against the family's own loss, one line a size, a panel a family.",
        caption="One line a size, one dot a checkpoint, training runs to the right; the loss is "
        "that of the right choice on the same items, at the best temperature. Lines on top "
        "of each other: loss says it all, quantity. Lines side by side: size adds something that "
        "loss does not show, quality.",
        table=points,
        key="sizes",
    )

# %%
with page.part("What a decade of size adds at equal loss"):
    every = page.read("matched")
    matched = every[every["since"] == every["since"].min()]
    smallest = matched["smallest_effect"].iloc[0]
    known = matched.dropna(subset=["gamma"])
    if known.empty:
        raise chapter.MissingData(" ".join(map(words, matched["why"])).rstrip("."))
    page.frame(
        known,
        caption=f"Logits a decade of size beside a cubic in the family’s own loss. Quality: the "
        f"interval lies above {numbers.plain(smallest)}; quantity: closer to zero than that; "
        "inverse: below zero; undecided: one seed, or an interval too wide to tell. Families of "
        "single facts do not count for the verdict: at equal loss a larger size has met each fact "
        "less often.",
        columns={"family": "family", "sizes": "sizes", "seeds": "seeds", "points": "checkpoints",
                 "call": "call"},
        estimates={"logits a decade": ("gamma", "low", "high"),
                   "share of right answers a decade": ("gain", "gain_low", "gain_high")},
    )  # fmt: skip
    for row in matched[matched["gamma"].isna()].itertuples():
        page.note(f"Not measured. {words(row.why)}")
    later = every[every["gamma"].notna()].assign(
        since=[f"from {numbers.share(share)} of the training" for share in
               every.loc[every["gamma"].notna(), "since"]]
    )  # fmt: skip
    page.frame(
        later,
        caption="The same with early checkpoints dropped. The rate of learning has not decayed at "
        "any but the last, so what moves between these rows is not known.",
        columns={"family": "family", "since": "checkpoints", "points": "number", "call": "call"},
        estimates={"logits a decade": ("gamma", "low", "high")},
    )

# %%
with page.part("One answer, several scores"):
    audit = page.rows("emergence")
    scorings = list(dict.fromkeys(audit["scoring"]))
    audit["items"] = label(audit)
    wide = audit.pivot(index="items", columns="scoring", values="call")[scorings].reset_index()
    jumps = audit[audit["call"] == "jump"].groupby("scoring").size().reindex(scorings).fillna(0)
    title = "Kinds of items that jump: " + ", ".join(
        f"{int(n)} of {(audit['scoring'] == scoring).sum()} by {scoring}"
        for scoring, n in jumps.items()
    )
    page.text(
        f"{title}. A jump: between two neighbouring sizes, with at least two sizes on either side, "
        "more of the loss is gone than a straight line in log size carries, by as much as claim A8 "
        "asks, corrected for all kinds and gaps. Smooth: no step as large at any gap. Undecided: "
        "as far as can be told, either."
    )
    page.frame(
        wide.fillna("–"),
        caption="The same answers by every score that they have. Written answers have no "
        "probabilities of choices; they have an edit distance.",
        columns={"items": "items"} | {scoring: scoring for scoring in scorings},
    )
    lacking = audit.dropna(subset=["missing"]).drop_duplicates("missing")
    for row in lacking.itertuples():
        page.note(f"Not measured: {row.items}. {words(row.missing)}")

# %%
with page.part("Which law predicts the largest size"):
    rivals = page.rows("rivals")
    rivals["items"] = label(rivals)
    target = rivals["target"].iloc[0]
    typical = rivals.assign(size=rivals["log_error"].abs()).groupby("law")["size"].median()
    typical = typical.reindex([law for law in figures.LAWS if law in typical.index])
    title = f"The {typical.idxmin()} law predicts {target} best: {100 * typical.min():.0f} % off"
    shown = rivals[rivals["scoring"].isin(["log-likelihood", "edit distance"])]
    names = list(dict.fromkeys(shown["items"]))

    def draw(canvas):
        (axes,) = canvas.panels(1, height=max(26 * len(names), 120))
        figures.law_errors(axes, shown, "log_error", "items", names, names)
        axes.set_xlabel("log of predicted over measured loss")

    page.figure(
        draw,
        name="rivals",
        title=title,
        alt="Errors of rival laws by kind of items.",
        caption=f"Predictions of {target}, which was measured and kept out of the fits; no "
        "projections. Continuous score of each kind of items; median over all scores in the title. "
        "A broken law needs more sizes than a short ladder has.",
        table=rivals,
        key=figures.law_key(typical.index),
    )

# %%
with page.part("Many steps: is it p to the power of k?"):
    powers = page.rows("powers")
    panels_of = list(powers.groupby(["family", "kind"], sort=True).groups)
    above = powers[(powers["excess_low"] > 0)]
    below = powers[(powers["excess_high"] < 0)]
    title = (
        f"Of {len(powers)} points {len(above)} lie above p^k, {len(below)} below"
        if len(above) + len(below)
        else "No point can be told from p^k"
    )

    def draw(canvas):
        names = [f"{f}, {kind}".replace("_", " ") for f, kind in panels_of]
        panels = canvas.panels(len(panels_of), height=240, columns=2, titles=names)
        for axes, (family, kind) in zip(panels, panels_of, strict=True):
            rows = powers[(powers["family"] == family) & (powers["kind"] == kind)]
            for size in page.sizes.names:
                one = rows[rows["size"] == size]
                if one.empty:
                    continue
                colour = page.sizes.colour(size)
                figures.curve(axes, one, "k", colour=colour, band=False)
                one = one.sort_values("k")
                axes.plot(one["k"], one["null"], color=colour, linewidth=1, linestyle=(0, (3, 2)))
            axes.set_ylim(min(-0.05, rows["low"].min()), 1.05)
            axes.set_ylabel("accuracy above guessing")
            figures.linear_ticks(axes, rows["k"], label=rows["knob"].iloc[0])

    page.figure(
        draw,
        name="powers",
        title=title,
        alt="Accuracy above guessing against steps beside p to the power of k.",
        caption="Dots: measured. Dashed: what follows if every step is right with the probability "
        "p of the items with the fewest steps. Exact matches on the dashed line look like a cliff "
        "and are none.",
        table=powers,
        key="sizes",
    )

# %%
with page.part("Scaling laws with a floor"):
    scaling = page.rows("scaling", counted="non_embedding")
    fitted = scaling.dropna(subset=["floor"])
    # One row a subject: with tokens where there are checkpoints for it.
    fitted = fitted.drop_duplicates(["subject", "name"], keep="last")
    if fitted.empty:
        raise chapter.MissingData(words(scaling["missing"].iloc[0]).rstrip("."))
    page.frame(
        fitted,
        caption="L = E + A / N^α + B / D^β, or without the last term where late checkpoints are "
        "too few. Domains in bits per byte, families in nats of the "
        "right choice. N counts non-embedding parameters. D is tokens read under one schedule, not "
        "the length of a training of its own.",
        columns={"subject": "kind", "name": "name", "law": "law", "points": "points"},
        estimates={"floor E": ("floor", "floor_low", "floor_high"),
                   "α": ("alpha", "alpha_low", "alpha_high"),
                   "β": ("beta", "beta_low", "beta_high")},
    )  # fmt: skip

# %%
with page.part("What the fit owes to single points"):
    refits = page.rows("robustness")
    refits["counted"] = refits["counted"].str.replace("_", " ")
    page.frame(
        refits,
        caption="Held-out loss over all domains, refitted with points left out and with other "
        "parameters counted. What changes much between rows is not known.",
        columns={"variant": "variant", "counted": "parameters counted", "points": "points",
                 "floor": "E", "scale_n": "A", "alpha": "α", "scale_d": "B", "beta": "β"},
    )  # fmt: skip
