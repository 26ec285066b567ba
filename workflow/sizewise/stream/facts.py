"""How often a stream states each planted fact: the ledger, counted for analysis."""

from pathlib import Path
from typing import Any

import pyarrow as pa

from sizewise.study.artifacts import verify_files
from sizewise.study.formats import facts, ledger
from sizewise.study.work import Work, contents


def count_facts(stream: Path, output: Path) -> dict[str, Any]:
    """Count the facts in the ledger of `stream`, write facts.parquet below `output`.

    Returns the manifest. Raises StudyError where the ledger is missing or damaged.
    """
    name = ledger.TABLE.name
    inputs = {"ledger": contents(verify_files(stream, [name]), name)}
    work = Work.begin("facts", config="{}", inputs=inputs, output=output)
    if work.kept:
        return work.kept
    key = [*facts.TABLE.key]
    rows = ledger.TABLE.read(stream / name, [*key, "value"]).to_pandas()
    # Rows that state no fact have no name and fall away.
    counts = rows.groupby(key, sort=True)["value"].agg(["first", "size"]).reset_index()
    counts = counts.rename(columns={"first": "value", "size": "exposures"})
    file = output / facts.TABLE.name
    facts.TABLE.write(
        file, pa.Table.from_pandas(counts, schema=facts.TABLE.schema, preserve_index=False)
    )
    told = {"facts": len(counts), "exposures": int(counts["exposures"].sum())}
    return work.end([file], told)
