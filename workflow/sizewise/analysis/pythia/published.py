"""The same questions, put to a ladder that somebody else trained: Pythia, 70M to 12B.

The matched-loss test, the emergence audit and the prediction of the two largest sizes run through
the functions that the study's own ladder uses. Item-level answers are not published, so accuracy is
a count of right answers; the loss is the log-perplexity of LAMBADA's last words.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import t

from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.resample import generator, interval
from sizewise.analysis.methods.emergence import EXACT, LIKELIHOOD, MOST_RESAMPLES, decision
from sizewise.analysis.methods.matched import (
    MatchedLoss,
    Regions,
    call,
    fit_shares,
    runs_that_moved,
    standard_error,
)
from sizewise.analysis.methods.misfit import decades_beyond, rival_misfit
from sizewise.analysis.methods.rivals import contest, predict_larger
from sizewise.analysis.pythia.published_ladder import (
    FILE,
    LADDERS,
    LAMBADA,
    chance_of,
    read_published,
)
from sizewise.study.artifacts import sha256_of
from sizewise.study.claims import read_register
from sizewise.study.errors import StudyError
from sizewise.study.sections import compact, decisive
from sizewise.study.statistics import Analysis
from sizewise.study.tables import write_table
from sizewise.study.work import Work

PREFIX = "pythia_"
DIGITS = 6
BOTH, ALL = "both", "all"
# Perplexities above which nothing is matched: a model that cannot guess a word of LAMBADA answers
# everything by chance. The first is used; the second shows whether the cut matters.
CUTS = (100.0, 1000.0)
HELD = 2
"""Sizes that are predicted: 6.9B and 12B."""
_LAST_CHECKPOINTS = 6


def _grid(points: pd.DataFrame, column: str) -> pd.DataFrame:
    """`column` by (ladder, size) ascending in N, and step."""
    wide = points.pivot(index=["ladder", "non_embedding", "size"], columns="step", values=column)
    return wide.sort_index()


def matched_rows(points: pd.DataFrame, regions: Regions, confidence: float) -> pd.DataFrame:
    """One row a ladder, task and cut: does size add to accuracy at equal log-perplexity?

    ladder (`both`: each with a level of its own), task (ALL: the mean over the questions of
    all benchmarks but LAMBADA, whose words are those of the loss), cut (perplexity), gamma,
    low, high (logits a decade), gain, gain_low, gain_high (shares of right answers a decade),
    call, why, runs, points. `regions` are those of claim A16.
    """
    rows = []
    for ladder in (BOTH, *LADDERS):
        chosen = points if ladder == BOTH else points[points["ladder"] == ladder]
        for cut in CUTS:
            fits = {}
            for task, of_task in chosen.groupby("task", sort=True):
                row = {"ladder": ladder, "task": task, "cut": cut}
                try:
                    fits[task] = _fit_task(task, of_task, cut)
                except NotMeasurable as why:
                    rows.append(row | {"call": "not measured", "why": why.message.text})
                    continue
                rows.append(row | _estimates([fits[task]], regions, confidence))
            others = [fit for task, fit in fits.items() if task != LAMBADA]
            if len(others) > 1:
                row = {"ladder": ladder, "task": ALL, "cut": cut}
                items = chosen.groupby("task")["items"].first()
                weights = np.array([items[fit.family] for fit in others], dtype=float)
                rows.append(row | _estimates(others, regions, confidence, weights))
    return pd.DataFrame(rows)


def _fit_task(task: str, points: pd.DataFrame, cut: float) -> MatchedLoss:
    share, loss = _grid(points, "value"), _grid(points, "log_perplexity")
    index = share.index.to_frame(index=False)
    counts, run_size = np.unique(index["non_embedding"], return_inverse=True)
    group = np.unique(index["ladder"], return_inverse=True)[1]
    kept = np.where(loss <= np.log(cut), loss, np.nan)
    return fit_shares(
        task, share.to_numpy(), points["items"].iloc[0], kept, run_size, np.log10(counts), group
    )


def _estimates(
    fits: list[MatchedLoss],
    regions: Regions,
    confidence: float,
    weights: np.ndarray | None = None,
) -> dict:
    """Mean gamma and mean gain of `fits`, weighted, their intervals, the call."""
    share = np.ones(len(fits)) if weights is None else weights / weights.mean()
    runs = runs_that_moved(fits)
    factor = t.ppf((1 + confidence) / 2, runs - 2)

    def scaled(factors: np.ndarray) -> list[MatchedLoss]:
        return [
            replace(fit, gamma=fit.gamma * by, by_run=fit.by_run * by)
            for fit, by in zip(fits, factors, strict=True)
        ]

    row = {}
    steepness = np.array([fit.steepness for fit in fits])
    for name, part in (("", scaled(share)), ("gain_", scaled(share * steepness))):
        middle = float(np.mean([fit.gamma for fit in part]))
        half = factor * standard_error(part, runs=True)
        row |= {name.rstrip("_") or "gamma": middle}
        row |= {f"{name}low": middle - half, f"{name}high": middle + half}
    # Trainings differ by their luck beside their size, and whole trainings are left out: the
    # interval knows it though a size has one training in a ladder.
    decided, why = call(row["low"], row["high"], regions, seeds=2)
    return row | {"call": decided, "why": why.text, "runs": runs, "points": fits[0].points}


def losses(points: pd.DataFrame) -> pd.DataFrame:
    """Both kinds of score as losses that fall: one row a ladder, size, step, task and scoring.

    `exact match` is the share of wrong answers over that of guessing; `log-likelihood`, of
    LAMBADA alone, is nats a word. Columns loss and error (of items).
    """
    chance = points["task"].map(chance_of)
    exact = points.assign(
        scoring=EXACT, loss=(1 - points["value"]) / (1 - chance),
        error=points["stderr"] / (1 - chance),
    )  # fmt: skip
    soft = points[points["task"] == LAMBADA]
    soft = soft.assign(
        scoring=LIKELIHOOD, loss=soft["log_perplexity"], error=soft["log_perplexity_error"]
    )
    keys = ["ladder", "size", "non_embedding", "step", "task", "scoring", "loss", "error"]
    return pd.concat([exact, soft], ignore_index=True)[keys]


def noise_of(curve: pd.DataFrame) -> float:
    """Standard deviation of one size's last score: items, and the wobble of its checkpoints.

    The wobble is what a straight line in log steps leaves of the last checkpoints. Items are the
    same for all sizes, so taking their noise as independent is careful.
    """
    tail = curve.sort_values("step").tail(_LAST_CHECKPOINTS)
    x, y = np.log(tail["step"].to_numpy(float)), tail["loss"].to_numpy()
    rest = y - np.polyval(np.polyfit(x, y, 1), x)
    wobble = float((rest**2).sum() / (len(rest) - 2))
    return float(np.hypot(tail["error"].iloc[-1], wobble**0.5))


def prediction_rows(points: pd.DataFrame, analysis: Analysis) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The two largest sizes from the smaller ones, by every rival law; and the audit of jumps.

    First table, one row a ladder, task, scoring, law and target: parameters, fitted (sizes),
    predicted, low, high, measured, noise (of the target), error (predicted less measured), all in
    the unit of `scoring`'s score: shares of right answers, or nats a word. Intervals hold noise and
    misfit; they are null where the law takes as many rungs as there are. Second, one row a ladder,
    task and scoring: smooth, breaking (best law of each side), gain, low, high, noise
    (log units), call.
    """
    many = min(analysis.bootstrap_samples, MOST_RESAMPLES)
    every, predictions, audits = losses(points), [], []
    last = every["step"].max()
    for (ladder, task, scoring), curves in every.groupby(["ladder", "task", "scoring"]):
        end = curves[curves["step"] == last].sort_values("non_embedding")
        sizes = list(end["size"])
        noise = np.array([noise_of(curves[curves["size"] == size]) for size in sizes])
        loss = end["loss"].to_numpy()
        rng = generator(analysis.seed, "published", ladder, task, scoring)
        # Normal noise can leave the losses' range where a size answers everything: never below a
        # tenth of the loss itself.
        samples = np.maximum(loss + noise * rng.standard_normal((many, len(loss))), loss / 10)
        log_n = np.log10(end["non_embedding"].to_numpy(float))
        found = predict_larger(log_n, loss[None], samples[None], held=HELD)[0]
        judged = contest(found, loss[-HELD:], samples[:, -HELD:])
        decided, low, high = decision(judged, analysis.confidence)
        audits.append({
            "ladder": ladder, "task": task, "scoring": scoring, "smallest": loss[0],
            "largest": loss[-1], "smooth": judged.smooth, "breaking": judged.breaking,
            "gain": judged.gain, "low": low, "high": high, "noise": judged.noise,
            "call": decided,
        })  # fmt: skip
        score = _scores(task, scoring)
        unit = 1.0 if scoring == LIKELIHOOD else 1 - chance_of(task)
        for one in found:
            off = rival_misfit(one.law, log_n[:-HELD], loss[:-HELD], (noise / loss)[:-HELD])
            drawn = off.draws(many, rng)[:, None] * decades_beyond(log_n[:-HELD], log_n[-HELD:])
            # What is measured has noise of its own.
            own = rng.standard_normal((many, HELD)) * (noise / loss)[-HELD:]
            lows, highs = interval(one.samples + drawn + own, analysis.confidence)
            for h, size in enumerate(sizes[-HELD:]):
                ends = sorted(float(score(np.exp(end[h]))) for end in (lows, highs))
                value, truth = score(np.exp(one.predicted[h])), score(loss[h - HELD])
                predictions.append({
                    "ladder": ladder, "task": task, "scoring": scoring, "law": one.law.name,
                    "breaks": one.law.breaks, "parameters": one.law.parameters(),
                    "fitted": len(sizes) - HELD, "target": size,
                    "non_embedding": int(end["non_embedding"].iloc[h - HELD]),
                    "predicted": float(value), "low": ends[0], "high": ends[1],
                    "measured": float(truth),
                    "noise": float(noise[h - HELD] * unit),
                    "error": float(value - truth),
                })  # fmt: skip
    return pd.DataFrame(predictions), pd.DataFrame(audits)


