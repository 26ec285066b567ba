"""`sizewise bench`: its parts, one after the other, and what it keeps of them."""

import os

import pytest
from sizewise.bench import command
from sizewise.bench.clone import INSIDE
from sizewise.bench.parts import PARTS, WHOLE, row
from sizewise.cli import main
from sizewise.study.artifacts import read_json, write_json
from sizewise.study.errors import StudyError


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


def test_a_part_measured_again_takes_its_place_among_the_others(two_parts, tmp_path, monkeypatch):
    output = tmp_path / "results.json"
    assert main(["bench", "--output", os.fspath(output)]) == 0
    monkeypatch.setitem(command.PARTS, "lunch", lambda _: [row("late lunch", 3.0, "h")])
    assert main(["bench", "--output", os.fspath(output), "--only", "lunch"]) == 0
    record = read_json(output)
    assert [one["what"] for one in record["rows"]] == ["late lunch", "tea"]
    # Numbers of another machine do not stand beside ours.
    write_json(output, record | {"machine": record["machine"] | {"processor": "Abacus 9"}})
    assert main(["bench", "--output", os.fspath(output), "--only", "lunch"]) == 0
    assert [one["what"] for one in read_json(output)["rows"]] == ["late lunch"]


def test_a_part_that_fails_takes_nothing_along(two_parts, tmp_path, monkeypatch):
    def fails(settings):
        raise StudyError("no lunch today; come tomorrow")

    monkeypatch.setitem(command.PARTS, "tea", fails)
    output = tmp_path / "results.json"
    assert main(["bench", "--output", os.fspath(output)]) == 2
    assert [one["what"] for one in read_json(output)["rows"]] == ["lunch"]
