"""The glossary: its words, and links to them where a page uses one for the first time."""

import re
from functools import cache

from sizewise.report import messages
from sizewise.study.messages import say

WORDS = (
    "decade", "nat", "logit", "arm", "tier", "f50", "exposure", "seed", "interval", "holm",
    "floor", "maximal-update", "branch", "bits-per-byte", "shapley",
)  # fmt: skip
"""Entries of the catalogue's `glossary-word`, `glossary-meaning` and `glossary-forms`."""

ABOUT = "about"
"""The page that has them."""
# A word inside of these is a name, a control, a quotation or a drawing.
_CLOSED = frozenset({
    "a", "button", "summary", "h1", "h2", "h3", "h4", "code", "pre", "nav", "label", "select",
    "blockquote", "q", "th", "caption", "output",
})  # fmt: skip
_PIECES = re.compile(
    r"(<!--.*?-->|<(?:script|style|svg)\b.*?</(?:script|style|svg)>|<[^>]+>)", re.S | re.I
)
_NAME = re.compile(r"</?([a-z0-9]+)", re.I)


def linked(body: str) -> str:
    """`body`, HTML that templates made, with the first use of every word a link to its meaning.

    In the language that is spoken. Text in headings, links, quotations, code and drawings is left.
    """
    pieces, wanted, closed = _PIECES.split(body), dict(_forms(messages.spoken())), 0
    for place, piece in enumerate(pieces):
        if place % 2:
            name = _NAME.match(piece)
            if name and name[1].lower() in _CLOSED:
                closed += -1 if piece.startswith("</") else 1
        elif not closed and wanted and piece.strip():
            pieces[place] = _links(piece, wanted)
    return "".join(pieces)


def _links(text: str, wanted: dict[str, re.Pattern[str]]) -> str:
    """`text` with links, whose words are taken out of `wanted`."""
    found = {}
    for name, form in wanted.items():
        match = form.search(text)
        # Of two words in one place the one that comes first in the glossary keeps it.
        if match and not any(match.start() < end and start < match.end() for start, end in found):
            found[match.span()] = name
    for start, end in sorted(found, reverse=True):
        name = found[start, end]
        del wanted[name]
        link = f'<a class="word" href="{ABOUT}.html#word-{name}">{text[start:end]}</a>'
        text = text[:start] + link + text[end:]
    return text


@cache
def _forms(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each word with the forms in which it stands; with letters next to one it is another word."""
    said = {name: messages.sentence(say("glossary-forms", name=name), language) for name in WORDS}
    return tuple(
        (name, re.compile(rf"(?<![A-Za-z0-9-])(?:{forms})(?![A-Za-z0-9-])"))
        for name, forms in said.items()
    )
