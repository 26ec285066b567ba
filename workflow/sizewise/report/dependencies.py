"""What a page depends on: the contents of what it declares, by name."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sizewise.report import site
from sizewise.report.declarations import declared_claims, declared_tables
from sizewise.report.editions import languages
from sizewise.report.messages import with_words_of, words_of
from sizewise.study.artifacts import (
    MANIFEST,
    read_manifest,
    sha256_of,
    sha256_of_json,
    verify_files,
)


def tables_read(declared: Iterable[str], folders: Mapping[str, Path | None]) -> dict[str, str]:
    """sha256 of each declared `folder/table` that is there, from the folders' manifests.

    Raises StudyError for a table that is not what its manifest says.
    """
    found, names = {}, list(declared)
    for name, folder in folders.items():
        files = {f"{one.removeprefix(f'{name}/')}.parquet": one
                 for one in names if one.startswith(f"{name}/")}  # fmt: skip
        found |= {files[file]: digest for file, digest in _verified(folder, files).items()}
    return found


def _held(folder: Path | None) -> dict[str, str]:
    """sha256 of the files of a folder, by its manifest; empty without one."""
    there = folder is not None and (folder / MANIFEST).is_file()
    return read_manifest(folder)["files"] if there else {}


def _verified(folder: Path | None, names: Iterable[str]) -> dict[str, str]:
    """sha256 of those of `names` that the folder's manifest has, whose files were compared."""
    held = _held(folder)
    found = {name: held[name] for name in names if name in held}
    if found:
        verify_files(folder, found)
    return found


def claims_read(analysis: Path, ids: Sequence[str] | None = None) -> dict[str, str]:
    """sha256 of the analysis' file of each claim (of all, where no `ids` are given).

    Raises StudyError for a file that is not what its manifest says.
    """
    if ids is None:
        return _verified(analysis, [name for name in _held(analysis) if name.startswith("claims/")])
    return _verified(analysis, [f"claims/{one}.json" for one in ids])


def titles_read(names: Sequence[str], notebooks: Path) -> dict[str, str]:
    """sha256 of the chapters' names and titles in all languages, which every page lists."""
    with_words_of(notebooks, names)
    titles = {language: site.titles(names, language) for language in languages()}
    return {"titles": sha256_of_json(titles)}


def chapter_inputs(
    script: Path, chapters: Sequence[str], folders: Mapping[str, Path | None]
) -> dict[str, str]:
    """Everything that a chapter reads. `folders`: analysis, observation, published."""
    words = {
        f"words {language}": sha256_of(words_of(script.parent, script.stem, language))
        for language in languages()
        if words_of(script.parent, script.stem, language).is_file()
    }
    return {
        "notebook": sha256_of(script),
        **words,
        **titles_read(chapters, script.parent),
        **tables_read(declared_tables(script), folders),
        **claims_read(folders["analysis"], declared_claims(script)),
    }
