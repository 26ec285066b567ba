"""What is wrong with a table, in one line."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from pandera.errors import SchemaError, SchemaErrors
from pandera.errors import SchemaErrorReason as Reason
from pandera.pyarrow import Column

from sizewise.study.errors import StudyError


def kept_to(column: Column) -> list[str]:
    """What the values of a column keep to beside their type: "at least 0"."""
    return [check.description for check in column.checks]


def expected(column: Column) -> str:
    """Type of a column, and what its values keep to: "int64, never null, at least 0"."""
    parts = [str(column.metadata["kind"]).replace("element: ", "")]
    parts.append("may be null" if column.nullable else "never null")
    return ", ".join(parts + kept_to(column))


def _shown(error: SchemaError) -> str:
    """The first of the values that failed."""
    found = error.failure_cases
    if isinstance(found, pa.Table):
        values = [found.column(name)[0].as_py() for name in found.column_names if len(found)]
        return ", ".join(map(repr, values))
    return repr(found)


# In the order in which they are told: what comes first may be the cause of what follows.
_PROBLEMS: dict[Reason, Callable[[SchemaError], str]] = {
    Reason.COLUMN_NOT_IN_DATAFRAME: lambda error: f"no column {error.failure_cases}",
    Reason.COLUMN_NOT_IN_SCHEMA: lambda error: f"column {error.failure_cases} is declared nowhere",
    Reason.WRONG_DATATYPE: lambda error: f"column {error.schema.name} is {_shown(error)}",
    Reason.SERIES_CONTAINS_NULLS: lambda error: f"column {error.schema.name} has an empty cell",
    Reason.DATAFRAME_CHECK: lambda error: f"column {error.schema.name} holds {_shown(error)}",
    Reason.DUPLICATES: lambda error: f"a row stands twice: {_shown(error)}",
}


def _column_of(error: SchemaError, columns: dict[str, Column]) -> Column | None:
    name = error.schema.name if error.schema is not None else None
    if error.reason_code is Reason.COLUMN_NOT_IN_DATAFRAME:
        name = error.failure_cases
    return columns.get(name)


def study_error(
    errors: SchemaErrors, path: Path, columns: dict[str, Column], key: list[str], job: str
) -> StudyError:
    """The gravest of `errors` as a line: file, column, what is expected, which job to run."""
    order = list(_PROBLEMS)
    # A check that cannot be computed follows from a wrong type, which is told.
    told = [error for error in errors.schema_errors if error.reason_code in _PROBLEMS]
    worst = min(told, key=lambda error: order.index(error.reason_code))
    column = _column_of(worst, columns)
    if column is not None:
        wanted = expected(column)
    elif worst.reason_code is Reason.DUPLICATES:
        wanted = f"each {', '.join(key)} once"
    else:
        wanted = "the columns of docs/files.md"
    return StudyError(
        f"{path}: {_PROBLEMS[worst.reason_code](worst)}; expected {wanted}; run the job `{job}` "
        "again"
    )
