"""Sentences of the report: messages of `sizewise.study.messages` through a catalogue a language.

A catalogue is the folder `<language>` beside this file, of files in the syntax of Project Fluent
(https://projectfluent.org), which keeps plural, order and choice of words with the translator:
`results.ftl` for what results say, `pages.ftl` for what all pages share. A chapter has its own
words beside its script, in `workflow/notebooks/<language>/<chapter>.ftl` (`with_words_of`). A
language is added by these files alone: every message of `en` under its key; `locale`, `space`,
`between-clauses` and the like say how its texts are joined. What stands in a message is plain text;
escaping for HTML is the templates' task.

Every page is written in all languages. What is said follows the language that is `speaking` at
that moment, so that whoever draws or writes does not hand it on.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from sizewise.report.editions import LANGUAGE, languages
from sizewise.report.messages.functions import Listed, functions
from sizewise.study.errors import StudyError
from sizewise.study.messages import Message

FOLDER = Path(__file__).parent
_SPEAKING = ContextVar("speaking", default=LANGUAGE)
_CHAPTERS: dict[str, list[Path]] = {}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say in `language` what is said inside."""
    token = _SPEAKING.set(language)
    try:
        yield
    finally:
        _SPEAKING.reset(token)


def spoken() -> str:
    """The language that is spoken at this moment."""
    return _SPEAKING.get()


def words_of(notebooks: Path, chapter: str, language: str) -> Path:
    """The file of a chapter's words in a language."""
    return notebooks / language / f"{chapter}.ftl"


def with_words_of(notebooks: Path, chapters: Iterable[str]) -> None:
    """Know the words of these chapters too. Raises StudyError where a chapter has none."""
    for chapter in chapters:
        for language in languages():
            path = words_of(notebooks, chapter, language)
            if not path.is_file():
                raise StudyError(f"{path}: no words of this chapter; write them")
            if path not in _CHAPTERS.setdefault(language, []):
                _CHAPTERS[language].append(path)
                bundle.cache_clear()


def catalogue(language: str) -> list[Path]:
    """The files of a language. Raises StudyError where there are none."""
    files = sorted((FOLDER / language).glob("*.ftl"))
    if not files:
        raise StudyError(
            f"{FOLDER / language}: no catalogue of this language; write it, or choose one of "
            f"{', '.join(languages())}"
        )
    return files + _CHAPTERS.get(language, [])


@cache
def bundle(language: str) -> FluentBundle:
    """The catalogue of a language. Raises StudyError where there is none."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in catalogue(language))
    resource = FluentResource(text)
    plain = FluentBundle([language])
    plain.add_resource(resource)
    # English lists without a comma before "and" are British: the catalogue names its locale.
    locale = str(plain.format_pattern(plain.get_message("locale").value)[0])
    # Marks of direction around values would stand in the page for nothing: both languages run
    # from left to right.
    found = FluentBundle(
        [locale],
        functions=functions(locale, lambda key, values: _words(Message(key, values), language)),
        use_isolating=False,
    )
    found.add_resource(resource)
    return found


def sentence(message: Message, language: str | None = None) -> str:
    """`message` in words of a language, the one that is spoken if none is given: one line.

    Raises StudyError for a key that the catalogue lacks, and where a value that its sentence needs
    is missing or of the wrong type.
    """
    return _words(message, language or spoken())


def words(text: str, language: str | None = None) -> str:
    """The sentence of a message that a table's column holds (`Message.text`)."""
    return sentence(Message.from_text(text), language)


def said(text: "Message | Callable[[], str] | str") -> str:
    """A message in the language that is spoken; a text that needs no words as it is.

    Such a text is a name that stands in no catalogue: of a size, a model, a file. What can be
    called says itself, at the time when it is asked.
    """
    if isinstance(text, Message):
        return sentence(text)
    return text() if callable(text) else text


def paragraph(messages: Iterable[Message], language: str | None = None) -> str:
    """Several messages as sentences, one behind the other."""
    space = sentence(Message("space", {}), language)
    return space.join(sentence(message, language) for message in messages)


def _words(message: Message, language: str) -> str:
    catalogue = bundle(language)
    if not catalogue.has_message(message.key):
        raise StudyError(
            f"{FOLDER / language}: no message {message.key}; run the job that made the "
            "results again, or add the message"
        )
    values = {name: _value(value, language) for name, value in message.values.items()}
    words, errors = catalogue.format_pattern(catalogue.get_message(message.key).value, values)
    if errors:
        raise StudyError(
            f"{FOLDER / language}: message {message.key}: {errors[0]}; run the job that made "
            "the results again, or correct the message"
        )
    # A sentence may be broken over lines in the catalogue.
    return re.sub(r"[ \t]*\n\s*", " ", str(words))


def _value(value: Any, language: str) -> Any:
    """A value as Fluent takes it: nested messages in words, lists wrapped."""
    if isinstance(value, Message):
        return _words(value, language)
    if isinstance(value, list):
        return Listed([_value(one, language) for one in value])
    return value
