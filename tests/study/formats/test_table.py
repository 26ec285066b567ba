"""Whatever keeps to a declaration passes, whatever does not is told in one line."""

import math
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sizewise.study.errors import StudyError
from sizewise.study.formats import answers, held_out, log, order
from sizewise.study.formats.table import Table

from tests.study.formats.tables import PATH, TABLES, allowed, valid

EACH = pytest.mark.parametrize("table", TABLES, ids=lambda t: f"{t.folder}{t.name}")
FEW = settings(max_examples=4, deadline=None)


def refused(table: Table, rows: pa.Table, *said: str, whole: bool = True) -> None:
    """`rows` are refused in one line that holds the file, the job and each of `said`."""
    with pytest.raises(StudyError) as caught:
        table.check(rows, PATH, whole=whole)
    line = str(caught.value)
    assert "\n" not in line
    for part in (str(PATH), f"run the job `{table.job}` again", *said):
        assert part in line, line


def put(rows: pa.Table, name: str, values: list, kind: pa.DataType | None = None) -> pa.Table:
    """`rows` with other values in the column `name`."""
    place = rows.schema.get_field_index(name)
    return rows.set_column(place, name, pa.array(values, kind or rows.schema.field(name).type))


@EACH
@FEW
@given(st.data())
def test_what_is_written_is_what_is_read(table, data):
    rows = data.draw(valid(table))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / table.name
        table.write(path, rows)
        assert table.read(path).equals(rows)
        # The same rows as mappings, in an order of keys that is nobody's.
        table.write(path, [dict(reversed(row.items())) for row in rows.to_pylist()])
        assert table.read(path).equals(rows)


@EACH
@FEW
@given(st.data())
def test_a_missing_column_is_named(table, data):
    rows = data.draw(valid(table))
    name = data.draw(st.sampled_from([n for n, c in table.columns.items() if c.required]))
    refused(table, rows.drop_columns(name), f"no column {name}; expected ")


@EACH
@FEW
@given(st.data())
def test_an_optional_column_may_be_missing(table, data):
    rows = data.draw(valid(table))
    lacking = rows.select([name for name, c in table.columns.items() if c.required])
    assert table.check(lacking, PATH).equals(lacking)


@EACH
@FEW
@given(st.data())
def test_a_wrong_type_is_named(table, data):
    rows = data.draw(valid(table, least=1))
    name = data.draw(st.sampled_from(list(table.columns)))
    kind = table.schema.field(name).type
    other = pa.int32() if kind != pa.int32() else pa.int64()
    wrong = put(rows, name, [1] * len(rows), other)
    expected = str(kind).replace("element: ", "")
    refused(table, wrong, f"column {name} is ", f"expected {expected}")


@EACH
@FEW
@given(st.data())
def test_a_null_is_named(table, data):
    rows = data.draw(valid(table, least=1))
    name = data.draw(st.sampled_from([n for n, c in table.columns.items() if not c.nullable]))
    place = data.draw(st.integers(0, len(rows) - 1))
    values = rows[name].to_pylist()
    values[place] = None
    refused(table, put(rows, name, values), f"column {name} has an empty cell", "never null")


@EACH
@FEW
@given(st.data())
def test_no_column_of_numbers_holds_nan(table, data):
    numbers = [n for n in table.columns if pa.types.is_floating(table.schema.field(n).type)]
    if not numbers:
        return
    rows = data.draw(valid(table, least=1))
    name = data.draw(st.sampled_from(numbers))
    nan = put(rows, name, [math.nan, *rows[name].to_pylist()[1:]])
    refused(table, nan, f"column {name} h", "no NaN")


