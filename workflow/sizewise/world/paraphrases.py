"""Templates of one sentence: a name, then a value, and where in the text the value lies."""

from typing import NamedTuple


class Sentence(NamedTuple):
    """A template cut at its two fields.

    The name comes before the value: a causal model can only learn to recall what follows
    (Berglund et al. 2023, arXiv 2309.12288).
    """

    before: str
    between: str
    after: str


def sentence(template: str) -> Sentence:
    """Cut a template such as "{name} was born in {value}." at its fields."""
    before, rest = template.split("{name}")
    between, after = rest.split("{value}")
    return Sentence(before, between, after)


def sentences(*templates: str) -> tuple[Sentence, ...]:
    """Cut several templates."""
    return tuple(map(sentence, templates))
