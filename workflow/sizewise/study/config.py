"""The configuration of a study, as types.

`config.yaml` is the only place where a default lives: no field here has one, unknown keys are
refused, and the JSON schema and docs/configuration.md are generated from these classes. Units
stand in the names.

A job never sees the whole study. It gets the *sections* it depends on (`Study.section_json`),
so that an edit reruns exactly the jobs that read the edited section.
"""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from sizewise.study.errors import StudyError
from sizewise.study.ladder import Size, size_named
from sizewise.study.runs import LADDER, Run

Share = Annotated[float, Field(ge=0, le=1)]

_DTYPE_IDS = {"uint16": 2**16, "uint32": 2**32}
# Muennighoff et al. 2023 (arXiv 2305.16264): up to four epochs are nearly as good as new text.
MAX_EPOCHS = 4


class Section(BaseModel):
    """A block of config.yaml. Unknown keys are errors, so that a typing mistake is seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Mix(Section):
    """How many tokens the stream has and what they are made of."""

    tokens: int = Field(gt=0, description="tokens of the stream, the same for every size")
    shares: dict[str, Share] = Field(
        description="share of the tokens by natural domain or planted family; sums to 1"
    )
    planted_bytes_per_token: dict[str, Annotated[float, Field(gt=0)]] = Field(
        description="UTF-8 bytes a token of planted text by family; sizes the families before "
        "the tokenizer exists (the stream's manifest reports the true values and shares)"
    )

    @field_validator("shares")
    @classmethod
    def _sum_to_one(cls, shares: dict[str, float]) -> dict[str, float]:
        total = sum(shares.values())
        if abs(total - 1) > 1e-6:
            raise ValueError(f"shares sum to {total:.6g}, not to 1; adjust them")
        return shares

    def planted_bytes(self, family: str) -> int:
        """Bytes of text that `family` may write, 0 if it is not in the mix.

        Raises StudyError where no bytes a token are given for a family of the mix.
        """
        share = self.shares.get(family, 0.0)
        if share and family not in self.planted_bytes_per_token:
            raise StudyError(
                f"mix.planted_bytes_per_token.{family} is missing; give the bytes a token of "
                "its text (about 4 for prose)"
            )
        return round(self.tokens * share * self.planted_bytes_per_token.get(family, 0.0))


class HubSource(Section):
    """A data set in the layout of the Hugging Face hub, read as a stream."""

    path: str = Field(description="name on the hub, or a local folder in the hub's layout")
    name: str | None = Field(description="configuration of the data set, null for the default")
    revision: str | None = Field(description="commit of the data set; null only for local folders")
    split: str = Field(description="split that is read")
    text_column: str = Field(description="column that holds the text")
    max_bytes: int = Field(gt=0, description="UTF-8 bytes that are read, from the start")


class Corpus(Section):
    """Natural text: where it is kept and how it is split."""

    cache: str | None = Field(
        description="folder for downloaded archives, shared by studies; null for "
        "$SIZEWISE_CACHE or ~/.cache/sizewise"
    )
    seed: int = Field(ge=0, description="seed of the split into train and held-out documents")
    domain_bytes: int = Field(
        gt=0,
        description="UTF-8 bytes of text kept from each natural domain at most, whole "
        "documents drawn by seed (hub domains have max_bytes)",
    )
    held_out_share: float = Field(
        gt=0, lt=0.5, description="share of each domain's bytes held out, whole documents"
    )
    held_out_bytes: int = Field(
        gt=0, description="UTF-8 bytes of held-out text that are evaluated, a domain"
    )
    near_duplicate_similarity: float = Field(
        gt=0,
        le=1,
        description="Jaccard similarity of 5-word shingles from which a training "
        "document counts as a copy of a held-out one and is dropped (MinHash)",
    )
    hub: dict[str, HubSource] = Field(description="further domains read from the hub, by name")

    @field_validator("hub")
    @classmethod
    def _hub_is_pinned(cls, hub: dict[str, HubSource]) -> dict[str, HubSource]:
        for domain, source in hub.items():
            local = source.path.startswith((".", "/", "~"))
            if source.revision is None and not local:
                raise ValueError(
                    f"{domain}: no revision; pin the data set's commit so that every run reads "
                    "the same text"
                )
        return hub


class World(Section):
    """The planted families: one seed, and the knobs of each family (docs/families.md)."""

    seed: int = Field(ge=0, description="seed of all invented names, facts and documents")
    families: dict[str, dict[str, Any]] = Field(
        description="knobs by family; each family checks its own"
    )


class Stream(Section):
    """Tokens in one global order."""

    seed: int = Field(ge=0, description="seed of the global order of documents")
    vocabulary_size: int = Field(gt=257, description="ids of the byte-level BPE tokenizer")
    token_dtype: Literal["uint16", "uint32"] = Field(description="id type of the shards")
    sequence_length: int = Field(gt=1, description="tokens a sequence")
    batch_tokens: int = Field(gt=0, description="tokens a step, the same for every size")
    shard_tokens: int = Field(gt=0, description="tokens a shard file, at most")

    @model_validator(mode="after")
    def _batches_are_whole(self) -> "Stream":
        if self.vocabulary_size > _DTYPE_IDS[self.token_dtype]:
            raise ValueError(
                f"vocabulary_size {self.vocabulary_size:,} does not fit token_dtype "
                f"{self.token_dtype} ({_DTYPE_IDS[self.token_dtype]:,} ids); use uint32"
            )
        if self.batch_tokens % self.sequence_length:
            raise ValueError(
                f"batch_tokens {self.batch_tokens} is not a multiple of sequence_length "
                f"{self.sequence_length}; a step must hold whole sequences"
            )
        return self

    @property
    def batch_sequences(self) -> int:
        """Sequences a step."""
        return self.batch_tokens // self.sequence_length


class Training(Section):
    """How a rung is trained. Rates are those of the base shape and transfer by muP rules."""

    base_d_model: int = Field(gt=0, description="width at which the rates below were tuned")
    base_n_layer: int = Field(gt=0, description="depth at which the rates below were tuned")
    learning_rate: float = Field(gt=0, description="peak learning rate at the base shape")
    embedding_learning_rate: float = Field(
        gt=0, description="peak learning rate of the embedding and of norms, at every shape"
    )
    initializer_std: float = Field(
        gt=0, description="standard deviation of hidden matrices at the base width"
    )
    warmup_share: Share = Field(description="share of the steps in which the rate rises")
    decay_share: Share = Field(description="share of the steps, the last ones, in which it falls")
    beta1: float = Field(ge=0, lt=1, description="Adam's first decay")
    beta2: float = Field(ge=0, lt=1, description="Adam's second decay")
    epsilon: float = Field(gt=0, description="Adam's epsilon at the base shape")
    weight_decay: float = Field(ge=0, description="decoupled weight decay at the base shape")
    gradient_clip: float = Field(gt=0, description="largest global gradient norm")
    checkpoints: int = Field(gt=1, description="exported checkpoints, log-spaced")
    checkpoint_first_step: int = Field(gt=0, description="first step after 0 that is exported")
    resume_seconds: float = Field(gt=0, description="seconds between resume checkpoints")
    zero_stage: Literal[0, 1, 2, 3] = Field(description="DeepSpeed ZeRO stage")
    precision: Literal["fp32", "bf16"] = Field(description="number format of the forward pass")
    compile: bool = Field(description="compile the model (torch.compile)")
    device_sequences: int | None = Field(
        description="sequences a device takes at once; null for all of its share of the batch"
    )


class Evaluation(Section):
    """What is measured on which checkpoints."""

    checkpoints: int = Field(
        gt=0, description="exported checkpoints that are evaluated, the last ones in log steps"
    )
    batch_sequences: int = Field(gt=0, description="sequences scored at once")
    tasks: list[str] = Field(description="task files beside those of the families in the mix")


class Probes(Section):
    """A look inside every checkpoint: induction heads, and directions in the residual stream."""

    seed: int = Field(ge=0, description="seed of the random tokens and of the entities")
    sequences: int = Field(
        gt=1, description="sequences of random tokens, the same for every size and step"
    )
    repeat_tokens: int = Field(
        gt=1,
        description="random tokens of a sequence, which then come a second time; with the token "
        "that opens it, a sequence has twice as many and one",
    )
    repeat_words: int = Field(
        gt=1,
        description="the same with words of the family new_language, in sequences of their own; "
        "left out where fewer of them are single tokens",
    )
    entities: int = Field(
        ge=4, description="entities of the family sources whose directions are estimated, at most"
    )
    batch_sequences: int = Field(gt=0, description="sequences that a model reads at once")


class Analysis(Section):
    """Statistics."""

    seed: int = Field(ge=0, description="seed of the bootstrap")
    bootstrap_samples: int = Field(gt=99, description="resamples of every interval")
    confidence: float = Field(gt=0.5, lt=1, description="coverage of every interval")


class Report(Section):
    """What is read."""

    title: str = Field(description="title of the report")
    chapters: list[str] = Field(description="notebooks of workflow/notebooks, in reading order")


class Study(Section):
    """One study: everything that its results depend on."""

    name: str = Field(
        pattern=r"^[a-z0-9][a-z0-9_-]*$", description="folder under results/ and reports/"
    )
    ladder: list[str] = Field(min_length=1, description="sizes, by name (see sizes.csv)")
    seeds: list[int] = Field(min_length=1, description="seeds of initialisation, same stream")
    mix: Mix
    corpus: Corpus
    world: World
    stream: Stream
    training: Training
    evaluation: Evaluation
    probes: Probes
    analysis: Analysis
    report: Report

    @field_validator("ladder")
    @classmethod
    def _sizes_are_known(cls, ladder: list[str]) -> list[str]:
        if len(set(ladder)) < len(ladder):
            raise ValueError("a size is named twice; name each once")
        return sorted(ladder, key=lambda name: size_named(name).counts(0).non_embedding)

    @field_validator("seeds")
    @classmethod
    def _seeds_differ(cls, seeds: list[int]) -> list[int]:
        if len(set(seeds)) < len(seeds) or min(seeds) < 0:
            raise ValueError("seeds must be different and not negative")
        return seeds

    @model_validator(mode="after")
    def _tokens_are_whole_steps(self) -> "Study":
        if self.mix.tokens % self.stream.batch_tokens:
            lower = self.mix.tokens // self.stream.batch_tokens * self.stream.batch_tokens
            raise ValueError(
                f"mix.tokens {self.mix.tokens:,} is not a whole number of steps of "
                f"stream.batch_tokens {self.stream.batch_tokens:,}; use {lower:,}"
            )
        if self.training.checkpoint_first_step > self.n_steps:
            raise ValueError(
                f"training.checkpoint_first_step {self.training.checkpoint_first_step} lies "
                f"behind the last step {self.n_steps}; use a smaller one"
            )
        return self

    @model_validator(mode="after")
    def _repeats_fit_the_context(self) -> "Study":
        context = self.stream.sequence_length
        for knob in ("repeat_tokens", "repeat_words"):
            asked = getattr(self.probes, knob)
            if 2 * asked + 1 > context:
                raise ValueError(
                    f"probes.{knob} {asked} makes sequences of {2 * asked + 1} tokens, longer "
                    f"than stream.sequence_length {context}; use {(context - 1) // 2} or fewer"
                )
        return self

    @property
    def n_steps(self) -> int:
        """Optimizer steps, the same for every size."""
        return self.mix.tokens // self.stream.batch_tokens

    @property
    def sizes(self) -> list[Size]:
        """The rungs, smallest first."""
        return [size_named(name) for name in self.ladder]

    def runs(self, arm: str | None = None) -> list[Run]:
        """Every run of the study, or of one arm: sizes smallest first, then seeds."""
        return [
            Run(LADDER, size, seed)
            for size in self.ladder
            for seed in self.seeds
            if arm in (None, LADDER)
        ]

    def stream_of(self, arm: str) -> str:
        """Name of the token stream that an arm reads: a study has one so far."""
        return "main"

    def section_json(self, *sections: str) -> str:
        """The named top-level sections as compact JSON with sorted keys: one job's whole view."""
        dump = self.model_dump(mode="json", include=set(sections))
        return json.dumps(dump, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_sections(cls, text: str) -> "Study":
        """A study of which only the sections in `text` (JSON) exist.

        Reading any other section raises AttributeError: a job cannot depend on what the DAG does
        not know that it reads.
        """
        present = json.loads(text)
        fields = {}
        for key, value in present.items():
            kind = cls.model_fields[key].annotation
            is_section = isinstance(kind, type) and issubclass(kind, Section)
            fields[key] = kind.model_validate(value) if is_section else value
        return cls.model_construct(**fields)
