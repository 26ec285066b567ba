"""The section `stream`."""

from typing import Literal

from pydantic import Field, model_validator

from sizewise.study.formats.shards import ShardLayout
from sizewise.study.sections import Section

_DTYPE_IDS = {"uint16": 2**16, "uint32": 2**32}
# Muennighoff et al. 2023 (arXiv 2305.16264): up to four epochs are nearly as good as new text.
MAX_EPOCHS = 4


class Stream(Section):
    """Tokens in one global order."""

    seed: int = Field(ge=0)
    """seed of the global order of documents"""
    vocabulary_size: int = Field(gt=257)
    """ids of the byte-level BPE tokenizer"""
    token_dtype: Literal["uint16", "uint32"]
    """id type of the shards"""
    sequence_length: int = Field(gt=1)
    """tokens a sequence"""
    batch_tokens: int = Field(gt=0)
    """tokens a step, the same for every size"""
    shard_tokens: int = Field(gt=0)
    """tokens a shard file, at most"""

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

    def layout(self, tokens: int) -> ShardLayout:
        """How a stream of `tokens` is cut."""
        return ShardLayout(
            tokens=tokens,
            sequence_length=self.sequence_length,
            batch_sequences=self.batch_sequences,
            shard_batches=max(1, self.shard_tokens // self.batch_tokens),
            token_dtype=self.token_dtype,
        )
