"""The first register and what it said, `claims-1.yaml`, to be read beside today's.

Nothing is judged by it: a reader sees what was asked first, which verdict came of it on the first
results with seeds enough to decide, and (in claims.yaml) why it is asked otherwise now.
"""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sizewise.study.errors import StudyError
from sizewise.study.explain import explain
from sizewise.study.yaml_files import read_yaml

NAME = "claims-1.yaml"


class Earlier(BaseModel):
    """A claim as the first register had it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    hypothesis: str
    measure: str
    test: str | None
    rule: dict[str, Any] | None = Field(description="as it was written, not read any more")
    smallest_effect: float | None
    unit: str | None
    verdict: Literal["supported", "contradicted", "mixed", "underpowered", "not measured"] | None


def read_earlier(register: Path) -> dict[str, Earlier]:
    """The first register beside `register`, by id; empty where there is none.

    Raises StudyError naming the entry and key that is wrong.
    """
    path = register.with_name(NAME)
    if not path.is_file():
        return {}
    found = {}
    for number, entry in enumerate(read_yaml(path) or [], start=1):
        try:
            one = Earlier.model_validate(entry)
        except ValidationError as error:
            raise StudyError(f"{path}: entry {number}: {explain(error, Earlier)}") from None
        found[one.id] = one
    return found
