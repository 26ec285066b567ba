"""The sizes of sparse networks, as data: mixtures of experts beside the rungs of the ladder.

`sparse_sizes.csv` holds one row a size. A sparse size is a dense one whose SwiGLU is cut into
experts: all that it has count as total parameters, those that one token passes through as active
ones. Its name tells both, `85k-a26k` like the field's 30B-A3B, and is checked against the shape.
"""

import csv
from functools import cache
from importlib import resources

from pydantic import Field

from sizewise.study.errors import StudyError
from sizewise.study.ladder import ParameterCounts, Size, sizes

_CSV = "sparse_sizes.csv"
ALIGNMENT = 4
"""Numbers of 32 bits in 16 bytes: rows of torch's grouped product start at a multiple of that."""
NEAR = 0.05
"""Relative distance up to which two counts are called the same in a pair."""


class SparseSize(Size):
    """A decoder as `Size`, each SwiGLU `n_expert` experts of which a router picks `n_active`."""

    d_ff: int = Field(gt=0, description="width of all SwiGLUs that a token passes through together")
    n_expert: int = Field(gt=0, description="experts a block")
    n_active: int = Field(gt=0, description="experts that a token passes through")

    def check_name(self) -> None:
        """Raises StudyError where experts cannot be cut or the name tells other counts."""
        if self.n_active > self.n_expert:
            raise StudyError(
                f"{self.where}: a token cannot pass through {self.n_active} of {self.n_expert} "
                "experts; lower n_active"
            )
        if self.n_active == 1:
            raise StudyError(
                f"{self.where}: the weights of the experts that a token passes through sum to one, "
                "so a router with n_active 1 learns nothing from the loss; take two or more"
            )
        if self.d_ff % self.n_active:
            raise StudyError(
                f"{self.where}: d_ff {self.d_ff} does not divide into {self.n_active} experts; "
                "choose a d_ff that does"
            )
        if self.d_expert % ALIGNMENT or self.d_model % ALIGNMENT:
            raise StudyError(
                f"{self.where}: experts of width {self.d_expert} at d_model {self.d_model}, and "
                f"torch's grouped product needs multiples of {ALIGNMENT}; choose another d_ff or "
                "n_active"
            )
        total, dash, active = self.name.partition("-a")
        if not dash:
            raise StudyError(f"{self.where}: a name tells both counts, like 85k-a26k; rename it")
        self.check_rounds(total, self.counts(0).non_embedding)
        self.check_rounds(active, self.active_counts(0).non_embedding)

    @property
    def where(self) -> str:
        """The row that errors name."""
        return f"{_CSV}, size {self.name}"

    @property
    def d_expert(self) -> int:
        """Width of one expert's SwiGLU."""
        return self.d_ff // self.n_active

    def counts(self, vocabulary_size: int) -> ParameterCounts:
        """Parameters in all, every expert counted."""
        return self._with(self.n_expert, vocabulary_size)

    def active_counts(self, vocabulary_size: int) -> ParameterCounts:
        """Parameters that one token passes through: `n_active` experts, and the whole router."""
        return self._with(self.n_active, vocabulary_size)

    def _with(self, experts: int, vocabulary_size: int) -> ParameterCounts:
        dense = super().counts(vocabulary_size).model_dump()
        more = 3 * self.d_model * self.d_expert * (experts - self.n_active)
        added = self.n_layer * (more + self.n_expert * self.d_model)
        return ParameterCounts(**{name: count + added for name, count in dense.items()})

    def training_flops_per_token(self, vocabulary_size: int, sequence_length: int) -> float:
        """As `Size` has it, with N the parameters that one token passes through."""
        n = self.active_counts(vocabulary_size).non_embedding_and_head
        return 6.0 * n + 12.0 * self.n_layer * self.d_model * sequence_length


@cache
def sparse_sizes() -> dict[str, SparseSize]:
    """All sparse sizes that the package knows, by name, in the order of their total."""
    text = resources.files("sizewise.study").joinpath(_CSV).read_text(encoding="utf-8")
    rows = [SparseSize.model_validate(row) for row in csv.DictReader(text.splitlines())]
    rows.sort(key=lambda size: size.counts(0).non_embedding)
    return {size.name: size for size in rows}


def any_size(name: str) -> Size:
    """The size called `name`, dense or sparse. Raises StudyError that lists the known ones."""
    found = sizes() | sparse_sizes()
    if name not in found:
        raise StudyError(
            f"unknown size {name!r}; known sizes: {', '.join(found)} (add a row to "
            f"workflow/sizewise/study/sizes.csv or {_CSV} for a new one)"
        )
    return found[name]


def sparse_size(name: str) -> SparseSize:
    """The sparse size called `name`. Raises StudyError for another one."""
    size = any_size(name)
    if not isinstance(size, SparseSize):
        raise StudyError(f"size {name} is dense; sparse sizes: {', '.join(sparse_sizes())}")
    return size


def active_of(size: Size, vocabulary_size: int) -> ParameterCounts:
    """Parameters that one token passes through, of a dense size all of them."""
    if isinstance(size, SparseSize):
        return size.active_counts(vocabulary_size)
    return size.counts(vocabulary_size)


def near(one: int, other: int) -> bool:
    """Whether two counts of parameters are the same for a pair."""
    return abs(one - other) <= NEAR * other
