# %% [markdown]
# # A ladder that somebody else trained

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "pythia"

# %%
import numpy as np
from sizewise.report import benchmarks, chapter, figures, numbers, palette

TABLES = [
    "published/pythia_points",
    "published/pythia_matched",
    "published/pythia_predictions",
    "published/pythia_emergence",
    "published/pythia_formation",
]
CLAIMS = []
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
CUT, LADDER = 100.0, "deduplicated"


def scale(points):
    """Pythia's sizes and their colours."""
    counts = points.drop_duplicates("size").set_index("size")["non_embedding"]
    return palette.SizeScale(counts.to_dict())


def points_of(value, low, high):
    """A share a decade in points of accuracy."""
    return numbers.estimate(100 * value, 100 * low, 100 * high)


def by_task():
    """The calls that count: both ladders, a row a benchmark."""
    rows = page.rows("pythia_matched", ladder="both", cut=CUT)
    return rows[rows["task"] != "all"].reset_index(drop=True)


def calls_in_words(rows):
    """'quantity in 7 of 8 benchmarks, …', commonest first."""
    counts = rows["call"].value_counts()
    return ", ".join(f"{call} in {n} of {len(rows)} benchmarks" for call, n in counts.items())


# %%
with page.lead_or_missing():
    matched = by_task()
    whole = page.rows("pythia_matched", ladder="both", cut=CUT, task="all").iloc[0]
    sizes = scale(page.read("pythia_points"))
    page.lead(
        f"Pythia, {sizes.smallest.upper()} to {sizes.largest.upper()} on the same data: at equal "
        f"loss the difference is one of {calls_in_words(matched)}. On average a decade of size "
        f"adds {points_of(whole.gain, whole.gain_low, whole.gain_high)} points of accuracy there."
    )

# %% [markdown]
# Pythia is a ladder of public models by EleutherAI (Biderman et al. 2023): all sizes read the same
# text in the same order, and their evaluations at 27 steps are published. It exists twice, on the
# Pile and on its deduplicated version. The tests below are those of the study's own ladder, run
# by the same functions, over 160 times in size. What is lacking is single answers: benchmarks
# here are counts of right answers, and nothing is planted, so nobody knows what the text stated
# how often.

# %%
with page.part("Quantity or quality: accuracy at equal loss"):
    points = page.rows("pythia_points", ladder=LADDER)
    sizes = scale(points)
    shown = points[points["log_perplexity"] <= np.log(CUT)]
    tasks = benchmarks.in_order(shown["task"])
    matched = by_task()
    title = f"At equal loss: {calls_in_words(matched)}"

    def draw(canvas):
        panels = canvas.panels(
            len(tasks),
            height=190,
            titles=[benchmarks.title_of(task) for task in tasks],
            sharey=False,
        )
        for axes, task in zip(panels, tasks, strict=True):
            rows = shown[shown["task"] == task]
            rows = rows.assign(perplexity=np.exp(rows["log_perplexity"]))
            figures.paths(axes, rows, "perplexity", sizes)
            figures.count_axis(axes, [5, 20, 100], label="perplexity of LAMBADA")
            axes.set_xlim(CUT * 1.1, 3.4)
            ticks = axes.get_yticks()
            axes.set_yticks(ticks, [f"{100 * tick:.0f} %" for tick in ticks])
            low, high = rows["value"].min(), rows["value"].max()
            axes.set_ylim(low - 0.1 * (high - low), high + 0.1 * (high - low))

    page.figure(
        draw,
        name="matched",
        title=title,
        alt="Accuracy against perplexity, one line a size, one panel a benchmark.",
        caption="One line a size, one dot a checkpoint, training runs to the right. Where lines "
        "lie on top of each other, a small model that has read enough does as well as a large one "
        "that has read less: loss says it all. Lines side by side would be a quality of size.",
        table=shown,
        key=sizes.key(),
    )

