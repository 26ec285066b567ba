"""One line of text for a mistake that pydantic found.

Whoever reads a user's file validates it with a model and says with `explain` what is wrong, so
that the same mistake reads the same everywhere.
"""

import difflib
import types
import typing
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, RootModel, ValidationError


def explain(
    error: ValidationError,
    model: type[BaseModel] | None = None,
    *,
    within: str = "",
    example: str = "",
) -> str:
    """The first mistake of `error`: its key, what is wrong, and the nearest key for a typing slip.

    `model` is what was validated; with it, an unknown key is answered with the known ones.
    `within` is the dotted key under which the values stand in the user's file, and `example`
    names a file that shows every key. The text has no line break and no full stop.
    """
    first = error.errors(include_url=False)[0]
    location = first["loc"]
    key = ".".join(map(str, (*filter(None, [within]), *location)))
    if first["type"] == "extra_forbidden":
        return f"unknown key {key}; {_known(str(location[-1]), _keys(model, location[:-1]))}"
    if first["type"] == "missing":
        return f"key {key} is missing" + (f"; {example} shows every key" if example else "")
    message = " ".join(first["msg"].removeprefix("Value error, ").split())
    return f"{key}: {message}" if key else message


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The name of `known` that a typing slip may have made into `name`, if there is one."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1)), None)


def _known(name: str, known: list[str]) -> str:
    near = nearest(name, known)
    if near:
        return f"did you mean {near!r}?"
    if known:
        return f"known keys: {', '.join(known)}"
    return "docs/configuration.md lists the keys of this block"


def _keys(model: type[BaseModel] | None, location: Iterable[Any]) -> list[str]:
    """Names of the keys of the block at `location` inside `model`."""
    kind: Any = model
    for part in location:
        kind = next(models_in(_inside(kind, part)), None)
    return list(getattr(kind, "model_fields", {}))


def _inside(kind: Any, part: Any) -> Any:
    """The annotation of what stands at `part`, a key or an index, of a value of type `kind`."""
    fields = getattr(kind, "model_fields", {})
    if isinstance(kind, type) and issubclass(kind, RootModel):
        return fields["root"].annotation
    # Inside a list or a mapping of blocks, `models_in` has already stepped through to the block.
    return fields[part].annotation if part in fields else kind


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a value of type `annotation` holds: itself, or its elements."""
    if isinstance(annotation, types.GenericAlias | types.UnionType) or typing.get_origin(
        annotation
    ):
        for part in typing.get_args(annotation):
            yield from models_in(part)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
