"""The register's sentences in the language that is spoken.

The register itself is English and frozen. A translation is `messages/<language>/claims.yaml`: an
entry a claim with the version that it translates, so that a test whose text changed is noticed.
The essays' own sentences need none: they are quoted.
"""

import re
from functools import cache

from pydantic import BaseModel, ConfigDict, ValidationError

from sizewise.report.editions import LANGUAGE, WORDS
from sizewise.report.messages import spoken
from sizewise.study.claims import Claim
from sizewise.study.errors import StudyError
from sizewise.study.explain import explain
from sizewise.study.messages import Message
from sizewise.study.yaml_files import read_yaml


class ClaimWords(BaseModel):
    """What a page says of a claim, by the register's keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    title: str
    hypothesis: str
    test: str | None = None
    quantity: str | None = None
    """Whose interval decides, as a noun phrase."""
    readings: dict[str, str] = {}
    """The essay's word for an outcome, by the rule's key (supported, too_small, opposite)."""
    condition: str | None = None
    """The second quantity that support asks for, as a noun phrase."""
    unit: str | None = None
    literature: str
    reason: str | None = None
    first_test: str | None = None
    """The test of the first register."""


def claim_words(claim: Claim) -> ClaimWords:
    """The words of `claim`: the register's own where nobody has translated this version of it.

    A new or changed claim is a reason to translate it, and none for a page to be missing: of the
    register that is shipped a test asks that every claim is translated. Raises StudyError for a
    file of translations that is damaged.
    """
    words = None if spoken() == LANGUAGE else _translations(spoken()).get(claim.id)
    return words if words is not None and words.version == claim.version else _own(claim)


def _own(claim: Claim) -> ClaimWords:
    rule = claim.rule
    outcomes = (
        {key: getattr(rule, key) for key in ("supported", "too_small", "opposite")} if rule else {}
    )
    condition = rule.supported.condition if rule else None
    return ClaimWords(
        version=claim.version, title=claim.title, hypothesis=claim.hypothesis,
        test=claim.test, quantity=rule.quantity if rule else None,
        readings={key: one.reading for key, one in outcomes.items() if one and one.reading},
        condition=condition.of.replace("_", " ") if condition else None,
        unit=claim.unit, literature=claim.literature, reason=claim.reason,
    )  # fmt: skip


@cache
def _translations(language: str) -> dict[str, ClaimWords]:
    path = WORDS / language / "claims.yaml"
    found = {}
    for key, entry in read_yaml(path).items():
        try:
            found[key] = ClaimWords.model_validate(entry)
        except ValidationError as error:
            raise StudyError(f"{path}: {key}: {explain(error, ClaimWords)}") from None
    return found


def world_key(name: str) -> str:
    """The name of a simulated world as a key of the catalogue: letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def world_name(name: str) -> Message:
    """A simulated world by its name, which other languages than English have a translation of."""
    return Message("null-world", {"name": name, "key": world_key(name)})
