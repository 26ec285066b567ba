"""Table of scaling laws, of size alone and of size and tokens, for every domain and family."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.resample import Means, generator, interval
from sizewise.analysis.methods.emergence import MOST_RESAMPLES, item_losses
from sizewise.analysis.methods.floor_laws import LEAST_SIZES, floor_laws
from sizewise.analysis.methods.held_out import held_out_means
from sizewise.analysis.methods.misfit import widened, without_each
from sizewise.analysis.methods.slopes import abilities
from sizewise.analysis.methods.surface import (
    COUNTED,
    EARLIEST,
    LEAST_STEPS,
    PARAMETERS,
    fit_surface,
)
from sizewise.analysis.tables.floor_fits import floor_and_exponent
from sizewise.study.messages import Message


def _subjects(inputs: Inputs):
    """(kind of subject, name, (size, step) means, steps): domains' bits a byte, families' nats."""
    names, means = held_out_means(inputs)
    for d, name in enumerate(names):
        yield (
            "domain", name, Means(estimate=means.estimate[d], samples=means.samples[:, d]),
            inputs.held_out.steps,
        )  # fmt: skip
    for name, panel in inputs.panels.items():
        late = panel.steps >= EARLIEST * panel.steps.max()
        mask = panel.kind(*abilities(panel)) & panel.throughout(late)
        loss = item_losses(panel, mask).get("log-likelihood") if mask.any() else None
        if loss is None:
            continue
        means = inputs.resamples.means(panel, loss, mask[None])
        yield (
            "family", name, Means(estimate=means.estimate[0], samples=means.samples[:, 0]),
            panel.steps,
        )  # fmt: skip


def scaling_table(inputs: Inputs) -> pd.DataFrame:
    """Laws with a floor of every domain (bits a byte) and family (nats of the right choice).

    One row a subject, law and kind of parameter count: subject (domain or family), name, law (`N`:
    sizes at the last step; `N and D`: late checkpoints too), counted, for each of floor, alpha,
    beta its value, `_low` and `_high`, scale_n and scale_d (A and B, at N = 1 and D = 1, far
    outside of the data), points, sizes, steps, missing (why there is no fit). Intervals are those
    of the first kind of count; the others show what the choice of a count moves. They hold the
    noise of the points and what the law owes to single sizes.
    """
    confidence, rows = inputs.study.analysis.confidence, []
    for subject, name, means, steps in _subjects(inputs):
        late = np.flatnonzero(steps >= EARLIEST * steps.max())
        value, samples = means.estimate[:, late], means.samples[:MOST_RESAMPLES][..., late]
        there = np.isfinite(value) & (value > 0)
        samples = np.where(np.isfinite(samples) & (samples > 0), samples, value)
        for counted in COUNTED:
            n = np.array([getattr(inputs.counts(s), counted) for s in inputs.sizes], dtype=float)
            tokens = inputs.tokens(steps[late]).astype(float)
            row = {"subject": subject, "name": name, "counted": counted}
            draws = samples if counted == COUNTED[0] else samples[:0]
            seed = inputs.study.analysis.seed
            for law, own in (
                (_law_of_size, (n, value, draws, there)),
                (_law_of_both, (n, tokens, value, draws, there)),
            ):
                rng = generator(seed, "misfit", law.__name__, subject, name)
                rows.append(row | law(*own, confidence, rng))
    columns = ["subject", "name", "law", "counted", "floor", "floor_low", "floor_high", "alpha",
               "alpha_low", "alpha_high", "beta", "beta_low", "beta_high", "scale_n", "scale_d",
               "points", "sizes", "steps", "missing"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _law_of_size(
    n: np.ndarray,
    value: np.ndarray,
    samples: np.ndarray,
    there: np.ndarray,
    confidence: float,
    rng: np.random.Generator,
) -> dict:
    """L(N) of (size, step) losses at the last step."""
    chosen = there[:, -1]
    row = {"law": "N", "points": int(chosen.sum()), "sizes": int(chosen.sum()), "steps": 1}
    if row["sizes"] < LEAST_SIZES:
        lacking = Message("fit-sizes", {"count": row["sizes"], "least": LEAST_SIZES})
        return row | {"missing": lacking.text}
    floor, scale, alpha = (part[0] for part in floor_laws(value[chosen, -1], n[chosen]))
    row |= {"floor": floor, "scale_n": scale, "alpha": alpha}
    if len(samples):
        floors, _, alphas = floor_laws(samples[:, chosen, -1], n[chosen])
        own, at = value[chosen, -1], n[chosen]
        rungs = without_each(len(at), lambda kept: floor_and_exponent(own[kept], at[kept]))
        drawn = widened(np.stack([floors, alphas], axis=1), rungs, rng)
        row |= _ends(("floor", "alpha"), drawn, confidence)
    return row


def _law_of_both(
    n: np.ndarray,
    tokens: np.ndarray,
    value: np.ndarray,
    samples: np.ndarray,
    there: np.ndarray,
    confidence: float,
    rng: np.random.Generator,
) -> dict:
    """L(N, D) of (size, step) losses."""
    size, step = np.nonzero(there)
    row = {"law": "N and D", "points": len(size), "sizes": len(np.unique(size)),
           "steps": len(np.unique(step))}  # fmt: skip
    if row["sizes"] < LEAST_SIZES or row["steps"] < LEAST_STEPS:
        lacking = Message("fit-sizes-and-steps", {
            "count": row["sizes"], "steps": row["steps"], "least": LEAST_SIZES,
            "least_steps": LEAST_STEPS,
        })  # fmt: skip
        return row | {"missing": lacking.text}
    fit = fit_surface(n[size], tokens[step], value[there], samples[:, there])
    row |= dict(zip(PARAMETERS, fit.estimate[:3], strict=True))
    row |= {"scale_n": np.exp(fit.estimate[3]), "scale_d": np.exp(fit.estimate[4])}
    if not len(samples):
        return row
    rungs = np.unique(size)

    def fit_rungs(kept: np.ndarray) -> np.ndarray:
        own = np.isin(size, rungs[kept])
        loss = value[there][own]
        return fit_surface(n[size][own], tokens[step][own], loss, loss[None][:0]).estimate[:3]

    drawn = widened(fit.samples[:, :3], without_each(len(rungs), fit_rungs), rng)
    return row | _ends(PARAMETERS, drawn, confidence)


def _ends(names: tuple[str, ...], samples: np.ndarray, confidence: float) -> dict[str, float]:
    low, high = interval(samples, confidence)
    ends = zip(names, low, high, strict=True)
    return {key: v for name, *pair in ends for key, v in zip(
        (f"{name}_low", f"{name}_high"), pair, strict=True
    )}  # fmt: skip
