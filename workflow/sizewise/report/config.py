"""The section `report`."""

from pydantic import Field

from sizewise.study.sections import Section


class Report(Section):
    """What is read."""

    title: str
    """title of the report"""
    titles: dict[str, str] = Field(default_factory=dict)
    """the title in other languages, by edition (zh); `title` where there is none"""
    workflow: bool = True
    """whether Snakemake's own report stands beside the pages, linked from the page on the study"""
    chapters: list[str]
    """notebooks of workflow/notebooks, in reading order"""
