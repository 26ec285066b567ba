"""The fingerprint of code: what changes it, and what does not."""

import textwrap

import pytest
from sizewise.study.source import Source
from sizewise.study.statements import read_module

FILES = {
    "__init__.py": "",
    "jobs/__init__.py": "",
    "jobs/work.py": """
        '''The job.'''
        import numpy as np
        from house.jobs import tools
        from house.jobs.helpers import half

        LIMIT = 3  # a comment

        def run(x):
            '''Run.'''
            return tools.scale(half(x)) + np.float64(LIMIT)
    """,
    "jobs/helpers.py": """
        def half(x):
            return x / 2

        def double(x):
            return x * 2
    """,
    "jobs/tools.py": """
        from house.jobs.helpers import double

        def scale(x):
            return double(x)
    """,
    "jobs/unused.py": "VALUE = 1\n",
    "found/__init__.py": """
        import importlib
        import pkgutil

        def discover():
            return [importlib.import_module(m.name) for m in pkgutil.iter_modules(__path__)]
    """,
    "found/first.py": "NAME = 'first'\n",
}


@pytest.fixture
def house(tmp_path):
    root = tmp_path / "house"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
    return root


def fingerprint(root, entry="house.jobs.work", **options):
    return Source(root).fingerprint([entry], **options)


def edit(root, name, old, new):
    path = root / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_the_closure_is_what_is_imported_and_the_packages_around_it(house):
    assert fingerprint(house).modules == {
        "house", "house.jobs", "house.jobs.work", "house.jobs.helpers", "house.jobs.tools"
    }  # fmt: skip
    assert fingerprint(house).third_party == {"numpy"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("jobs/work.py", "# a comment", "# another\n\n"),
        ("jobs/work.py", "'''Run.'''", "'''Run it, and well.'''"),
        ("jobs/work.py", "'''The job.'''", ""),
        ("jobs/helpers.py", "return x / 2", "return (\n        x / 2\n    )"),
        ("jobs/unused.py", "VALUE = 1", "VALUE = 2"),
        ("jobs/work.py", "import numpy as np\nfrom house.jobs import tools\n",
         "from house.jobs import tools\nimport numpy as np\n"),
    ],
)  # fmt: skip
def test_what_decides_nothing_changes_nothing(house, name, old, new):
    before = fingerprint(house).sha256
    edit(house, name, old, new)
    assert fingerprint(house).sha256 == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("jobs/work.py", "LIMIT = 3", "LIMIT = 4"),
        ("jobs/work.py", "half(x)", "half(-x)"),
        ("jobs/helpers.py", "x * 2", "x + x"),
        ("jobs/work.py", "import half", "import double as half"),
        ("jobs/tools.py", "helpers import double", "helpers import half as double"),
        ("jobs/work.py", "import numpy as np", "import math as np"),
    ],
)
def test_what_decides_changes_it_and_is_named(house, name, old, new):
    before = fingerprint(house)
    edit(house, name, old, new)
    after = fingerprint(house)
    assert after.sha256 != before.sha256
    changed = {k for k in before.parts | after.parts if before.parts.get(k) != after.parts.get(k)}
    assert f"house.{name.removesuffix('.py').replace('/', '.')}" in changed


def test_a_function_that_moves_with_equal_code_changes_nothing(house):
    before = fingerprint(house).sha256
    half = "\ndef half(x):\n    return x / 2\n"
    edit(house, "jobs/helpers.py", half, "")
    (house / "jobs/halves.py").write_text("'''Moved here.'''\n" + half)
    edit(house, "jobs/work.py", "house.jobs.helpers import half", "house.jobs.halves import half")
    assert fingerprint(house).sha256 == before


def test_two_functions_of_one_name_that_change_places_are_seen(house):
    edit(house, "jobs/tools.py", "def scale", "def half(x):\n    return x - 1\n\ndef scale")
    edit(house, "jobs/tools.py", "return double(x)", "return double(half(x))")
    before = fingerprint(house).sha256
    edit(house, "jobs/tools.py", "return x - 1", "return x / 2")
    edit(house, "jobs/helpers.py", "return x / 2", "return x - 1")
    assert fingerprint(house).sha256 != before


def test_modules_that_are_found_at_run_time_belong_to_their_package(house):
    before = fingerprint(house, "house.found")
    assert "house.found.first" in before.modules
    (house / "found/second.py").write_text("NAME = 'second'\n")
    assert fingerprint(house, "house.found").sha256 != before.sha256


def test_data_beside_the_code_of_a_room_counts(house):
    before = fingerprint(house)
    (house / "jobs/table.csv").write_text("1\n")
    after = fingerprint(house)
    assert after.sha256 != before.sha256 and "jobs/table.csv" in after.parts
    assert fingerprint(house, aside=frozenset({"jobs/table.csv"})).sha256 == before.sha256


def test_what_is_set_aside_takes_what_only_it_reaches_with_it(house):
    found = fingerprint(house, aside=frozenset({"house.jobs.tools", "house.jobs.helpers"}))
    assert found.modules == {"house", "house.jobs", "house.jobs.work"}


def test_texts_for_people_change_nothing():
    def digest(text):
        return [s.digest for s in read_module(text, "house.a", is_package=False).statements]

    field = "class A:\n    n: int = Field(gt=0, description={!r})\n"
    assert digest(field.format("many")) == digest(field.format("more"))
    assert digest(field.format("many")) == digest(
        field.format("many").replace("description", "title")
    )
    assert digest(field.format("many")) != digest(field.format("many").replace("gt=0", "gt=1"))
    told = "def f():\n    raise StudyError('no {}')\n"
    assert digest(told) == digest(told.replace("no", "not any"))
    assert digest(told) != digest(told.replace("StudyError", "ValueError"))


def test_names_that_cannot_be_told_are_refused():
    with pytest.raises(ValueError, match=r"house\.a, line 1: from x import \*"):
        read_module("from x import *\n", "house.a", is_package=False)


def test_the_package_itself_can_be_read():
    from pathlib import Path

    import sizewise
    from sizewise.study.jobs import ASIDE, KINDS

    source = Source(Path(sizewise.__file__).parent)
    for name, kind in KINDS.items():
        assert source.fingerprint(kind.entries, ASIDE).modules > set(kind.entries), name


def test_a_memory_changes_nothing_but_the_time(house, tmp_path, monkeypatch):
    memory = tmp_path / "memory"
    first = Source(house, memory)
    found = first.fingerprint(["house.jobs.work"])
    assert found == fingerprint(house)
    first.remember()
    assert sorted(path.name for path in memory.iterdir()) == ["fingerprints.json", "source.json"]
    with monkeypatch.context() as patch:
        # A start at which nothing changed parses nothing.
        patch.setattr("sizewise.study.source.read_module", None)
        assert Source(house, memory).fingerprint(["house.jobs.work"]) == found
    assert Source(house, memory).fingerprint(["house.found"]) == fingerprint(house, "house.found")
    edit(house, "jobs/helpers.py", "x * 2", "x + x")
    assert Source(house, memory).fingerprint(["house.jobs.work"]) == fingerprint(house) != found
    (house / "jobs/table.csv").write_text("a,b\n")
    assert Source(house, memory).fingerprint(["house.jobs.work"]) == fingerprint(house)
    for path in memory.iterdir():
        path.write_text("{")
    assert Source(house, memory).fingerprint(["house.jobs.work"]) == fingerprint(house)
