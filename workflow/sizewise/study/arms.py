"""The arms of a study: which runs there are, what stream they read, by what recipe."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    NonNegativeInt,
    RootModel,
    field_validator,
    model_validator,
)

from sizewise.study.errors import StudyError
from sizewise.study.ladder import Size
from sizewise.study.runs import LADDER, Run
from sizewise.study.sections import Section
from sizewise.study.sparse import SparseSize, active_of, any_size, near

MAIN = "main"
"""The stream that the sections mix, world and stream themselves describe."""


# A count is spelled out as a list: a slip of the hand must not fill the memory.
_MOST_SEEDS = 10_000


def _seeds(value: Any) -> Any:
    """A count n of seeds stands for the seeds 0 to n - 1."""
    if isinstance(value, int) and not isinstance(value, bool):
        if value < 1:
            raise ValueError(f"{value} seeds; give one or more, or leave the size out")
        if value > _MOST_SEEDS:
            raise ValueError(f"{value:,} seeds; give at most {_MOST_SEEDS:,}")
        return list(range(value))
    if not isinstance(value, list):
        raise ValueError("give a count of seeds, or a list of them")
    return value


Seeds = Annotated[
    list[NonNegativeInt],
    BeforeValidator(_seeds, json_schema_input_type=int | list[NonNegativeInt]),
    Field(min_length=1),
]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Rewarded(Section):
    """What the runs of an arm are rewarded for."""

    family: str
    """planted family whose practice questions are asked; it has labels with known probabilities"""
    source: Literal["exact", "learned"]
    """`exact`: one for the likeliest label, else nothing; `learned`: what a model says that was
    fitted to few noisy preferences (section `reward`)"""


class Arm(Section):
    """A set of runs that share a stream and a recipe."""

    seeds: dict[str, Seeds] = Field(min_length=1)
    """seeds of initialisation by size (sizes.csv, sparse_sizes.csv): a count n for 0 to n - 1, or a
    list"""
    stream: str
    """token stream that the runs read: `main`, or a name under `streams`"""
    parent: str | None
    """arm whose finished runs of the same size and seed these continue; null for none"""
    ends_at: Annotated[float, Field(gt=0, lt=1)] | None = None
    """share of the tokens at which these runs end. With a parent they leave it where their rate
    has to fall, which costs their decay alone; null for all tokens, behind the parent's last"""
    training: dict[str, Any]
    """keys of the section `training` that differ in this arm: its recipe"""
    reward: Rewarded | None = None
    """trains the parent's last weights on by reward, as the section `reward` says, and reads no
    tokens of the stream; null for a training on the stream"""

    @field_validator("seeds")
    @classmethod
    def _sizes_and_seeds(cls, seeds: dict[str, list[int]]) -> dict[str, list[int]]:
        for size, values in seeds.items():
            if len(set(values)) < len(values):
                raise ValueError(f"{size}: a seed stands twice; name each once")
        try:
            order = {size: any_size(size).counts(0).non_embedding for size in seeds}
        except StudyError as error:
            raise ValueError(str(error)) from None
        return {size: seeds[size] for size in sorted(seeds, key=order.__getitem__)}


class StreamPatch(Section):
    """A further token stream: what differs from the study's own sections."""

    mix: dict[str, Any] = Field(default_factory=dict)
    """keys of the section `mix` that differ"""
    world: dict[str, Any] = Field(default_factory=dict)
    """keys of the section `world` that differ"""
    stream: dict[str, Any] = Field(default_factory=dict)
    """keys of the section `stream` that differ"""


