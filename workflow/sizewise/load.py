"""From files on disk to a checked study: the only place that knows every room's checks."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sizewise.corpus.domains import check_domains
from sizewise.studies import Study
from sizewise.study.arms import MAIN
from sizewise.study.errors import StudyError
from sizewise.study.explain import explain
from sizewise.study.yaml_files import merge, read_mapping, shown
from sizewise.world.families import FAMILIES, check_world


def check_study(values: dict[str, Any], source: str) -> Study:
    """The study in `values`, checked by every room. Raises StudyError that names `source`."""
    try:
        study = Study.model_validate(values)
    except ValidationError as error:
        said = explain(error, Study, example="config.yaml")
        raise StudyError(f"{source}: {said}") from None
    except StudyError as error:
        raise StudyError(f"{source}: {error}") from None
    for stream in study.stream_names:
        # The rooms' own checks: each knows its domains, families and knobs.
        try:
            seen = study.seen_by(stream=stream)
            check_domains(seen, families=FAMILIES)
            check_world(seen)
        except StudyError as error:
            where = "" if stream == MAIN else f"streams.{stream}: "
            raise StudyError(f"{source}: {where}{error}") from None
    return study


def load_study(paths: Iterable[Path], given: Mapping[str, Any] | None = None) -> Study:
    """The study of `paths`: config.yaml first, then files that override parts of it.

    `given` are keys over all files, as a command line gives them.
    """
    paths, values = list(paths), {}
    for path in paths:
        values = merge(values, read_mapping(path))
    names = shown(paths)
    if given:
        values = merge(values, dict(given))
        names.append("--config")
    return check_study(values, ", ".join(names))
