"""Result tables: one parquet file each, whole or absent, equal bytes for equal rows.

What follows from a table runs again only where its bytes changed, so nothing goes into a file but
the rows, their names and types, and the versions of the libraries that wrote them.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sizewise.study.artifacts import whole_file

if TYPE_CHECKING:
    import pandas as pd


def write_table(path: Path, frame: "pd.DataFrame") -> Path:
    """Write `frame` to `path` without its index and return the path.

    Rows keep their order. Attributes of the frame (`frame.attrs`) are left out: they may hold what
    is no result.
    """
    plain = frame.copy(deep=False)
    plain.attrs = {}
    with whole_file(path) as part:
        plain.to_parquet(part, index=False, engine="pyarrow", compression="snappy")
    return path