@EACH
@FEW
@given(st.data())
def test_a_value_out_of_range_is_named_and_shown(table, data):
    bound = [n for n, c in table.columns.items() if allowed(c)]
    below = [n for n, c in table.columns.items() for check in c.checks
             if check.statistics.get("min_value", -math.inf) > -math.inf]  # fmt: skip
    rows = data.draw(valid(table, least=1))
    if not bound + below:
        return
    name = data.draw(st.sampled_from(bound + below))
    bad = "no such word" if name in bound else -1
    wrong = put(rows, name, [bad, *rows[name].to_pylist()[1:]])
    refused(table, wrong, f"column {name} holds ", str(bad))


@EACH
@FEW
@given(st.data())
def test_a_row_that_stands_twice_is_named(table, data):
    rows = data.draw(valid(table, least=1))
    twice = pa.concat_tables([rows, rows.slice(0, 1)])
    if not table.key:
        assert table.check(twice, PATH).equals(twice)
        return
    refused(table, twice, "a row stands twice", f"each {', '.join(table.key)} once")
    # A piece of a table says nothing about the others.
    assert table.check(twice, PATH, whole=False).equals(twice)


@EACH
@FEW
@given(st.data())
def test_a_column_of_nobody_is_refused_at_writing_and_left_out_at_reading(table, data):
    rows = data.draw(valid(table))
    more = rows.append_column("shoe_size", pa.array([41] * len(rows), pa.int64()))
    refused(table, more, "column shoe_size is declared nowhere")
    with pytest.raises(StudyError, match="column shoe_size is declared nowhere"):
        table.of_rows([{"shoe_size": 41}], PATH)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / table.name
        pq.write_table(more, path)
        assert table.read(path).equals(rows)


@EACH
def test_a_value_that_is_no_value_of_its_column_is_named(table):
    kinds = {name: table.schema.field(name).type for name in table.columns}
    number = (pa.types.is_integer, pa.types.is_floating)
    name = next(n for n, kind in kinds.items() if any(of(kind) for of in number))
    said = f"column {name}: .*; expected (u?int64|double), .* run the job"
    with pytest.raises(StudyError, match=said):
        table.of_rows([{name: "many"}], PATH)


UPDATE = {"step": 1, "tokens": 8, "loss": 2.0, "learning_rate": 0.1, "gradient_norm": math.nan,
          "tokens_per_second": 9.0, "chain": "ab"}  # fmt: skip


def test_a_key_that_a_row_lacks_and_nan_are_null(tmp_path):
    log.TABLE.write(tmp_path / log.TABLE.name, [UPDATE])
    assert log.TABLE.read(tmp_path / log.TABLE.name)["gradient_norm"].to_pylist() == [None]
    with pytest.raises(StudyError, match="column loss has an empty cell"):
        log.TABLE.write(tmp_path / log.TABLE.name, [UPDATE | {"loss": math.nan}])
    with pytest.raises(StudyError, match="column chain has an empty cell"):
        log.TABLE.write(tmp_path / log.TABLE.name, [{k: UPDATE[k] for k in UPDATE if k != "chain"}])


def test_a_refused_table_leaves_the_old_file(tmp_path):
    path = tmp_path / log.TABLE.name
    log.TABLE.write(path, [UPDATE])
    with pytest.raises(StudyError):
        log.TABLE.write(path, [UPDATE | {"step": 0}])
    assert log.TABLE.read(path)["step"].to_pylist() == [1]
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def segments(*starts: int) -> pa.Table:
    row = {"step": 0, "sequence": 0, "domain": "plays", "document_id": "a", "document_token": 0,
           "epoch": 1}  # fmt: skip
    rows = [row | {"token_start": start, "token_end": start + 1} for start in starts]
    return order.TABLE.of_rows(rows, PATH)


