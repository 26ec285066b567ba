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
    found = {}
    for one in declared:
        name, _, table = one.partition("/")
        file = f"{table}.parquet"
        if digest := _verified(folders[name], [file]).get(file):
            found[one] = digest
    return found


def _verified(folder: Path | None, names: Iterable[str]) -> dict[str, str]:
    """sha256 of those of `names` that the folder's manifest has, whose files were compared."""
    if folder is None or not (folder / MANIFEST).is_file():
        return {}
    files = read_manifest(folder)["files"]
    there = [name for name in names if name in files]
    verify_files(folder, there)
    return {name: files[name] for name in there}


def claims_read(analysis: Path, ids: Sequence[str] | None = None) -> dict[str, str]:
    """sha256 of the analysis' file of each claim (of all, where no `ids` are given).

    Raises StudyError for a file that is not what its manifest says.
    """
    if not (analysis / MANIFEST).is_file():
        return {}
    files = read_manifest(analysis)["files"]
    of_claims = [name for name in files if name.startswith("claims/")]
    named = {f"claims/{one}.json" for one in ids} if ids is not None else {*of_claims}
    return _verified(analysis, [name for name in of_claims if name in named])


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
