"""p-values of the primary tests, Holm's correction over them, and what this tier could have seen.

The register asks where an interval lies. The p-value of the same question: the share of bootstrap
replicates that lie outside of the region that a verdict names (of its worse border, where it has
two), the smallest over the verdicts, doubled because either side could have come out, counted with
one added to numerator and denominator (Davison and Hinkley 1997, section 4.2), so that it is never
zero and never below what the number of resamples can show.
Where an effect has an interval and no replicates, the distance from the threshold is measured in
half widths of the interval on that side, by the normal distribution.

Holm's step-down correction (Holm 1979, Scandinavian Journal of Statistics 6(2)) is taken over the
primary tests that were made. A test with one seed at some size was not: its interval lacks the
noise between seeds.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.stats import norm
from statsmodels.stats.multitest import multipletests

from sizewise.study.messages import Message, selector
from sizewise.study.verdicts import DECIDED, TOO_WIDE, UNDECIDED, Place, Within

POWER = 0.8


def bootstrap_p(samples: np.ndarray, regions: dict[str, Place | Within]) -> float:
    """Two-sided p-value from replicates (resample,); NaN where none is finite.

    Of every region the share of replicates beyond its worst border; the smallest of them.
    """
    samples = samples[np.isfinite(samples)]
    if not len(samples):
        return np.nan
    shares = [
        max((1 + border.outside(samples).sum()) / (1 + len(samples)) for border in region.borders)
        for region in regions.values()
    ]
    return float(min(1.0, 2 * min(shares)))


def interval_p(
    estimate: float,
    low: float,
    high: float,
    confidence: float,
    regions: dict[str, Place | Within],
) -> float:
    """The same from an interval of the given confidence; NaN where it is not finite."""
    if not np.isfinite([estimate, low, high]).all():
        return np.nan
    z = norm.ppf((1 + confidence) / 2)

    def beyond(place: Place) -> float:
        side, threshold = place
        inwards = estimate - threshold if side == "above" else threshold - estimate
        # Towards the threshold the interval has its own half width.
        half = estimate - low if (side == "above") == (inwards > 0) else high - estimate
        away = inwards / half if half > 0 else np.sign(inwards) * np.inf
        return float(norm.sf(z * away))

    shares = [max(map(beyond, region.borders)) for region in regions.values()]
    return float(min(1.0, 2 * min(shares)))


def reach(tests: int, confidence: float) -> float:
    """Standard errors between the threshold and an effect that is seen with 80 % power.

    The interval's own level is divided by the number of tests: the hardest place of Holm.
    """
    return float(norm.isf((1 - confidence) / (2 * tests)) + norm.ppf(POWER))


def detectable_effect(
    low: float, high: float, confidence: float, support: Place, tests: int = 1
) -> float:
    """The effect that would have been called supported with 80 % power; NaN without an interval.

    Normal approximation with the standard error that the interval's width implies, at the hardest
    place of Holm's correction over `tests` (Bonferroni's): threshold ± (z of that level + z of the
    power) standard errors. With one seed the width lacks the noise between seeds, and the number
    is a lower bound.
    """
    z = norm.ppf((1 + confidence) / 2)
    error = (high - low) / (2 * z)
    away = reach(tests, confidence) * error
    side, threshold = support
    return threshold + away if side == "above" else threshold - away


def holm(
    entries: list[dict[str, Any]], confidence: float, support: Mapping[str, Place] | None = None
) -> list[dict[str, Any]]:
    """Entries with `p_holm`, and those verdicts changed that do not hold after the correction.

    A claim that its own interval decides and that Holm's correction over all primary tests does
    not is undecided: the same effect with more seeds, items or sizes would be decided. With
    `support`, the place of support by claim, `detectable_effect` is that of the corrected test.
    """
    tested = [i for i, entry in enumerate(entries) if entry.get("p_value") is not None]
    if not tested:
        return entries
    p = [entries[i]["p_value"] for i in tested]
    adjusted = multipletests(p, alpha=1 - confidence, method="holm")[1]
    corrected = list(entries)
    for i, value in zip(tested, adjusted, strict=True):
        entry = entries[i] | {"p_holm": float(f"{value:.9g}"), "n_tests": len(tested)}
        if support and entry["id"] in support:
            effect = detectable_effect(
                entry["low"], entry["high"], confidence, support[entry["id"]], len(tested)
            )
            entry["detectable_effect"] = float(f"{effect:.9g}")
        if entry["verdict"] in DECIDED and value > 1 - confidence:
            corrected_away = Message("decision-not-after-holm", {
                "verdict": selector(entry["verdict"]), "p": entry["p_value"],
                "tests": len(tested), "p_holm": float(value),
            })  # fmt: skip
            entry |= {
                "verdict": UNDECIDED,
                "undecided": TOO_WIDE,
                "leaning": entry["verdict"],
                "reason": [*entry["reason"], corrected_away.to_json()],
            }
        corrected[i] = entry
    return corrected
