"""B1, B2 and B6 against the thresholds that the register fixed before results were looked at."""

from dataclasses import dataclass

import pandas as pd

from sizewise.observation.contrast import EXPLORATORY
from sizewise.observation.parameters import REGISTERED
from sizewise.observation.variance import DATE, LARGER, VENDOR
from sizewise.study.claims import Claim, Register
from sizewise.study.errors import StudyError
from sizewise.study.messages import Message, selector
from sizewise.study.verdicts import TOO_WIDE, UNDECIDED, leaning_of, verdict_of

STUDY = "public models"


@dataclass(frozen=True)
class Interval:
    """An estimate with its interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, row: pd.Series) -> "Interval":
        """From a row with value, low, high."""
        return cls(float(row.value), float(row.low), float(row.high))

    @property
    def message(self) -> Message:
        """The estimate and its interval, for a sentence."""
        return Message("estimate", {"value": self.value, "low": self.low, "high": self.high})


def decide(effect: Interval, claim: Claim) -> tuple[str, str | None, str | None]:
    """Verdict by the claim's rule; where it is undecided also why, and where the estimate leans.

    Raises StudyError for a rule that asks for a second quantity: public models have none.
    """
    if claim.rule.supported.condition is not None:
        raise StudyError(
            f"claims.yaml: {claim.id}.rule.supported.condition: public models have no second "
            "quantity; leave it out"
        )
    verdict = verdict_of(claim.regions, effect.low, effect.high)
    if verdict is not None:
        return verdict, None, None
    return UNDECIDED, TOO_WIDE, leaning_of(claim.regions, effect.value)


def _row(frame: pd.DataFrame, **values: object) -> pd.Series:
    for column, value in values.items():
        frame = frame[frame[column] == value]
    if len(frame) != 1:
        raise StudyError(f"{len(frame)} rows with {values} where one is meant; run observe again")
    return frame.iloc[0]


def _b1(claim: Claim, contrast: pd.DataFrame) -> dict:
    row = _row(contrast, sample="primary", quantity="difference", given="date")
    raw = _row(contrast, sample="primary", quantity="difference", given="none")
    effect, plain = Interval.of(row), Interval.of(raw)
    decided = decide(effect, claim)
    reason = [
        Message("b1-finding", {"effect": effect.message, "plain": plain.message}),
        Message("b1-meaning", {
            "verdict": selector(decided[0]), "smallest_effect": claim.smallest_effect,
        }),
        Message("b1-exploratory", dict(zip(
            ("recent", "large", "both"),
            (
                Interval.of(
                    _row(contrast, sample=sample, quantity="difference", given="date")
                ).message
                for sample in EXPLORATORY
            ),
            strict=True,
        ))),
    ]  # fmt: skip
    return _entry(claim, decided, effect, int(row.models), reason)


def _b2(claim: Claim, variance: pd.DataFrame) -> dict:
    def found(quantity: str, period: str = "all") -> pd.Series:
        return _row(variance, trait="feeling", quantity=quantity, period=period)

    row = found(LARGER)
    effect = Interval.of(row)
    decided = decide(effect, claim)
    reason = [
        Message("b2-finding", {
            "size": Interval.of(found("size alone")).message,
            "date": Interval.of(found(DATE)).message,
            "vendor": Interval.of(found(VENDOR)).message,
        }),
        Message("b2-recent", {
            "date": Interval.of(found(DATE, "from 2024-12")).message,
            "vendor": Interval.of(found(VENDOR, "from 2024-12")).message,
        }),
    ]  # fmt: skip
    return _entry(claim, decided, effect, int(row.models), reason)


def _b6(claim: Claim, parameters: pd.DataFrame) -> dict:
    sample, outcome = REGISTERED
    rows = {
        name: _row(parameters, sample=sample, outcome=outcome, coefficient=name)
        for name in ("smaller", "total", "active")
    }
    effect = Interval.of(rows["smaller"])
    decided = decide(effect, claim)
    reason = [
        Message("b6-finding", {
            "models": int(rows["smaller"].models), "total": Interval.of(rows["total"]).message,
            "active": Interval.of(rows["active"]).message,
        })
    ]  # fmt: skip
    return _entry(claim, decided, effect, int(rows["smaller"].models), reason)


def _entry(
    claim: Claim, decided: tuple[str, str | None, str | None], effect: Interval, models: int,
    reason: list[Message],
) -> dict:  # fmt: skip
    verdict, undecided, leaning = decided
    return {
        "id": claim.id, "verdict": verdict, "undecided": undecided, "leaning": leaning,
        "version": claim.version, "effect": round(effect.value, 6),
        "low": round(effect.low, 6), "high": round(effect.high, 6), "unit": claim.unit,
        "reason": [message.to_json() for message in reason], "n_seeds": None, "n_sizes": models,
        "study": STUDY, "test": claim.test,
        "curve": [],
    }  # fmt: skip


def verdicts(register: Register, tables: dict[str, pd.DataFrame]) -> list[dict]:
    """Entries of claims.json. Raises StudyError where the register lacks what a test needs."""
    by_id = {claim.id: claim for claim in register.claims}
    entries = []
    for name, entry_of, table in (
        ("B1", _b1, "contrast"), ("B2", _b2, "variance"), ("B6", _b6, "parameters"),
    ):  # fmt: skip
        claim = by_id.get(name)
        if claim is None or claim.rule is None:
            raise StudyError(f"claims.yaml: {name} needs an entry with a test and its rule")
        entries.append(entry_of(claim, tables[table]))
    return entries
