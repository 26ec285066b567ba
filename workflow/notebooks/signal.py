# %% [markdown]
# # Signal

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
claims, output, name = "claims.yaml", "reports/quick", "signal"

# %%
from sizewise.report import chapter, figures, findings, numbers

page = chapter.Page(
    analysis=analysis, observation=observation, claims=claims, output=output, name=name
)
RISES = "rises with size"


# %%
def kinds_of(rows):
    """Names of the kinds of items in `rows`, as a reader says them."""
    pairs = rows[["family", "kind"]].drop_duplicates().itertuples(index=False)
    return [f"{family}, {kind}".replace("_", " ") for family, kind in pairs]


with page.lead_or_missing():
    signal = page.rows("signal")
    one = signal.drop_duplicates(["family", "kind"])
    moved = len(one[one["signal"] == RISES])
    page.lead(
        f"{moved} of {findings.count(len(one), 'kind')} of questions separate {page.sizes.largest} "
        f"from {page.sizes.smallest} here, in favour of the larger{page.sizes.caveat}."
    )

# %%
page.verdict("A0")

# %% [markdown]
# A measure that no size can do, or that every size can, says nothing about size. So before any
# claim is read, this page shows for every kind of planted question whether it measures something
# on this ladder: the score of each size with its interval, the score of a blind guess, and the
# ceiling.

# %%
with page.part("Every kind of question, every size"):
    signal = page.rows("signal")
    pairs = list(signal[["family", "kind"]].drop_duplicates().itertuples(index=False))
    counts = signal.drop_duplicates(["family", "kind"])["signal"].value_counts()
    title = findings.listing(
        [f"{findings.count(number, 'kind')} {call}" for call, number in counts.items()]
    )

    def draw(canvas):
        panels = canvas.panels(len(pairs), height=150, titles=kinds_of(signal))
        for axes, (family, kind) in zip(panels, pairs, strict=True):
            rows = signal[(signal["family"] == family) & (signal["kind"] == kind)]
            figures.size_axis(axes, page.sizes)
            figures.share_axis(axes)
            axes.set_ylim(min(0.0, rows["low"].min()) - 0.03, 1.03)
            figures.size_curve(axes, rows, page.sizes)
            figures.reference(axes, rows["chance"].iloc[0], "chance", right=True)
            figures.reference(axes, rows["ceiling"].iloc[0], "ceiling", above=False)

    page.figure(
        draw,
        name="signal",
        title=title[0].upper() + title[1:],
        alt=f"{title}. Score against parameters, one panel a kind of question.",
        caption="Right answers at the last step, over all levels of difficulty. Feelings and "
        "deductions, whose labels are draws, have the share of the reachable gain instead: one "
        "less the divergence from the true distribution, as a share of a uniform guess's. Written "
        "answers have no chance level.",
        table=signal,
        key="sizes",
    )

# %%
with page.part("When it forms"):
    growth = page.rows("scores", knob="all", metric=["accuracy", "divergence"])
    pairs = list(page.rows("signal")[["family", "kind"]].drop_duplicates().itertuples(index=False))
    # A kind whose label is a draw is read by its divergence, the others by right answers.
    drawn = set(growth[growth["metric"] == "divergence"]["kind"])
    growth = growth[(growth["metric"] == "divergence") | ~growth["kind"].isin(drawn)]
    steps = findings.count(growth["step"].nunique(), "checkpoint")

    def draw(canvas):
        panels = canvas.panels(len(pairs), height=150, titles=kinds_of(page.rows("signal")))
        for axes, (family, kind) in zip(panels, pairs, strict=True):
            rows = growth[(growth["family"] == family) & (growth["kind"] == kind)]
            for size in page.sizes.names:
                one = rows[rows["size"] == size]
                if len(one):
                    figures.curve(axes, one, "step", colour=page.sizes.colour(size))
            if kind not in drawn:
                figures.share_axis(axes)
                if rows["chance"].notna().any():
                    figures.reference(axes, rows["chance"].mean(), "chance", right=True)
            figures.count_axis(axes, rows["step"], label="step")

    page.figure(
        draw,
        name="growth",
        title=f"Every kind of question at {steps}",
        alt=f"Every kind of question at {steps}: right answers, or divergence, against steps.",
        caption="Right answers against training steps; for labels that are draws, the divergence "
        "in nats from the true distribution, which falls as a model learns.",
        table=growth,
        key="sizes",
    )

# %%
with page.part("What is flat, and what that means"):
    signal = page.rows("signal")
    meanings = {
        "at chance": "no size is clearly above a blind guess: too little training, or too hard. "
        "A claim that rests on it is underpowered here, whatever its interval.",
        "at its ceiling": "every size can do it: too easy to tell sizes apart.",
        "no difference seen": "above chance, but the interval of largest minus smallest holds "
        "zero.",
        "falls with size": "the larger is worse. Look at the tuning of the rungs before believing "
        "it.",
        RISES: "the interval of largest minus smallest lies above zero.",
    }
    for call, meaning in meanings.items():
        found = signal[signal["signal"] == call]
        if len(found):
            page.text(f"**{call[0].upper()}{call[1:]}**: {meaning} {'; '.join(kinds_of(found))}.")

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
