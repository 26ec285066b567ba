"""Tables of the audit of jumps: steps and rivals by kind and scoring, and k steps against p^k."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.resample import generator, interval
from sizewise.analysis.methods.curves import chance_corrected
from sizewise.analysis.methods.emergence import MOST_RESAMPLES, Audited, Scored
from sizewise.analysis.methods.jumps import Jump, find_jumps, held_out_errors
from sizewise.analysis.methods.misfit import Misfit, decades_beyond, rival_misfits
from sizewise.analysis.methods.rivals import LEAST_NOISE
from sizewise.analysis.methods.slopes import abilities, at_last_step, guessing

# Knobs that count steps which all have to be right.
STEP_KNOBS = ("hops", "operations", "constraints")
_CONTEST = ("smooth", "breaking", "gain", "noise")


def emergence_table(inputs: Inputs, audited: list[Audited], matters: float) -> pd.DataFrame:
    """One row a family, kind and scoring: its largest step between two sizes.

    family, kind, scoring, smallest, largest (losses at both ends of the ladder), step, low, high
    (J of `jumps`, as a share of the loss at its worst; corrected for all kinds of a scoring),
    before, behind (sizes on either side), call (jump, smooth, undecided: where low and high lie
    against `matters`, the step that the register asks of claim A8), critical_error, smooth_error
    (of sizes left out in turn, in units of their noise: laws with a critical size, smooth ones),
    smooth, breaking, gain, noise (the contest over the largest size, log units), missing.
    """
    whole = [one for one in audited if one.missing is None]
    steps: dict[int, Jump] = {}
    for scoring in dict.fromkeys(one.scored.scoring for one in whole):
        own = [one for one in whole if one.scored.scoring == scoring]
        found = find_jumps(
            inputs.log_parameters,
            np.stack([one.scored.positive.estimate for one in own]),
            np.stack([one.scored.positive.samples for one in own], axis=1),
            inputs.study.analysis.confidence,
        )
        steps |= {id(one): jump for one, jump in zip(own, found.of, strict=True)}
    rows = []
    for one in audited:
        row = {
            "family": one.scored.panel.family, "kind": one.scored.kind,
            "scoring": one.scored.scoring, "smallest": one.scored.means.estimate[0],
            "largest": one.scored.means.estimate[-1], "call": "not measured",
            "missing": one.missing.text if one.missing else None,
        }  # fmt: skip
        if one.missing is None:
            row |= _step(inputs, one.scored, steps[id(one)], matters)
        if one.contest:
            row |= {name: getattr(one.contest, name) for name in _CONTEST}
        rows.append(row)
    columns = ["family", "kind", "scoring", "smallest", "largest", "step", "low", "high",
               "before", "behind", "call", "critical_error", "smooth_error", *_CONTEST,
               "missing"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _step(inputs: Inputs, one: Scored, jump: Jump, matters: float) -> dict[str, float | str]:
    means = one.positive
    noise = np.maximum(means.samples.std(axis=0), 1e-9)
    errors = held_out_errors(inputs.log_parameters, means.estimate, noise)
    call = "jump" if jump.low > matters else "smooth" if jump.high < matters else "undecided"
    return {
        "step": jump.size, "low": jump.low, "high": jump.high, "before": inputs.sizes[jump.gap],
        "behind": inputs.sizes[jump.gap + 1], "call": call, "critical_error": errors[True],
        "smooth_error": errors[False],
    }  # fmt: skip


def rivals_table(inputs: Inputs, audited: list[Audited]) -> pd.DataFrame:
    """One row a family, kind, scoring and law: the prediction of the largest size and its error.

    family, kind, scoring, law, parameters, fitted (sizes), target (size), predicted, low, high,
    measured (losses), log_error (log of predicted over measured). Intervals hold the noise of the
    points, that of the target and the law's misfit; they are null where the law takes as many
    rungs as there are.
    """
    rows, whole = [], [one for one in audited if one.predictions]
    n, confidence = inputs.log_parameters, inputs.study.analysis.confidence
    off = _misfits(whole, n[:-1]) if whole else []
    for one, misfits in zip(whole, off, strict=True):
        measured = one.scored.means.estimate[-1]
        measured = max(measured, 0.5 / one.scored.items)
        noise = float(np.log(one.scored.positive.samples[:, -1]).std())
        for prediction, misfit in zip(one.predictions, misfits, strict=True):
            named = (one.scored.panel.family, one.scored.kind, one.scored.scoring)
            many = len(prediction.samples)
            rng = generator(inputs.study.analysis.seed, "rivals", *named, prediction.law.name)
            drawn = prediction.samples[:, 0] + noise * rng.standard_normal(many)
            drawn = drawn + misfit.draws(many, rng) * decades_beyond(n[:-1], n[-1])
            low, high = interval(drawn, confidence)
            rows.append({
                "family": named[0], "kind": named[1], "scoring": named[2],
                "law": prediction.law.name,
                "parameters": prediction.law.parameters(), "fitted": len(inputs.sizes) - 1,
                "target": inputs.sizes[-1], "predicted": float(np.exp(prediction.predicted[0])),
                "low": float(np.exp(low)), "high": float(np.exp(high)), "measured": measured,
                "log_error": float(prediction.predicted[0] - np.log(measured)),
            })  # fmt: skip
    columns = ["family", "kind", "scoring", "law", "parameters", "fitted", "target", "predicted",
               "low", "high", "measured", "log_error"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _misfits(whole: list[Audited], log_n: np.ndarray) -> list[tuple[Misfit, ...]]:
    """For each kind and scoring the misfit of every law over the sizes `log_n` that are fitted."""
    points = [one.scored.positive for one in whole]
    loss = np.stack([one.estimate[:-1] for one in points])
    noise = np.stack([np.log(one.samples[:MOST_RESAMPLES, :-1]).std(axis=0) for one in points])
    noise = np.maximum(noise, LEAST_NOISE)
    laws = [prediction.law for prediction in whole[0].predictions]
    by_law = [rival_misfits(law, log_n, loss, noise) for law in laws]
    return list(zip(*by_law, strict=True))


def powers_table(inputs: Inputs) -> pd.DataFrame:
    """Accuracy of k steps against p^k, by size: family, kind, knob, size, k, value, low, high,
    null, null_low, null_high, excess, excess_low, excess_high.

    p is the accuracy above guessing of the same kind's items with the fewest steps k0, so the
    null is p^(k / k0); `excess` is value - null, with an interval of its own that keeps their
    pairing. Only the last step.
    """  # fmt: skip
    confidence, rows = inputs.study.analysis.confidence, []
    for panel in inputs.panels.values():
        for kind in abilities(panel):
            of_kind = panel.kind(kind)
            for knob in (k for k in STEP_KNOBS if k in panel.knobs):
                number = panel.number(knob)
                levels = np.unique(number[of_kind & (number > 0)])
                if len(levels) < 2:
                    continue
                cells = np.stack([of_kind & (number == level) for level in levels])
                floor = guessing(panel, of_kind)
                means = at_last_step(inputs, panel, cells)
                value = chance_corrected(means.estimate, floor)
                samples = chance_corrected(means.samples, floor)
                power = (levels / levels[0])[:, None]
                null = np.clip(value[:1], 0, 1) ** power
                nulls = np.clip(samples[:, :1], 0, 1) ** power
                ends = [interval(s, confidence) for s in (samples, nulls, samples - nulls)]
                for (k, s), point in np.ndenumerate(value):
                    if not np.isfinite(point):
                        continue
                    row = {"family": panel.family, "kind": kind, "knob": knob,
                           "size": panel.sizes[s], "k": float(levels[k]), "value": point,
                           "null": null[k, s], "excess": point - null[k, s]}  # fmt: skip
                    for name, (low, high) in zip(("", "null_", "excess_"), ends, strict=True):
                        row |= {f"{name}low": low[k, s], f"{name}high": high[k, s]}
                    rows.append(row)
    columns = ["family", "kind", "knob", "size", "k", "value", "low", "high", "null", "null_low",
               "null_high", "excess", "excess_low", "excess_high"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
