"""Every defensible version of the contrast at once (a specification curve).

Simonsohn, Simmons & Nelson 2020, "Specification curve analysis", Nature Human Behaviour 4: all
combinations of benchmark pair, measure of size, period, type, size range, date and vendor effects
are computed, so that none can be picked after the fact. The curve as a whole is held against its
null: inside each vendor's block the labels *feeling* and *reason* are exchanged at random.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from sizewise.observation.boards import PAIRS, PRIMARY
from sizewise.observation.bootstrap import (
    cluster_counts,
    correlations,
    generator,
    interval,
    partial,
)
from sizewise.observation.sample import PERIODS, RANGES, TYPES, Sample, build_sample
from sizewise.observation.table import PublicTable
from sizewise.study.statistics import Analysis

MIN_MODELS, MIN_VENDORS = 25, 8
SWAPS = 200
"""Exchanges of labels that make the null of the curve."""

_FEELING, _REASON, _TOTAL, _DATE, _ACTIVE = range(5)
_MEASURES = {
    "total": (_TOTAL, ()),
    "active": (_ACTIVE, ()),
    "total given active": (_TOTAL, (_ACTIVE,)),
}


@dataclass(frozen=True)
class Slice:
    """One choice of boards and models."""

    pair: str
    period: str
    type: str
    size_range: str
    sample: Sample

    @property
    def labels(self) -> dict[str, str]:
        """The choices, for tables."""
        return {
            "pair": self.pair, "period": self.period, "type": self.type,
            "size_range": self.size_range,
        }  # fmt: skip


def slices(table: PublicTable) -> Iterator[Slice]:
    """All choices that leave enough models and vendors for an interval."""
    for pair in PAIRS.values():
        whole = build_sample(table, pair)
        for period, in_period in PERIODS.items():
            for kind, of_type in TYPES.items():
                for size_range, in_range in RANGES.items():
                    sample = whole.where(in_period(whole) & of_type(whole) & in_range(whole))
                    if len(sample) >= MIN_MODELS and len(set(sample.vendor)) >= MIN_VENDORS:
                        yield Slice(pair.name, period, kind, size_range, sample)


def _contrasts(
    matrices: dict[bool, np.ndarray], has_active: bool
) -> Iterator[tuple[str, bool, str, np.ndarray]]:
    """(size measure, vendor effects, given, difference (b,)) from correlations (b, p, p)."""
    for effects, matrix in matrices.items():
        for measure, (size, other) in _MEASURES.items():
            if (size == _ACTIVE or _ACTIVE in other) and not has_active:
                continue
            for given, controls in (("none", other), ("date", (*other, _DATE))):
                # Infinite where a draw leaves one size only; the interval drops it.
                with np.errstate(invalid="ignore"):
                    difference = partial(matrix, _FEELING, size, controls) - partial(
                        matrix, _REASON, size, controls
                    )
                yield measure, effects, given, np.where(
                    np.isfinite(difference), difference, np.nan
                )  # fmt: skip


def _resampled(sample: Sample, weights: np.ndarray) -> Iterator[tuple[str, bool, str, np.ndarray]]:
    """All contrasts of one slice, in each draw of vendors."""
    has_active = bool(np.isfinite(sample.log_active).all())
    columns = [sample.feeling, sample.reason, sample.log_total, sample.months]
    columns += [sample.log_active] if has_active else []
    matrices = {
        effects: correlations(columns, weights, sample.clusters if effects else None)
        for effects in (False, True)
    }
    return _contrasts(matrices, has_active)


def _parts(sample: Sample) -> Iterator[tuple[tuple[str, ...], Sample]]:
    """Which size measures are computed on which models: active ones where it is published."""
    reduced = sample.with_active()
    if len(reduced) == len(sample):
        yield tuple(_MEASURES), sample
        return
    yield ("total",), sample
    if len(reduced) >= MIN_MODELS and len(set(reduced.vendor)) >= MIN_VENDORS:
        yield ("active", "total given active"), reduced


def specification_curve(table: PublicTable, analysis: Analysis) -> pd.DataFrame:
    """public_specifications.parquet: one row a specification, sorted by its difference.

    The column `primary` marks the registered one, `pair_title` is what readers call the boards
    of `pair`. Intervals are those of the vendor bootstrap.
    """
    rows = []
    for choice in slices(table):
        for measures, sample in _parts(choice.sample):
            clusters = sample.clusters
            rng = generator(analysis.seed, "multiverse", *choice.labels.values(), len(sample))
            weights = cluster_counts(clusters, analysis.bootstrap_samples, rng)[:, clusters]
            for measure, effects, given, draws in _resampled(sample, weights * 1.0):
                if measure not in measures:
                    continue
                estimate, low, high = interval(draws, analysis.confidence)
                rows.append(
                    choice.labels
                    | {
                        "size_measure": measure, "vendor_effects": effects, "given": given,
                        "models": len(sample), "vendors": int(clusters.max()) + 1,
                        "value": estimate, "low": low, "high": high,
                    }
                )  # fmt: skip
    frame = pd.DataFrame(rows).dropna(subset=["value", "low", "high"])
    frame["primary"] = (
        (frame.pair == PRIMARY.name) & (frame.period == "all") & (frame.type == "all")
        & (frame.size_range == "all") & (frame.size_measure == "total")
        & ~frame.vendor_effects & (frame.given == "date")
    )  # fmt: skip
    keys = ["value", "pair", "period", "type", "size_range", "size_measure", "given",
            "vendor_effects"]  # fmt: skip
    frame["pair_title"] = frame.pair.map({pair.name: pair.title for pair in PAIRS.values()})
    return frame.sort_values(keys, ignore_index=True)


def curve_null(table: PublicTable, analysis: Analysis) -> pd.DataFrame:
    """public_null.parquet: median and share above zero of the whole curve, observed and exchanged.

    Row 0 (`exchange` 0) is observed. In the others every vendor keeps or exchanges its labels of
    feeling and reason (as ranks) by one fair coin, the same in every specification.
    """
    vendors = sorted(set(table.models.vendor))
    rng = generator(analysis.seed, "exchange")
    coins = np.vstack([np.zeros((1, len(vendors)), bool), rng.random((SWAPS, len(vendors))) < 0.5])
    values = []
    for choice in slices(table):
        for measures, sample in _parts(choice.sample):
            feeling, reason = rankdata(sample.feeling), rankdata(sample.reason)
            swap = coins[:, np.searchsorted(vendors, sample.vendor)]
            swapped = [
                rankdata(np.where(swap, reason, feeling), axis=1),
                rankdata(np.where(swap, feeling, reason), axis=1),
            ]
            for measure, *_, draws in _exchanged(sample, swapped):
                if measure in measures:
                    values.append(draws)
    curve = np.array(values)
    return pd.DataFrame(
        {
            "exchange": np.arange(SWAPS + 1),
            "median": np.nanmedian(curve, axis=0),
            "share_above_zero": np.nanmean(curve > 0, axis=0),
        }
    )


def _exchanged(
    sample: Sample, scores: list[np.ndarray]
) -> Iterator[tuple[str, bool, str, np.ndarray]]:
    """All contrasts of one slice, for scores after each exchange, 2 of (b, n)."""
    has_active = bool(np.isfinite(sample.log_active).all())
    fixed = [sample.log_total, sample.months, *([sample.log_active] if has_active else [])]
    b = len(scores[0])
    ranks = np.stack([*scores, *(np.tile(rankdata(f), (b, 1)) for f in fixed)], axis=1)
    same = (sample.clusters[:, None] == sample.clusters[None, :]).astype(float)
    centred = {
        False: ranks - ranks.mean(axis=2, keepdims=True),
        True: ranks - ranks @ (same / same.sum(axis=0)),
    }
    matrices = {}
    for effects, values in centred.items():
        covariance = values @ values.transpose(0, 2, 1)
        deviation = np.sqrt(np.einsum("bpp->bp", covariance))
        with np.errstate(invalid="ignore", divide="ignore"):
            matrices[effects] = covariance / (deviation[:, :, None] * deviation[:, None, :])
    return _contrasts(matrices, has_active)
