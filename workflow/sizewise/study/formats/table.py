"""A parquet table that rooms hand over: declared once, checked where written and where read."""

import contextlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pandera.errors import SchemaErrors
from pandera.pyarrow import Check, Column, DataFrameSchema

from sizewise.study.artifacts import whole_file
from sizewise.study.errors import StudyError
from sizewise.study.formats.errors import expected, study_error

NO_NAN = "no NaN"
# Shares are sums and means of numbers of 32 bits.
_ROUNDING = 1e-6

STRING, INTEGER, NUMBER, TRUTH = pa.string(), pa.int64(), pa.float64(), pa.bool_()


def column(
    kind: pa.DataType,
    meaning: str,
    *checks: Check,
    unit: str | None = None,
    nullable: bool = False,
    required: bool = True,
) -> Column:
    """A column of `kind`. `meaning` is one line, `unit` what a number counts.

    A column of numbers holds no NaN: what is missing is null. Not `required` is a column that
    files of earlier versions lack.
    """
    if pa.types.is_floating(kind):
        checks = (Check.ge(-math.inf, description=NO_NAN), *checks)
    return Column(
        kind,
        list(checks),
        nullable=nullable,
        required=required,
        description=meaning,
        metadata={"kind": kind, "unit": unit},
    )


def least(value: float) -> Check:
    """Values of at least `value`."""
    return Check.ge(value, description=f"at least {value}")


def _leaves(schema: pa.Schema) -> Iterator[tuple[str, bool]]:
    """(name in the file, is it a floating number) of every column, those inside lists too."""
    for field in schema:
        name, kind = field.name, field.type
        while pa.types.is_list(kind):
            name, kind = f"{name}.list.element", kind.value_type
        yield name, pa.types.is_floating(kind)


def encodings(schema: pa.Schema) -> dict[str, Any]:
    """Options of pyarrow's writer: numbers by their bytes' places, the rest by a dictionary.

    Most floating numbers here occur once and were computed in 32 bits, so that a dictionary of
    them is larger than they are, while their last bytes, side by side, compress to nothing:
    answers take a quarter less (Parquet's BYTE_STREAM_SPLIT).
    """
    leaves = dict(_leaves(schema))
    return {
        "compression": "zstd",
        "use_byte_stream_split": [name for name, floating in leaves.items() if floating],
        "use_dictionary": [name for name, floating in leaves.items() if not floating],
    }


def share() -> Check:
    """Values from 0 to 1, but for rounding."""
    return Check.in_range(-_ROUNDING, 1 + _ROUNDING, description="from 0 to 1")


def one_of(*values: str) -> Check:
    """One of `values`, or null where the column may be."""
    return Check.isin(values, description=f"one of {', '.join(values)}")


