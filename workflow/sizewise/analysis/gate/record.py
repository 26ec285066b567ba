"""The gate's results as a file that grows by claims, so that none is computed again for another.

A claim's record holds the sha256 of its entry in the register: where the entry has changed since,
the record says nothing of today's test and is left out of the page.
"""

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sizewise.analysis.gate.design import Design
from sizewise.study.artifacts import read_json, write_json
from sizewise.study.claims import Claim, Register
from sizewise.study.errors import StudyError
from sizewise.study.null_worlds import Tally


def described(design: Design) -> dict[str, Any]:
    """What all claims of a file have in common."""
    return {
        "study": design.settings.name,
        "resamples": design.settings.analysis.bootstrap_samples,
        "seeds": {z: sum(run.size == z for run in design.runs) for z in design.sizes},
    }


def read_record(path: Path, design: Design) -> dict[str, Any]:
    """The file, or a new one. Raises StudyError where it was made for another design."""
    common = described(design)
    if not path.is_file():
        return {**common, "claims": {}}
    found = read_json(path)
    for key, value in common.items():
        if found.get(key) != value:
            raise StudyError(
                f"{path}: made with {key} {found.get(key)} and not {value}; name another --record "
                "and --output, or remove it"
            )
    return found


def add(
    path: Path, design: Design, claim: Claim, tallies: Iterable[Tally], *, command: str, seed: int
) -> dict[str, Any]:
    """Put a claim's tallies into the file, in place of older ones; the whole file's content."""
    record = read_record(path, design)
    record["claims"][claim.id] = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "command": command, "seed": seed, "version": claim.version, "entry": claim.sha256,
        "worlds": [one.to_json() for one in tallies],
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, record)
    return record


def tallies_of(record: dict[str, Any], register: Register) -> list[Tally]:
    """Tallies of the claims whose entries are still those of the register, in its order."""
    return [
        Tally.from_json(world)
        for claim in register.claims
        if (own := record["claims"].get(claim.id)) and own["entry"] == claim.sha256
        for world in own["worlds"]
    ]


def outdated(record: dict[str, Any], register: Register) -> list[str]:
    """Claims whose entries have changed since they were tried."""
    return [
        claim.id
        for claim in register.claims
        if (own := record["claims"].get(claim.id)) and own["entry"] != claim.sha256
    ]
