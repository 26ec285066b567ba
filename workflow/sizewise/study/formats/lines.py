"""A file of JSON lines that rooms hand over: one pydantic model a line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sizewise.study.artifacts import whole_file
from sizewise.study.errors import StudyError
from sizewise.study.explain import explain


class Line(BaseModel):
    """What a line holds. Unknown keys are refused where it is made, and so are numbers that JSON
    cannot say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    item_id: str = Field(description="unique in its file")


Kind = TypeVar("Kind", bound=Line)


@dataclass(frozen=True, kw_only=True)
class Lines(Generic[Kind]):
    """The declaration of a file of JSON lines."""

    name: str
    """File name; `<family>` stands for that of a family."""
    folder: str
    """Where it lies below results/<study>."""
    job: str
    """The job that writes it."""
    meaning: str
    """One line: what a line is."""
    kind: type[Kind]

    def write(self, path: Path, lines: Iterable[Kind]) -> None:
        """Write `lines`, whole or not at all. Raises StudyError for an `item_id` that repeats."""
        seen: set[str] = set()
        with whole_file(path) as part, part.open("w", encoding="utf-8") as file:
            for number, line in enumerate(lines, start=1):
                self._once(path, number, line, seen)
                file.write(line.model_dump_json() + "\n")

    def read(self, path: Path) -> Iterator[Kind]:
        """The lines of the file. Raises StudyError that names file, line and key."""
        try:
            # Not splitlines: it also splits at line separators that JSON leaves inside strings.
            text = path.read_text(encoding="utf-8").removesuffix("\n")
        except FileNotFoundError:
            raise StudyError(f"{path}: missing; run the job `{self.job}` again") from None
        seen: set[str] = set()
        for number, json in enumerate(text.split("\n") if text else [], start=1):
            try:
                line = self.kind.model_validate_json(json)
            except ValidationError as error:
                said = explain(error, self.kind)
                raise StudyError(
                    f"{path}, line {number}: {said}; run the job `{self.job}` again"
                ) from None
            self._once(path, number, line, seen)
            yield line

    def _once(self, path: Path, number: int, line: Kind, seen: set[str]) -> None:
        if line.item_id in seen:
            raise StudyError(
                f"{path}, line {number}: item_id {line.item_id!r} stands twice; each stands once; "
                f"run the job `{self.job}` again"
            )
        seen.add(line.item_id)
