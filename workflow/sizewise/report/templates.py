"""Jinja templates of the report. Autoescape is on: text from data and models is never HTML.

A message that a template prints is said in the language that is spoken; the words that a template
itself has are messages too: `{{ say("key", count=3) }}`. `root()` leads to the report's top.
"""

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sizewise.report import editions, messages, numbers, palette
from sizewise.study.messages import Message, say

ROOT = Path(str(resources.files("sizewise.report"))) / "templates"


@cache
def environment() -> Environment:
    """The templates, with the formatter of numbers as filters."""
    found = Environment(
        loader=FileSystemLoader(ROOT), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=messages.said,
    )  # fmt: skip
    found.filters.update(
        plain=numbers.plain, short=numbers.short, share=numbers.share, prose=prose,
        css=palette.css, said=messages.said,
    )  # fmt: skip
    found.globals.update(
        say=say, root=lambda: editions.root_of(messages.spoken()), language=messages.spoken,
    )  # fmt: skip
    return found


def trusted(html: str) -> Markup:
    """Mark HTML that our own code made, from escaped parts, as safe: the one way round escaping."""
    return Markup(html)  # noqa: S704


def prose(text: Message | str) -> Markup:
    """Escaped text in which `**strong**` and `` `code` `` are understood, and nothing else."""
    import re

    from markupsafe import escape

    safe = str(escape(messages.said(text)))
    safe = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", safe)
    return trusted(re.sub(r"`(.+?)`", r"<code>\1</code>", safe))


@cache
def _blocks() -> object:
    return environment().get_template("blocks.html.j2").module


def block(kind: str, **values: object) -> str:
    """HTML of one block of a chapter (a macro of blocks.html.j2), in the language spoken."""
    return str(getattr(_blocks(), kind)(**values)).strip()


def asset(name: str) -> Markup:
    """A file of assets/, for inlining. It is ours, so it is trusted."""
    return trusted((ROOT.parent / "assets" / name).read_text(encoding="utf-8"))


def script_json(value: Any) -> str:
    """JSON that may stand in a script element, whatever text it holds."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
