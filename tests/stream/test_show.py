import numpy as np
import pyarrow.parquet as pq
import pytest
from sizewise.cli import main
from sizewise.stream.show import show
from sizewise.study.errors import StudyError
from sizewise.study.formats.shards import TokenStream
from sizewise.study.printable import printable


def test_the_ids_shown_are_the_batch(built):
    lines = "\n".join(show(built.output, 5, ids=True)).split("\n")
    ids = [int(i) for line in lines if line.startswith("    ids ") for i in line.split()[1:]]
    assert np.array_equal(ids, TokenStream(built.output).batch(5).reshape(-1))


def test_segments_and_facts_are_those_of_order_and_ledger(built):
    text = "\n".join(show(built.output, 3))
    for row in pq.read_table(built.output / "order.parquet").to_pylist():
        if row["step"] == 3:
            assert row["document_id"] in text
    facts = [
        r for r in pq.read_table(built.output / "ledger.parquet").to_pylist() if r["step"] == 3
    ]
    assert facts
    assert text.count("[states ") == len(facts)


def test_one_sequence(built):
    lines = list(show(built.output, 3, sequence=2, ids=True))
    assert "=== sequence 2 (26 of the stream)" in lines[1]
    ids = [int(i) for line in lines if line.startswith("    ids ") for i in line.split()[1:]]
    assert np.array_equal(ids, TokenStream(built.output).batch(3)[2])


def test_control_characters_cannot_reach_the_terminal():
    assert printable("a\x1b[2J\x00\r中\n\tb\u202e", "\n\t") == "a\\x1b[2J\\x00\\r中\n\tb\\u202e"


@pytest.mark.parametrize(("step", "sequence"), [(32, None), (-1, None), (0, 8), (0, -1)])
def test_what_does_not_exist_is_refused(built, step, sequence):
    with pytest.raises(StudyError, match=r"steps 0 to 31|sequences 0 to 7"):
        list(show(built.output, step, sequence))


def test_the_command_line(built, capsys):
    assert main(["stream", "show", str(built.output), "--step", "0", "--sequence", "1"]) == 0
    assert "step 0 of 32" in capsys.readouterr().out
    assert main(["stream", "show", str(built.output), "--step", "99"]) == 2