@dataclass(frozen=True, kw_only=True)
class Table:
    """The declaration of a table. All that it writes is zstd parquet, whole or not at all."""

    name: str
    """File name."""
    folder: str
    """Where it lies below results/<study>."""
    job: str
    """The job that writes it."""
    meaning: str
    """One line: what a row is."""
    columns: dict[str, Column]
    key: tuple[str, ...] = ()
    """Columns that no two rows share, checked where a table is read or written as a whole."""

    @cached_property
    def schema(self) -> pa.Schema:
        """Arrow's schema, all columns in their order."""
        return pa.schema([(name, c.metadata["kind"]) for name, c in self.columns.items()])

    @cached_property
    def _written(self) -> DataFrameSchema:
        """All columns, and none that is declared nowhere."""
        return DataFrameSchema(dict(self.columns), strict=True)

    @cached_property
    def _unique(self) -> DataFrameSchema:
        """The key alone: it can be checked only where its columns are known to be there."""
        return DataFrameSchema({}, unique=list(self.key))

    def _validate(
        self, schema: DataFrameSchema, table: pa.Table, path: Path, *, key: bool
    ) -> pa.Table:
        try:
            schema.validate(table, lazy=True)
            if key and self.key and {*self.key} <= {*table.column_names}:
                self._unique.validate(table, lazy=True)
        except SchemaErrors as errors:
            raise study_error(errors, path, self.columns, list(self.key), self.job) from None
        # A string is a string to pandera, whether its offsets have 32 or 64 bits.
        names = [name for name in self.columns if name in table.column_names]
        return table.select(names).cast(pa.schema([self.schema.field(name) for name in names]))

    def check(self, table: pa.Table, path: Path, *, whole: bool = True) -> pa.Table:
        """`table` in the order and types of the declaration, of which it must have no column more.

        `path` is the file that errors name. The key is checked where the table is `whole`. Raises
        StudyError.
        """
        return self._validate(self._written, table, path, key=whole)

    def of_rows(self, rows: Sequence[dict[str, Any]], path: Path) -> pa.Table:
        """`rows` as a table: a key that a row lacks and NaN are null. Raises StudyError."""
        if unknown := sorted({*()}.union(*rows) - {*self.columns}):
            raise StudyError(
                f"{path}: column {unknown[0]} is declared nowhere; expected the columns of "
                f"docs/files.md; run the job `{self.job}` again"
            )
        arrays = []
        for name, declared in self.columns.items():
            values = [row.get(name) for row in rows]
            try:
                arrays.append(pa.array(values, declared.metadata["kind"], from_pandas=True))
            except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
                raise StudyError(
                    f"{path}: column {name}: {' '.join(str(error).split())}; expected "
                    f"{expected(declared)}; run the job `{self.job}` again"
                ) from None
        return pa.table(arrays, schema=self.schema)

    def write(self, path: Path, rows: pa.Table | Sequence[dict[str, Any]]) -> None:
        """Write a table or rows as `path`. Raises StudyError for what is not as declared."""
        table = rows if isinstance(rows, pa.Table) else self.of_rows(rows, path)
        table = self.check(table, path)
        with whole_file(path) as part:
            pq.write_table(table, part, **encodings(table.schema))

    @contextlib.contextmanager
    def writer(self, path: Path) -> Iterator["Pieces"]:
        """Writes `path` in pieces. The file is there once the block has ended well."""
        with (
            whole_file(path) as part,
            pq.ParquetWriter(part, self.schema, **encodings(self.schema)) as file,
        ):
            yield Pieces(self, path, file)

    def open(self, path: Path) -> pq.ParquetFile:
        """The file, its columns and their types checked. Raises StudyError."""
        try:
            file = pq.ParquetFile(path)
        except FileNotFoundError:
            raise StudyError(f"{path}: missing; run the job `{self.job}` again") from None
        except (OSError, pa.ArrowInvalid) as error:
            raise StudyError(
                f"{path}: not readable as parquet ({' '.join(str(error).split())}); run the job "
                f"`{self.job}` again"
            ) from None
        empty = file.schema_arrow.empty_table().replace_schema_metadata(None)
        self._validate(DataFrameSchema(dict(self.columns)), empty, path, key=False)
        return file

    def read(
        self, path: Path, columns: Sequence[str] | None = None, filters: Any = None
    ) -> pa.Table:
        """`columns` of the file (all that are declared and there), checked; rows that pass
        `filters` alone. Raises StudyError.

        Columns that are declared nowhere are left out: a later version may have written them.
        """
        present = self.open(path).schema_arrow.names
        names = [n for n in self.columns if n in present] if columns is None else list(columns)
        table = pq.read_table(path, columns=names, filters=filters)
        return self._checked(table.replace_schema_metadata(None), names, path, key=not filters)

    def pieces(self, path: Path, columns: Sequence[str], rows: int) -> Iterator[pa.Table]:
        """`columns` of the file, `rows` rows at a time, each piece checked. Raises StudyError."""
        for batch in self.open(path).iter_batches(rows, columns=list(columns)):
            table = pa.Table.from_batches([batch]).replace_schema_metadata(None)
            yield self._checked(table, columns, path, key=False)

    def _checked(self, table: pa.Table, names: Sequence[str], path: Path, *, key: bool) -> pa.Table:
        declared = DataFrameSchema({
            name: self.columns[name]
            for name in names
            if self.columns[name].required or name in table.column_names
        })  # fmt: skip
        return self._validate(declared, table, path, key=key).select(
            [name for name in names if name in table.column_names]
        )


@dataclass(frozen=True)
class Pieces:
    """A table that is being written in pieces."""

    table: Table
    path: Path
    file: pq.ParquetWriter

    def write(self, piece: pa.Table) -> None:
        """Check `piece` and write it as one row group. Raises StudyError."""
        checked = self.table.check(piece, self.path, whole=False)
        if len(checked):
            self.file.write_table(checked, row_group_size=len(checked))