class Arms(RootModel[dict[Name, Arm]]):
    """All arms of a study by name."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _null_leaves_out(cls, arms: Any) -> Any:
        """A study that lies over another leaves out an arm of that one by giving it null."""
        if not isinstance(arms, dict):
            return arms
        return {name: arm for name, arm in arms.items() if arm is not None}

    @model_validator(mode="after")
    def _parents_are_there(self) -> "Arms":
        if LADDER not in self.root:
            raise ValueError(f"the arm {LADDER!r} is missing; every study has it")
        for name, arm in self.root.items():
            if arm.reward is not None:
                self._check_rewarded(name, arm)
            if arm.parent is not None:
                self._check_parent(name, arm)
        return self

    def _check_rewarded(self, name: str, arm: Arm) -> None:
        if arm.parent is None:
            raise ValueError(
                f"{name}.reward: needs finished trainings to go on from; name their arm as "
                f"{name}.parent"
            )
        if arm.ends_at is not None or arm.training:
            raise ValueError(
                f"{name}.reward: is trained as the section `reward` says, by whole updates; leave "
                f"{name}.ends_at null and {name}.training empty"
            )

    @model_validator(mode="after")
    def _sparse_sizes_have_their_rungs(self) -> "Arms":
        if LADDER not in self.root:
            return self
        ladder = self.root[LADDER]
        for name, arm in self.root.items():
            for size in map(any_size, arm.seeds):
                if not isinstance(size, SparseSize):
                    continue
                if name == LADDER:
                    raise ValueError(
                        f"{LADDER}.seeds: {size.name} is a sparse size and the ladder is dense; "
                        "move it to an arm of its own"
                    )
                if arm.reward is not None:
                    raise ValueError(
                        f"{name}.reward: trains dense sizes; take {size.name} out of {name}.seeds"
                    )
                if arm.stream != ladder.stream:
                    raise ValueError(
                        f"{name}.stream: {size.name} is compared with rungs of the ladder, which "
                        f"read {ladder.stream!r}; use that stream"
                    )
                for count, what in (
                    (size.counts(0).non_embedding, "total"),
                    (active_of(size, 0).non_embedding, "active"),
                ):
                    rungs = [any_size(r).counts(0).non_embedding for r in ladder.seeds]
                    if not any(near(count, rung) for rung in rungs):
                        raise ValueError(
                            f"{name}.seeds: no rung of the ladder has the {count:,} {what} "
                            f"parameters of {size.name}; add one to {LADDER}.seeds, take "
                            f"{size.name} out, or set arms.{name} to null"
                        )
        return self

    def _check_parent(self, name: str, arm: Arm) -> None:
        where = f"{name}.parent {arm.parent!r}"
        if arm.parent == name:
            raise ValueError(f"{where} is the arm itself; name another arm, or null")
        if arm.parent not in self.root:
            raise ValueError(f"{where} is no arm; arms: {', '.join(self.root)}")
        line = [name]
        while (parent := self.root[line[-1]].parent) in self.root:
            if parent in line:
                raise ValueError(f"{where} makes a circle: {' -> '.join([*line, parent])}")
            line.append(parent)
        for run in self.runs(name):
            if run._replace(arm=arm.parent) not in self.runs(arm.parent):
                raise ValueError(
                    f"{where} has no run of size {run.size} with seed {run.seed}; add it there, "
                    f"or take it out of {name}.seeds"
                )

    def __getitem__(self, name: str) -> Arm:
        """The arm of this name. Raises StudyError that lists the arms."""
        if name not in self.root:
            raise StudyError(f"arm {name!r} is unknown; arms: {', '.join(self.root)}")
        return self.root[name]

    def __iter__(self) -> Iterator[str]:
        """Names of the arms, in the order of the configuration."""
        return iter(self.root)

    def __len__(self) -> int:
        return len(self.root)

    @property
    def rewarded(self) -> list[str]:
        """Names of the arms that are trained by reward."""
        return [name for name, arm in self.root.items() if arm.reward is not None]

    def items(self) -> Iterator[tuple[str, Arm]]:
        """Names and arms, in the order of the configuration."""
        yield from self.root.items()

    def runs(self, arm: str | None = None) -> list[Run]:
        """All runs, or those of one arm: arms as configured, sizes smallest first, then seeds."""
        names = self.root if arm is None else [arm]
        return [
            Run(name, size, seed)
            for name in names
            for size, seeds in self[name].seeds.items()
            for seed in seeds
        ]

    @property
    def ladder(self) -> list[str]:
        """Names of the ladder's sizes, smallest first."""
        return list(self[LADDER].seeds)

    @property
    def sizes(self) -> list[Size]:
        """The sizes of all arms, smallest first."""
        names = {size for arm in self.root.values() for size in arm.seeds}
        return sorted(map(any_size, names), key=lambda size: size.counts(0).non_embedding)
