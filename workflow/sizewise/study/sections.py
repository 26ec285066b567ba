"""What every section of the configuration has in common, and what a job gets to see of one.

`config.yaml` is the only place where a default lives: no field of a section has one, unknown keys
are refused, and the JSON schema and docs/configuration.md are generated from the sections. Units
stand in the names. What a key means stands below it as a docstring, which only `reference.py`
reads: pydantic would read the source of every section at every start.

A section lives in the room that reads it (`training/config.py`), or here on the shared ground
where several rooms do. A job never sees the whole study but the sections that its rule hands over,
so that an edit reruns exactly the jobs that read the edited section. Keys that decide no result
(`ASIDE`) are no part of what is handed over: they reach a job through the environment.
"""

import json
import os
import typing
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, RootModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from sizewise.study.errors import StudyError
from sizewise.study.explain import explain, models_in, nearest

Share = Annotated[float, Field(ge=0, le=1)]

_MARK = "decides_no_result"
ASIDE = Field(json_schema_extra={_MARK: True})
"""Marks a key that decides no result: `cache: Annotated[str | None, ASIDE]`."""

ASIDES_VARIABLE = "SIZEWISE_ASIDES"
"""Environment variable with the keys that decide no result: JSON, section -> key -> value."""


class Section(BaseModel):
    """A block of config.yaml. Unknown keys are errors, so that a typing mistake is seen."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def is_aside(field: FieldInfo) -> bool:
    """Whether a field of a section is marked as deciding no result."""
    extra = field.json_schema_extra
    return isinstance(extra, Mapping) and bool(extra.get(_MARK))


def decisive(value: Any) -> Any:
    """`value`, a section or what one holds, ready for JSON, without keys that decide no result."""
    if isinstance(value, RootModel):
        return decisive(value.root)
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {
            name: decisive(getattr(value, name)) for name in fields if not is_aside(fields[name])
        }
    if isinstance(value, Mapping):
        return {name: decisive(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [decisive(inner) for inner in value]
    return value


def aside(value: Any) -> dict[str, Any]:
    """Of a section, the keys that decide no result, ready for JSON; blocks without any left out."""
    if isinstance(value, RootModel):
        return aside(value.root)
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        marked = {name: getattr(value, name) for name in fields if is_aside(fields[name])}
        inner = {n: aside(getattr(value, n)) for n in fields if n not in marked}
        return marked | {name: found for name, found in inner.items() if found}
    if isinstance(value, Mapping):
        inner = {name: aside(one) for name, one in value.items()}
        return {name: found for name, found in inner.items() if found}
    return {}


def compact(value: Any) -> str:
    """JSON with sorted keys and no spaces: equal values give equal text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class Sections:
    """Sections of a configuration as attributes, those that were handed over and no others."""

    def __init__(self, **sections: Any) -> None:
        self.__dict__.update(sections)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(
            f"section {name!r} was not handed over; this job sees {', '.join(self.__dict__)}"
        )

    def section_json(self, *names: str) -> str:
        """The named sections as `compact` JSON, without keys that decide no result."""
        return compact({name: decisive(getattr(self, name)) for name in names})


def read_sections(text: str, **kinds: Any) -> Sections:
    """The sections in `text`, the JSON of a job's `--config`, each of the type given for its name.

    Keys that decide no result are laid over them from the environment (`ASIDES_VARIABLE`). Reading
    a section that was not handed over raises AttributeError: a job cannot depend on what the
    workflow does not know that it reads. Raises StudyError for a section that is missing or that
    the job does not read, and for a wrong key.
    """
    given = _mapping(text, "--config")
    for name in sorted(given.keys() ^ kinds.keys()):
        verb = "is not read by this job" if name in given else "is missing"
        raise StudyError(f"--config: section {name} {verb}; it reads {', '.join(kinds)}")
    asides = _mapping(os.environ.get(ASIDES_VARIABLE) or "{}", ASIDES_VARIABLE)
    read = {}
    for name, kind in kinds.items():
        value = given[name]
        if name in asides:
            value = _lay_asides(value, asides[name], kind, name)
        try:
            read[name] = TypeAdapter(kind).validate_python(value)
        except ValidationError as error:
            said = explain(error, kind, within=name, example="config.yaml")
            raise StudyError(f"--config: {said}") from None
    return Sections(**read)


def _mapping(text: str, source: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise StudyError(f"{source}: not JSON ({error}); give sections by name") from None
    if not isinstance(value, dict):
        raise StudyError(f"{source}: holds no mapping of sections by name")
    return value


def _lay_asides(value: Any, over: Any, kind: Any, where: str) -> Any:
    """`value` with the keys of `over`, all of which must be marked as deciding no result."""
    fields = getattr(kind, "model_fields", {})
    if not isinstance(value, dict) or not isinstance(over, dict):
        raise StudyError(f"{ASIDES_VARIABLE}: {where} is no block of keys")
    laid = dict(value)
    for name, new in over.items():
        key = f"{where}.{name}"
        if name in fields and is_aside(fields[name]):
            laid[name] = new
        elif isinstance(new, dict) and name in value:
            inner = fields[name].annotation if name in fields else kind
            model = next(models_in(inner), None)
            laid[name] = _lay_asides(value[name], new, model, key)
        else:
            near = nearest(name, fields)
            hint = f"did you mean {near!r}?" if near and near != name else "leave it out"
            raise StudyError(f"{ASIDES_VARIABLE}: {key} is no key that decides no result; {hint}")
    return laid


def block_of(field: FieldInfo) -> type[BaseModel] | None:
    """The block of keys that a field holds, itself or as the elements of a list or mapping."""
    block = next(models_in(field.annotation), None)
    if block is not None and issubclass(block, RootModel):
        return block_of(block.model_fields["root"])
    return block


def first_line(model: type[BaseModel]) -> str:
    """The first line of a block's docstring."""
    return (typing.cast(str, model.__doc__) or "").splitlines()[0]