# %%
with page.part("What a decade of size adds at equal loss"):
    matched = by_task().dropna(subset=["gamma"])
    counted = page.read("pythia_points").drop_duplicates("task").set_index("task")["items"]
    matched = matched.sort_values("gain", ignore_index=True)
    matched["benchmark"] = matched["task"].map(benchmarks.title_of)
    matched["questions"] = matched["task"].map(counted)
    percent = matched.assign(
        **{f"{key}_points": 100 * matched[key] for key in ("gain", "gain_low", "gain_high")}
    )

    def draw(canvas):
        (axes,) = canvas.panels(1, height=26 * len(percent))
        # The largest gain stands on top.
        rows = percent.iloc[::-1]
        rows = rows.assign(value=rows["gain_points"], low=rows["gain_low_points"],
                           high=rows["gain_high_points"])  # fmt: skip
        figures.intervals(axes, rows, rows["benchmark"], colour=palette.MARKS[0])
        axes.set_xlabel("points of accuracy a decade of size, at equal loss")

    clear = percent[(percent["low"] > 0) | (percent["high"] < 0)]
    title = (
        "Intervals that leave zero out: " + ", ".join(clear["benchmark"])
        if len(clear)
        else "Every interval holds zero"
    )
    page.figure(
        draw,
        name="gain",
        title=title,
        alt="One row a benchmark.",
        caption="Logistic regression of right answers on a cubic in log-perplexity and log size, "
        "both ladders together; intervals by leaving whole trainings out.",
        table=percent,
    )
    page.frame(
        matched,
        caption="The call follows the interval of the logits a decade and the smallest effect of "
        "claim A16. Undecided: the interval reaches over a border between two calls.",
        columns={"benchmark": "benchmark", "questions": "questions", "points": "checkpoints",
                 "runs": "trainings", "call": "call"},
        estimates={"logits a decade at equal loss": ("gamma", "low", "high")},
    )  # fmt: skip
    every = page.read("pythia_matched")
    every = every[every["task"] != "all"]
    agree = every.merge(matched[["task", "call"]], on="task", suffixes=("", "_first")).dropna(
        subset=["gamma"]
    )
    same = (agree["call"] == agree["call_first"]).sum()
    page.note(
        f"The same with each ladder alone and with perplexities up to "
        f"{numbers.plain(every['cut'].max())}: {same} of {len(agree)} versions have the same call, "
        f"{(agree['call'] == 'quality').sum()} say quality. LAMBADA's own accuracy is in the list "
        "as the sharpest case: loss and accuracy are of the same words."
    )

# %%
with page.part("Predictions of 6.9B and 12B from the smaller sizes"):
    predictions = page.read("pythia_predictions")
    exact = predictions[predictions["scoring"] == "exact match"]
    soft = predictions[predictions["scoring"] == "log-likelihood"]
    by_law = exact.assign(size=exact["error"].abs()).groupby("law")["size"].mean()
    best = by_law.idxmin()
    title = (
        f"From sizes of 2.8B and less, {best} predicts accuracies best: "
        f"{100 * by_law[best]:.1f} points off on average"
    )
    deduplicated = predictions[predictions["ladder"] == LADDER]
    tasks = benchmarks.in_order(deduplicated["task"])

    def draw(canvas):
        panels = canvas.panels(2, height=32 * len(tasks), columns=2, titles=["6.9B", "12B"])
        for axes, target in zip(panels, ("6.9b", "12b"), strict=True):
            rows = deduplicated[deduplicated["target"] == target]
            rows = rows[rows["scoring"] == "exact match"]
            rows = rows.assign(points=100 * rows["error"])
            names = [benchmarks.title_of(task) for task in tasks]
            figures.law_errors(axes, rows, "points", "task", tasks, names)
            axes.set_xlabel("predicted less measured, points")

    page.figure(
        draw,
        name="predictions",
        title=title,
        alt="Errors of four laws for eight benchmarks at two sizes.",
        caption="Deduplicated ladder. These are predictions: both sizes were measured and kept out "
        "of the fits. Nothing on this page is a projection to sizes that nobody trained.",
        table=predictions,
        key=figures.law_key(list(figures.LAWS)),
    )
    frame = (
        exact.assign(points=100 * exact["error"].abs(), signed=100 * exact["error"])
        .groupby("law")
        .agg(mean=("points", "mean"), worst=("points", "max"), bias=("signed", "mean"),
             cases=("points", "size"))
        .reindex(list(figures.LAWS))
        .reset_index()
    )  # fmt: skip
    nats = soft.assign(nats=soft["error"].abs()).groupby("law")["nats"].mean()
    frame["nats"] = frame["law"].map(nats)
    page.frame(
        frame,
        caption="Errors of the predictions of 6.9B and 12B, both ladders. Log-perplexity is "
        "LAMBADA's.",
        columns={
            "law": "law", "cases": "predictions", "mean": "mean error, points",
            "worst": "largest, points", "bias": "mean signed, points",
            "nats": "mean error in log-perplexity, nats a word",
        },
    )  # fmt: skip
    page.note(
        "The broken law has one parameter less than the fitted sizes allow; with five or six sizes "
        "its floor, and with five also the width of its break, is left out."
    )

