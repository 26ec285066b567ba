"""Cleaning that every domain shares, and cutting at natural boundaries."""

import re
import unicodedata
from bisect import bisect_left, bisect_right

# Long scenes, modules and pages become passages of a few kilobytes, cut at paragraphs.
PASSAGE_BYTES = {"least": 2000, "most": 4500}
_SAME_CHARACTER = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"',
        "\u00a0": " ", "\u202f": " ", "\u2009": " ",
        "\u00ad": None, "\u200b": None, "\u200e": None, "\u200f": None, "\ufeff": None,
    }
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HEADER = re.compile(r"\A.*?^\*\*\* ?START OF.*?\*\*\*[^\n]*\n", re.DOTALL | re.MULTILINE)
_FOOTER = re.compile(
    r"^(?:\*\*\* ?END OF|End of (?:the )?Project Gutenberg).*\Z", re.DOTALL | re.MULTILINE
)
# Where text may be cut, the coarsest first: two blank lines, a blank line before unindented
# text, any blank line, a line that ends a sentence, a line, a sentence.
_BREAK = re.compile(
    rb"(?P<gap>\n{3,})|(?P<paragraph>\n\n(?! ))|(?P<block>\n\n)"
    rb"|(?<=[.!?:;])(?P<stop>[\"')\]]*\n)|(?P<line>\n)|(?<=[.!?])(?P<sentence>[\"')\]]* +)"
)
_RANK = {"gap": 5, "paragraph": 4, "block": 3, "stop": 2, "line": 1, "sentence": 0}


def tidy(text: str) -> str:
    """`text` in one spelling of its characters, without trailing blanks.

    Typographic quotes become plain ones: they mark the edition, not the author, and would tell
    two renderings of the same work apart.
    """
    text = unicodedata.normalize("NFC", text.translate(_SAME_CHARACTER))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text)
    # Not by an expression such as ` +$`, whose time is the square of a line's blanks.
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{4,}", "\n\n\n", text).strip("\n")


def paragraphs(text: str) -> list[str]:
    """The blocks of `text` between blank lines."""
    blocks = re.split(r"\n\s*\n", text)
    return [block.strip("\n") for block in blocks if block.strip()]


def without_licence_pages(text: str) -> str:
    """`text` without the header and footer that Project Gutenberg puts around a book."""
    return _FOOTER.sub("", _HEADER.sub("", text))


def rejoin_prose(lines: list[str]) -> list[str]:
    """Undo hard wraps: prose becomes one line, verse keeps its lines.

    In verse every line begins with a capital. A block of which a third or more of the later
    lines begin in lower case is prose; a lone lower-case line continues the line before it.
    """
    lines = [line.strip() for line in lines]
    continued = [line[:1].islower() for line in lines[1:]]
    is_prose = bool(continued) and sum(continued) * 3 >= len(continued)
    joined = [[line] for line in lines[:1]]
    for line, low in zip(lines[1:], continued, strict=True):
        before = joined[-1][-1]
        if not (is_prose or low):
            joined.append([line])
        elif before.endswith("-") and not before.endswith("--"):
            joined[-1].append(line)
        else:
            joined[-1] += [" ", line]
    return [re.sub(r" {2,}", " ", "".join(parts)) for parts in joined]


def cut(text: str, *, least: int, most: int) -> list[str]:
    """Pieces of `text` of `least` to `most` UTF-8 bytes, cut at the coarsest boundary in reach.

    Among equally coarse boundaries the last one wins. The last piece may be shorter than
    `least`. Nothing is lost but blank space at the cuts.
    """
    data = text.encode()
    if len(data) <= most:
        return [text]
    found = [(match.end(), _RANK[match.lastgroup or ""]) for match in _BREAK.finditer(data)]
    ends = [end for end, _ in found]
    pieces, start = [], 0
    while len(data) - start > most:
        low, high = bisect_left(ends, start + least), bisect_right(ends, start + most)
        if low < high:
            end = max(found[low:high], key=lambda place: (place[1], place[0]))[0]
        else:
            end = _nearest_space(data, start, start + most)
        pieces.append(data[start:end])
        start = end
    pieces.append(data[start:])
    texts = (piece.decode().rstrip().lstrip("\n") for piece in pieces)
    return [piece for piece in texts if piece]


def _nearest_space(data: bytes, start: int, end: int) -> int:
    space = data.rfind(b" ", start + 1, end)
    if space > 0:
        return space + 1
    while data[end] & 0b1100_0000 == 0b1000_0000:  # inside a character of several bytes
        end -= 1
    return end
