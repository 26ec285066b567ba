"""What the report knows of each claim: the register's entry and what the analysis found."""

import json
import math
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sizewise.report.numbers import estimate, plain
from sizewise.report.rules import rule_text
from sizewise.study.artifacts import read_json
from sizewise.study.claims import Claim, read_register
from sizewise.study.errors import StudyError

NOT_MEASURED = "not measured"
SHAPES = {
    "supported": "▲",
    "contradicted": "▼",
    "mixed": "◆",
    "underpowered": "○",
    NOT_MEASURED: "–",
}
"""Word to shape, in the order in which they are counted. Never colour alone."""

MEANINGS = {
    "supported": "the interval lies where the register said it would if the claim held",
    "contradicted": "the interval lies where the register said it would if the claim did not hold",
    "mixed": "parts of the test disagree, or the interval reaches over the boundary on both sides",
    "underpowered": "the interval is too wide to tell: more seeds, sizes or items are needed",
    NOT_MEASURED: "no stage of this study measures it yet",
}


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
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    reason: str | None = None
    n_seeds: int | None = None
    n_sizes: int | None = None
    study: str | None = None
    test: str | None = None
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
    sizes: dict[str, float] = Field(
        default_factory=dict, description="the study's sizes, for the scale that all curves share"
    )

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def rule(self) -> str:
        """What would support the claim and what would contradict it, in words."""
        return rule_text(self.claim)

    @property
    def verdict(self) -> str:
        """One of SHAPES."""
        return self.finding.verdict if self.finding else NOT_MEASURED

    @property
    def shape(self) -> str:
        """The verdict's shape."""
        return SHAPES[self.verdict]

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
        return estimate(found.effect, found.low, found.high) if self.is_measured else None

    @property
    def unit(self) -> str:
        """Unit of the effect."""
        return (self.finding.unit if self.finding else None) or self.claim.unit or ""

    @property
    def strength(self) -> float:
        """|effect| in multiples of half its interval, 0 where there is none: orders headlines."""
        found = self.finding
        if not self.is_measured or found.low is None or found.high is None:
            return 0.0
        half = (found.high - found.low) / 2
        return abs(found.effect) / half if half > 0 else math.inf

    @property
    def tier(self) -> str:
        """Where the number comes from: the study, or public models."""
        if self.claim.arm == "observational":
            return "public models"
        found = self.finding
        return (found.tier or found.study if found else None) or self.claim.arm

    @property
    def small_print(self) -> list[str]:
        """p-values, what the tier could have seen, and the noises, each as one clause."""
        found = self.finding
        if not self.is_measured:
            return []
        said = []
        if found.p_value is not None:
            adjusted = ""
            if found.p_holm is not None:
                tests = f" over {found.n_tests} primary tests" if found.n_tests else ""
                adjusted = f", {p_text(found.p_holm)} after Holm’s correction{tests}"
            said.append(f"p {p_text(found.p_value)}{adjusted}")
        if found.detectable_effect is not None:
            # With one seed the interval lacks the noise between seeds.
            word = "at best " if found.n_seeds == 1 else ""
            said.append(
                f"an effect of {word}{plain(found.detectable_effect, 2)} would have been seen with "
                "80 % power"
            )
        noises = [
            f"{plain(value, 2)} {what}"
            for value, what in (
                (found.noise_seeds, "between single seeds"),
                (found.noise_checkpoints, "over the last checkpoints"),
            )
            if value is not None
        ]
        if noises:
            said.append(f"noise of the effect: {', '.join(noises)}")
        return said

    @property
    def sparkline(self) -> str:
        """The claim's curve over sizes as inline SVG of 120×32 pixels, or nothing."""
        from sizewise.report.palette import SizeScale
        from sizewise.report.svg import sparkline

        curve = self.finding.curve if self.finding else []
        points = [point for point in curve if point.value is not None]
        if not points:
            return ""
        own = {point.size: point.non_embedding for point in points}
        scale = SizeScale(self.sizes if own.keys() <= self.sizes.keys() else own)
        ends = f"{plain(points[0].value)} at {points[0].size}"
        if len(points) > 1:
            ends += f", {plain(points[-1].value)} at {points[-1].size}"
        return sparkline(points, scale, f"{self.claim.title} {ends}")


def p_text(p: float) -> str:
    """A p-value: two significant digits, below a thousandth only as such."""
    return "< 0.001" if p < 0.001 else f"{p:.2g}"


def read_findings(analysis: Path) -> tuple[list[Finding], dict[str, Any]]:
    """The entries of claims.json and what else it says (none where the file is not there)."""
    path = analysis / "claims.json"
    if not path.is_file():
        return [], {}
    content = read_json(path)
    if isinstance(content, list):
        content = {"claims": content}
    findings = [Finding.model_validate(entry) for entry in content.pop("claims")]
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
    return [
        View(claim=claim, finding=findings.get(claim.id))
        for claim in read_register(register).claims
    ]
