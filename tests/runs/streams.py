"""Tiny token streams, written by hand: patterned ids in the format of study/shards.py."""

from pathlib import Path

import numpy as np
from sizewise.study.artifacts import write_json

from tests.manifests import write_manifest

VOCABULARY = 64


def write_stream(
    folder: Path,
    *,
    steps: int,
    batch_sequences: int = 4,
    sequence_length: int = 16,
    vocabulary: int = VOCABULARY,
    shard_batches: int = 5,
    seed: int = 0,
) -> Path:
    """A stream of sequences that count upwards from random starts: easily learnt."""
    rng = np.random.default_rng(seed)
    shape = (steps, batch_sequences, 1)
    ids = rng.integers(vocabulary, size=shape) + np.arange(sequence_length)
    ids = (ids % vocabulary).astype("<u2")
    (folder / "shards").mkdir(parents=True)
    files = []
    for index, start in enumerate(range(0, steps, shard_batches)):
        files.append(folder / f"shards/shard_{index:05d}.bin")
        files[-1].write_bytes(ids[start : start + shard_batches].tobytes())
    words = {"<eos>": 0} | {f"w{i}": i for i in range(1, vocabulary)}
    tokenizer = {
        "version": "1.0",
        "added_tokens": [{"id": 0, "content": "<eos>", "special": True, "single_word": False,
                          "lstrip": False, "rstrip": False, "normalized": False}],
        "pre_tokenizer": {"type": "Whitespace"},
        "model": {"type": "WordLevel", "vocab": words, "unk_token": "<eos>"},
    }  # fmt: skip
    write_json(folder / "tokenizer/tokenizer.json", tokenizer)
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "<eos>",
                "pad_token": "<eos>"}  # fmt: skip
    write_json(folder / "tokenizer/tokenizer_config.json", settings)
    files += sorted((folder / "tokenizer").iterdir())
    layout = {
        "tokens": int(ids.size),
        "sequence_length": sequence_length,
        "batch_sequences": batch_sequences,
        "shard_batches": shard_batches,
        "token_dtype": "uint16",
    }
    write_manifest(
        folder,
        job="stream",
        files=files,
        config={"stream": {"vocabulary_size": vocabulary}},
        facts={"layout": layout},
    )
    return folder
