"""The section `mix`: read by world, stream, evaluation, analysis and report alike."""

from typing import Annotated

from pydantic import Field, field_validator

from sizewise.study.errors import StudyError
from sizewise.study.sections import Section, Share


class Mix(Section):
    """How many tokens the stream has and what they are made of."""

    tokens: int = Field(gt=0)
    """tokens of the stream, the same for every size"""
    shares: dict[str, Share]
    """share of the tokens by natural domain or planted family; sums to 1"""
    planted_bytes_per_token: dict[str, Annotated[float, Field(gt=0)]]
    """UTF-8 bytes a token of planted text by family; sizes the families before the tokenizer
    exists (the stream's manifest reports the true values and shares)"""

    @field_validator("shares")
    @classmethod
    def _sum_to_one(cls, shares: dict[str, float]) -> dict[str, float]:
        total = sum(shares.values())
        if abs(total - 1) > 1e-6:
            raise ValueError(f"shares sum to {total:.6g}, not to 1; adjust them")
        return shares

    def planted_bytes(self, family: str) -> int:
        """Bytes of text that `family` may write, 0 if it is not in the mix.

        Raises StudyError where no bytes a token are given for a family of the mix.
        """
        share = self.shares.get(family, 0.0)
        if share and family not in self.planted_bytes_per_token:
            raise StudyError(
                f"mix.planted_bytes_per_token.{family} is missing; give the bytes a token of "
                "its text (about 4 for prose)"
            )
        return round(self.tokens * share * self.planted_bytes_per_token.get(family, 0.0))
