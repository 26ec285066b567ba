"""Every chapter's script: what it imports, and that it declares what it uses and no more."""

import ast
import re

import pytest
from sizewise import report
from sizewise.study.claims import read_register

from .conftest import NOTEBOOKS, REGISTER

SCRIPTS = sorted(NOTEBOOKS.glob("*.py"))
MAY_IMPORT = ("sizewise.report", "sizewise.study")


def rooms(source):
    """Modules of sizewise that a script imports, at any depth."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            found |= {base} if base != "sizewise" else {f"sizewise.{a.name}" for a in node.names}
    return {name for name in found if name.split(".")[0] == "sizewise"}


def forbidden(source):
    return {
        name for name in rooms(source)
        if not any(name == room or name.startswith(f"{room}.") for room in MAY_IMPORT)
    }  # fmt: skip


def test_the_check_of_imports_sees_every_form():
    source = """
from sizewise.report import chapter
from sizewise import study, analysis
import sizewise.observation.boards
def later():
    from sizewise.analysis.signal import AMONG
"""
    assert forbidden(source) == {
        "sizewise.analysis", "sizewise.observation.boards", "sizewise.analysis.signal"
    }  # fmt: skip


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_chapter_imports_the_report_and_the_ground_floor_only(path):
    assert forbidden(path.read_text()) == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_chapter_uses_every_table_that_it_declares(path):
    declared = {table.split("/")[1] for table in report.declared_tables(path)}
    source = path.read_text().split("page = chapter.Page(")[1]
    # What helpers read for a page: its sizes (for small curves too), scores, written answers.
    helpers = {
        "sizes": r"page\.(sizes|verdict)", "scores": r"planted\.",
        "examples": r"planted\.written",
    }  # fmt: skip
    unused = {
        table for table in declared
        if f'"{table}"' not in source
        and not (table in helpers and re.search(helpers[table], source))
    }  # fmt: skip
    assert unused == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_declared_claims_are_in_the_register(path):
    known = {claim.id for claim in read_register(REGISTER).claims}
    assert set(report.declared_claims(path)) <= known
