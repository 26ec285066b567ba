"""The section `probes`."""

from pydantic import Field

from sizewise.study.sections import Section


class Probes(Section):
    """A look inside every checkpoint: induction heads, and directions in the residual stream."""

    seed: int = Field(ge=0)
    """seed of the random tokens and of the entities"""
    sequences: int = Field(gt=1)
    """sequences of random tokens, the same for every size and step"""
    repeat_tokens: int = Field(gt=1)
    """random tokens of a sequence, which then come a second time; with the token that opens it, a
    sequence has twice as many and one"""
    repeat_words: int = Field(gt=1)
    """the same with words of the family new_language, in sequences of their own; left out where
    fewer of them are single tokens"""
    entities: int = Field(ge=4)
    """entities of the family sources whose directions are estimated, at most"""
    batch_sequences: int = Field(gt=0)
    """sequences that a model reads at once"""
