"""The shape of a curve in a word, for who cannot see it."""

from collections.abc import Sequence

NEARLY = 0.15
"""Steps against the main direction that are smaller than this share of the whole span are noise."""


def shape_of(values: Sequence[float]) -> str:
    """`point`, `level`, `rises`, `falls`, `peaks`, `dips` or `wavers`, from values in order.

    A step counts from NEARLY of the span between the least and the largest value on.
    """
    if len(values) < 2:
        return "point"
    span = max(values) - min(values)
    if span == 0:
        return "level"
    turns, last = [], values[0]
    for value in values[1:]:
        if abs(value - last) >= NEARLY * span:
            sign = 1 if value > last else -1
            if not turns or turns[-1] != sign:
                turns.append(sign)
            last = value
        elif turns and (value - last) * turns[-1] > 0:
            # Small steps onwards add up to where the curve has come.
            last = value
    return {(1,): "rises", (-1,): "falls", (1, -1): "peaks", (-1, 1): "dips", (): "level"}.get(
        tuple(turns), "wavers"
    )
