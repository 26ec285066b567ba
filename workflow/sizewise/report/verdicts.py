"""What the report knows of each claim: the register's entry and what the analysis found."""

import json
import math
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sizewise.report.claim_words import ClaimWords, claim_words, world_name
from sizewise.report.findings import estimate_message
from sizewise.report.messages import paragraph, sentence
from sizewise.report.rules import rule_message
from sizewise.report.shapes import shape_of
from sizewise.study.artifacts import read_json
from sizewise.study.claims import Claim, read_register
from sizewise.study.earlier import Earlier
from sizewise.study.errors import StudyError
from sizewise.study.explain import explain
from sizewise.study.messages import Message, say, selector
from sizewise.study.null_worlds import Tried
from sizewise.study.verdicts import (
    NOT_MEASURED,
    OPPOSITE,
    SUPPORTED,
    TOO_SMALL,
    UNDECIDED,
)

SHAPES = {
    SUPPORTED: "▲",
    TOO_SMALL: "◆",
    OPPOSITE: "▼",
    UNDECIDED: "○",
    NOT_MEASURED: "–",
}
"""Word to shape, in the order in which they are counted. Never colour alone."""


class Point(BaseModel):
    """A claim's measure at one size."""

    model_config = ConfigDict(frozen=True)

    size: str
    non_embedding: float
    value: float | None
    low: float | None = None
    high: float | None = None
    bound: Literal["above", "below"] | None = None
    """Where the true value lies beyond `value`: it could not be reached at this size."""


class Finding(BaseModel):
    """What the analysis says of a claim: an entry of claims.json."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    verdict: str
    undecided: str | None = None
    """Why nothing is decided, one of REASONS; None where something is."""
    leaning: str | None = None
    """The verdict that the estimate alone would give, where nothing is decided."""
    version: int = 1
    """Of the claim's test when it was judged."""
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    reason: list[Message] = Field(default_factory=list)
    """What was found and how the verdict came about, a message a sentence."""
    n_seeds: int | None = None
    n_sizes: int | None = None
    study: str | None = None
    tier: str | None = None
    p_value: float | None = None
    p_holm: float | None = None
    """After Holm's correction over the primary tests that were made, `n_tests` of them."""
    n_tests: int | None = None
    detectable_effect: float | None = None
    """The effect that would have been called supported with 80 % power."""
    noise_seeds: float | None = None
    noise_checkpoints: float | None = None
    curve: list[Point] = Field(default_factory=list)


class View(BaseModel):
    """A claim as the pages show it."""

    model_config = ConfigDict(frozen=True)

    claim: Claim
    finding: Finding | None
    earlier: Earlier | None = None
    """What the first register asked, and which verdict came of it."""
    tried: Tried | None = None
    """What the null-world gate found of its test."""
    sizes: dict[str, float] = Field(
        default_factory=dict, description="the study's sizes, for the scale that all curves share"
    )

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def words(self) -> ClaimWords:
        """The register's sentences about the claim, in the language that is spoken."""
        return claim_words(self.claim)

    @property
    def rule(self) -> str:
        """What asks for each verdict, in words."""
        rule = rule_message(self.claim)
        return sentence(rule) if rule else ""

    @property
    def verdict(self) -> str:
        """One of SHAPES."""
        return self.finding.verdict if self.finding else NOT_MEASURED

    @property
    def shape(self) -> str:
        """The verdict's shape."""
        return SHAPES[self.verdict]

    @property
    def verdict_words(self) -> str:
        """The verdict in the page's language; with its reason where nothing is decided."""
        words = verdict_words(self.verdict)
        if self.finding is None or self.finding.undecided is None:
            return words
        reason = sentence(
            Message("undecided", {"reason": selector(self.finding.undecided)}),
        )
        return f"{words}: {reason}"

    @property
    def leaning(self) -> str:
        """Where an undecided claim leans, in a sentence; empty otherwise."""
        if self.finding is None or self.finding.leaning is None:
            return ""
        lean = selector(self.finding.leaning)
        return sentence(Message("leaning", {"verdict": lean}))

    @property
    def reason(self) -> str:
        """What was found and how the verdict came about, in sentences; empty without a finding."""
        if self.finding is None:
            return ""
        space = sentence(say("space"))
        return space.join(filter(None, [paragraph(self.finding.reason), self.leaning]))

    @property
    def is_measured(self) -> bool:
        """Whether an effect exists."""
        return self.finding is not None and self.finding.effect is not None

    @property
    def effect(self) -> str | None:
        """The effect with its interval and unit, or None."""
        if not self.is_measured:
            return None
        return f"{self.bare_effect} {self.unit}".strip()

    @property
    def bare_effect(self) -> str | None:
        """The effect with its interval, without the unit."""
        found = self.finding
        return (
            sentence(estimate_message(found.effect, found.low, found.high))
            if self.is_measured
            else None
        )

    @property
    def unit(self) -> str:
        """Unit of the effect."""
        return self.words.unit or ""

    @property
    def strength(self) -> float:
        """|effect| in multiples of half its interval, 0 where there is none: orders headlines."""
        found = self.finding
        if not self.is_measured or found.low is None or found.high is None:
            return 0.0
        half = (found.high - found.low) / 2
        return abs(found.effect) / half if half > 0 else math.inf

    @property
    def history(self) -> str:
        """What changed since the first register and what that one said, in sentences."""
        return paragraph(history(self.claim, self.earlier, self.words))

    @property
    def worth(self) -> str:
        """What simulated ladders with known truth say of the test, in sentences."""
        return paragraph(worth(self.claim, self.tried))

    @property
    def tier(self) -> str:
        """Where the number comes from: the study, or public models."""
        if self.claim.arm == "observational":
            return sentence(say("public-models"))
        found = self.finding
        return (found.tier or found.study if found else None) or self.claim.arm

    @property
    def small_print(self) -> str:
        """p-values, what the tier could have seen, and the noises, in sentences."""
        return paragraph(small_print(self.finding)) if self.is_measured else ""

    @property
    def sparkline(self) -> str:
        """The claim's curve over sizes as inline SVG of 120×32 pixels, or nothing."""
        from sizewise.report.palette import SizeScale
        from sizewise.report.sparkline import sparkline

        curve = self.finding.curve if self.finding else []
        points = [point for point in curve if point.value is not None]
        if not points:
            return ""
        own = {point.size: point.non_embedding for point in points}
        scale = SizeScale(self.sizes if own.keys() <= self.sizes.keys() else own)
        label = say(
            "sparkline", title=self.words.title, shape=shape_of([p.value for p in points]),
            points=[say("sparkline-point", value=p.value, size=p.size) for p in points],
        )  # fmt: skip
        return sparkline(points, scale, sentence(label))


