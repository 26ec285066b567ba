"""What the report knows of each claim: the register's entry and what the analysis found."""

import json
import math
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from sizewise.report.numbers import estimate
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
    curve: list[Point] = Field(default_factory=list)


class View(BaseModel):
    """A claim as the pages show it."""

    model_config = ConfigDict(frozen=True)

    claim: Claim
    finding: Finding | None

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

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
        found = self.finding
        return estimate(found.effect, found.low, found.high, found.unit or self.claim.unit)

    @property
    def strength(self) -> float:
        """|effect| in multiples of half its interval, 0 where there is none: orders headlines."""
        found = self.finding
        if not self.is_measured or found.low is None or found.high is None:
            return 0.0
        half = (found.high - found.low) / 2
        return abs(found.effect) / half if half > 0 else math.inf

    @property
    def sparkline(self) -> str:
        """The claim's curve over sizes as inline SVG of 120×32 pixels, or nothing."""
        from sizewise.report.svg import sparkline

        points = [point for point in self.finding.curve if point.value is not None] if (
            self.finding
        ) else []  # fmt: skip
        return sparkline(points, f"{self.claim.title}: value at each size") if points else ""


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


def read_views(register: Path, analysis: Path) -> list[View]:
    """Every claim of the register, in its order, with its finding if there is one."""
    findings = {finding.id: finding for finding in read_findings(analysis)[0]}
    return [
        View(claim=claim, finding=findings.get(claim.id))
        for claim in read_register(register).claims
    ]
