from collections import Counter

import pytest
from sizewise.stream.facts import count_facts
from sizewise.study.artifacts import read_manifest
from sizewise.study.errors import StudyError
from sizewise.study.formats import facts, ledger
from sizewise.study.formats.names import LEDGER

from .small import Built


@pytest.fixture
def counted(built: Built, tmp_path):
    count_facts(built.output, tmp_path / "facts")
    return facts.TABLE.read(tmp_path / "facts" / facts.TABLE.name).to_pylist()


def test_counts_are_those_of_the_ledger(built, counted):
    rows = [row for row in ledger.TABLE.read(built.output / LEDGER).to_pylist() if row["fact_id"]]
    assert {(row["family"], row["fact_id"]): row["exposures"] for row in counted} == Counter(
        (row["family"], row["fact_id"]) for row in rows
    )


def test_a_fact_has_the_value_that_was_stated_first(built, counted):
    first = {}
    for row in ledger.TABLE.read(built.output / LEDGER).to_pylist():
        first.setdefault((row["family"], row["fact_id"]), row["value"])
    assert all(row["value"] == first[row["family"], row["fact_id"]] for row in counted)


def test_the_manifest_says_what_was_read(built, counted, tmp_path):
    told = read_manifest(tmp_path / "facts")
    assert [*told["inputs"]] == ["ledger"]
    assert told["facts"]["facts"] == len(counted)


def test_a_stream_without_its_ledger_is_refused(tmp_path):
    with pytest.raises(StudyError, match="missing"):
        count_facts(tmp_path, tmp_path / "facts")
