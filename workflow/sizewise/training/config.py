"""The section `training`: the recipe of every arm, but for the keys that an arm lays over it."""

from typing import Annotated, Literal

from pydantic import Field

from sizewise.study.sections import ASIDE, Section, Share


class Training(Section):
    """How a rung is trained. Rates are those of the base shape and transfer by muP rules."""

    base_d_model: int = Field(gt=0)
    """width at which the rates below were tuned"""
    base_n_layer: int = Field(gt=0)
    """depth at which the rates below were tuned"""
    learning_rate: float = Field(gt=0)
    """peak learning rate at the base shape"""
    embedding_learning_rate: float = Field(gt=0)
    """peak learning rate of the embedding and of norms, at every shape"""
    initializer_std: float = Field(gt=0)
    """standard deviation of hidden matrices at the base width"""
    warmup_share: Share
    """share of the steps in which the rate rises"""
    decay_share: Share
    """share of the steps, the last ones, in which it falls"""
    beta1: float = Field(ge=0, lt=1)
    """Adam's first decay"""
    beta2: float = Field(ge=0, lt=1)
    """Adam's second decay"""
    epsilon: float = Field(gt=0)
    """Adam's epsilon at the base shape"""
    weight_decay: float = Field(ge=0)
    """decoupled weight decay at the base shape"""
    gradient_clip: float = Field(gt=0)
    """largest global gradient norm"""
    checkpoints: int = Field(gt=1)
    """exported checkpoints, log-spaced"""
    checkpoint_first_step: int = Field(gt=0)
    """first step after 0 that is exported"""
    forks: list[Annotated[float, Field(gt=0, lt=1)]]
    """shares of the tokens at which trainings of other arms may end that leave this one before
    their rate falls (`arms.*.ends_at`); the state is kept there"""
    resume_seconds: Annotated[float, ASIDE] = Field(gt=0)
    """seconds between resume checkpoints"""
    # Stage, format, compilation and the sequences at once decide in which order numbers are added
    # or how they are rounded, so they decide bits of the result.
    zero_stage: Literal[0, 1, 2, 3]
    """DeepSpeed ZeRO stage"""
    precision: Literal["fp32", "bf16"]
    """number format of the forward pass"""
    compile: bool
    """compile the model (torch.compile)"""
    device_sequences: int | None = Field(gt=0)
    """sequences a device takes at once; null for all of its share of the batch"""
