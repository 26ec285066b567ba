"""The sizes of the ladder, as data.

`sizes.csv` holds one row a rung: the only numbers typed by hand are the shape of the network.
Parameter counts follow from the shape; the name of a rung is its non-embedding count and is
checked against it, so a name can never lie.
"""

import csv
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sizewise.study.errors import StudyError

_SUFFIX = {"k": 1e3, "M": 1e6, "B": 1e9}


class ParameterCounts(BaseModel):
    """Three ways to count N. Plots use `non_embedding` and say so (docs/method.md)."""

    model_config = ConfigDict(frozen=True)

    total: int = Field(description="every parameter")
    non_embedding: int = Field(description="without input embedding and output head")
    non_embedding_and_head: int = Field(description="without input embedding, with output head")


class Size(BaseModel):
    """One rung: a decoder of `n_layer` blocks, each attention and SwiGLU with RMSNorm before it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(description="non-embedding parameters, rounded to the digits of the name")
    d_model: int = Field(gt=0, description="width of the residual stream")
    n_layer: int = Field(gt=0, description="blocks")
    n_head: int = Field(gt=0, description="attention heads")
    d_ff: int = Field(gt=0, description="width of the SwiGLU")

    @model_validator(mode="after")
    def _shape_is_possible(self) -> "Size":
        if self.d_model % self.n_head:
            raise StudyError(
                f"{self.where}: n_head {self.n_head} does not divide d_model {self.d_model}; "
                "choose a number of heads that does"
            )
        if self.d_head % 2:
            raise StudyError(
                f"{self.where}: d_model / n_head is {self.d_head}, and rotary positions need an "
                "even head width; choose another number of heads"
            )
        self.check_name()
        return self

    def check_name(self) -> None:
        """Raises StudyError where the name is not the rounded count."""
        self.check_rounds(self.name, self.counts(0).non_embedding)

    def check_rounds(self, name: str, count: int) -> None:
        """Raises StudyError where `name`, a number with k, M or B, does not round `count`."""
        digits = name.rstrip("kMB")
        stated = float(digits) * _SUFFIX[name[len(digits) :]]
        step = stated / float(digits) * 10.0 ** -(len(digits.partition(".")[2]))
        if abs(count - stated) > step / 2:
            raise StudyError(
                f"{self.where}: the shape has {count:,} non-embedding parameters, which {name} "
                "does not round; rename the row or change its shape"
            )

    @property
    def where(self) -> str:
        """The row that errors name."""
        return f"sizes.csv, size {self.name}"

    @property
    def d_head(self) -> int:
        """Width of one attention head."""
        return self.d_model // self.n_head

    def counts(self, vocabulary_size: int) -> ParameterCounts:
        """Parameters for a vocabulary of `vocabulary_size` ids, embedding and head not tied."""
        attention = 4 * self.d_model**2
        swiglu = 3 * self.d_model * self.d_ff
        norms = 2 * self.d_model
        blocks = self.n_layer * (attention + swiglu + norms) + self.d_model
        embedding = vocabulary_size * self.d_model
        return ParameterCounts(
            total=blocks + 2 * embedding,
            non_embedding=blocks,
            non_embedding_and_head=blocks + embedding,
        )

    def training_flops_per_token(self, vocabulary_size: int, sequence_length: int) -> float:
        """Forward and backward FLOPs a token: 6 N + 12 L d T (Chowdhery et al. 2022, appendix B).

        N counts the output head, whose product is computed, and not the embedding, a look-up.
        """
        n = self.counts(vocabulary_size).non_embedding_and_head
        return 6.0 * n + 12.0 * self.n_layer * self.d_model * sequence_length


@cache
def sizes() -> dict[str, Size]:
    """All rungs that the package knows, by name, in the order of their size."""
    text = resources.files("sizewise.study").joinpath("sizes.csv").read_text(encoding="utf-8")
    rows = [Size.model_validate(row) for row in csv.DictReader(text.splitlines())]
    rows.sort(key=lambda size: size.counts(0).non_embedding)
    return {size.name: size for size in rows}


def size_named(name: str) -> Size:
    """The rung called `name`. Raises StudyError that lists the known ones."""
    try:
        return sizes()[name]
    except KeyError:
        raise StudyError(
            f"unknown size {name!r}; known sizes: {', '.join(sizes())} "
            "(add a row to workflow/sizewise/study/sizes.csv for a new one)"
        ) from None
