"""Could the registered test see a difference? Simulated models with a known one.

The coefficients make the correlations of the published table (size and date .63, feeling and date
.90, feeling and size .79) and its residual spread: 43 % of what size and date leave lies between
vendors, and feeling and reason share 73 % of it. The table's own interval is wider than the
simulated ones (its vendors differ in more than a constant), so its power is lower than here.
"""

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from sizewise.observation.bootstrap import generator, interval, partial
from sizewise.observation.contrast import contrast_draws, primary_sample
from sizewise.observation.sample import Sample
from sizewise.observation.table import PublicTable
from sizewise.study.statistics import Analysis

SIZE_ON_DATE, DATE_EFFECT, SIZE_EFFECT, NOISE = 0.63, 0.655, 0.383, 0.33
VENDOR_SHARE, SHARED = 0.43, 0.73

GAPS = (0.0, 0.075, 0.15, 0.3)
"""How much more size weighs in feeling than in reason (standardised), for the table of power."""
REPEATS, RESAMPLES, LEVEL = 200, 200, 0.95
MANY = (200, 130)
"""Models and vendors of the second design: more, and more equal, vendors than are public."""


def many_vendors(n: int, vendors: int, rng: np.random.Generator) -> np.ndarray:
    """`n` models of `vendors` vendors; what exceeds one each is spread as 1/rank."""
    share = 1 / np.arange(1, vendors + 1)
    more = rng.choice(vendors, n - vendors, p=share / share.sum())
    return np.concatenate([np.arange(vendors), more])


def simulate(clusters: np.ndarray, gap: float, rng: np.random.Generator) -> Sample:
    """A sample in which size weighs `gap` more in feeling than in reason (standardised)."""
    n, vendors = len(clusters), int(clusters.max()) + 1

    def noise() -> np.ndarray:
        between = rng.normal(size=vendors)[clusters]
        return np.sqrt(VENDOR_SHARE) * between + np.sqrt(1 - VENDOR_SHARE) * rng.normal(size=n)

    date = noise()
    size = SIZE_ON_DATE * date + np.sqrt(1 - SIZE_ON_DATE**2) * noise()
    common = noise()

    def rating(slope: float) -> np.ndarray:
        own = np.sqrt(SHARED) * common + np.sqrt(1 - SHARED) * noise()
        return DATE_EFFECT * date + slope * size + NOISE * own

    return Sample(
        names=np.arange(n).astype(str), vendor=clusters.astype(str),
        feeling=rating(SIZE_EFFECT + gap), reason=rating(SIZE_EFFECT),
        log_total=size, log_active=size, months=date, type=np.full(n, "instruct"),
        basis="disclosed",
    )  # fmt: skip


def true_difference(gap: float) -> float:
    """Difference of the partial correlations in 100,000 models of as many vendors."""
    sample = simulate(np.arange(100_000), gap, generator(0, "truth"))
    columns = [sample.feeling, sample.reason, sample.log_total, sample.months]
    matrix = np.corrcoef([rankdata(column) for column in columns])[None]
    return float(partial(matrix, 0, 2, (3,))[0] - partial(matrix, 1, 2, (3,))[0])


def intervals(
    gap: float, repeats: int, clusters: np.ndarray | None, *labels: object,
    resamples: int = RESAMPLES,
) -> np.ndarray:  # fmt: skip
    """(value, low, high) of the registered contrast in `repeats` simulated samples, (repeats, 3).

    `clusters` is the vendor of each model; None draws those of MANY anew each time.
    """
    rows = []
    for repeat in range(repeats):
        rng = generator(0, "power", gap, repeat, *labels)
        vendors = many_vendors(*MANY, rng) if clusters is None else clusters
        draws = contrast_draws(simulate(vendors, gap, rng), resamples, rng)
        rows.append(interval(draws["difference", "date"], LEVEL))
    return np.array(rows)


def power(table: PublicTable, analysis: Analysis) -> pd.DataFrame:
    """public_power.parquet: share of simulated samples whose interval leaves zero out.

    `above` of them lie above zero, `outside` on either side (false alarms where the gap is
    zero), `error` is the Monte-Carlo standard error of `outside`, `width` the mean width.
    """
    own = primary_sample(table).clusters
    rows = []
    for design, clusters in (("the table's", own), ("130 vendors", None)):
        for gap in GAPS:
            found = intervals(gap, REPEATS, clusters, analysis.seed)
            truth = true_difference(gap) if gap else 0.0
            above = float((found[:, 1] > 0).mean())
            outside = above + float((found[:, 2] < 0).mean())
            rows.append(
                {
                    "vendors": design, "gap": gap, "difference": truth,
                    "repeats": REPEATS, "above": above, "outside": outside,
                    "error": float(np.sqrt(outside * (1 - outside) / REPEATS)),
                    "width": float((found[:, 2] - found[:, 1]).mean()),
                }
            )  # fmt: skip
    return pd.DataFrame(rows)
