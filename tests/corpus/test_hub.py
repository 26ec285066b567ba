import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sizewise.corpus.config import HubSource
from sizewise.corpus.hub import read_hub
from sizewise.study.errors import StudyError

CARD = """\
---
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train-*.parquet
- config_name: second
  data_files:
  - split: train
    path: second/*.parquet
---
"""


@pytest.fixture(scope="module")
def data_set(tmp_path_factory) -> Path:
    """A data set in the hub's layout: a card, and two configurations in parquet."""
    folder = tmp_path_factory.mktemp("hub") / "data_set"
    (folder / "data").mkdir(parents=True)
    (folder / "second").mkdir()
    (folder / "README.md").write_text(CARD)
    for shard in range(2):
        rows = [{"text": f"page {shard}{n}: it’s text\r\n", "url": "u"} for n in range(3)]
        name = f"train-{shard:05d}-of-00002.parquet"
        pq.write_table(pa.Table.from_pylist(rows), folder / "data" / name)
    rows = [{"body": "one"}, {"body": None}, {"body": "two"}]
    pq.write_table(pa.Table.from_pylist(rows), folder / "second/a.parquet")
    return folder


def source(folder: Path, **changes) -> HubSource:
    values = {"path": str(folder), "name": None, "revision": None, "split": "train",
              "text_column": "text", "max_bytes": 10_000}  # fmt: skip
    return HubSource(**{**values, **changes})


def test_rows_become_documents_in_order(data_set) -> None:
    documents = list(read_hub("web", source(data_set)))
    assert [d.text for d in documents] == [
        f"page {shard}{n}: it's text" for shard in range(2) for n in range(3)
    ]
    assert len({d.split_key for d in documents}) == 6


def test_reading_stops_at_max_bytes(data_set) -> None:
    size = len("page 00: it's text")
    assert len(list(read_hub("web", source(data_set, max_bytes=2 * size)))) == 2


def test_a_named_configuration_and_empty_rows(data_set) -> None:
    documents = list(read_hub("web", source(data_set, name="second", text_column="body")))
    assert [d.text for d in documents] == ["one", "two"]


def test_json_lines(tmp_path) -> None:
    folder = tmp_path / "lines"
    folder.mkdir()
    (folder / "train.jsonl").write_text("\n".join(json.dumps({"text": t}) for t in "ab"))
    assert [d.text for d in read_hub("web", source(folder))] == ["a", "b"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text_column": "body"}, r"text_column: .* no column 'body'; its columns are text, url"),
        ({"split": "test"}, r"corpus\.hub\.web: cannot read"),
        ({"name": "nope"}, r"corpus\.hub\.web: cannot read"),
        ({"path": "./no/such/folder"}, r"corpus\.hub\.web: cannot read \./no/such/folder"),
    ],
)
def test_what_is_missing_is_named_in_one_line(data_set, changes, message) -> None:
    with pytest.raises(StudyError, match=message) as error:
        list(read_hub("web", source(data_set, **changes)))
    assert "\n" not in str(error.value)


def test_code_of_a_data_set_never_runs(tmp_path) -> None:
    folder = tmp_path / "scripted"
    folder.mkdir()
    (folder / "scripted.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(StudyError, match="scripts are no longer supported"):
        list(read_hub("web", source(folder)))
    assert not (tmp_path / "ran").exists()


GOOD = b'{"text": "a good row"}\n{"text": "another"}\n'


def lines(tmp_path: Path, **files: bytes) -> Path:
    folder = tmp_path / "lines"
    folder.mkdir()
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"train__jsonl__gz": gzip.compress(GOOD * 99)[:-20]},
            r"train\.jsonl\.gz: Compressed file",
        ),
        ({"train__jsonl": b""}, r"train\.jsonl: it is empty; mend or remove this file"),
        (
            {"train__jsonl": GOOD + b'{"text": "x\\ud800y"}\n'},
            r"train\.jsonl: line 3 holds half",
        ),
        ({"train__jsonl": GOOD + b'{"text": "x'}, r"train\.jsonl: line 3 is no JSON"),
        ({"train__jsonl": GOOD + b'{"text": "\xff"}\n'}, r"train\.jsonl: line 3 is no JSON"),
        ({"train__parquet": b"PAR1 and no more"}, r"train\.parquet: "),
    ],
)
def test_a_damaged_file_is_named(tmp_path, files, said) -> None:
    with pytest.raises(StudyError, match=said) as error:
        list(read_hub("web", source(lines(tmp_path, **files))))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("value", "kind"), [("[1]", "list"), ('{"a": 1}', "dict"), ("5", "int"), ("true", "bool")]
)
def test_a_column_that_is_no_text_is_refused(tmp_path, value, kind) -> None:
    folder = lines(tmp_path, train__jsonl=f'{{"text": {value}}}\n'.encode())
    said = rf"corpus\.hub\.web\.text_column: row 0 holds {kind} and not text; name a column of text"
    with pytest.raises(StudyError, match=said):
        list(read_hub("web", source(folder)))


def test_a_row_with_half_a_character_is_named_and_the_rest_goes_on(monkeypatch, capsys) -> None:
    rows = [{"text": "one"}, {"text": "x\ud800"}, {"text": "two"}]
    monkeypatch.setattr("datasets.load_dataset", lambda *a, **k: iter(rows))
    documents = list(read_hub("web", source(Path("elsewhere/set"))))
    assert [(d.work, d.text) for d in documents] == [("web 0", "one"), ("web 2", "two")]
    assert "row 1 is left out: character 1 is half of one" in capsys.readouterr().err
