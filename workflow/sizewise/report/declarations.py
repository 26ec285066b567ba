"""What a chapter says that it reads, taken from its script without running it.

A script assigns lists of texts at its top level:

    TABLES = ["analysis/sizes", "analysis/scores"]     # folder/table, without .parquet
    CLAIMS = ["A2", "A3"]                              # entries of the analysis' claims.json

The workflow makes a page depend on these and on nothing else of the folders, and the page's reader
refuses whatever is not in them.
"""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from sizewise.study.errors import StudyError

FOLDERS = ("analysis", "observation", "published")
"""Folders of results that a chapter may read, by name."""


NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def check_chapters(chapters: Iterable[str], folder: Path = NOTEBOOKS) -> None:
    """Raise StudyError for a chapter without a script, or one that is named twice."""
    # Only where it is needed: it brings pydantic, and every command starts through here.
    from sizewise.study.explain import nearest

    known = [path.stem for path in sorted(folder.glob("*.py"))]
    chapters = list(chapters)
    for name in chapters:
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean {near!r}?" if near else f"chapters: {', '.join(known)}"
            raise StudyError(f"report.chapters: unknown chapter {name!r}; {hint}")
        if chapters.count(name) > 1:
            raise StudyError(f"report.chapters: names {name} twice; name it once")


def declared_tables(notebook: Path) -> list[str]:
    """The tables that a chapter's script declares, as `folder/table`, in its order.

    Raises StudyError where the script is missing, is no Python, has no literal list TABLES, or
    names a table of another folder than FOLDERS or one table twice.
    """
    tables = _declared(notebook, "TABLES")
    for table in tables:
        folder, slash, name = table.partition("/")
        if folder not in FOLDERS or not slash or not re.fullmatch(r"\w+", name):
            raise StudyError(
                f"{notebook}: TABLES has {table!r}; write folder/table, the folder one of "
                f"{', '.join(FOLDERS)}"
            )
    names = [table.split("/")[1] for table in tables]
    for name in names:
        if names.count(name) > 1:
            raise StudyError(f"{notebook}: TABLES names the table {name} twice; name it once")
    return tables


def declared_claims(notebook: Path) -> list[str]:
    """The ids of the claims that a chapter's script declares. Raises StudyError as above."""
    return _declared(notebook, "CLAIMS")


def _declared(notebook: Path, name: str) -> list[str]:
    """The value of the one top-level assignment `name = [text, …]`."""
    try:
        tree = ast.parse(notebook.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StudyError(
            f"{notebook}: no such chapter; correct report.chapters or add the notebook"
        ) from None
    except SyntaxError as error:
        raise StudyError(f"{notebook}, line {error.lineno}: no Python ({error.msg})") from None
    found = [
        node
        for node in tree.body
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
    ]
    if len(found) != 1:
        raise StudyError(f"{notebook}: assign the list {name} once, at the top of the script")
    try:
        value = ast.literal_eval(found[0].value)
    except ValueError:
        value = None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise StudyError(
            f"{notebook}, line {found[0].lineno}: {name} is no list of texts; write them out, "
            "because the workflow reads them without running the script"
        )
    return value
