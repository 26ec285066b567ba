"""The tables of published facts, with types that refuse what must not be mixed.

Five mistakes are refused with one line each: an undisclosed size used as known, a lower bound
used as a value, a rumoured size outside the sensitivity analysis, two settings of one board
mixed, and a model (or a score) that stands twice.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import numpy as np
import pandas as pd
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from sizewise.observation.boards import BOARDS
from sizewise.study.errors import StudyError
from sizewise.study.explain import explain

MODELS, SCORES, SOURCES = "public_models.csv", "public_scores.csv", "public_sources.csv"

Basis = Literal["disclosed", "with_bounds", "with_rumours"]
"""Which sizes count as known: those disclosed exactly (every fit), or also lower bounds at their
bound or rumoured sizes (the sensitivity analysis, and nothing else)."""

Measure = Literal["total", "active"]

_Empty = BeforeValidator(lambda value: None if value == "" else value)
_Size = Annotated[float, Field(gt=0, allow_inf_nan=False)]
_Billions = Annotated[_Size | None, _Empty]
_YearMonth = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
_Month = Annotated[_YearMonth | None, _Empty]
_HalfWidth = Annotated[float, Field(ge=0)]
_Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
_Name = Annotated[str, Field(min_length=1)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ModelRow(_Row):
    """One model of `public_models.csv`. Sizes in billions of parameters."""

    model_id: _Name
    vendor: _Name
    release: _Month
    type: Literal["instruct", "reasoning", "hybrid", "base"]
    disclosure: Literal["open", "announced", "undisclosed"]
    total_params_b: _Billions
    active_params_b: _Billions
    size_bound: Literal["exact", "lower", ""]
    rumoured_total_params_b: _Billions
    series: str
    size_source: Literal["model_card", "nominal", "vendor_statement", "not_disclosed"]
    snapshot: _Day

    @model_validator(mode="after")
    def _sizes_fit_their_disclosure(self) -> "ModelRow":
        if self.disclosure == "undisclosed" and (self.total_params_b or self.active_params_b):
            raise ValueError(
                "an undisclosed size is used as known; leave the size empty (a rumour belongs in "
                "rumoured_total_params_b)"
            )
        if self.disclosure != "undisclosed" and not (self.total_params_b and self.size_bound):
            raise ValueError("a disclosed size needs total_params_b and size_bound (exact, lower)")
        if self.active_params_b and self.active_params_b > self.total_params_b:
            raise ValueError("active_params_b is larger than total_params_b; correct one")
        return self


class ScoreRow(_Row):
    """One score of `public_scores.csv`, in the unit of its board (boards.py)."""

    model_id: _Name
    board: _Name
    setting: _Name
    score: Annotated[float, Field(allow_inf_nan=False)]
    half_width: Annotated[_HalfWidth | None, _Empty]
    source: _Name
    snapshot: _Day

    @model_validator(mode="after")
    def _board_is_known(self) -> "ScoreRow":
        if self.board not in BOARDS:
            raise ValueError(f"unknown board {self.board!r}; boards.py lists the boards")
        if self.setting not in BOARDS[self.board].settings:
            known = ", ".join(BOARDS[self.board].settings)
            raise ValueError(f"unknown setting {self.setting!r} of {self.board}; use {known}")
        return self


class SourceRow(_Row):
    """One origin of scores: repository, commit, file, date, licence, and how it was read."""

    source: _Name
    repository: _Name
    commit: _Name
    path: _Name
    snapshot: _Day
    licence: _Name
    read: _Name


class Rating(NamedTuple):
    """One column of scores: a board in one of its settings."""

    board: str
    setting: str


@dataclass(frozen=True)
class PublicTable:
    """Checked tables. `models` is indexed by model_id and sorted by it."""

    models: pd.DataFrame
    scores: pd.DataFrame
    sources: pd.DataFrame

    def ratings(self, *columns: Rating) -> pd.DataFrame:
        """Scores by model (rows) and board (columns), NaN where a board lacks the model.

        Raises StudyError if two settings of one family of boards would stand side by side.
        """
        settings: dict[tuple[str, ...], str] = {}
        for board, setting in columns:
            family = BOARDS[board].settings
            if settings.setdefault(family, setting) != setting:
                raise StudyError(
                    f"{SCORES}: {board} is asked for as {setting!r} beside {settings[family]!r}; "
                    "compare scores of one setting"
                )
            if setting not in family:
                raise StudyError(f"{SCORES}: {board} has no setting {setting!r}; use {family}")
        chosen = {}
        for board, setting in columns:
            rows = self.scores[(self.scores.board == board) & (self.scores.setting == setting)]
            chosen[board] = rows.set_index("model_id").score
        return pd.DataFrame(chosen).reindex(self.models.index)

    def sizes(self, names: Iterable[str], measure: Measure = "total") -> pd.Series:
        """Disclosed, exact sizes of `names`, in billions of parameters.

        Raises StudyError for a model whose size is undisclosed, a lower bound, or (active
        parameters) not published: a size that nobody knows is in no fit.
        """
        rows = self.models.loc[list(names)]
        for name, row in rows.iterrows():
            if row.disclosure == "undisclosed":
                raise StudyError(
                    f"{MODELS}: the size of {name} is undisclosed and cannot be used as known; "
                    "leave the model out, or use the sensitivity analysis"
                )
            if row.size_bound == "lower":
                raise StudyError(
                    f"{MODELS}: the size of {name} is only bounded from below (> "
                    f"{row.total_params_b:g}B) and cannot be used as a value; leave the model out"
                )
            if measure == "active" and np.isnan(row.active_params_b):
                raise StudyError(
                    f"{MODELS}: the active parameters of {name} are not published; leave it out"
                )
        return rows[f"{measure}_params_b"]

    def known(self, measure: Measure = "total") -> list[str]:
        """Names of the models whose size is disclosed exactly."""
        models = self.models
        exact = (models.disclosure != "undisclosed") & (models.size_bound == "exact")
        return list(models.index[exact & models[f"{measure}_params_b"].notna()])

    def sensitivity_sizes(self, basis: Basis) -> pd.Series:
        """Total sizes for the sensitivity analysis: disclosed ones and what `basis` adds."""
        models = self.models
        sizes = models.total_params_b.where(models.size_bound == "exact")
        if basis != "disclosed":
            sizes = sizes.fillna(models.total_params_b.where(models.size_bound == "lower"))
        if basis == "with_rumours":
            sizes = sizes.fillna(models.rumoured_total_params_b)
        return sizes.dropna()


def _read_rows(path: Path, kind: type[_Row]) -> list[_Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            records = list(csv.DictReader(file))
    except FileNotFoundError:
        raise StudyError(f"{path}: missing; restore it from the repository") from None
    rows = []
    for line, record in enumerate(records, start=2):
        try:
            rows.append(kind.model_validate(record))
        except ValidationError as error:
            label = record.get("model_id") or record.get("source") or "?"
            raise StudyError(f"{path}, line {line} ({label}): {_refused(error, kind)}") from None
    return rows


def _refused(error: ValidationError, kind: type[_Row]) -> str:
    first = error.errors()[0]
    bound = str(first["input"])[:1] in ("<", ">", "~", "≥")
    if first["type"] == "float_parsing" and "size" not in first["loc"] and bound:
        key = ".".join(map(str, first["loc"]))
        return f"{key}: a bound is used as a value; write the number and say so in size_bound"
    return explain(error, kind)


def _refuse_repeats(path: Path, rows: Sequence[_Row], keys: tuple[str, ...]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for line, row in enumerate(rows, start=2):
        key = tuple(getattr(row, name).casefold() for name in keys)
        if key in seen:
            raise StudyError(
                f"{path}, line {line}: {' '.join(getattr(row, name) for name in keys)} stands "
                f"in line {seen[key]} already; each stands once"
            )
        seen[key] = line


def _frame(rows: Sequence[_Row], kind: type[_Row]) -> pd.DataFrame:
    frame = pd.DataFrame([row.model_dump() for row in rows], columns=list(kind.model_fields))
    numbers = [name for name, field in kind.model_fields.items() if field.annotation is not str
               and "float" in str(field.annotation)]  # fmt: skip
    return frame.astype(dict.fromkeys(numbers, float))


def read_public(folder: Path) -> PublicTable:
    """Read and check `public_{models,scores,sources}.csv`. Raises StudyError naming the line."""
    models = _read_rows(folder / MODELS, ModelRow)
    scores = _read_rows(folder / SCORES, ScoreRow)
    sources = _read_rows(folder / SOURCES, SourceRow)
    _refuse_repeats(folder / MODELS, models, ("model_id",))
    _refuse_repeats(folder / SCORES, scores, ("model_id", "board", "setting"))
    _refuse_repeats(folder / SOURCES, sources, ("source",))
    names = {row.model_id for row in models}
    origins = {row.source: row.snapshot for row in sources}
    for line, row in enumerate(scores, start=2):
        if row.model_id not in names:
            raise StudyError(
                f"{folder / SCORES}, line {line}: {row.model_id} is not in {MODELS}; add its row"
            )
        if origins.get(row.source) != row.snapshot:
            raise StudyError(
                f"{folder / SCORES}, line {line}: source {row.source} of {row.snapshot} is not "
                f"in {SOURCES}; add its row"
            )
    frame = _frame(models, ModelRow).set_index("model_id").sort_index()
    return PublicTable(frame, _frame(scores, ScoreRow), _frame(sources, SourceRow))
