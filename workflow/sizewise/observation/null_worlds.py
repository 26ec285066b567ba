"""Simulated scores on the real table's models: what would B1, B2 and B6 say if …?

Models, vendors, sizes and dates are the published ones; only the ratings of the primary boards are
drawn. They go through the room's own tables and verdicts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from sizewise.observation import contrast, parameters, variance
from sizewise.observation.boards import PRIMARY
from sizewise.observation.bootstrap import generator
from sizewise.observation.power import NOISE, SHARED, VENDOR_SHARE
from sizewise.observation.sample import Sample
from sizewise.observation.table import PublicTable
from sizewise.observation.verdicts import verdicts
from sizewise.study.claims import Register
from sizewise.study.null_worlds import Kind, Truth
from sizewise.study.statistics import Analysis

_ELO = 100.0
"""Rating points a unit of the simulated scores."""


@dataclass(frozen=True, kw_only=True)
class PublicWorld:
    """How ratings come about: standardised weights of size, date and vendor."""

    claims: tuple[str, ...]
    name: str
    kind: Kind
    truth: Truth | None
    feeling: float = 0.4
    """Weight of log total parameters in feeling."""
    reason: float = 0.4
    active: float = 0.0
    """Weight of log active parameters in both."""
    date: float = 0.6
    vendor: float = VENDOR_SHARE
    """Share of the noise that lies between vendors."""
    noise: float = NOISE


WORLDS = (
    PublicWorld(claims=("B1",), name="size weighs much more in feeling", kind="right",
                truth="supported", feeling=0.8, reason=0.3),
    PublicWorld(claims=("B1",), name="size weighs alike in both", kind="wrong",
                truth="too small to matter"),
    PublicWorld(claims=("B1",), name="size weighs much more in reason", kind="wrong",
                truth="opposite", feeling=0.3, reason=0.8),
    PublicWorld(claims=("B1",), name="date alone moves both", kind="nuisance",
                truth="too small to matter", feeling=0.0, reason=0.0, date=0.9),
    PublicWorld(claims=("B2",), name="feeling is size and noise", kind="right",
                truth="supported", feeling=0.9, date=0.0, vendor=0.0, noise=0.5),
    # Date goes with size, so that at equal weights it adds .20 to size, the threshold itself.
    PublicWorld(claims=("B2",), name="date weighs more than twice as much as size", kind="wrong",
                truth="opposite", feeling=0.4, date=1.0, vendor=0.6, noise=0.5),
    PublicWorld(claims=("B2",), name="vendor weighs more than size", kind="wrong",
                truth="opposite", feeling=0.4, date=0.0, vendor=0.8, noise=0.9),
    PublicWorld(claims=("B2",), name="neither size nor date nor vendor", kind="nuisance",
                truth="supported", feeling=0.0, date=0.0, vendor=0.0, noise=1.0),
    PublicWorld(claims=("B6",), name="total and active weigh alike", kind="right",
                truth="supported", feeling=0.5, reason=0.5, active=0.5, date=0.4),
    PublicWorld(claims=("B6",), name="active ones alone", kind="wrong",
                truth="too small to matter", feeling=0.0, reason=0.0, active=0.7),
    PublicWorld(claims=("B6",), name="date alone", kind="nuisance",
                truth="too small to matter", feeling=0.0, reason=0.0, date=0.9),
)  # fmt: skip


def _standard(values: np.ndarray) -> np.ndarray:
    return (values - np.nanmean(values)) / np.nanstd(values)


def simulated(
    table: PublicTable, sample: Sample, world: PublicWorld, rng: np.random.Generator
) -> PublicTable:
    """The table with drawn ratings on the primary boards, for the models of `sample`."""
    size, date = _standard(sample.log_total), _standard(sample.months)
    # Where active parameters are not published the model is dense, or nobody can say.
    active = _standard(np.where(np.isnan(sample.log_active), sample.log_total, sample.log_active))

    def noise() -> np.ndarray:
        between = rng.standard_normal(sample.clusters.max() + 1)[sample.clusters]
        own = rng.standard_normal(len(sample))
        return np.sqrt(world.vendor) * between + np.sqrt(1 - world.vendor) * own

    common = noise()

    def ratings(weight: float) -> np.ndarray:
        own = np.sqrt(SHARED) * common + np.sqrt(1 - SHARED) * noise()
        score = weight * size + world.active * active + world.date * date + world.noise * own
        return 1200 + _ELO * score

    feeling, reason = ratings(world.feeling), ratings(world.reason)
    drawn = [(board, feeling) for board in PRIMARY.feeling]
    drawn += [(board, reason) for board in PRIMARY.reason]
    scores = pd.concat([
        pd.DataFrame({
            "model_id": sample.names, "board": board, "setting": PRIMARY.feeling_setting,
            "score": score,
        })
        for board, score in drawn
    ])  # fmt: skip
    return replace(table, scores=scores)


def _tables(
    table: PublicTable, claims: tuple[str, ...], analysis: Analysis
) -> dict[str, pd.DataFrame]:
    """What the verdicts of `claims` read."""
    makers: dict[str, tuple[str, Callable[[], pd.DataFrame]]] = {
        "B1": ("contrast", lambda: pd.DataFrame(contrast.registered_rows(table, analysis))),
        "B2": ("variance", lambda: variance.variance_shares(table, analysis)),
        "B6": ("parameters", lambda: parameters.total_and_active(table, analysis)),
    }  # fmt: skip
    return {makers[claim][0]: makers[claim][1]() for claim in claims}


def entries(
    register: Register, table: PublicTable, analysis: Analysis, world: PublicWorld, *,
    repeats: int, seed: int,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Entries of claims.json, one a repeat and claim of the world."""
    sample = contrast.primary_sample(table)
    # The verdicts are made for all three claims at once: the others' tables stay the real ones.
    real = _tables(table, ("B1", "B2", "B6"), analysis)
    for repeat in range(repeats):
        rng = generator(seed, "public world", world.name, repeat)
        drawn = _tables(simulated(table, sample, world, rng), world.claims, analysis)
        for entry in verdicts(register, real | drawn):
            if entry["id"] in world.claims:
                yield entry
