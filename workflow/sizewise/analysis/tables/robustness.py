"""What a scaling law owes to single points: the same fit with some of them left out.

Five of the 245 points that Hoffmann et al. 2022 (arXiv 2203.15556) fitted move the coefficient of
tokens sixfold; a fit is worth what survives this.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.methods.fits import fit_floor_law
from sizewise.analysis.methods.held_out import held_out_means
from sizewise.analysis.methods.surface import COUNTED, EARLIEST
from sizewise.study.errors import StudyError
from sizewise.study.messages import Message

HIGHEST = 5
ALL = "all points"


def variants(n: np.ndarray, d: np.ndarray, loss: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """(name, mask of the points (point,) that stay): everything first."""
    whole = np.ones(len(loss), dtype=bool)
    yield ALL, whole
    highest = whole.copy()
    highest[np.argsort(-loss, kind="stable")[:HIGHEST]] = False
    yield f"without the {HIGHEST} highest losses", highest
    yield "without the smallest size", n > n.min()
    yield "without the largest size", n < n.max()
    yield "without the fewest tokens", d > d.min()
    yield "the most tokens only", d == d.max()


def refits(counts: Mapping[str, np.ndarray], d: np.ndarray, loss: np.ndarray) -> pd.DataFrame:
    """One row a variant, and one a further kind of parameter count with all points.

    `counts` are sizes (point,) by kind of count, the first the one that counts; `d` tokens and
    `loss` (point,) > 0. Columns variant, counted, points, floor, scale_n, alpha, scale_d, beta, and
    missing (why there is no fit). With a single number of tokens the term of D is left out.
    """
    first, rows = next(iter(counts)), []
    chosen = [(name, first, kept) for name, kept in variants(counts[first], d, loss)]
    chosen += [(ALL, other, chosen[0][2]) for other in counts if other != first]
    for name, counted, kept in chosen:
        row = {"variant": name, "counted": counted, "points": int(kept.sum())}
        several = len(np.unique(d[kept])) > 1
        axes = [counts[counted][kept], *([d[kept]] if several else [])]
        try:
            law = fit_floor_law(axes, loss[kept])
        except StudyError:
            # A floor, and a level and an exponent an axis.
            needed = {"points": row["points"], "parameters": 1 + 2 * len(axes)}
            rows.append(row | {"missing": Message("fit-points", needed).text})
            continue
        row |= {"floor": law.floor, "scale_n": law.coefficients[0], "alpha": law.exponents[0]}
        if several:
            row |= {"scale_d": law.coefficients[1], "beta": law.exponents[1]}
        rows.append(row)
    columns = ["variant", "counted", "points", "floor", "scale_n", "alpha", "scale_d", "beta",
               "missing"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def robustness_table(inputs: Inputs) -> pd.DataFrame:
    """`refits` of held-out loss over all domains, at the checkpoints that `scaling` uses."""
    _, means = held_out_means(inputs)
    steps = inputs.held_out.steps
    late = np.flatnonzero(steps >= EARLIEST * steps.max())
    value = means.estimate[0][:, late]
    there = np.isfinite(value)
    size, step = np.nonzero(there)
    counts = {
        kind: np.array([getattr(inputs.counts(s), kind) for s in inputs.sizes], dtype=float)[size]
        for kind in COUNTED
    }
    return refits(counts, inputs.tokens(steps[late])[step].astype(float), value[there])
