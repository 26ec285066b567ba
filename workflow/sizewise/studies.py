"""A whole study: all sections, with the checks that need more than one of them.

Only the roof knows it: rooms see the sections that a job hands them (study/sections.py).
"""

from typing import Any

from pydantic import BaseModel, Field, ValidationError, model_validator

from sizewise.corpus.config import Corpus
from sizewise.evaluation.config import Evaluation
from sizewise.probes.config import Probes
from sizewise.report.config import Report
from sizewise.reward.config import Reward
from sizewise.stream.config import Stream
from sizewise.study.arms import MAIN, Arms, Name, StreamPatch
from sizewise.study.errors import StudyError
from sizewise.study.explain import explain
from sizewise.study.ladder import Size
from sizewise.study.mix import Mix
from sizewise.study.runs import LADDER, Run
from sizewise.study.sections import Section, Sections, aside, is_aside
from sizewise.study.sparse import ALIGNMENT, SparseSize, any_size
from sizewise.study.statistics import Analysis
from sizewise.study.yaml_files import merge
from sizewise.training.config import Training
from sizewise.training.schedule import fork_step, warmup_steps
from sizewise.training.sparse.config import Sparse
from sizewise.world.config import World


class Study(Section):
    """One study: everything that its results depend on."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    """folder under results/ and reports/"""
    arms: Arms
    """sets of runs by name, each with a stream and a recipe; every study has `ladder`"""
    streams: dict[Name, StreamPatch]
    """further token streams by name; the study's own sections are the stream `main`"""
    mix: Mix
    corpus: Corpus
    world: World
    stream: Stream
    training: Training
    reward: Reward
    sparse: Sparse
    evaluation: Evaluation
    probes: Probes
    analysis: Analysis
    report: Report

    @model_validator(mode="after")
    def _streams_are_known(self) -> "Study":
        if MAIN in self.streams:
            raise ValueError(f"streams.{MAIN} is what mix, world and stream say; change those")
        for name, arm in self.arms.items():
            if arm.stream not in self.stream_names:
                raise ValueError(
                    f"arms.{name}.stream: unknown stream {arm.stream!r}; known streams: "
                    f"{', '.join(self.stream_names)}"
                )
        return self

    @model_validator(mode="after")
    def _rewards_are_about_the_parents_world(self) -> "Study":
        for name in self.arms.rewarded:
            arm = self.arms[name]
            if (stream := self.arms[arm.parent].stream) != arm.stream:
                raise ValueError(
                    f"arms.{name}.stream {arm.stream!r} is not that of its parent {arm.parent}, "
                    f"whose world the questions are about; use {stream!r}"
                )
        return self

    @model_validator(mode="after")
    def _recipes_decide_results(self) -> "Study":
        fields = Training.model_fields
        for name, arm in self.arms.items():
            for key in arm.training:
                if key in fields and is_aside(fields[key]):
                    raise ValueError(
                        f"arms.{name}.training.{key} decides no result, so it is no part of a "
                        f"recipe; set training.{key}, for all arms"
                    )
        return self

    @model_validator(mode="after")
    def _every_stream_is_whole_steps(self) -> "Study":
        for stream in self.stream_names:
            tokens, batch = self.mix_of(stream).tokens, self.stream_section(stream).batch_tokens
            if tokens % batch or not tokens // batch:
                step = max(1, tokens // batch) * batch
                raise ValueError(
                    f"{self._where(stream)}mix.tokens {tokens:,} is not a whole number of steps "
                    f"of stream.batch_tokens {batch:,}; use {step:,}"
                )
        return self

    @model_validator(mode="after")
    def _experts_fit_their_format(self) -> "Study":
        for name, arm in self.arms.items():
            numbers = ALIGNMENT * (2 if self.training_of(name).precision == "bf16" else 1)
            for size in map(any_size, arm.seeds):
                if isinstance(size, SparseSize) and size.d_expert % numbers:
                    raise ValueError(
                        f"arms.{name}.seeds: experts of {size.name} are {size.d_expert} wide, and "
                        f"in bf16 torch's grouped product needs multiples of {numbers}; choose "
                        "another size, or set training.precision to fp32"
                    )
        return self

    @model_validator(mode="after")
    def _every_arm_exports(self) -> "Study":
        for name, arm in self.arms.items():
            first, steps = self.training_of(name).checkpoint_first_step, self.n_steps(arm.stream)
            if first > steps:
                where = "" if name == LADDER and not arm.training else f"arms.{name}: "
                raise ValueError(
                    f"{where}training.checkpoint_first_step {first} lies behind the last step "
                    f"{steps}; use a smaller one"
                )
        return self

    @model_validator(mode="after")
    def _short_trainings_leave_their_parents(self) -> "Study":
        for name, arm in self.arms.items():
            if arm.parent is None or arm.ends_at is None:
                continue
            where, parent = f"arms.{name}.ends_at {arm.ends_at:g}", self.arms[arm.parent]
            mine, its = self.training_of(name), self.training_of(arm.parent)
            if arm.ends_at not in its.forks:
                raise ValueError(
                    f"{where}: training.forks of its parent {arm.parent} lacks it; add it there"
                )
            if arm.stream != parent.stream or mine != its or parent.ends_at is not None:
                raise ValueError(
                    f"{where}: a training that leaves its parent {arm.parent} has its stream and "
                    "its recipe, and the parent has all steps; take out what differs"
                )
            steps = self.n_steps(arm.stream)
            leaves, warm = fork_step(arm.ends_at, steps, its), warmup_steps(steps, its)
            if leaves < warm:
                raise ValueError(
                    f"{where}: its rate would fall from step {leaves}, before the parent's warm-up "
                    f"ends at step {warm}; let it end later"
                )
        return self

    @model_validator(mode="after")
    def _repeats_fit_every_context(self) -> "Study":
        for stream in self.stream_names:
            context = self.stream_section(stream).sequence_length
            for knob in ("repeat_tokens", "repeat_words"):
                asked = getattr(self.probes, knob)
                if 2 * asked + 1 > context:
                    raise ValueError(
                        f"probes.{knob} {asked} makes sequences of {2 * asked + 1} tokens, longer "
                        f"than {self._where(stream)}stream.sequence_length {context}; use "
                        f"{(context - 1) // 2} or fewer"
                    )
        return self

    @staticmethod
    def _where(stream: str) -> str:
        return "" if stream == MAIN else f"streams.{stream}."

    @property
    def stream_names(self) -> list[str]:
        """Names of the token streams, `main` first."""
        return [MAIN, *self.streams]

    @property
    def ladder(self) -> list[str]:
        """Names of the ladder's sizes, smallest first."""
        return self.arms.ladder

    @property
    def sizes(self) -> list[Size]:
        """The sizes of all arms, smallest first."""
        return self.arms.sizes

    def runs(self, arm: str | None = None) -> list[Run]:
        """All runs, or those of one arm: arms as configured, sizes smallest first, then seeds."""
        return self.arms.runs(arm)

    def stream_of(self, arm: str) -> str:
        """Name of the stream that an arm reads."""
        return self.arms[arm].stream

    def mix_of(self, stream: str) -> Mix:
        """The section `mix` of a stream."""
        return self._of_stream(stream, "mix")

    def world_of(self, stream: str) -> World:
        """The section `world` of a stream."""
        return self._of_stream(stream, "world")

    def stream_section(self, stream: str) -> Stream:
        """The section `stream` of a stream."""
        return self._of_stream(stream, "stream")

    def training_of(self, arm: str) -> Training:
        """The section `training` with an arm's recipe laid over it."""
        return _laid_over(self.training, self.arms[arm].training, f"arms.{arm}.training")

    def n_steps(self, stream: str) -> int:
        """Optimizer steps of a training on a stream, the same for every size."""
        return self.mix_of(stream).tokens // self.stream_section(stream).batch_tokens

    def _of_stream(self, stream: str, section: str) -> Any:
        own = getattr(self, section)
        if stream == MAIN:
            return own
        if stream not in self.streams:
            known = ", ".join(self.stream_names)
            raise StudyError(f"stream {stream!r} is unknown; streams: {known}")
        where = f"streams.{stream}.{section}"
        return _laid_over(own, getattr(self.streams[stream], section), where)

    def seen_by(self, *, arm: str | None = None, stream: str | None = None) -> Sections:
        """All sections as an arm sees them: its stream's, and its recipe laid over `training`.

        Without an arm as a stream sees them, `main` if none is named.
        """
        if stream is None:
            stream = self.stream_of(arm) if arm else MAIN
        sections = {name: getattr(self, name) for name in type(self).model_fields}
        return Sections(**sections | {
            "mix": self.mix_of(stream), "world": self.world_of(stream),
            "stream": self.stream_section(stream),
            "training": self.training_of(arm) if arm else self.training,
        })  # fmt: skip

    def section_json(self, *names: str, stream: str | None = None, arm: str | None = None) -> str:
        """The named sections as compact JSON with sorted keys: one job's whole view of a study.

        They are those that `seen_by` gives for `stream` and `arm`, without the keys that decide
        no result.
        """
        return self.seen_by(stream=stream, arm=arm).section_json(*names)

    def asides(self) -> dict[str, Any]:
        """Section -> key -> value of the keys that decide no result."""
        return aside(self)


def _laid_over(section: BaseModel, patch: dict[str, Any], where: str) -> Any:
    """`section` with the keys of `patch`. Raises StudyError naming the key, `where` before it."""
    if not patch:
        return section
    kind = type(section)
    try:
        return kind.model_validate(merge(section.model_dump(), patch))
    except ValidationError as error:
        raise StudyError(explain(error, kind, within=where)) from None
