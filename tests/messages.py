"""What tests ask of messages: which were said, wherever they stand."""

from collections.abc import Iterable, Iterator
from typing import Any

from sizewise.study.messages import Message


def every(messages: Iterable[Message]) -> Iterator[Message]:
    """`messages` and what is nested in them, at any depth."""
    for message in messages:
        yield message
        for value in message.values.values():
            inside = value if isinstance(value, list) else [value]
            yield from every(one for one in inside if isinstance(one, Message))


def said(reason: Iterable[dict[str, Any]], key: str, **values: Any) -> bool:
    """Whether the reason of an entry of claims.json says `key`, at any depth, with `values`."""
    return any(
        one.key == key and values.items() <= one.values.items()
        for one in every(map(Message.from_json, reason))
    )