# %%
with page.part("Do abilities jump with size?"):
    audit = page.read("pythia_emergence")
    audit["benchmark"] = audit["task"].map(benchmarks.title_of)
    counts = audit["call"].value_counts()
    lambada = audit[audit["task"] == benchmarks.LAMBADA]
    page.text(
        "A jump would show as a critical size: laws that have one (logistic, broken) would predict "
        "the two largest sizes better than smooth laws by more than the noise of what is "
        f"predicted. Of {len(audit)} curves "
        + ", ".join(f"**{n}** are called {call}" for call, n in counts.items())
        + ". LAMBADA is the one benchmark with a continuous score of the same answers: by exact "
        "match it is called "
        + " and ".join(lambada[lambada["scoring"] == "exact match"]["call"])
        + ", by log-likelihood "
        + " and ".join(lambada[lambada["scoring"] == "log-likelihood"]["call"])
        + " (deduplicated and standard)."
    )
    page.frame(
        audit,
        caption="Root mean square error (of the log of the share of wrong answers over that of "
        "guessing, or of log-perplexity) of the best smooth law less that of the best law with a "
        "critical size. Jump: above the noise of the target; smooth: its interval lies below it.",
        columns={"ladder": "ladder", "benchmark": "benchmark", "scoring": "scored by",
                 "smooth": "best smooth law", "breaking": "best with a critical size",
                 "noise": "noise", "call": "call"},
        estimates={"gain of a critical size": ("gain", "low", "high")},
    )  # fmt: skip

# %%
with page.part("Do they jump in training?"):
    points = page.rows("pythia_points", ladder=LADDER, task=benchmarks.LAMBADA)
    points = points[points["step"] > 0]
    sizes = scale(points)
    formation = page.rows(
        "pythia_formation", ladder=LADDER, task=benchmarks.LAMBADA, size=sizes.largest
    )
    formation = formation.set_index("scoring")
    if not {"exact match", "log-likelihood"} <= set(formation.index):
        raise chapter.MissingData("pythia_formation.parquet lacks a score of LAMBADA")
    hard, gentle = formation.loc["exact match"], formation.loc["log-likelihood"]
    title = (
        f"At {sizes.largest} log-perplexity has made a tenth of its gain at step "
        f"{numbers.short(round(gentle.tenth))}, accuracy at {numbers.short(round(hard.tenth))}"
    )

    def draw(canvas):
        panels = canvas.panels(
            2, height=260, columns=2, titles=["right last words", "log-perplexity, nats a word"],
            sharey=False,
        )  # fmt: skip
        for axes, column in zip(panels, ("value", "log_perplexity"), strict=True):
            for size in sizes.names:
                one = points[points["size"] == size].sort_values("step")
                axes.plot(one["step"], one[column], color=sizes.colour(size), linewidth=1.4)
            figures.count_axis(axes, [1, 10, 100, 1000, 10_000, 143_000], label="step")
        figures.share_axis(panels[0], top=0.8)

    page.figure(
        draw,
        name="formation",
        title=title,
        alt="LAMBADA over training by exact match and by log-perplexity.",
        caption="The same answers of the deduplicated ladder scored twice. Exact match starts to "
        "move when the right word has become the likeliest for some questions; the probability "
        f"has risen long before. From a tenth to nine tenths of the gain takes "
        f"{hard.decades:.1f} decades of steps by exact match and {gentle.decades:.1f} by "
        "log-perplexity.",
        table=points,
        key=sizes.key(),
    )

# %%
with page.part("Limits"):
    points = page.read("pythia_points")
    page.text(
        f"LAMBADA's perplexity stands for held-out loss, which is not published with these "
        f"evaluations; it is of last words of narratives. Benchmarks of {points['items'].min():,} "
        f"to {points['items'].max():,} questions about common text say little of rare facts, long "
        "chains or many constraints: those are what the planted families are for. Questions are "
        "the same for all sizes and taken as independent noise, which is careful. Each size was "
        "trained once a ladder."
    )
    page.text(
        "Source: EleutherAI/pythia, `evals/pythia-v1`; figures in `data/pythia_zero_shot.csv`."
    )
