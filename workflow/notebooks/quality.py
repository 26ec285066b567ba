# %% [markdown]
# # Quantity or quality

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "quality"

# %%
from sizewise.report import chapter, figures
from sizewise.report.messages import said
from sizewise.study.messages import Message, say, selector

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


def counted(matched):
    """'quantity in 2 of 3 families, …', commonest first: of the families that count."""
    calls = matched.loc[~matched["memory"], "call"]
    return say("clauses", parts=[
        say("quality-counted", call=selector(call), count=int(count), families=len(calls))
        for call, count in calls.value_counts().items()
    ])  # fmt: skip


def called(call):
    """A call in a reader's words."""
    return say("call", name=selector(call))


FAMILY = (say("column-family"), lambda name: say("family", name=name))
CALL = (say("quality-column-call"), called)


# %%
with page.lead_or_missing():
    matched = page.read("matched")
    first = matched[matched["since"] == matched["since"].min()]
    page.lead(say("quality-lead", calls=counted(first)))

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("quality-about-the-essay"))

# %%
with page.part(say("quality-ability-at")):
    points = page.rows("matched_points")
    matched = page.read("matched")
    matched = matched[matched["since"] == matched["since"].min()].set_index("family")
    families = [family for family in matched.index if (points["family"] == family).any()]
    if not families:
        raise chapter.MissingData(say("quality-ability-at-missing"))
    title = say("quality-at-equal-loss", calls=counted(matched))

    def draw(canvas):
        names = [
            say("quality-family-call", family=family, call=called(matched.loc[family, "call"]))
            for family in families
        ]
        panels = canvas.panels(len(families), height=200, titles=names)
        for axes, family in zip(panels, families, strict=True):
            rows = points[points["family"] == family]
            figures.paths(axes, rows, "loss", page.sizes)
            figures.share_axis(axes, label=say("axis-right"))
            axes.set_xlabel(said(say("quality-ability-at-axis")))
            figures.reference(axes, rows["chance"].iloc[0], say("chance"), above=False)
        panels[0].invert_xaxis()

    page.figure(
        draw,
        name="matched",
        title=title,
        alt=say("quality-ability-at-alt"),
        caption=say("quality-ability-at-caption"),
        table=points,
        key="sizes",
    )

# %%
with page.part(say("quality-what-a")):
    every = page.read("matched")
    matched = every[every["since"] == every["since"].min()]
    smallest = matched["smallest_effect"].iloc[0]
    known = matched.dropna(subset=["gamma"])
    if known.empty:
        raise chapter.MissingData(
            say("quality-no-fit", why=list(map(Message.from_text, matched["why"])))
        )
    page.frame(
        known,
        caption=say("quality-matched-caption", smallest=float(smallest)),
        columns={
            "family": FAMILY,
            "sizes": say("quality-column-sizes"),
            "seeds": say("quality-column-seeds"),
            "points": say("quality-column-checkpoints"),
            "call": CALL,
        },
        estimates={
            say("quality-column-logits-a-decade"): ("gamma", "low", "high"),
            say("quality-column-share-of-right"): ("gain", "gain_low", "gain_high"),
        },
    )
    for row in matched[matched["gamma"].isna()].itertuples():
        page.note(say("quality-not-measured", why=Message.from_text(row.why)))
    later = every[every["gamma"].notna()].assign(
        since=[
            say("quality-since", share=float(share)) if share else say("quality-ends")
            for share in every.loc[every["gamma"].notna(), "since"]
        ]
    )
    page.frame(
        later,
        caption=say("quality-what-a-caption"),
        columns={
            "family": FAMILY,
            "since": say("quality-column-checkpoints"),
            "points": say("quality-column-number"),
            "call": CALL,
        },
        estimates={say("quality-column-logits-a-decade"): ("gamma", "low", "high")},
    )

# %%
with page.part(say("quality-one-answer")):
    audit = page.rows("emergence")
    scorings = list(dict.fromkeys(audit["scoring"]))
    names = ["family", "kind"]
    wide = audit.pivot(index=names, columns="scoring", values="call")[scorings].reset_index()
    jumps = audit[audit["call"] == "jump"].groupby("scoring").size().reindex(scorings).fillna(0)
    page.text(
        say("quality-jumps", parts=[
            say(
                "quality-jump", count=int(count), kinds=int((audit["scoring"] == scoring).sum()),
                scoring=selector(scoring.lower()),
            )
            for scoring, count in jumps.items()
        ]),
        say("quality-jump-means"),
    )  # fmt: skip
    page.frame(
        wide.fillna("none"),
        caption=say("quality-one-answer-caption"),
        columns={
            "family": FAMILY,
            "kind": (say("column-kind"), lambda name: say("kind", name=name)),
            **{one: (say("scoring", name=selector(one.lower())), called) for one in scorings},
        },
    )
    lacking = audit.dropna(subset=["missing"]).drop_duplicates("missing")
    for row in lacking.itertuples():
        page.note(
            say(
                "quality-not-measured-of",
                items=say("question", family=row.family, kind=row.kind),
                why=Message.from_text(row.missing),
            )
        )

