"""What analysis gets to see of a study."""

from sizewise.study.arms import Arms
from sizewise.study.mix import Mix
from sizewise.study.sections import Section, read_sections
from sizewise.study.statistics import Analysis

__all__ = ["Analysis", "AnalysisStudy"]


class AnalysisStudy(Section):
    """The sections of a study that decide its tables."""

    name: str
    arms: Arms
    analysis: Analysis
    mix: Mix

    @classmethod
    def read(cls, text: str) -> "AnalysisStudy":
        """From the JSON of `--config`. Raises StudyError that names the key that is wrong."""
        sections = read_sections(text, name=str, arms=Arms, analysis=Analysis, mix=Mix)
        return cls(**vars(sections))

    @property
    def ladder(self) -> list[str]:
        """Names of the ladder's sizes, smallest first."""
        return self.arms.ladder