def verdict_words(verdict: str) -> str:
    """The word of the catalogue for a verdict."""
    return sentence(say("verdict", name=selector(verdict)))


def meanings() -> list[tuple[str, str, str, Message]]:
    """(shape, verdict, its word, what it means) of every verdict, in the order of SHAPES."""
    return [
        (
            shape, verdict, say("verdict", name=selector(verdict)),
            say("verdict-meaning", verdict=selector(verdict)),
        )
        for verdict, shape in SHAPES.items()
    ]  # fmt: skip


def history(claim: Claim, earlier: Earlier | None, words: ClaimWords) -> list[Message]:
    """Why a claim is not at its first version, as messages; nothing for one that is."""
    if claim.version == 1:
        return []
    said = [Message("version", {
        "version": claim.version, "date": str(claim.registered), "reason": words.reason,
        "looked": "yes" if claim.looked_at else "no",
    })]  # fmt: skip
    if earlier is not None and earlier.test is not None:
        said.append(Message("version-before", {
            "test": words.first_test or earlier.test,
            "verdict": selector(earlier.verdict or "none"),
        }))  # fmt: skip
    return said


def worth(claim: Claim, tried: Tried | None) -> list[Message]:
    """What the null-world gate found of a claim's test, as messages."""
    if claim.test is None:
        return []
    if tried is None or tried.entry != claim.sha256:
        return [Message("worth-untried", {})]
    failing = [one for one in tried.tallies if one.failure]
    most = max(one.repeats for one in tried.tallies)
    said = {"worlds": len(tried.tallies), "ladders": most}
    if not failing:
        return [Message("worth-passes", said)]
    return [Message("worth-fails", said | {
        "failures": [
            Message("worth-failure", {
                "world": world_name(one.world), "why": selector(one.failure),
                "share": one.found[0] if one.failure == "blind" else one.errors[0],
                "needed": selector(one.needed or "none"), "runs": one.runs or 0.0,
                "models": "yes" if claim.arm == "observational" else "no",
            })
            for one in failing
        ],
    })]  # fmt: skip


def small_print(found: Finding) -> list[Message]:
    """What stands below a finding, as messages; a number that is not there is not mentioned."""
    said = []
    if found.p_value is not None:
        if found.p_holm is not None and found.n_tests is not None:
            said.append(Message("small-p-holm", {
                "p": found.p_value, "p_holm": found.p_holm, "tests": found.n_tests,
            }))  # fmt: skip
        else:
            said.append(Message("small-p", {"p": found.p_value}))
    if found.detectable_effect is not None:
        effect = {"effect": found.detectable_effect}
        # With one seed the interval lacks the noise between seeds.
        said.append(
            Message("small-detectable-one-seed", effect)
            if found.n_seeds == 1
            else Message("small-detectable", effect)
        )
    if found.noise_seeds is not None:
        said.append(Message("small-noise-seeds", {"noise": found.noise_seeds}))
    if found.noise_checkpoints is not None:
        said.append(Message("small-noise-checkpoints", {"noise": found.noise_checkpoints}))
    return said


def read_findings(analysis: Path) -> tuple[list[Finding], dict[str, Any]]:
    """The entries of claims.json and what else it says (none where the file is not there)."""
    path = analysis / "claims.json"
    if not path.is_file():
        return [], {}
    content = read_json(path)
    try:
        findings = [Finding.model_validate(entry) for entry in content.pop("claims")]
    except ValidationError as error:
        said = explain(error, Finding)
        raise StudyError(f"{path}: {said}; run the job that makes it again") from None
    for finding in findings:
        if finding.verdict not in SHAPES:
            raise StudyError(
                f"{path}: claim {finding.id}: unknown verdict {json.dumps(finding.verdict)}; "
                f"known: {', '.join(SHAPES)}; run the job analyze again"
            )
    return findings, content


def read_views(register: Path, analysis: Path, sizes: dict[str, float]) -> list[View]:
    """Every claim of the register, in its order, with its finding if there is one.

    `sizes`: the study's non-embedding parameters by name of the size, for the curves.
    """
    findings = {finding.id: finding for finding in read_findings(analysis)[0]}
    entries = read_register(register)
    return [
        View(
            claim=claim, finding=findings.get(claim.id), earlier=entries.earlier.get(claim.id),
            tried=entries.tried.get(claim.id), sizes=sizes,
        )
        for claim in entries.claims
    ]  # fmt: skip
