"""Sentences of the report: messages of `sizewise.study.messages` through a catalogue a language.

A catalogue is `<language>.ftl` in this folder, in the syntax of Project Fluent
(https://projectfluent.org), which keeps plural, order and choice of words with the translator. A
language is added by its file alone: every message of `en.ftl` under its key; `locale`, `space`,
`between-clauses` and the like say how its texts are joined. What stands in a message is plain text;
escaping for HTML is the templates' task.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from sizewise.report.messages.functions import Listed, functions
from sizewise.study.errors import StudyError
from sizewise.study.messages import Message

FOLDER = Path(str(resources.files("sizewise.report.messages")))
LANGUAGE = "en"


def languages() -> list[str]:
    """Languages that have a catalogue."""
    return sorted(path.stem for path in FOLDER.glob("*.ftl"))


@cache
def bundle(language: str) -> FluentBundle:
    """The catalogue of a language. Raises StudyError where there is none."""
    path = FOLDER / f"{language}.ftl"
    if not path.is_file():
        raise StudyError(
            f"{path}: no catalogue of this language; write it, or choose one of "
            f"{', '.join(languages())}"
        )
    resource = FluentResource(path.read_text(encoding="utf-8"))
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


def sentence(message: Message, language: str = LANGUAGE) -> str:
    """`message` in words: plain text, one line.

    Raises StudyError for a key that the catalogue lacks, and where a value that its sentence needs
    is missing or of the wrong type.
    """
    return _words(message, language)


def words(text: str, language: str = LANGUAGE) -> str:
    """The sentence of a message that a table's column holds (`Message.text`)."""
    return sentence(Message.from_text(text), language)


def paragraph(messages: Iterable[Message], language: str = LANGUAGE) -> str:
    """Several messages as sentences, one behind the other."""
    space = sentence(Message("space", {}), language)
    return space.join(sentence(message, language) for message in messages)


def _words(message: Message, language: str) -> str:
    catalogue = bundle(language)
    if not catalogue.has_message(message.key):
        raise StudyError(
            f"{FOLDER / language}.ftl: no message {message.key}; run the job that made the "
            "results again, or add the message"
        )
    values = {name: _value(value, language) for name, value in message.values.items()}
    words, errors = catalogue.format_pattern(catalogue.get_message(message.key).value, values)
    if errors:
        raise StudyError(
            f"{FOLDER / language}.ftl: message {message.key}: {errors[0]}; run the job that made "
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
