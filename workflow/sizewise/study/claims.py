"""The register of claims: `claims.yaml`, fixed before results are looked at.

A test's rule is data: where the interval of the measured effect must lie for a verdict, in fields
that are checked here. Sentences for readers are made from the fields (report) and never read back.
"""

import datetime
from collections.abc import Callable, Collection
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sizewise.study.artifacts import sha256_of_json
from sizewise.study.earlier import Earlier, read_earlier
from sizewise.study.errors import StudyError
from sizewise.study.explain import explain
from sizewise.study.null_worlds import Tried, read_tried
from sizewise.study.verdicts import OPPOSITE, SUPPORTED, TOO_SMALL, Place, Within
from sizewise.study.yaml_files import read_yaml

Threshold = float | Literal["smallest_effect", "-smallest_effect"]
"""A number in the claim's unit, or the claim's smallest effect, or its opposite."""
Side = Literal["above", "below"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Part):
    """What must hold beside a supporting effect; where it does not, the claim is undecided."""

    of: str = Field(description="a second quantity of the measure, by its name there")
    interval: Side
    threshold: Threshold


class Outcome(_Part):
    """What one verdict asks of the measured effect."""

    interval: Side = Field(description="side of the threshold on which the whole interval lies")
    threshold: Threshold = Field(description="in the claim's unit, or the smallest effect")
    condition: Condition | None = Field(
        default=None, description="what must hold beside it; where it does not, no verdict"
    )
    reading: str | None = Field(
        default=None, description="what the essay would call this outcome, in a word"
    )


class Nearness(_Part):
    """What too small to matter asks: an interval within this distance from zero."""

    within: float | Literal["smallest_effect"]
    reading: str | None = Field(
        default=None, description="what the essay would call this outcome, in a word"
    )


class Rule(_Part):
    """What decides a claim; anything in between is undecided."""

    quantity: str = Field(description="whose interval it is, for sentences: the slope")
    supported: Outcome
    too_small: Nearness | None = Field(
        default=None, description="null where the threshold itself is the question"
    )
    opposite: Outcome


class Claim(BaseModel):
    """One sentence of the essays that can be wrong, and what would decide it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[AB]\d+$")
    title: str = Field(description="the question in a few words, for tables")
    original: str = Field(description="the essay's sentence, in Chinese")
    english: str = Field(description="the same sentence in English")
    hypothesis: str = Field(description="what would be true of the ladder if the claim held")
    measure: str = Field(description="what is measured, on which items")
    test: str | None = Field(description="the one primary test; null for context without verdict")
    rule: Rule | None = Field(description="where the interval of the effect must lie, by verdict")
    smallest_effect: float | None = Field(
        description="least effect that matters, in `unit`; null for context without verdict"
    )
    unit: str | None = Field(description="unit of the effect")
    arm: Literal["ladder", "capacity", "sparse", "reward", "observational", "projection", "context"]
    literature: str = Field(description="what published work expects, with its source")
    version: Annotated[int, Field(ge=1)] = Field(
        default=1, description="of the test and its rule; a changed test is a new version"
    )
    registered: datetime.date | None = Field(
        default=None, description="day on which this version was fixed; null for the first register"
    )
    looked_at: bool = Field(
        default=False, description="whether results of this measure had been seen by then"
    )
    reason: str | None = Field(
        default=None, description="why this version differs from the one before it"
    )

    @model_validator(mode="after")
    def _a_test_has_all_that_decides_it(self) -> "Claim":
        for key in ("rule", "smallest_effect", "unit"):
            if (getattr(self, key) is None) != (self.test is None):
                raise ValueError(f"{key} and test stand together: give both, or null for both")
        if self.version > 1 and (self.registered is None or self.reason is None):
            raise ValueError("a version after the first needs the keys registered and reason")
        return self

    def value(self, threshold: Threshold) -> float:
        """A threshold of this claim's rule as a number in its unit."""
        if isinstance(threshold, float):
            return threshold
        return self.smallest_effect if threshold == "smallest_effect" else -self.smallest_effect

    @property
    def sha256(self) -> str:
        """Hex sha256 of what the entry says."""
        return sha256_of_json(self.model_dump(mode="json"))

    @property
    def regions(self) -> dict[str, Place | Within]:
        """Where the interval lies, by verdict. Raises StudyError for a claim without a test."""
        if self.rule is None:
            raise StudyError(f"claims.yaml: {self.id} is context and has no rule; give it a test")
        found: dict[str, Place | Within] = {
            SUPPORTED: self._place(self.rule.supported), OPPOSITE: self._place(self.rule.opposite),
        }  # fmt: skip
        if self.rule.too_small is not None:
            found[TOO_SMALL] = Within(self.value(self.rule.too_small.within))
        return found

    @property
    def borders(self) -> dict[str, str]:
        """The same in words: what a job that reads the rule alone depends on."""
        return {verdict: str(region) for verdict, region in self.regions.items()}

    @property
    def support(self) -> Place:
        """Where the interval lies for support. Raises StudyError for a claim without a test."""
        return self.regions[SUPPORTED]

    def _place(self, outcome: Outcome) -> Place:
        return Place(outcome.interval, self.value(outcome.threshold))


class Register(BaseModel):
    """Claims, in the order of claims.yaml."""

    model_config = ConfigDict(frozen=True)

    claims: list[Claim]
    earlier: dict[str, Earlier] = Field(default_factory=dict)
    """What the first register asked, by id: for readers, not for verdicts."""
    tried: dict[str, Tried] = Field(default_factory=dict)
    """What the null-world gate found, by id: for readers too."""

    @property
    def sha256(self) -> str:
        """Hex sha256 of the entries: of what they say, whatever stands around them in the file."""
        return sha256_of_json([claim.model_dump(mode="json") for claim in self.claims])

    @property
    def shown_sha256(self) -> str:
        """The same with all that pages say of these claims: the first register, the gate."""
        ids = [claim.id for claim in self.claims]
        then = [self.earlier[i].model_dump(mode="json") for i in ids if i in self.earlier]
        gate = [
            # What was counted; shares and intervals follow from it, and cost seconds a start.
            [one.entry, dict(one.seeds), *(asdict(tally) for tally in one.tallies)]
            for one in (self.tried[i] for i in ids if i in self.tried)
        ]
        return sha256_of_json([self.sha256, then, gate])

    def of_arms(self, arms: Collection[str]) -> "Register":
        """Its claims that are measured in one of `arms`."""
        return self._of(lambda claim: claim.arm in arms)

    def named(self, ids: Collection[str]) -> "Register":
        """Its claims of these ids; those that it lacks are left out."""
        return self._of(lambda claim: claim.id in ids)

    def _of(self, wanted: Callable[[Claim], bool]) -> "Register":
        return self.model_copy(update={"claims": list(filter(wanted, self.claims))})


def read_register(path: Path) -> Register:
    """Read and check the register. Raises StudyError naming the entry and key that is wrong."""
    entries = read_yaml(path)
    claims = []
    for number, entry in enumerate(entries or [], start=1):
        try:
            claims.append(Claim.model_validate(entry))
        except ValidationError as error:
            raise StudyError(f"{path}: entry {number}: {explain(error, Claim)}") from None
    ids = [claim.id for claim in claims]
    if len(set(ids)) < len(ids) or not ids:
        raise StudyError(f"{path}: no claims, or an id stands twice; each id stands once")
    return Register(claims=claims, earlier=read_earlier(path), tried=read_tried(path))