def _scores(task: str, scoring: str) -> Callable[[np.ndarray], np.ndarray]:
    """From a loss of `losses` back to what is published; no share leaves 0 to 1."""
    if scoring == LIKELIHOOD:
        return lambda loss: loss
    return lambda loss: np.clip(1 - np.asarray(loss) * (1 - chance_of(task)), 0, 1)


def formation_rows(points: pd.DataFrame) -> pd.DataFrame:
    """How fast scores form: the steps at which a tenth and nine tenths of the gain are reached.

    One row a ladder, size, task and scoring: first, last (scores), tenth, ninth (steps), decades
    (log10 of their ratio). The gain is from the mean of the steps up to 64 to that of the last
    three checkpoints; rows in which a tenth of it is below two standard errors are left out.
    """
    rows = []
    for key, curve in losses(points).groupby(
        ["ladder", "non_embedding", "size", "task", "scoring"]
    ):
        curve = curve[curve["step"] > 0].sort_values("step")
        x, y = np.log10(curve["step"].to_numpy(float)), curve["loss"].to_numpy()
        first, last = y[curve["step"] <= 64].mean(), y[-3:].mean()
        if 0.1 * (first - last) < 2 * curve["error"].iloc[-3:].mean():
            continue
        share = np.maximum.accumulate((first - y) / (first - last))
        tenth, ninth = (float(np.interp(level, share, x)) for level in (0.1, 0.9))
        ladder, _, size, task, scoring = key
        rows.append({
            "ladder": ladder, "size": size, "non_embedding": key[1], "task": task,
            "scoring": scoring, "first": first, "last": last, "tenth": 10**tenth,
            "ninth": 10**ninth, "decades": ninth - tenth,
        })  # fmt: skip
    return pd.DataFrame(rows)


