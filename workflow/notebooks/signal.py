# %% [markdown]
# # Signal

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "signal"

# %%
from sizewise.report import chapter, figures, findings, numbers, signals

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
        return ""
    change = wide[page.sizes.largest] - wide[page.sizes.smallest]
    knob, level = change.abs().idxmax()
    small, large = wide.loc[(knob, level), [page.sizes.smallest, page.sizes.largest]]
    return (
        f" (sizes differ most at {knob.replace('_', ' ')} {level:g}: {numbers.share(small)} and "
        f"{numbers.share(large)})"
    )


with page.lead_or_missing():
    one = signals.by_kind(signals.known(page.rows("signal"))).drop_duplicates(["family", "kind"])
    moved = len(one[one["signal"] == signals.RISES])
    page.lead(
        f"{moved} of {findings.count(len(one), 'kind')} of questions separate {page.sizes.largest} "
        f"from {page.sizes.smallest} here, in favour of the larger{page.sizes.caveat}."
    )

# %%
page.verdict(*CLAIMS)

# %% [markdown]
# A measure that no size can do, or that every size can, says nothing about size. So before any
# claim is read, this page shows for every kind of planted question whether it measures something
# on this ladder: the score of each size with its interval, the score of a blind guess, and the
# ceiling.

# %%
with page.part("Every kind of question, every size"):
    signal = page.rows("signal")
    kinds = kinds_of(signal)
    one = signals.by_kind(signal).drop_duplicates(["family", "kind"])
    counts = one["signal"].value_counts()
    parts = [
        f"{counts[call]} {words[int(counts[call] > 1)]}"
        for call, words in signals.COUNTED.items()
        if call in counts
    ]
    title = f"Of {findings.count(len(one), 'kind')} {findings.listing(parts)}"

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
                figures.reference(axes, rows["chance"].iloc[0], "chance", right=True)
            figures.reference(axes, rows["ceiling"].iloc[0], "ceiling", above=False)

    page.figure(
        draw,
        name="signal",
        title=title,
        alt="Score against parameters, one panel a kind of question.",
        caption="Right answers at the last step, over all levels of difficulty. Feelings and "
        "deductions, whose labels are draws, have the share of the reachable gain instead: one "
        "less the divergence from the true distribution, as a share of a uniform guess's. Where a "
        "choice is to abstain, answers among the other choices have a panel of their own: a model "
        "that knows and abstains is right there only. Written answers have no chance level.",
        table=signal,
        key="sizes",
    )

# %%
with page.part("When it forms"):
    growth = page.rows("scores", knob="all", metric=["accuracy", "divergence"])
    signal = page.rows("signal")
    pairs = list(signal[["family", "kind"]].drop_duplicates().itertuples(index=False))
    # A kind whose label is a draw is read by its divergence, the others by right answers.
    drawn = set(growth[growth["metric"] == "divergence"]["kind"])
    growth = growth[(growth["metric"] == "divergence") | ~growth["kind"].isin(drawn)]
    steps = findings.count(growth["step"].nunique(), "checkpoint")

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
            figures.count_axis(axes, rows["step"], label="step")

    page.figure(
        draw,
        name="growth",
        title=f"Every kind of question at {steps}",
        alt="Right answers, or divergence, against steps, one panel a kind.",
        caption="Right answers against training steps; for labels that are draws, the divergence "
        "in nats from the true distribution, which falls as a model learns.",
        table=growth,
        key="sizes",
    )

# %%
with page.part("What is flat, and what that means"):
    signal = page.rows("signal")
    meanings = {
        signals.AT_CHANCE: "no size is clearly above a blind guess: too little training, or too "
        "hard. A claim that rests on it is undecided here, whatever its interval.",
        signals.AT_CEILING: "every size can do it: too easy to tell sizes apart.",
        signals.FLAT: "above chance, but the interval of largest minus smallest holds zero.",
        signals.FALLS: "the larger is worse. Look at the tuning of the rungs before believing it.",
        signals.RISES: "the interval of largest minus smallest lies above zero.",
    }
    for call, meaning in meanings.items():
        found = kinds_of(signal[signal["signal"] == call])
        if found:
            # Flat as a whole can be steep at one level; which one was chosen after looking.
            level = where_sizes_differ_most if call in (signals.AT_CHANCE, signals.FLAT) else None
            words = [
                signals.title(*one)
                + (level(one.family, one.kind) if level and one.metric != signals.AMONG else "")
                for one in found
            ]
            page.text(f"**{call[0].upper()}{call[1:]}**: {meaning} {'; '.join(words)}.")
    page.note("Levels where sizes differ most were chosen after looking at all of them.")

# %%
with page.part("The numbers"):
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
    page.frame(wide, caption="Score by size with its interval, at the last step.")
