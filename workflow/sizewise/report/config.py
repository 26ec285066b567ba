"""The section `report`."""

from sizewise.study.sections import Section


class Report(Section):
    """What is read."""

    title: str
    """title of the report"""
    chapters: list[str]
    """notebooks of workflow/notebooks, in reading order"""
