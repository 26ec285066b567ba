"""Tables that keep to their declaration, drawn by hypothesis."""

from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st
from pandera.pyarrow import Column
from sizewise.study.formats.page import FILES
from sizewise.study.formats.table import Table

TABLES = [file for file in FILES if isinstance(file, Table)]
PATH = Path("folder/table.parquet")


def allowed(column: Column) -> list[str] | None:
    """The words that a column keeps to, where it names them."""
    for check in column.checks:
        if "allowed_values" in check.statistics:
            return list(check.statistics["allowed_values"])
    return None


def _plain(kind: pa.DataType) -> st.SearchStrategy[Any]:
    if pa.types.is_list(kind):
        return st.lists(_plain(kind.value_type), max_size=3)
    if pa.types.is_boolean(kind):
        return st.booleans()
    # 1 is at least 0, at least 1 and a share.
    if pa.types.is_integer(kind):
        return st.integers(1, 2**60)
    if pa.types.is_floating(kind):
        return st.floats(0, 1)
    return st.text(max_size=5)


def values(column: Column) -> st.SearchStrategy[Any]:
    """Values that a column may hold."""
    words = allowed(column)
    plain = st.sampled_from(words) if words else _plain(column.metadata["kind"])
    return st.none() | plain if column.nullable else plain


@st.composite
def valid(draw: st.DrawFn, table: Table, least: int = 0) -> pa.Table:
    """A table of `least` to five rows. The key's last column tells all rows apart."""
    rows = draw(st.integers(least, 5))
    columns = {
        name: draw(st.lists(values(column), min_size=rows, max_size=rows))
        for name, column in table.columns.items()
    }
    if table.key:
        last = table.key[-1]
        text = pa.types.is_string(table.schema.field(last).type)
        columns[last] = [f"row {i}" if text else i + 1 for i in range(rows)]
    return pa.table(columns, schema=table.schema)
