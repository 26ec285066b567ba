"""Byte-level BPE with the `tokenizers` library, and text as arrays of token ids.

- Bytes: ids 1 to 256 are the single bytes, so that every text has an encoding and decodes to
  itself; no normalisation, no unknown token.
- Words: GPT-2's regular expression (Radford et al. 2019) cuts text before merges are learned. A
  space belongs to the word behind it; of a run of spaces the last one.
- Digits: every digit is a token of its own, and the space before a number another, so that
  numbers of equal length have encodings of equal length.
- One special token, id 0, opens every document: it is beginning-of-sequence and separator in
  one. Text can never produce it: a document that spells it out is encoded as ordinary characters.
"""

import os
from array import array
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sizewise.study.artifacts import whole_file, write_json
from sizewise.study.errors import StudyError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SPECIAL = "<|endoftext|>"
SPECIAL_ID = 0
N_BYTES = 256
# Text that the tokenizer is trained on. More changes the merges of rare pairs only.
SAMPLE_BYTES_PER_ID = 2048
FILES = ("tokenizer/tokenizer.json", "tokenizer/tokenizer_config.json")
_CHUNK_BYTES = 1 << 20


def use_threads(workers: int) -> None:
    """Let the tokenizers library use `workers` threads.

    Takes effect only before the library's first parallel call in this process. No result depends
    on the number of threads.
    """
    os.environ["RAYON_NUM_THREADS"] = str(workers)
    os.environ["TOKENIZERS_PARALLELISM"] = "true" if workers > 1 else "false"


def train_tokenizer(texts: Iterable[str], vocabulary_size: int) -> "Tokenizer":
    """A byte-level BPE tokenizer of exactly `vocabulary_size` ids.

    Pairs are merged by count, ties by the lower ids, so that the result depends neither on
    threads nor on the order of `texts`. Raises StudyError where the texts have no pair left that
    occurs twice before the vocabulary is full.
    """
    from tokenizers import AddedToken, Tokenizer
    from tokenizers.decoders import ByteLevel as ByteLevelDecoder
    from tokenizers.models import BPE
    from tokenizers.pre_tokenizers import ByteLevel, Digits, Sequence
    from tokenizers.processors import TemplateProcessing
    from tokenizers.trainers import BpeTrainer

    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = Sequence(
        [Digits(individual_digits=True), ByteLevel(add_prefix_space=False, use_regex=True)]
    )
    tokenizer.decoder = ByteLevelDecoder()
    tokenizer.encode_special_tokens = True
    trainer = BpeTrainer(
        vocab_size=vocabulary_size,
        min_frequency=2,
        special_tokens=[AddedToken(SPECIAL, special=True, normalized=False)],
        initial_alphabet=ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    reached = tokenizer.get_vocab_size()
    if reached != vocabulary_size:
        raise StudyError(
            f"stream.vocabulary_size {vocabulary_size:,}: the training text has pairs for "
            f"{reached:,} ids only; use at most {reached:,} or give the tokenizer more text"
        )
    tokenizer.post_processor = TemplateProcessing(
        single=f"{SPECIAL} $A",
        pair=f"{SPECIAL} $A {SPECIAL}:1 $B:1",
        special_tokens=[(SPECIAL, SPECIAL_ID)],
    )
    return tokenizer


def tokenizer_json(tokenizer: "Tokenizer") -> str:
    """The text of tokenizer.json."""
    return tokenizer.to_str(pretty=True) + "\n"


def tokenizer_config(sequence_length: int) -> dict:
    """The content of tokenizer_config.json, for `transformers.AutoTokenizer`.

    `tokenizer(text)` opens with the special token, as every document of the stream does;
    `add_special_tokens=False` leaves it out. The special token spelled out in a text is text.
    """
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": SPECIAL,
        "eos_token": SPECIAL,
        "pad_token": SPECIAL,
        "add_bos_token": True,
        "add_eos_token": False,
        "split_special_tokens": True,
        "clean_up_tokenization_spaces": False,
        "model_max_length": sequence_length,
    }


def save_tokenizer(tokenizer: "Tokenizer", folder: Path, sequence_length: int) -> list[Path]:
    """Write the tokenizer's files below `folder` (a stream's) and return their paths."""
    paths = [folder / name for name in FILES]
    with whole_file(paths[0]) as part:
        part.write_text(tokenizer_json(tokenizer), encoding="utf-8")
    write_json(paths[1], tokenizer_config(sequence_length))
    return paths


def load_tokenizer(folder: Path) -> "Tokenizer":
    """The tokenizer of a stream's folder. Raises StudyError if it is missing or damaged."""
    from tokenizers import Tokenizer

    path = folder / FILES[0]
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise StudyError(
            f"{path}: no tokenizer ({' '.join(str(error).split())}); run the job `stream` again"
        ) from None
    tokenizer.encode_special_tokens = True
    return tokenizer


def byte_lengths(tokenizer: "Tokenizer") -> np.ndarray:
    """UTF-8 bytes that each id stands for: int64, (vocabulary_size,); 0 for the special token."""
    lengths = np.zeros(tokenizer.get_vocab_size(), dtype=np.int64)
    for token, index in tokenizer.get_vocab().items():
        # Byte-level BPE writes one character a byte.
        lengths[index] = len(token)
    lengths[SPECIAL_ID] = 0
    return lengths


def _chunks(texts: Iterable[str], chunk_bytes: int) -> Iterator[list[str]]:
    chunk: list[str] = []
    size = 0
    for text in texts:
        chunk.append(text)
        size += len(text)
        if size >= chunk_bytes:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def encode(
    tokenizer: "Tokenizer", texts: Iterable[str], dtype: np.dtype
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Token ids of `texts`, some at a time: pairs (ids, lengths).

    `ids` holds the documents of a chunk one behind the other, each opened by the special token;
    `lengths` (int64) are tokens a document, that token included. Chunks keep the library's large
    intermediate objects few; the next one is encoded while this one is turned into numbers.
    """
    dtype = np.dtype(dtype)
    typecode = {2: "H", 4: "I"}[dtype.itemsize]
    with ThreadPoolExecutor(max_workers=1) as pool:
        pending = None
        for chunk in _chunks(texts, _CHUNK_BYTES):
            following = pool.submit(tokenizer.encode_batch_fast, chunk)
            if pending is not None:
                yield _as_arrays(pending.result(), typecode, dtype)
            pending = following
        if pending is not None:
            yield _as_arrays(pending.result(), typecode, dtype)


def _as_arrays(encodings: list, typecode: str, dtype: np.dtype) -> tuple[np.ndarray, np.ndarray]:
    ids = array(typecode)
    lengths = np.empty(len(encodings), dtype=np.int64)
    for index, encoding in enumerate(encodings):
        before = len(ids)
        ids.fromlist(encoding.ids)
        lengths[index] = len(ids) - before
    native = np.frombuffer(ids, dtype=np.dtype(typecode))
    return native.astype(dtype, copy=False), lengths
