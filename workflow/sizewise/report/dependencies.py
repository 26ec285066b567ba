"""What a page depends on: the contents of what it declares, by name."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sizewise.report.declarations import declared_claims, declared_tables
from sizewise.report.execute import chapter_title
from sizewise.study.artifacts import MANIFEST, read_json, read_manifest, sha256_of, sha256_of_json


def tables_read(declared: Iterable[str], folders: Mapping[str, Path | None]) -> dict[str, str]:
    """sha256 of each declared `folder/table` that is there, from the folders' manifests."""
    found = {}
    for one in declared:
        name, _, table = one.partition("/")
        folder = folders[name]
        if folder is not None and (folder / MANIFEST).is_file():
            digest = read_manifest(folder)["files"].get(f"{table}.parquet")
            found |= {} if digest is None else {one: digest}
    return found


def claims_read(analysis: Path, ids: Sequence[str] | None = None) -> dict[str, str]:
    """sha256 of the analysis' entry of each claim (of all, where no `ids` are given)."""
    path = analysis / "claims.json"
    entries: list[dict[str, Any]] = read_json(path)["claims"] if path.is_file() else []
    return {
        f"claims/{entry['id']}": sha256_of_json(entry)
        for entry in entries
        if ids is None or entry["id"] in ids
    }


def titles_read(names: Iterable[str], notebooks: Path) -> dict[str, str]:
    """sha256 of the chapters' names and titles, which every page lists."""
    titles = [[name, chapter_title(notebooks / f"{name}.py")] for name in names]
    return {"titles": sha256_of_json(titles)}


def chapter_inputs(
    script: Path, chapters: Iterable[str], folders: Mapping[str, Path | None]
) -> dict[str, str]:
    """Everything that a chapter reads. `folders`: analysis, observation, published."""
    return {
        "notebook": sha256_of(script),
        **titles_read(chapters, script.parent),
        **tables_read(declared_tables(script), folders),
        **claims_read(folders["analysis"], declared_claims(script)),
    }
