"""The languages in which a report is written: those that have a folder of words.

Read without any library, because the workflow asks at every start.
"""

from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "messages"
LANGUAGE = "en"
"""The first edition: its pages lie at the top of a report, those of the others in a folder each."""


@cache
def languages() -> tuple[str, ...]:
    """Languages that have a catalogue, the first edition's first."""
    found = {path.parent.name for path in WORDS.glob("*/*.ftl")}
    return (LANGUAGE, *sorted(found - {LANGUAGE}))


def page_of(page: str, language: str) -> str:
    """Path of a page (`knowledge`) of an edition within the report: `zh/knowledge.html`."""
    return f"{page}.html" if language == LANGUAGE else f"{language}/{page}.html"


def root_of(language: str) -> str:
    """The way from an edition's pages to the top of the report, as the start of a link."""
    return "" if language == LANGUAGE else "../"
