"""The register of claims: `claims.yaml`, fixed before results are looked at."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sizewise.study.artifacts import sha256_of
from sizewise.study.errors import StudyError
from sizewise.study.explain import explain
from sizewise.study.yaml_files import read_yaml


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
    supported: str | None = Field(description="result that counts as supported")
    contradicted: str | None = Field(description="result that counts as contradicted")
    smallest_effect: float | None = Field(
        description="least effect that matters, in `unit`; null for context without verdict"
    )
    unit: str | None = Field(description="unit of the effect")
    arm: Literal["ladder", "sparse", "reward", "observational", "projection", "context"]
    literature: str = Field(description="what published work expects, with its source")


class Register(BaseModel):
    """All claims, in the order of study.md, and the sha256 of the file that holds them."""

    model_config = ConfigDict(frozen=True)

    claims: list[Claim]
    sha256: str


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
    return Register(claims=claims, sha256=sha256_of(path))
