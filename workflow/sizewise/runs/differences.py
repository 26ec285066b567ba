"""What tells two identities apart, in a few words."""

import json
import re
from collections.abc import Iterator
from typing import Any

_HASH = re.compile(r"[0-9a-f]{32,}")
_NAMED = 3
_SHOWN = 30


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict) and (value or not path):
        for key, below in value.items():
            yield from _leaves(below, (*path, key))
    else:
        yield path, value


def _shown(value: Any) -> str:
    plain = isinstance(value, str) and value.isprintable()
    text = value if plain else json.dumps(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def differences(old: dict[str, Any], new: dict[str, Any]) -> str:
    """The leaves in which two nested JSON objects differ; empty where they are equal.

    The first keys name components: `code of sizewise.training.step changed; torch 2.13.0 →
    2.13.1`. Of hashes only the names are told, the first few of each component.
    """
    before, after = dict(_leaves(old)), dict(_leaves(new))
    hashes: dict[str, list[str]] = {}
    said = []
    for path in sorted(before.keys() | after.keys()):
        values = [leaves[path] for leaves in (before, after) if path in leaves]
        if len(values) == 2 and values[0] == values[1]:
            continue
        component, name = path[0], ".".join(path[1:] or path)
        if all(isinstance(value, str) and _HASH.fullmatch(value) for value in values):
            hashes.setdefault(component, []).append(name)
        elif len(values) == 2:
            said.append(f"{name} {_shown(values[0])} → {_shown(values[1])}")
        else:
            said.append(f"{name} {_shown(values[0])} is {'gone' if path in before else 'new'}")
    for component, names in sorted(hashes.items(), reverse=True):
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        what = "input" if component == "inputs" else f"{component} of"
        said.insert(0, f"{what} {', '.join(names[:_NAMED])}{more} changed")
    return "; ".join(said)
