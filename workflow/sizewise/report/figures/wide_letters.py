"""Letters that the font of the drawings lacks: Chinese.

A drawing is laid out here and its text is set by the reader's browser, in a face of the reader's.
matplotlib's own font has no Chinese, and a letter that is missing counts as little more than half
of its width. So such letters are drawn as stand-ins that are about one em wide in that font and
that no page uses, and change back in the finished picture.
"""

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Hexagrams, then symbols and dingbats, all in DejaVu Sans at .84 to .9 em.
_STAND_INS = [
    chr(code)
    for low, high in ((0x4DC0, 0x4E00), (0x2600, 0x2640), (0x2648, 0x2660), (0x2701, 0x2776))
    for code in range(low, high)
]


def is_wide(letter: str) -> bool:
    """Whether a letter takes a whole em (UAX 11: wide or fullwidth)."""
    return unicodedata.east_asian_width(letter) in "WF"


def ems(text: str) -> float:
    """Width of a text in halves of an em: two for a wide letter, one for others."""
    return sum(2 if is_wide(letter) else 1 for letter in text)


class StandIns:
    """The letters of one drawing and what stands for them."""

    def __init__(self) -> None:
        self._by_letter: dict[str, str] = {}

    def away(self, figure: "Figure") -> None:
        """Put stand-ins into all texts of `figure`."""
        from matplotlib.text import Text

        for text in figure.findobj(Text):
            shown = text.get_text()
            if any(map(is_wide, shown)):
                text.set_text("".join(map(self._stand_in, shown)))

    def back(self, svg: str) -> str:
        """`svg` with its own letters again."""
        return svg.translate({ord(sign): letter for letter, sign in self._by_letter.items()})

    def _stand_in(self, letter: str) -> str:
        if not is_wide(letter):
            return letter
        if letter not in self._by_letter:
            if len(self._by_letter) == len(_STAND_INS):
                # More letters than stand-ins: this one keeps a narrow box, which only costs room.
                return letter
            self._by_letter[letter] = _STAND_INS[len(self._by_letter)]
        return self._by_letter[letter]
