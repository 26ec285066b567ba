# %% [markdown]
# # Signal

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "signal"

# %%
from sizewise.report import chapter, figures, findings, numbers, signals
from sizewise.study.messages import say, selector

TABLES = ["analysis/sizes", "analysis/signal", "analysis/scores"]
CLAIMS = ["A0"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip


# %%
def kinds_of(rows):
    """(family, kind, metric) in `rows`, in their order."""
    return list(rows[["family", "kind", "metric"]].drop_duplicates().itertuples(index=False))


def where_sizes_differ_most(family, kind):
    """In words: the level of a knob with the largest change between the ends of the ladder."""
    rows = findings.last_step(
        page.rows("scores", family=family, kind=kind, metric="accuracy")
    ).dropna(subset="knob_number")
    wide = rows.pivot_table(index=["knob", "knob_number"], columns="size", values="value")
    if wide.empty or not {page.sizes.smallest, page.sizes.largest} <= set(wide):
        return None
    change = wide[page.sizes.largest] - wide[page.sizes.smallest]
    knob, level = change.abs().idxmax()
    small, large = wide.loc[(knob, level), [page.sizes.smallest, page.sizes.largest]]
    return say("signal-most", knob=knob, level=float(level), small=small, large=large)


with page.lead_or_missing():
    one = signals.by_kind(signals.known(page.rows("signal"))).drop_duplicates(["family", "kind"])
    moved = len(one[one["signal"] == signals.RISES])
    page.lead(say(
        "signal-lead", moved=moved, kinds=len(one), small=page.sizes.smallest,
        large=page.sizes.largest, caveat=findings.caveat(page.sizes),
    ))  # fmt: skip

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("signal-about-a-measure"))

# %%
with page.part(say("signal-every-kind")):
    signal = page.rows("signal")
    kinds = kinds_of(signal)
    one = signals.by_kind(signal).drop_duplicates(["family", "kind"])
    counts = one["signal"].value_counts()
    parts = [
        say("signal-count", call=selector(call), count=int(counts[call]))
        for call in signals.KNOWN
        if call in counts
    ]
    title = say("signal-tally", kinds=len(one), parts=parts)

    def draw(canvas):
        panels = canvas.panels(
            len(kinds), height=150, titles=[signals.title(*kind) for kind in kinds]
        )
        by_kind = signal.groupby(["family", "kind", "metric"])
        for axes, kind in zip(panels, kinds, strict=True):
            rows = by_kind.get_group(tuple(kind))
            figures.size_axis(axes, page.sizes)
            figures.share_axis(axes)
            axes.set_ylim(min(0.0, rows["low"].min()) - 0.03, 1.03)
            figures.size_curve(axes, rows, page.sizes)
            if rows["chance"].iloc[0] > 0:
                figures.reference(axes, rows["chance"].iloc[0], say("chance"), right=True)
            figures.reference(
                axes, rows["ceiling"].iloc[0], say("signal-every-kind-line"), above=False
            )

    page.figure(
        draw,
        name="signal",
        title=title,
        alt=say("signal-every-kind-alt"),
        caption=say("signal-every-kind-caption"),
        table=signal,
        key="sizes",
    )

# %%
with page.part(say("signal-when-it")):
    growth = page.rows("scores", knob="all", metric=["accuracy", "divergence"])
    signal = page.rows("signal")
    pairs = list(signal[["family", "kind"]].drop_duplicates().itertuples(index=False))
    # A kind whose label is a draw is read by its divergence, the others by right answers.
    drawn = set(growth[growth["metric"] == "divergence"]["kind"])
    growth = growth[(growth["metric"] == "divergence") | ~growth["kind"].isin(drawn)]
    steps = growth["step"].nunique()

    def draw(canvas):
        panels = canvas.panels(
            len(pairs), height=150, titles=[signals.title(*pair) for pair in pairs]
        )
        for axes, (family, kind) in zip(panels, pairs, strict=True):
            rows = growth[(growth["family"] == family) & (growth["kind"] == kind)]
            figures.curves(axes, rows, "step", page.sizes)
            if kind not in drawn:
                figures.share_axis(axes)
                figures.chance_line(axes, rows, above=True, right=True)
            figures.count_axis(axes, rows["step"], label=say("axis-step"))

    page.figure(
        draw,
        name="growth",
        title=say("signal-growth", steps=int(steps)),
        alt=say("signal-when-it-alt"),
        caption=say("signal-when-it-caption"),
        table=growth,
        key="sizes",
    )

# %%
with page.part(say("signal-what-is")):
    signal = page.rows("signal")
    for call in (
        signals.AT_CHANCE,
        signals.AT_CEILING,
        signals.FLAT,
        signals.FALLS,
        signals.RISES,
    ):
        found = kinds_of(signal[signal["signal"] == call])
        if found:
            # Flat as a whole can be steep at one level; which one was chosen after looking.
            level = where_sizes_differ_most if call in (signals.AT_CHANCE, signals.FLAT) else None
            kinds = []
            for one in found:
                most = (
                    level(one.family, one.kind) if level and one.metric != signals.AMONG else None
                )
                named = signals.title(*one)
                kinds.append(say("signal-with-most", kind=named, most=most) if most else named)
            page.text(say("signal-meaning", call=selector(call), kinds=kinds))
    page.note(say("signal-what-is-note"))

# %%
with page.part(say("signal-the-numbers")):
    signal = page.rows("signal")
    signal["score"] = [
        numbers.estimate(*row) for row in zip(signal["value"], signal["low"], signal["high"],
                                              strict=True)
    ]  # fmt: skip
    wide = signal.pivot(
        index=["family", "kind", "metric", "chance", "signal"], columns="size", values="score"
    )
    wide = wide[[size for size in page.sizes.names if size in wide]].reset_index()
    wide["chance"] = [numbers.plain(value) for value in wide["chance"]]
    sizes = [size for size in page.sizes.names if size in wide]
    page.frame(
        wide,
        caption=say("signal-the-numbers-caption"),
        columns={
            "family": (say("column-family"), lambda name: say("family", name=name)),
            "kind": (say("column-kind"), lambda name: say("kind", name=name)),
            "metric": (say("column-score"), lambda name: say("metric", name=selector(name))),
            "chance": say("column-chance"),
            "signal": (say("column-signal"), lambda name: say("signal-call", name=selector(name))),
            **dict(zip(sizes, sizes, strict=True)),
        },
    )
