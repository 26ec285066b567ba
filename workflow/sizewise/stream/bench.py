"""How fast the stream is made, beside the bare tokenizers library."""

import sysconfig
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from sizewise.stream.packing import pack
from sizewise.stream.tokenizer import encode, train_tokenizer

_MEGABYTES = 4
_DOCUMENT = 1000
_VOCABULARY = 2048
_REPEATS = 5


def _texts() -> list[str]:
    """Text that every machine has: the source of Python's standard library, in documents."""
    folder = Path(sysconfig.get_path("stdlib"))
    text, size = [], 0
    for path in sorted(folder.glob("*.py")):
        source = path.read_text(encoding="utf-8", errors="replace")
        text.append(source)
        size += len(source.encode())
        if size >= _MEGABYTES * 1e6:
            break
    joined = "".join(text)
    return [joined[i : i + _DOCUMENT] for i in range(0, len(joined), _DOCUMENT)]


def _in_turn(*works: Callable[[], Any]) -> list[float]:
    """Least seconds of each of `works`, run in turn so that a busy machine treats them alike."""
    best = [float("inf")] * len(works)
    for _ in range(_REPEATS):
        for index, work in enumerate(works):
            began = time.perf_counter()
            work()
            best[index] = min(best[index], time.perf_counter() - began)
    return best


def measure() -> list[dict[str, Any]]:
    """Rows for a table of benchmarks: `what`, `value`, `unit`, `compared_with`; and a profile.

    Tokenising is from texts in memory to arrays of ids in the type of the shards, with the
    number of threads that the process has.
    """
    texts = _texts()
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    tokenizer = train_tokenizer(texts, _VOCABULARY)

    def bare() -> None:
        tokenizer.encode_batch(texts)

    def with_ids() -> None:
        # What training needs are ids; taking them out of the library's objects is part of the work.
        [encoding.ids for encoding in tokenizer.encode_batch(texts)]

    def ours() -> None:
        for _ in encode(tokenizer, texts, np.dtype("<u2")):
            pass

    bare_seconds, ids_seconds, our_seconds = _in_turn(bare, with_ids, ours)

    generator = np.random.Generator(np.random.Philox(0))
    lengths = generator.integers(20, 200, 100_000)
    whole = generator.random(len(lengths)) < 0.5
    lengths[-1] += -lengths.sum() % 256
    whole[-1] = False
    (pack_seconds,) = _in_turn(lambda: pack(lengths, whole, 256))
    pack_rate = float(lengths.sum()) / pack_seconds / 1e6
    library = "tokenizers, encode_batch"
    with_ids_too = f"{library} and its ids"
    profile, bare_share = "tokenising", min(1.0, bare_seconds / our_seconds)
    return [
        {"profile": profile, "parts": [
            ("as long as the bare library takes", bare_share),
            ("ids and lengths into arrays", 1 - bare_share),
        ]},
        {"what": "tokenising", "value": megabytes / our_seconds, "unit": "MB/s",
         "compared_with": library},
        {"what": library, "value": megabytes / bare_seconds, "unit": "MB/s",
         "compared_with": None},
        {"what": "tokenising, time", "value": our_seconds / bare_seconds, "unit": "×",
         "compared_with": library, "profile": profile},
        {"what": "tokenising, time", "value": our_seconds / ids_seconds, "unit": "×",
         "compared_with": with_ids_too},
        {"what": "packing", "value": pack_rate, "unit": "M tokens/s",
         "compared_with": None},
    ]  # fmt: skip
