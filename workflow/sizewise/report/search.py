"""What can be searched for: claims, chapters with their headings and figures, the glossary.

The page holds these in its own language; questions lie beside it (`items.files.write_searched`)
and are loaded when somebody searches. The search itself is MiniSearch, vendored in `assets/vendor`.
"""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sizewise.report import messages, site, templates
from sizewise.report.editions import LANGUAGE
from sizewise.report.items.files import compact
from sizewise.report.records import shown_in
from sizewise.report.verdicts import View
from sizewise.study.messages import Message, say

WORDS = ("claims", "pages", "questions", "none", "more", "results")
"""Entries of the catalogue's `search-word` that the script says."""
SCRIPTS = ("vendor/minisearch", "search")
_FIGURE = re.compile(r'<figure id="([^"]+)">\s*<figcaption><h3>(.*?)</h3>', re.S)


def sections(
    executed: Mapping[str, Any], languages: Sequence[str]
) -> dict[str, dict[str, list[list[str]]]]:
    """By language and chapter: [anchor, text] of the headings and figures of executed notebooks."""
    return {
        language: {name: _sections(notebook, language) for name, notebook in executed.items()}
        for language in languages
    }


def _sections(notebook: Any, language: str) -> list[list[str]]:
    text = "".join(shown_in(notebook, language))
    figures = [
        (anchor, html.unescape(re.sub(r"<[^>]+>", "", title)))
        for anchor, title in _FIGURE.findall(text)
    ]
    return [[anchor, title] for anchor, title in [*site.headings(text), *figures]]


def entries(
    views: Sequence[View],
    chapters: Sequence[tuple[str, str]],
    leads: Mapping[str, Message | None],
    found: Mapping[str, list[list[str]]],
    glossary: Sequence[str],
) -> list[dict[str, str]]:
    """What the page of the spoken language holds: group, address, title and text of each entry.

    `chapters`: (name, title) in reading order; `leads`: their findings; `found`: their sections.
    """
    claims = [
        {"group": "claims", "href": f"index.html#{view.id}",
         "title": f"{view.id} · {view.words.title}", "text": _claim_text(view)}
        for view in views
    ]  # fmt: skip
    pages = []
    for name, title in chapters:
        lead = leads.get(name)
        pages.append({"group": "pages", "href": f"{name}.html", "title": title,
                      "text": messages.sentence(lead) if lead else ""})  # fmt: skip
        pages += [
            {"group": "pages", "href": f"{name}.html#{anchor}", "title": text, "text": title}
            for anchor, text in found.get(name, [])
        ]
    words = [
        {"group": "pages", "href": f"about.html#word-{name}",
         "title": messages.sentence(say("glossary-word", name=name)),
         "text": messages.sentence(say("glossary-meaning", name=name))}
        for name in glossary
    ]  # fmt: skip
    return [*claims, *pages, *words]


def _claim_text(view: View) -> str:
    """The essay's sentence and the hypothesis; English readers get its translation first."""
    english = [view.claim.english] if messages.spoken() == LANGUAGE else []
    return " ".join([*english, view.claim.original, view.words.hypothesis])


def body(held: Sequence[Mapping[str, str]]) -> str:
    """The page's HTML in the language that is spoken."""
    head = {
        "entries": held,
        "words": {w: messages.sentence(say("search-word", name=w)) for w in WORDS},
    }
    return templates.environment().get_template("search.html.j2").render(
        head=templates.trusted(compact(head)),
        scripts=[templates.asset(f"{name}.js") for name in SCRIPTS],
    )  # fmt: skip
