"""Colours, by the name of what they mean.

Figures are drawn with *marker* colours: hex codes that stand for a name of the stylesheet. When a
drawing enters the page they become `var(--name)`, so that one drawing serves light and dark.

The scale of sizes is matplotlib's plasma, whose lightness is monotonic, so that its order
survives every kind of colour blindness; it is cut where contrast with the paper falls under 3:1
(WCAG 2.1, criterion 1.4.11). On light paper colours darken with N, on dark paper they lighten.
"""

import math
import re
from collections.abc import Iterable, Mapping

STOPS = 21
"""Steps of the scale of sizes."""

LIGHT_PAPER, DARK_PAPER = "#fcfbf8", "#15171b"
# Ends of the part of plasma that is used, smallest size first.
_LIGHT_RANGE, _DARK_RANGE = (0.62, 0.02), (0.42, 0.97)

_ROLES = ("ink", "muted", "rule", "paper", "accent", *(f"mark-{n}" for n in range(1, 9)))
_MARKERS = {f"#f1e1{index:02x}": role for index, role in enumerate(_ROLES)} | {
    f"#f1e0{stop:02x}": f"size-{stop}" for stop in range(STOPS)
}
_BY_NAME = {name: marker for marker, name in _MARKERS.items()}

INK, MUTED, RULE, PAPER, ACCENT = (_BY_NAME[name] for name in _ROLES[:5])
MARKS = tuple(_BY_NAME[name] for name in _ROLES[5:])
"""Colours for kinds that have no order (domains, families), in a fixed order."""

SHAPES = ("o", "s", "^", "D", "v", "P", "X", "*")
"""Matplotlib markers that go with MARKS, so that no kind is known by colour alone."""
GLYPHS = ("●", "■", "▲", "◆", "▼")
"""Signs of the first SHAPES, for keys in text."""


def css(colour: str) -> str:
    """`var(--name)` for a marker colour, any other colour as it is."""
    name = _MARKERS.get(colour.lower())
    return f"var(--{name})" if name else colour


def with_variables(text: str) -> str:
    """`text` with every marker colour replaced by the stylesheet's variable."""
    return re.sub(r"#f1e[01][0-9a-f]{2}", lambda match: css(match[0]), text)


def markers() -> dict[str, str]:
    """Marker colour to name of the stylesheet's variable."""
    return dict(_MARKERS)


class SizeScale:
    """The study's sizes in order, and the colour of each: a function of log N alone."""

    def __init__(self, parameters: Mapping[str, float], *, runs: int | None = None) -> None:
        """`parameters`: non-embedding parameters by name of the size; `runs`: fewest a size."""
        self.runs = runs
        self._parameters = {
            name: float(n) for name, n in sorted(parameters.items(), key=lambda item: item[1])
        }

    @property
    def names(self) -> list[str]:
        """Names, smallest first."""
        return list(self._parameters)

    @property
    def smallest(self) -> str:
        """Name of the smallest size."""
        return self.names[0]

    @property
    def largest(self) -> str:
        """Name of the largest size."""
        return self.names[-1]

    def parameters(self, name: str) -> float:
        """Non-embedding parameters."""
        return self._parameters[name]

    def at(self, n: float) -> str:
        """Marker colour of a model with `n` parameters on this study's scale."""
        low, high = (math.log(self._parameters[name]) for name in (self.smallest, self.largest))
        share = (math.log(n) - low) / (high - low) if high > low else 1.0
        return _BY_NAME[f"size-{round(min(max(share, 0), 1) * (STOPS - 1))}"]

    def colour(self, name: str) -> str:
        """Marker colour of the size `name`."""
        return self.at(self._parameters[name])

    def key(self, drawn: Iterable[str] | None = None) -> list[tuple[str, str]]:
        """(label, marker colour) of every size, or of those among `drawn`."""
        names = self.names if drawn is None else [n for n in self.names if n in set(drawn)]
        return [(name, self.colour(name)) for name in names]


def size_colours(dark: bool) -> list[str]:
    """Hex colours of the scale's stops, smallest size first."""
    from matplotlib import colormaps, colors

    start, end = _DARK_RANGE if dark else _LIGHT_RANGE
    plasma = colormaps["plasma"]
    step = (end - start) / (STOPS - 1)
    return [colors.to_hex(plasma(start + index * step)) for index in range(STOPS)]


def size_css(dark: bool) -> str:
    """Declarations of the scale's variables."""
    colours = size_colours(dark)
    return "".join(f"--size-{stop}:{colour};" for stop, colour in enumerate(colours))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two hex colours, 1 to 21 (WCAG 2.1, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)
