"""The tables that a page reads: those that it declares, and no other."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sizewise.report.editions import LANGUAGE
from sizewise.report.messages import sentence
from sizewise.study.errors import StudyError
from sizewise.study.messages import Message, say
from sizewise.study.runs import LADDER

if TYPE_CHECKING:
    import pandas as pd


class MissingData(StudyError):
    """A table or rows that a part of a page needs are not there; `said` is what is missing."""

    def __init__(self, said: Message) -> None:
        """`said`: a clause without a full stop."""
        super().__init__(sentence(said, LANGUAGE))
        self.said = said


class Tables:
    """Reads `<folder>/<table>.parquet` by the name of the table."""

    def __init__(
        self, declared: Iterable[str], folders: Mapping[str, Path | None], *, reader: str
    ) -> None:
        """`declared`: `folder/table`; `folders`: path by name, None where it is not handed over.

        `reader` names the page in errors. Raises StudyError for a declared folder that `folders`
        does not know.
        """
        self._reader = reader
        self._paths: dict[str, Path] = {}
        for one in declared:
            folder, _, table = one.partition("/")
            if folder not in folders:
                raise StudyError(
                    f"{reader}: declares {one}, and there is no folder {folder}; the folders are "
                    f"{', '.join(folders)}"
                )
            self._paths[table] = Path(folder, f"{table}.parquet")
        self._folders = folders
        self._frames: dict[str, pd.DataFrame] = {}

    def declares(self, table: str) -> bool:
        """Whether the page declares `table`."""
        return table in self._paths

    def read(self, table: str, *, arm: str = LADDER) -> "pd.DataFrame":
        """The table; of one by run or by arm the rows of `arm`, without that column.

        Raises MissingData where the table or the arm is not there, StudyError where the page does
        not declare it.
        """
        frame = self._whole(table)
        if "arm" not in frame:
            return frame.copy()
        chosen = frame[frame["arm"] == arm].drop(columns="arm").reset_index(drop=True)
        if chosen.empty and len(frame):
            raise MissingData(say("missing-arm", table=table, arm=arm))
        return chosen

    def of_all_arms(self, table: str) -> "pd.DataFrame":
        """A table by arm whole, with the column `arm`."""
        return self._whole(table).copy()

    def rows(self, table: str, *, arm: str = LADDER, **values: Any) -> "pd.DataFrame":
        """Rows of `table` by equality of columns; None matches null, a list any of its values.

        Raises MissingData that names the first column or value that is not there.
        """
        frame = self.read(table, arm=arm)
        for column, value in values.items():
            if column not in frame:
                raise MissingData(say("missing-column", table=table, column=column))
            if value is None:
                frame = frame[frame[column].isna()]
            elif isinstance(value, list | tuple | set):
                frame = frame[frame[column].isin(list(value))]
            else:
                frame = frame[frame[column] == value]
            if frame.empty:
                raise MissingData(say("missing-rows", table=table, column=column, value=str(value)))
        return frame.reset_index(drop=True)

    def _whole(self, table: str) -> "pd.DataFrame":
        import pandas as pd

        if table not in self._paths:
            raise StudyError(
                f"{self._reader}: reads the table {table} and does not declare it; add it to the "
                "list TABLES"
            )
        if table not in self._frames:
            path = self._paths[table]
            folder = self._folders[path.parts[0]]
            if folder is None or not (folder / path.name).is_file():
                raise MissingData(say("missing-table", table=str(path)))
            self._frames[table] = pd.read_parquet(folder / path.name)
        return self._frames[table]
