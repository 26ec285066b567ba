"""The section `evaluation`."""

from pydantic import Field

from sizewise.study.sections import Section


class Evaluation(Section):
    """What is measured on which checkpoints."""

    checkpoints: int = Field(gt=0)
    """exported checkpoints that are evaluated, the last ones in log steps"""
    intermediate_items: int | None = Field(gt=0)
    """items of a kind at checkpoints before the last one, spread over the kind; null for all"""
    # How many sequences share a batch moves the last bits of a score, so it decides results.
    batch_sequences: int = Field(gt=0)
    """sequences of the full context scored at once, or as many tokens of shorter ones"""
    tasks: list[str]
    """task files beside those of the families in the mix"""
