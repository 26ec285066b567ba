# %% [markdown]
# # A ladder that somebody else trained

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "pythia"

# %%
import numpy as np
from sizewise.report import benchmarks, chapter, figures, findings, palette
from sizewise.report.messages import said
from sizewise.study.messages import say, selector

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
    return findings.estimate_message(100 * value, 100 * low, 100 * high)


def called(call):
    """A call in a reader's words."""
    return say("call", name=selector(call))


def by_task():
    """The calls that count: both ladders, a row a benchmark."""
    rows = page.rows("pythia_matched", ladder="both", cut=CUT)
    return rows[rows["task"] != "all"].reset_index(drop=True)


def calls_in_words(rows):
    """'quantity in 7 of 8 benchmarks, …', commonest first."""
    counts = rows["call"].value_counts()
    return say("clauses", parts=[
        say("pythia-counted", call=selector(call), count=int(count), benchmarks=len(rows))
        for call, count in counts.items()
    ])  # fmt: skip


# %%
with page.lead_or_missing():
    matched = by_task()
    whole = page.rows("pythia_matched", ladder="both", cut=CUT, task="all").iloc[0]
    sizes = scale(page.read("pythia_points"))
    page.lead(say(
        "pythia-lead", small=sizes.smallest.upper(), large=sizes.largest.upper(),
        calls=calls_in_words(matched),
        gain=points_of(whole.gain, whole.gain_low, whole.gain_high),
    ))  # fmt: skip

# %%
page.text(say("pythia-about-pythia-is"))

# %%
with page.part(say("pythia-quantity-or")):
    points = page.rows("pythia_points", ladder=LADDER)
    sizes = scale(points)
    shown = points[points["log_perplexity"] <= np.log(CUT)]
    tasks = benchmarks.in_order(shown["task"])
    matched = by_task()
    title = say("pythia-at-equal-loss", calls=calls_in_words(matched))

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
            figures.count_axis(axes, [5, 20, 100], label=say("pythia-quantity-or-label"))
            axes.set_xlim(CUT * 1.1, 3.4)
            ticks = axes.get_yticks()
            axes.set_yticks(ticks, [said(findings.as_share(tick)) for tick in ticks])
            low, high = rows["value"].min(), rows["value"].max()
            axes.set_ylim(low - 0.1 * (high - low), high + 0.1 * (high - low))

    page.figure(
        draw,
        name="matched",
        title=title,
        alt=say("pythia-quantity-or-alt"),
        caption=say("pythia-quantity-or-caption"),
        table=shown,
        key=sizes.key(),
    )

# %%
with page.part(say("pythia-what-a")):
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
        axes.set_xlabel(said(say("pythia-what-a-axis")))

    clear = percent[(percent["low"] > 0) | (percent["high"] < 0)]
    title = (
        say("pythia-clear", benchmarks=list(clear["benchmark"]))
        if len(clear)
        else say("pythia-none-clear")
    )
    page.figure(
        draw,
        name="gain",
        title=title,
        alt=say("pythia-what-a-alt"),
        caption=say("pythia-what-a-caption"),
        table=percent,
    )
    page.frame(
        matched,
        caption=say("pythia-what-a-caption-2"),
        columns={
            "benchmark": say("pythia-column-benchmark"),
            "questions": say("pythia-column-questions"),
            "points": say("pythia-column-checkpoints"),
            "runs": say("pythia-column-trainings"),
            "call": (say("pythia-column-call"), called),
        },
        estimates={say("pythia-column-logits-a-decade"): ("gamma", "low", "high")},
    )
    every = page.read("pythia_matched")
    every = every[every["task"] != "all"]
    agree = every.merge(matched[["task", "call"]], on="task", suffixes=("", "_first")).dropna(
        subset=["gamma"]
    )
    same = (agree["call"] == agree["call_first"]).sum()
    page.note(say(
        "pythia-agree", cut=float(every["cut"].max()), same=int(same), versions=len(agree),
        quality=int((agree["call"] == "quality").sum()),
    ))  # fmt: skip

