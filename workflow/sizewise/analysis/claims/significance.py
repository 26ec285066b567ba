"""p-values of the primary tests, Holm's correction over them, and what this tier could have seen.

The register asks where an interval lies. The p-value of the same question: the share of bootstrap
replicates that lie outside of the place that the verdict names, doubled because either verdict
could have come out, counted with one added to numerator and denominator (Davison and Hinkley 1997,
section 4.2), so that it is never zero and never below what the number of resamples can show.
Where an effect has an interval and no replicates, the distance from the threshold is measured in
half widths of the interval on that side, by the normal distribution.

Holm's step-down correction (Holm 1979, Scandinavian Journal of Statistics 6(2)) is taken over the
primary tests that were made. A test with one seed at some size was not: its interval lacks the
noise between seeds.
"""

from typing import Any

import numpy as np
from scipy.stats import norm
from statsmodels.stats.multitest import multipletests

from sizewise.study.claims import Place
from sizewise.study.messages import Message

POWER = 0.8


def bootstrap_p(samples: np.ndarray, supported: Place, contradicted: Place) -> float:
    """Two-sided p-value from replicates (resample,); NaN where none is finite."""
    samples = samples[np.isfinite(samples)]
    if not len(samples):
        return np.nan
    shares = []
    for side, threshold in (supported, contradicted):
        outside = samples <= threshold if side == "above" else samples >= threshold
        shares.append((1 + outside.sum()) / (1 + len(samples)))
    return float(min(1.0, 2 * min(shares)))


def interval_p(
    estimate: float,
    low: float,
    high: float,
    confidence: float,
    supported: Place,
    contradicted: Place,
) -> float:
    """The same from an interval of the given confidence; NaN where it is not finite."""
    if not np.isfinite([estimate, low, high]).all():
        return np.nan
    z, shares = norm.ppf((1 + confidence) / 2), []
    for side, threshold in (supported, contradicted):
        inwards = estimate - threshold if side == "above" else threshold - estimate
        # Towards the threshold the interval has its own half width.
        half = estimate - low if (side == "above") == (inwards > 0) else high - estimate
        away = inwards / half if half > 0 else np.sign(inwards) * np.inf
        shares.append(norm.sf(z * away))
    return float(min(1.0, 2 * min(shares)))


def detectable_effect(low: float, high: float, confidence: float, supported: Place) -> float:
    """The effect that would have been called supported with 80 % power; NaN without an interval.

    Normal approximation with the standard error that the interval's width implies, before Holm:
    threshold ± (z of the confidence + z of the power) standard errors. With one seed the width
    lacks the noise between seeds, and the number is a lower bound.
    """
    z = norm.ppf((1 + confidence) / 2)
    reach = (z + norm.ppf(POWER)) * (high - low) / (2 * z)
    side, threshold = supported
    return threshold + reach if side == "above" else threshold - reach


def holm(entries: list[dict[str, Any]], confidence: float) -> list[dict[str, Any]]:
    """Entries with `p_holm`, and those verdicts changed that do not hold after the correction.

    A claim that its own interval decides and that Holm's correction over all primary tests does
    not is underpowered: the same effect with more seeds, items or sizes would be decided.
    """
    tested = [i for i, entry in enumerate(entries) if entry.get("p_value") is not None]
    if not tested:
        return entries
    p = [entries[i]["p_value"] for i in tested]
    adjusted = multipletests(p, alpha=1 - confidence, method="holm")[1]
    corrected = list(entries)
    for i, value in zip(tested, adjusted, strict=True):
        entry = entries[i] | {"p_holm": float(f"{value:.9g}"), "n_tests": len(tested)}
        if entry["verdict"] in ("supported", "contradicted") and value > 1 - confidence:
            corrected_away = Message("decision-not-after-holm", {
                "verdict": entry["verdict"], "p": entry["p_value"], "tests": len(tested),
                "p_holm": float(value),
            })  # fmt: skip
            entry |= {
                "verdict": "underpowered",
                "reason": [*entry["reason"], corrected_away.to_json()],
            }
        corrected[i] = entry
    return corrected
