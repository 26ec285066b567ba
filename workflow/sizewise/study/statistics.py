"""The section `analysis`: read by the analysis of our runs and by that of public models."""

from pydantic import Field

from sizewise.study.sections import Section


class Analysis(Section):
    """Statistics."""

    seed: int = Field(ge=0)
    """seed of the bootstrap"""
    bootstrap_samples: int = Field(gt=99)
    """resamples of every interval"""
    confidence: float = Field(gt=0.5, lt=1)
    """coverage of every interval"""
    stability: bool = False
    """whether verdicts are also made with other resamples and with one seed left out each time,
    which takes as long again for every seed"""