def build(analysis: Analysis, data: Path, claims: Path, output: Path) -> None:
    """Write `output`/pythia_*.parquet and manifest.json. StudyError on a bad table or register."""
    register = read_register(claims)
    claim = next((claim for claim in register.claims if claim.id == "A16"), None)
    if claim is None:
        raise StudyError("claims.yaml: A16 is missing; calls need its rule")
    work = Work.begin(
        "published",
        of={"A16": claim.borders},
        config=compact({"analysis": decisive(analysis)}),
        inputs={FILE: sha256_of(data / FILE)} if (data / FILE).is_file() else {},
        output=output,
    )
    if work.kept:
        return
    points = read_published(data)
    predictions, audits = prediction_rows(points, analysis)
    tables = {
        "points": points,
        "matched": matched_rows(points, claim.regions, analysis.confidence),
        "predictions": predictions,
        "emergence": audits,
        "formation": formation_rows(points),
    }
    output.mkdir(parents=True, exist_ok=True)
    files = []
    for name, frame in tables.items():
        floats = frame.select_dtypes(np.floating).columns
        frame = frame.assign(**{column: frame[column].round(DIGITS) for column in floats})
        files.append(write_table(output / f"{PREFIX}{name}.parquet", frame))
        print(f"published: {name}, {len(frame)} rows", file=sys.stderr, flush=True)
    work.end(
        files, {"sizes": int(points["size"].nunique()), "steps": int(points["step"].nunique())}
    )
