"""Which effect a design can see: standard errors of simulated ladders, against what matters."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import norm

from sizewise.analysis.claims.significance import reach
from sizewise.analysis.gate.allocation import Variance, fit_variance
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.trials import entries
from sizewise.analysis.gate.worlds import World
from sizewise.study.artifacts import MANIFEST, read_manifest
from sizewise.study.claims import Claim
from sizewise.study.errors import StudyError
from sizewise.study.ladder import size_named

MINUTES_FILE = "run_minutes.csv"
ROOMS = ("training", "evaluation", "probes")
"""What a seed costs time in, as folders of results."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a design can see of one claim."""

    claim: str
    unit: str
    threshold: float
    """Beyond which the whole interval lies for support."""
    matters: float
    """The smallest effect that matters."""
    error: float
    """Standard error of the effect; NaN where no ladder had an interval."""
    detectable: float
    """Effect that is called supported with 80 % power at the hardest place of Holm's correction."""
    repeats: int

    def to_json(self) -> dict[str, float | str | None]:
        """For the JSON; what is no number is null."""
        return {
            key: None if isinstance(value, float) and not np.isfinite(value) else value
            for key, value in vars(self).items()
        }


def right_world(claim: str, worlds: Iterable[World]) -> World | None:
    """The first world in which the essay is right about `claim`."""
    return next((w for w in worlds if claim in w.claims and w.kind == "right"), None)


def squared_error(
    claim: Claim, world: World, design: Design, *, repeats: int, seed: int
) -> float:  # fmt: skip
    """Mean squared standard error that the judge's intervals imply; NaN without any interval.

    Where estimates scatter more between ladders than their intervals say, the scatter counts.
    """
    z = norm.ppf((1 + design.settings.analysis.confidence) / 2)
    found = [
        (entry["effect"], (entry["high"] - entry["low"]) / (2 * z))
        for entry in entries(claim, world, design, repeats=repeats, seed=seed)
        if None not in (entry["effect"], entry["low"], entry["high"])
    ]
    if len(found) < max(2, repeats // 2):
        return np.nan
    effects, errors = np.array(found).T
    return float(max(np.mean(errors**2), np.var(effects, ddof=1)))


def seen(
    claim: Claim, world: World, design: Design, *, repeats: int, seed: int, tests: int
) -> Seen:  # fmt: skip
    """What `design` can see of a claim."""
    error = np.sqrt(squared_error(claim, world, design, repeats=repeats, seed=seed))
    side, threshold = claim.support
    away = reach(tests, design.settings.analysis.confidence) * error
    return Seen(
        claim=claim.id, unit=claim.unit, threshold=threshold, matters=claim.smallest_effect,
        error=float(error), detectable=float(threshold + (away if side == "above" else -away)),
        repeats=repeats,
    )  # fmt: skip


def variance(
    claim: Claim, world: World, design: Design, *, repeats: int, seed: int
) -> Variance | None:  # fmt: skip
    """How seeds of each size narrow a claim's effect; None where it has no interval."""
    sizes = design.sizes
    rows = [np.full(len(sizes), n) for n in (3, 6, 12)]
    rows += [np.where(np.arange(len(sizes)) == i, 12, 3) for i in range(len(sizes))]
    squared = np.array([
        squared_error(
            claim, world, design.with_seeds(dict(zip(sizes, map(int, row), strict=True))),
            repeats=repeats, seed=seed,
        )
        for row in rows
    ])  # fmt: skip
    good = np.isfinite(squared) & (squared > 0)
    if good.sum() <= len(sizes):
        return None
    found = fit_variance(claim.id, np.stack(rows)[good], squared[good] / claim.smallest_effect**2)
    return found


def measured_minutes(
    results: Path, sizes: Iterable[str], arms: Collection[str]
) -> dict[str, float]:  # fmt: skip
    """Core minutes of a seed by size: training, evaluation and probes of its run in each of `arms`.

    Medians over the manifests under `results`; sizes without a training in the first arm are left
    out, and what an arm or a room has not measured is not counted.
    """
    found = {}
    for size in sizes:
        spent = {
            (room, arm): [
                seconds
                for path in sorted(results.glob(f"{room}/{arm}/{size}/seed*/{MANIFEST}"))
                if (seconds := read_manifest(path.parent)["facts"].get("seconds"))
            ]
            for room in ROOMS
            for arm in arms
        }
        if spent[ROOMS[0], next(iter(arms))]:
            found[size] = sum(float(np.median(one)) for one in spent.values() if one) / 60
    return found


def minutes_of(
    design: Design, data: Path, measured: Mapping[str, float]
) -> tuple[dict[str, float], list[str]]:
    """Core minutes of one seed by size, and the sizes whose minutes are carried over.

    `measured` ones first, then those of data/run_minutes.csv, in proportion to the tokens; a size
    in neither lies on the line through the others in logs. Raises StudyError without two of them.
    """
    try:
        table = pd.read_csv(data / MINUTES_FILE)
    except FileNotFoundError:
        raise StudyError(
            f"{data / MINUTES_FILE}: missing; restore it from the repository"
        ) from None
    tokens = design.steps * design.batch_tokens
    known = dict(zip(table["size"], table["minutes"] * tokens / table["tokens"], strict=True))
    known |= measured
    if len(known) < 2:
        raise StudyError(f"{data / MINUTES_FILE}: holds fewer than two sizes; measure another")

    def log_n(size: str) -> float:
        return np.log10(size_named(size).counts(design.vocabulary_size).non_embedding)

    line = np.polyfit([log_n(size) for size in known], np.log10(list(known.values())), 1)
    carried = [size for size in design.sizes if size not in known]
    return {
        size: float(known.get(size, 10 ** np.polyval(line, log_n(size)))) for size in design.sizes
    }, carried
