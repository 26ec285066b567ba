"""The section `reward`: how the arms that are trained by reward are trained, all of them alike."""

from typing import Annotated

from pydantic import Field

from sizewise.study.sections import ASIDE, Section


class Reward(Section):
    """Training by reward: group-relative policy optimisation. Rates transfer by muP rules."""

    seed: int = Field(ge=0)
    """seed of the order of questions, of the answers that are drawn and of the preferences"""
    updates: int = Field(gt=0)
    """updates of a run"""
    questions: int = Field(gt=0)
    """practice questions an update"""
    answers: int = Field(gt=1)
    """answers drawn to each of them: a group, whose mean is the baseline"""
    learning_rate: float = Field(gt=0)
    """of the shape at which training.learning_rate was tuned, constant"""
    divergence_weight: float = Field(ge=0)
    """weight of the divergence from the parent, nats against a reward of one deviation"""
    standardise: bool
    """divide a group's rewards by their deviation, as GRPO does; else only its mean is taken off"""
    beta1: float = Field(ge=0, lt=1)
    """Adam's first decay"""
    beta2: float = Field(ge=0, lt=1)
    """Adam's second decay"""
    epsilon: float = Field(gt=0)
    """Adam's epsilon at that shape"""
    gradient_clip: float = Field(gt=0)
    """largest global gradient norm"""
    judge: str
    """size whose finished training, of the same arm and seed, a learned reward reads questions
    with: the same for runs of all sizes"""
    preferences: int = Field(gt=0)
    """pairs of answers that a learned reward is fitted to, each about another question"""
    agreement: float = Field(gt=0.5, lt=1)
    """share of the preferences that agree with the truth, where one of both answers is right"""
    resume_seconds: Annotated[float, ASIDE] = Field(gt=0)
    """seconds between resume checkpoints"""
