"""Models with a known difference between feeling and reason, as correlated as the real ones.

The coefficients make the correlations of the published table (size and date .63, feeling and date
.90, feeling and size .79) and its residual spread: 43 % of what size and date leave lies between
vendors, and feeling and reason share 73 % of it.
"""

import numpy as np
from sizewise.observation.bootstrap import correlations, generator, interval, partial
from sizewise.observation.contrast import contrast_draws
from sizewise.observation.sample import Sample

SIZE_ON_DATE, DATE_EFFECT, SIZE_EFFECT, NOISE = 0.63, 0.655, 0.383, 0.33
VENDOR_SHARE, SHARED = 0.43, 0.73

TABLE_VENDORS = np.repeat(
    np.arange(44),
    [28, 20, 16, 14, 12, 12, 9, 8, 8, 7, 6, 6, 6, 5, 4, 4, 4] + [3] * 2 + [2] * 12 + [1] * 13,
)
"""Vendors of the primary contrast, by number of models."""


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
    """Difference of the partial correlations in a sample of 3,000 vendors with one model each."""
    values = []
    for part in range(4):
        sample = simulate(np.arange(3000), gap, generator(0, "truth", part))
        columns = [sample.feeling, sample.reason, sample.log_total, sample.months]
        matrix = correlations(columns, np.ones((1, len(sample))))
        values.append(partial(matrix, 0, 2, (3,))[0] - partial(matrix, 1, 2, (3,))[0])
    return float(np.mean(values))


def intervals(
    label: str, gap: float, repeats: int, *, vendors: int | None, resamples: int = 300
) -> np.ndarray:
    """(value, low, high) of the registered contrast in `repeats` simulated samples.

    `vendors` is their number at n = 200; None takes the table's own 44.
    """
    rows = []
    for repeat in range(repeats):
        rng = generator(1, label, gap, repeat)
        clusters = TABLE_VENDORS if vendors is None else many_vendors(200, vendors, rng)
        draws = contrast_draws(simulate(clusters, gap, rng), resamples, rng)
        rows.append(interval(draws["difference", "date"], 0.95))
    return np.array(rows)
