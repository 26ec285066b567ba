"""Which register the first analysis of these results used: `register_first.json`.

Verdicts are worth something only if their rules were fixed before the results. The first analysis
of a results folder writes down the register that it read; later ones leave the file alone. It is no
output of the job and not in its manifest, so that a rerun does not take it away, and the same
results still give the same bytes. The report compares it with today's register.
"""

from pathlib import Path

from sizewise.study.artifacts import read_json, write_json
from sizewise.study.claims import Register

NAME = "register_first.json"


def remember_register(output: Path, register: Register) -> None:
    """Write `output`/register_first.json unless it is there.

    It holds `sha256` (of the file) and `claims`, the sha256 of every entry by id. A folder that was
    analysed before there was such a file has the file's sha256 in its claims.json, and no entries.
    """
    path, earlier = output / NAME, output / "claims.json"
    if path.is_file():
        return
    entries = {c.id: c.sha256 for c in register.claims}
    first = {"sha256": register.sha256, "claims": entries}
    if earlier.is_file():
        used = read_json(earlier).get("register_sha256", register.sha256)
        if used != register.sha256:
            first = {"sha256": used, "claims": {}}
    write_json(path, first)
