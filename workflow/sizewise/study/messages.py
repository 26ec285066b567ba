"""What a result says, as a key and numbers: the words belong to the report's catalogue.

A measure that wrote its own sentence could be read in one language only, and two sentences could
not be compared. It returns a `Message` instead; `sizewise.report.messages` turns it into words.
"""

import re
from typing import Any

from pydantic import ConfigDict, StrictFloat, StrictInt, StrictStr, TypeAdapter, field_validator
from pydantic.dataclasses import dataclass

_KEY, _NAME = re.compile(r"[a-z][a-z0-9-]*"), re.compile(r"[a-z][a-z0-9_]*")


def selector(word: str) -> str:
    """A word or two by which the catalogue chooses between sentences: too-wide for "too wide"."""
    return word.replace(" ", "-")


@dataclass(frozen=True, config=ConfigDict(allow_inf_nan=False))
class Message:
    """One thing that is said: the key of a sentence in the catalogue, and what stands in it.

    Raises ValueError (pydantic's ValidationError) for a key or name that the catalogue could not
    have, and for a value that is no number, text, message or list of these: NaN, infinity, null and
    true are none. Numbers keep nine significant digits, because the last bits of a sum may differ
    between machines and equal results shall give equal files.
    """

    key: StrictStr
    """Words of a-z and 0-9 joined by hyphens."""
    values: dict[
        str,
        "StrictInt | StrictFloat | StrictStr | Message "
        "| list[StrictInt | StrictFloat | StrictStr | Message]",
    ]
    """By name of the catalogue's variable. A text is a name (of a size, family, kind, law), never
    a sentence."""

    @field_validator("key")
    @classmethod
    def _check_key(cls, key: str) -> str:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key; use a-z, 0-9 and hyphens")
        return key

    @field_validator("values", mode="before")
    @classmethod
    def _plain_numbers(cls, values: dict[str, Any]) -> dict[str, Any]:
        for name in values:
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name!r} is no name of a value; use a-z, 0-9 and _")
        return {name: _plain(value) for name, value in values.items()}

    def to_json(self) -> dict[str, Any]:
        """`{"key": …, "values": {…}}`, with nested messages likewise."""
        return _ADAPTER.dump_python(self, mode="json")

    @classmethod
    def from_json(cls, value: Any) -> "Message":
        """The message in a value that `to_json` gave. Raises ValueError where it is none."""
        return _ADAPTER.validate_python(value)

    def __hash__(self) -> int:
        """Of what is said, so that a message may be a key."""
        return hash(self.text)

    @property
    def text(self) -> str:
        """The message as one line of JSON, for a column of a table."""
        return _ADAPTER.dump_json(self).decode()

    @classmethod
    def from_text(cls, text: str) -> "Message":
        """The message in a line that `text` gave. Raises ValueError where it is none."""
        return _ADAPTER.validate_json(text)

    def __str__(self) -> str:
        """For logs, which have no catalogue: `no-evaluation (size 25k, seed 0)`."""
        said = ", ".join(f"{name} {_short(value)}" for name, value in self.values.items())
        return f"{self.key} ({said})" if said else self.key


_ADAPTER = TypeAdapter(Message)


def say(key: str, /, **values: Any) -> Message:
    """The message `key` with `values` by name."""
    return Message(key, values)


def _plain(value: Any) -> Any:
    """Numbers of numpy as Python's, floats to nine significant digits, tuples as lists."""
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "dtype") and hasattr(value, "item"):
        value = value.item()
    return float(f"{value:.9g}") if isinstance(value, float) else value


def _short(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(_short, value))
    return f"{value:.4g}" if isinstance(value, float) else str(value)
