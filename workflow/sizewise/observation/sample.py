"""A sample: models with both scores, a known size and a release month."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from sizewise.observation.boards import Pair
from sizewise.observation.table import Basis, PublicTable, Rating

MIXTURE_SHARE = 0.5
"""A model counts as a mixture of experts if at most this share of its parameters is active.
Dense models publish equal numbers; models that only skip embeddings stay above a half."""


@dataclass(frozen=True)
class Sample:
    """`n` models, in the order of their names. Every array has shape (n,)."""

    names: np.ndarray
    vendor: np.ndarray
    feeling: np.ndarray
    reason: np.ndarray
    log_total: np.ndarray
    """log10 of total parameters."""
    log_active: np.ndarray
    """log10 of active parameters; NaN where unpublished."""
    months: np.ndarray
    """Release, in months since January of year 0."""
    type: np.ndarray
    basis: Basis
    """`disclosed` unless the sample serves the sensitivity analysis."""

    def __len__(self) -> int:
        return len(self.names)

    @property
    def clusters(self) -> np.ndarray:
        """Index of each model's vendor among the sorted vendors of the sample, int (n,)."""
        return np.unique(self.vendor, return_inverse=True)[1]

    @property
    def mixture(self) -> np.ndarray:
        """Whether a model is a mixture of experts, bool (n,); False where unpublished."""
        with np.errstate(invalid="ignore"):
            return self.log_active - self.log_total <= np.log10(MIXTURE_SHARE)

    @property
    def advantage(self) -> np.ndarray:
        """Feeling minus reason, in the boards' unit, (n,)."""
        return self.feeling - self.reason

    def where(self, mask: np.ndarray) -> "Sample":
        """The models of `mask` (bool, (n,))."""
        fields = ("names", "vendor", "feeling", "reason", "log_total", "log_active", "months",
                  "type")  # fmt: skip
        return replace(self, **{name: getattr(self, name)[mask] for name in fields})

    def with_active(self) -> "Sample":
        """The models whose active parameters are published."""
        return self.where(np.isfinite(self.log_active))


def months_of(release: pd.Series) -> pd.Series:
    """Months since January of year 0 of 'YYYY-MM'; NaN where the month is unknown."""
    parts = release.str.split("-", expand=True).astype(float)
    return parts[0] * 12 + parts[1] - 1


def build_sample(table: PublicTable, pair: Pair, basis: Basis = "disclosed") -> Sample:
    """The models that have both scores of `pair`, a release month and a size of `basis`."""
    boards = [Rating(name, pair.feeling_setting) for name in pair.feeling]
    boards += [Rating(name, pair.reason_setting) for name in pair.reason]
    scores = table.ratings(*boards)
    frame = table.models.assign(
        feeling=scores[list(pair.feeling)].mean(axis=1, skipna=False),
        reason=scores[list(pair.reason)].mean(axis=1, skipna=False),
        months=months_of(table.models.release),
    )
    frame = frame.dropna(subset=["feeling", "reason", "months"])
    if basis == "disclosed":
        frame = frame.loc[frame.index.intersection(table.known())]
        total = table.sizes(frame.index)
    else:
        sizes = table.sensitivity_sizes(basis)
        frame = frame.loc[frame.index.intersection(sizes.index)]
        total = sizes[frame.index]
    return Sample(
        names=frame.index.to_numpy(str),
        vendor=frame.vendor.to_numpy(str),
        feeling=frame.feeling.to_numpy(float),
        reason=frame.reason.to_numpy(float),
        log_total=np.log10(total.to_numpy(float)) + 9,
        log_active=np.log10(frame.active_params_b.to_numpy(float)) + 9,
        months=frame.months.to_numpy(float),
        type=frame.type.to_numpy(str),
        basis=basis,
    )


RECENT = 2024 * 12 + 11
"""December 2024, in months since January of year 0: from then on the essay's models came out."""

PERIODS: dict[str, Callable[[Sample], np.ndarray]] = {
    "all": lambda s: np.ones(len(s), bool),
    "to 2024-06": lambda s: s.months < 2024 * 12 + 6,
    "2024-07 to 2025-06": lambda s: (s.months >= 2024 * 12 + 6) & (s.months < 2025 * 12 + 6),
    "from 2025-07": lambda s: s.months >= 2025 * 12 + 6,
}
TYPES: dict[str, Callable[[Sample], np.ndarray]] = {
    "all": lambda s: np.ones(len(s), bool),
    "instruct": lambda s: s.type == "instruct",
    "reasoning, hybrid": lambda s: (s.type == "reasoning") | (s.type == "hybrid"),
}
RANGES: dict[str, Callable[[Sample], np.ndarray]] = {
    "all": lambda s: np.ones(len(s), bool),
    "below 100B": lambda s: s.log_total < 11,
    "100B and more": lambda s: s.log_total >= 11,
}
