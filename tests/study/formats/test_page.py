import re

from sizewise.study.formats.lines import Lines
from sizewise.study.formats.page import FILES, files_page


def rows(page: str) -> list[list[str]]:
    """The cells of every row that describes a column or key."""
    lines = [line for line in page.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_every_column_has_a_type_and_a_meaning_of_one_line():
    for name, kind, meaning, *_ in rows(files_page()):
        assert kind, name
        assert meaning, name


def test_every_file_has_its_section_and_every_column_its_row():
    sections = files_page().split("\n## ")[1:]
    assert len(sections) == len(FILES)
    for file, section in zip(FILES, sections, strict=True):
        assert section.startswith(f"{file.folder}{file.name}\n")
        names = file.kind.model_fields if isinstance(file, Lines) else file.columns
        told = [row[0].strip("`") for row in rows(section)]
        assert told == list(names) or "\nColumns as in corpus/documents.parquet." in section
