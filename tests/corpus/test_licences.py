"""docs/licences.md names every domain of the code with its packages and its licence."""

import re
from pathlib import Path

from sizewise.corpus.domains import DOMAINS

PAGE = Path(__file__).resolve().parents[2] / "docs/licences.md"


def test_the_page_is_the_codes_table():
    rows = re.findall(r"^\| (\w+) \| ([\w, -]+) \| (.+) \|$", PAGE.read_text(), re.MULTILINE)
    stated = {name: (packages, licence) for name, packages, licence in rows}
    known = {
        name: (
            ", ".join(archive.requirement.split("==")[0] for archive in domain.archives),
            domain.licence,
        )
        for name, domain in DOMAINS.items()
    }
    assert {name: row for name, row in stated.items() if name in known} == known
