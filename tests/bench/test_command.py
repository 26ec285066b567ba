"""`sizewise bench`: its parts, one after the other, and what it keeps of them."""

import os

import pytest
from sizewise.bench import command
from sizewise.bench.clone import INSIDE
from sizewise.bench.parts import PARTS, WHOLE, row
from sizewise.cli import main
from sizewise.study.artifacts import read_json


def test_a_fresh_clone_measures_what_needs_a_finished_study():
    """`make bench` needs no study that somebody made before."""
    assert set(WHOLE) | set(INSIDE) == set(PARTS)
    assert not set(WHOLE) & set(INSIDE)


@pytest.fixture
def two_parts(monkeypatch):
    """Parts that measure nothing; what they were asked."""
    asked = []

    def lunch(settings):
        asked.append(settings)
        yield row("lunch", 2.0, "h") | {"profile": "a lunch"}
        yield {"profile": "a lunch", "parts": [("eating", 0.75), ("all else", 0.25)]}

    parts = {"lunch": lunch, "tea": lambda _: [row("tea", 1.0, "h")]}
    monkeypatch.setattr(command, "PARTS", parts)
    monkeypatch.setattr(command, "WHOLE", list(parts))
    return asked


def test_rows_and_profiles_are_kept(two_parts, tmp_path, capsys):
    output = tmp_path / "deep/results.json"
    assert main(["bench", "--output", os.fspath(output), "--sizes", "25k", "--alone", ""]) == 0
    record = read_json(output)
    assert [one["what"] for one in record["rows"]] == ["lunch", "tea"]
    assert record["profiles"] == {"a lunch": [["eating", 0.75], ["all else", 0.25]]}
    assert record["machine"]["cores"] == os.cpu_count()
    assert "lunch" in capsys.readouterr().out
    (settings,) = two_parts
    assert (settings.sizes, settings.alone) == (["25k"], [])


def test_one_part_alone(two_parts, tmp_path):
    output = tmp_path / "results.json"
    assert main(["bench", "--output", os.fspath(output), "--only", "tea"]) == 0
    assert [one["what"] for one in read_json(output)["rows"]] == ["tea"]
    assert two_parts == []