# %%
with page.part(say("quality-which-law")):
    rivals = page.rows("rivals")
    if rivals.empty:
        raise chapter.MissingData(say("quality-no-rivals"))
    rivals["items"] = list(zip(rivals["family"], rivals["kind"], strict=True))
    target = rivals["target"].iloc[0]
    typical = rivals.assign(size=rivals["log_error"].abs()).groupby("law")["size"].median()
    typical = typical.reindex([law for law in figures.LAWS if law in typical.index])
    title = say(
        "quality-best-law", law=selector(typical.idxmin()), target=target, off=typical.min()
    )
    shown = rivals[rivals["scoring"].isin(["log-likelihood", "edit distance"])]
    names = list(dict.fromkeys(shown["items"]))

    def draw(canvas):
        (axes,) = canvas.panels(1, height=max(26 * len(names), 120))
        labels = [say("question", family=family, kind=kind) for family, kind in names]
        figures.law_errors(axes, shown, "log_error", "items", names, labels)
        axes.set_xlabel(said(say("quality-which-law-axis")))

    page.figure(
        draw,
        name="rivals",
        title=title,
        alt=say("quality-which-law-alt"),
        caption=say("quality-rivals-caption", target=target),
        table=rivals,
        key=figures.law_key(typical.index),
    )

# %%
with page.part(say("quality-many-steps")):
    powers = page.rows("powers")
    panels_of = list(powers.groupby(["family", "kind"], sort=True).groups)
    above = powers[(powers["excess_low"] > 0)]
    below = powers[(powers["excess_high"] < 0)]
    title = (
        say("quality-powers", points=len(powers), above=len(above), below=len(below))
        if len(above) + len(below)
        else say("quality-powers-none")
    )

    def draw(canvas):
        names = [say("question", family=family, kind=kind) for family, kind in panels_of]
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
            axes.set_ylabel(said(say("quality-many-steps-axis")))
            figures.linear_ticks(axes, rows["k"], label=say("knob", name=rows["knob"].iloc[0]))

    page.figure(
        draw,
        name="powers",
        title=title,
        alt=say("quality-many-steps-alt"),
        caption=say("quality-many-steps-caption"),
        table=powers,
        key="sizes",
    )

# %%
with page.part(say("quality-scaling-laws")):
    scaling = page.rows("scaling", counted="non_embedding")
    fitted = scaling.dropna(subset=["floor"])
    # One row a subject: with tokens where there are checkpoints for it.
    fitted = fitted.drop_duplicates(["subject", "name"], keep="last")
    if fitted.empty:
        why = Message.from_text(scaling["missing"].iloc[0])
        raise chapter.MissingData(say("quality-no-fit", why=[why]))
    page.frame(
        fitted,
        caption=say("quality-scaling-laws-caption"),
        columns={
            "subject": (say("column-kind"), lambda name: say("quality-subject", name=name)),
            "name": (say("quality-column-name"), lambda name: say("domain", name=name)),
            "law": say("quality-column-law"),
            "points": say("quality-column-points"),
        },
        estimates={
            say("quality-column-floor-e"): ("floor", "floor_low", "floor_high"),
            say("quality-column-"): ("alpha", "alpha_low", "alpha_high"),
            say("quality-column--2"): ("beta", "beta_low", "beta_high"),
        },
    )

# %%
with page.part(say("quality-what-the")):
    refits = page.rows("robustness")
    page.frame(
        refits,
        caption=say("quality-what-the-caption"),
        columns={
            "variant": (
                say("quality-column-variant"),
                lambda name: say("variant", name=selector(name)),
            ),
            "counted": (
                say("quality-column-parameters-counted"),
                lambda name: say("counted", name=name),
            ),
            "points": say("quality-column-points"),
            "floor": say("quality-column-e"),
            "scale_n": say("quality-column-a"),
            "alpha": say("quality-column-"),
            "scale_d": say("quality-column-b"),
            "beta": say("quality-column--2"),
        },
    )