# %%
with page.part(say("pythia-predictions-of")):
    predictions = page.read("pythia_predictions")
    exact = predictions[predictions["scoring"] == "exact match"]
    soft = predictions[predictions["scoring"] == "log-likelihood"]
    by_law = exact.assign(size=exact["error"].abs()).groupby("law")["size"].mean()
    best = by_law.idxmin()
    title = say("pythia-best", law=selector(best), off=float(by_law[best]))
    deduplicated = predictions[predictions["ladder"] == LADDER]
    tasks = benchmarks.in_order(deduplicated["task"])

    def draw(canvas):
        panels = canvas.panels(
            2,
            height=32 * len(tasks),
            columns=2,
            titles=[
                say("pythia-predictions-of-panel-6-9b"),
                say("pythia-predictions-of-panel-12b"),
            ],
        )
        for axes, target in zip(panels, ("6.9b", "12b"), strict=True):
            rows = deduplicated[deduplicated["target"] == target]
            rows = rows[rows["scoring"] == "exact match"]
            rows = rows.assign(points=100 * rows["error"])
            names = [benchmarks.title_of(task) for task in tasks]
            figures.law_errors(axes, rows, "points", "task", tasks, names)
            axes.set_xlabel(said(say("pythia-predictions-of-axis")))

    page.figure(
        draw,
        name="predictions",
        title=title,
        alt=say("pythia-predictions-of-alt"),
        caption=say("pythia-predictions-of-caption"),
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
        caption=say("pythia-predictions-of-caption-2"),
        columns={
            "law": (say("pythia-column-law"), lambda name: say("law", name=selector(name))),
            "cases": say("pythia-column-predictions"),
            "mean": say("pythia-column-mean-error-points"),
            "worst": say("pythia-column-largest-points"),
            "bias": say("pythia-column-mean-signed-points"),
            "nats": say("pythia-column-mean-error-in"),
        },
    )
    page.note(say("pythia-predictions-of-note"))

# %%
with page.part(say("pythia-do-abilities")):
    audit = page.read("pythia_emergence")
    audit["benchmark"] = audit["task"].map(benchmarks.title_of)
    counts = audit["call"].value_counts()
    lambada = audit[audit["task"] == benchmarks.LAMBADA]

    def calls_of(scoring):
        return [called(call) for call in lambada[lambada["scoring"] == scoring]["call"]]

    page.text(say(
        "pythia-jumps", curves=len(audit),
        counts=[
            say("pythia-jump-count", count=int(count), call=called(call))
            for call, count in counts.items()
        ],
        exact=calls_of("exact match"), soft=calls_of("log-likelihood"),
    ))  # fmt: skip
    page.frame(
        audit,
        caption=say("pythia-do-abilities-caption"),
        columns={
            "ladder": (
                say("pythia-column-ladder"),
                lambda name: say("pythia-ladder", name=selector(name)),
            ),
            "benchmark": say("pythia-column-benchmark"),
            "scoring": (
                say("pythia-column-scored-by"),
                lambda name: say("pythia-scoring", name=selector(name)),
            ),
            "smooth": (
                say("pythia-column-best-smooth-law"),
                lambda name: say("law", name=selector(name)),
            ),
            "breaking": (
                say("pythia-column-best-with-a"),
                lambda name: say("law", name=selector(name)),
            ),
            "noise": say("pythia-column-noise"),
            "call": (say("pythia-column-call"), called),
        },
        estimates={say("pythia-column-gain-of-a"): ("gain", "low", "high")},
    )

# %%
with page.part(say("pythia-do-they")):
    points = page.rows("pythia_points", ladder=LADDER, task=benchmarks.LAMBADA)
    points = points[points["step"] > 0]
    sizes = scale(points)
    formation = page.rows(
        "pythia_formation", ladder=LADDER, task=benchmarks.LAMBADA, size=sizes.largest
    )
    formation = formation.set_index("scoring")
    if not {"exact match", "log-likelihood"} <= set(formation.index):
        raise chapter.MissingData(say("pythia-do-they-missing"))
    hard, gentle = formation.loc["exact match"], formation.loc["log-likelihood"]
    title = say(
        "pythia-formation", size=sizes.largest, gentle=round(gentle.tenth), hard=round(hard.tenth)
    )

    def draw(canvas):
        panels = canvas.panels(
            2,
            height=260,
            columns=2,
            titles=[
                say("pythia-do-they-panel-right-last"),
                say("pythia-do-they-panel-log-perplexity"),
            ],
            sharey=False,
        )
        for axes, column in zip(panels, ("value", "log_perplexity"), strict=True):
            for size in sizes.names:
                one = points[points["size"] == size].sort_values("step")
                axes.plot(one["step"], one[column], color=sizes.colour(size), linewidth=1.4)
            figures.count_axis(axes, [1, 10, 100, 1000, 10_000, 143_000], label=say("axis-step"))
        figures.share_axis(panels[0], top=0.8)

    page.figure(
        draw,
        name="formation",
        title=title,
        alt=say("pythia-do-they-alt"),
        caption=say(
            "pythia-formation-caption", hard=float(hard.decades), gentle=float(gentle.decades)
        ),
        table=points,
        key=sizes.key(),
    )

# %%
with page.part(say("pythia-limits")):
    points = page.read("pythia_points")
    page.text(say(
        "pythia-limits-first", least=int(points["items"].min()), most=int(points["items"].max())
    ))  # fmt: skip
    page.text(say("pythia-limits-text"))
