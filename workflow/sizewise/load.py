"""From files on disk to a checked study: the only place that knows every room's checks."""

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from sizewise.study.config import Study
from sizewise.study.errors import StudyError


def merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`base` with the values of `over`; mappings merge, everything else is replaced.

    `mix.shares` is replaced as a whole: shares of two studies do not add up.
    """
    merged = dict(base)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict) and key != "shares":
            merged[key] = merge(merged[key], value)
        else:
            merged[key] = value
    return merged


def read_yaml(path: Path) -> dict[str, Any]:
    """A YAML mapping. Raises StudyError with the line of a syntax error."""
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StudyError(f"{path}: no such file; name an existing configuration") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise StudyError(f"{path}, line {line}: not YAML ({error.problem}); correct it") from None
    if not isinstance(value, dict):
        raise StudyError(f"{path}: holds no mapping of keys to values; see config.yaml")
    return value


def _known_keys(location: tuple[Any, ...]) -> list[str]:
    model: Any = Study
    for part in location:
        field = getattr(model, "model_fields", {}).get(part)
        if field is None:
            return []
        model = field.annotation
    return list(getattr(model, "model_fields", {}))


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(map(str, first["loc"])) or "study"
    if first["type"] == "extra_forbidden":
        known = _known_keys(first["loc"][:-1])
        near = difflib.get_close_matches(str(first["loc"][-1]), known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
        return f"unknown key {key}; {hint}"
    if first["type"] == "missing":
        return f"key {key} is missing; config.yaml shows every key"
    message = first["msg"].removeprefix("Value error, ")
    return f"{key}: {message}" if key != "study" else message


def check_study(values: dict[str, Any], source: str) -> Study:
    """The study in `values`, checked by every room. Raises StudyError that names `source`."""
    # The rooms' own checks: each knows its domains, families and knobs.
    from sizewise.corpus.domains import check_domains
    from sizewise.world.families import FAMILIES, check_world

    try:
        study = Study.model_validate(values)
        check_domains(study, families=FAMILIES)
        check_world(study)
    except ValidationError as error:
        raise StudyError(f"{source}: {_explain(error)}") from None
    except StudyError as error:
        raise StudyError(f"{source}: {error}") from None
    return study


def load_study(paths: Iterable[Path], given: Mapping[str, Any] | None = None) -> Study:
    """The study of `paths`: config.yaml first, then files that override parts of it.

    `given` are keys over all files, as a command line gives them.
    """
    names, values = [], {}
    for path in paths:
        values = merge(values, read_yaml(path))
        names.append(_shown(path))
    if given:
        values = merge(values, dict(given))
        names.append("--config")
    return check_study(values, ", ".join(names))


def _shown(path: Path) -> str:
    """`path` as a reader would type it from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
