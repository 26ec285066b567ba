"""One module a family. A module that is dropped in here is found by itself."""

import importlib
import pkgutil

from pydantic import ValidationError

from sizewise.study.errors import StudyError
from sizewise.study.explain import explain
from sizewise.study.sections import Section, Sections
from sizewise.world.family import Family


def _discover() -> dict[str, Family]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [importlib.import_module(f"{__name__}.{name}").FAMILY for name in names]
    return {family.name: family for family in found}


FAMILIES = _discover()
"""All families, by name, in alphabetical order."""


def knobs_of(study: Sections, name: str) -> Section:
    """The checked knobs of a family. Raises StudyError that names the key that is wrong."""
    model = FAMILIES[name].knobs
    try:
        return model.model_validate(study.world.families[name])
    except ValidationError as error:
        said = explain(error, model, within=f"world.families.{name}", example="config.yaml")
        raise StudyError(said) from None


def planted(study: Sections) -> list[str]:
    """Families that the mix gives a share, in alphabetical order."""
    return sorted(name for name in FAMILIES if study.mix.shares.get(name, 0) > 0)


def check_world(study: Sections) -> None:
    """Check the names and knobs of all planted families.

    Knobs of a family without a share are checked too and otherwise unused, so that a study can
    leave a family out by its mix alone. Raises StudyError that names the key.
    """
    for name in study.world.families:
        if name not in FAMILIES:
            raise StudyError(
                f"world.families.{name}: unknown family; known families: {', '.join(FAMILIES)}"
            )
    for name in planted(study):
        if name not in study.world.families:
            raise StudyError(
                f"mix.shares.{name}: world.families.{name} is missing; give its knobs "
                "(config.yaml shows them) or set the share to 0"
            )
    for name in study.world.families:
        family, knobs = FAMILIES[name], knobs_of(study, name)
        if study.mix.shares.get(name, 0) > 0:
            family.check(knobs, study.mix.planted_bytes(name), study.world.seed)
        # A job of the world does not see the stream's section; whoever loads a study does.
        stream = getattr(study, "stream", None)
        if stream and family.least_tokens(knobs) > stream.sequence_length:
            raise StudyError(
                f"world.families.{name}: its longest item takes at least "
                f"{family.least_tokens(knobs)} tokens, stream.sequence_length is "
                f"{stream.sequence_length}; make items shorter or sequences longer"
            )