def test_pieces_are_row_groups_and_a_wrong_one_leaves_nothing(tmp_path):
    path = tmp_path / order.TABLE.name
    with order.TABLE.writer(path) as file:
        for piece in (segments(0, 1), segments(), segments(2)):
            file.write(piece)
    assert pq.ParquetFile(path).num_row_groups == 2
    pieces = list(order.TABLE.pieces(path, ["token_end", "epoch"], rows=2))
    assert [piece.to_pydict() for piece in pieces] == [
        {"token_end": [1, 2], "epoch": [1, 1]}, {"token_end": [3], "epoch": [1]},
    ]  # fmt: skip
    path.unlink()
    with pytest.raises(StudyError, match="column epoch has"), order.TABLE.writer(path) as file:
        file.write(segments(0))
        file.write(put(segments(1), "epoch", [None]))
    assert list(tmp_path.iterdir()) == []


def test_numbers_of_a_file_lie_by_the_places_of_their_bytes(tmp_path):
    path = tmp_path / answers.TABLE.name
    floats = {"log_probabilities.list.element", "probability", "margin"}
    with answers.TABLE.writer(path) as file:
        file.file.write_table(pa.Table.from_pylist([
            {"log_probabilities": [-1.5, -2.25], "probability": 0.5, "margin": 0.75, "family": "a"}
        ], schema=answers.TABLE.schema))  # fmt: skip
    row = pq.ParquetFile(path).metadata.row_group(0)
    used = {row.column(i).path_in_schema: row.column(i).encodings for i in range(row.num_columns)}
    assert all("BYTE_STREAM_SPLIT" in used[name] for name in floats)
    assert (
        "RLE_DICTIONARY" in used["family"] and "RLE_DICTIONARY" in used["choice_bytes.list.element"]
    )


def test_some_columns_of_some_rows(tmp_path):
    path = tmp_path / order.TABLE.name
    order.TABLE.write(path, segments(0, 1, 2))
    chosen = order.TABLE.read(path, columns=["epoch", "token_start"],
                              filters=[("token_start", ">", 0)])  # fmt: skip
    assert chosen.to_pydict() == {"epoch": [1, 1], "token_start": [1, 2]}


def test_a_file_that_is_not_there_or_no_table_is_named(tmp_path):
    path = tmp_path / order.TABLE.name
    with pytest.raises(StudyError, match=r"order\.parquet: missing; run the job `stream` again"):
        order.TABLE.read(path)
    path.write_bytes(b"PAR1 or not")
    with pytest.raises(StudyError, match=r"order\.parquet: not readable as parquet .*`stream`"):
        order.TABLE.read(path)


def test_a_wrong_column_is_named_before_any_row_is_read(tmp_path):
    path = tmp_path / order.TABLE.name
    pq.write_table(segments(0).drop_columns("epoch"), path)
    with pytest.raises(StudyError, match="no column epoch; expected int64, never null, at least"):
        order.TABLE.read(path, columns=["step"])


def test_files_of_before_a_column_are_read_without_it(tmp_path):
    early = {n: c for n, c in held_out.TABLE.columns.items() if c.required}
    row = {"arm": "ladder", "size": "25k", "seed": 0, "step": 1, "domain": "plays", "work": "w",
           "item_id": "a", "bytes": 3, "nats": 2.0, "bits_per_byte": 0.9}  # fmt: skip
    assert [*row] == [*early]
    schema = pa.schema([held_out.TABLE.schema.field(name) for name in early])
    path = tmp_path / held_out.TABLE.name
    pq.write_table(pa.Table.from_pylist([row], schema=schema), path)
    assert held_out.TABLE.read(path).to_pylist() == [row]


def test_strings_of_pandas_are_strings(tmp_path):
    """pandas writes strings with 64-bit offsets; readers get the declared type."""
    rows = log.TABLE.of_rows([UPDATE], PATH)
    large = put(rows, "chain", ["ab"], pa.large_string())
    pq.write_table(large, tmp_path / log.TABLE.name)
    assert log.TABLE.read(tmp_path / log.TABLE.name).equals(rows)


def test_tables_of_runs_begin_with_the_run():
    for table in TABLES:
        if {"arm", "size"} & {*table.columns}:
            assert [*table.columns][:4] == [*table.key][:4] == ["arm", "size", "seed", "step"]
    assert answers.TABLE in TABLES
