"""Reads what the probes of all runs left."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from sizewise.study.artifacts import verify_files
from sizewise.study.formats import heads, overlap, repeats
from sizewise.study.runs import Run

_DECLARED = {"heads": heads.TABLE, "repeats": repeats.TABLE, "overlap": overlap.TABLE}
TABLES = tuple(_DECLARED)


def read_probes(
    results: Path, runs: Iterable[Run], hashes: dict[str, str]
) -> dict[str, pd.DataFrame]:
    """`TABLES` of all `runs` under `results`, one below the other; empty frames without probes.

    Adds what is read to `hashes`. Raises StudyError for a damaged table.
    """
    found: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
    for run in runs:
        name = f"probes/{run.folder.as_posix()}"
        folder = results / name
        if not (folder / "manifest.json").is_file():
            continue
        files = verify_files(folder, [f"{table}.parquet" for table in TABLES])["files"]
        hashes |= {f"{name}/{file}": files[file] for file in sorted(files)}
        for table in TABLES:
            frame = _DECLARED[table].read(folder / f"{table}.parquet").to_pandas()
            frame = frame.drop(columns=[key for key in Run._fields if key in frame])
            # The folder says which run it is.
            found[table].append(frame.assign(**run._asdict())[[*Run._fields, *frame.columns]])
    return {
        table: pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
        for table, parts in found.items()
    }
