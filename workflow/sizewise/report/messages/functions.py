"""What a catalogue may call beside Fluent's own NUMBER: numbers, intervals, names, lists.

In a catalogue:

`FIXED($x, digits: 2)`           0.31, 1,234.50
`SIGNED($x, digits: 2)`          +0.31, −0.31, 0.00
`PLAIN($x)`, `PLAIN($x, digits: 2)`  significant digits: 0.314, 12, 0.0031
`EXACT($x)`                      a number that somebody chose: 0.05, 100
`PERCENT($x)`, `PERCENT($x, digits: 1)`  a share as 31 %
`SHARE($x)`                      a share with two significant digits: 4.3 %, 31 %
`SHORT($x)`                      a count in plain letters: 512, 25k, 7B
`TIMES($x)`                      a factor: 3.1×
`P($p)`                          p = .012, p < .001
`INTERVAL($low, $high, digits: 2)`   [0.10, 0.52]
`ESTIMATE($x, $low, $high)`      0.431 [0.391, 0.472], to two digits of its uncertainty
`NAME($x, of: "family")`         the entry `family` of the catalogue, which names its `$name`
`LIST($x)`, `LIST($x, of: "family")`, `LIST($x, style: "or")`   a, b and c
`CLAUSES($x)`                    longer parts, joined by the entry `between-clauses`
`SEMICOLONS($x)`                 all of them, however many, joined likewise
`SENTENCES($x)`                  sentences, joined by the entry `space`
`CAP($x)`                        a text with its first letter as a capital

Percents are written as the entry `percent` says. A list without entries is an error; lists that are
too long end with the entries `and-more` or `further-sentences`. Plural is Fluent's selection on a
number.
"""

from collections.abc import Callable
from typing import Any

from babel.lists import format_list
from fluent.runtime.types import FluentType

from sizewise.report import numbers

MOST_NAMES, MOST_CLAUSES = 12, 5
"""Entries of a list that are said, the last of them perhaps the number of the rest."""


class Listed(FluentType):
    """A list among the values of a message; only LIST and CLAUSES can print it."""

    def __init__(self, items: list[Any]) -> None:
        """Texts and numbers in order."""
        self.items = items

    def format(self, locale: Any) -> str:
        """A list stands in no sentence as it is. Raises TypeError."""
        raise TypeError("a list needs LIST or CLAUSES around it")


Look = Callable[[str, dict[str, Any]], str]
"""(key, values) to words, from the catalogue that calls."""


def functions(locale: str, look: Look) -> dict[str, Callable[..., str]]:
    """The functions by name, for lists of `locale` and entries that `look` finds."""

    def percent(number: str) -> str:
        return look("percent", {"number": number})

    def name(value: Any, of: str) -> str:
        return look(of, {"name": str(value)})

    def items(value: Listed, of: str | None, most: int, rest: str = "and-more") -> list[str]:
        if not value.items:
            raise ValueError("a list without entries")
        said = [_said(one, look, of) for one in value.items]
        if len(said) <= most:
            return said
        return [*said[: most - 1], look(rest, {"count": len(said) - most + 1})]

    def listing(value: Listed, of: str | None = None, style: str = "and") -> str:
        said = items(value, of, MOST_NAMES)
        pattern = {"and": "standard", "or": "or"}[style]
        return format_list(said, style=pattern, locale=locale.replace("-", "_"))

    def clauses(value: Listed) -> str:
        return look("between-clauses", {}).join(items(value, None, MOST_CLAUSES))

    def sentences(value: Listed) -> str:
        return look("space", {}).join(items(value, None, MOST_CLAUSES, "further-sentences"))

    return {
        "FIXED": lambda x, digits: numbers.fixed(float(x), int(digits)),
        "SIGNED": lambda x, digits: signed(float(x), int(digits)),
        "PLAIN": lambda x, digits=3: numbers.plain(float(x), int(digits)),
        "EXACT": lambda x: f"{float(x):,.6g}".replace("-", "−"),
        "PERCENT": lambda x, digits=0: percent(numbers.fixed(100 * float(x), int(digits))),
        "SHARE": lambda x: percent(numbers.plain(100 * float(x), 2)),
        "SHORT": lambda x: numbers.short(float(x)),
        "TIMES": lambda x: numbers.times(float(x)),
        "CAP": lambda text: text[:1].upper() + text[1:],
        "P": lambda p: p_value(float(p)),
        "INTERVAL": lambda low, high, digits: (
            f"[{numbers.fixed(float(low), int(digits))}, {numbers.fixed(float(high), int(digits))}]"
        ),
        "ESTIMATE": lambda x, low, high: numbers.estimate(float(x), float(low), float(high)),
        "NAME": name,
        "LIST": listing,
        "CLAUSES": clauses,
        "SEMICOLONS": lambda value: look("between-clauses", {}).join(value.items),
        "SENTENCES": sentences,
    }


def _said(value: Any, look: Look, of: str | None) -> str:
    if of:
        return look(of, {"name": str(value)})
    return value if isinstance(value, str) else numbers.plain(float(value))


def signed(value: float, digits: int) -> str:
    """`+0.31`, `−0.31`; what rounds to zero has no sign."""
    said = numbers.fixed(value, digits)
    return said if value < 0 or not any(c in said for c in "123456789") else f"+{said}"


def p_value(p: float) -> str:
    """`p = .012`: two significant digits, no zero before the point; below a thousandth `p < .001`.

    Publication Manual of the American Psychological Association, 7th edition, 6.36.
    """
    if p < 0.001:
        return "p < .001"
    said = numbers.plain(p, 2)
    return f"p = {said[1:] if said.startswith('0.') else said}"
