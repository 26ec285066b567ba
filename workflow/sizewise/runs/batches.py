"""The stream of a training, and this process's part of each batch."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sizewise.runs.processes import Processes
from sizewise.study.artifacts import read_manifest, sha256_of_json, verify_files
from sizewise.study.errors import StudyError
from sizewise.study.formats.shards import TokenStream


def open_stream(folder: Path, processes: Processes) -> tuple[TokenStream, int, str]:
    """The stream in `folder`, its vocabulary's size and the sha256 of what training reads of it.

    The first process checks every file that training reads against the stream's manifest.
    """
    manifest = processes.on_first(lambda: read_manifest(folder))
    names = [n for n in manifest["files"] if n.startswith(("shards/", "tokenizer/"))]
    processes.on_first(lambda: verify_files(folder, names) and None)
    stream = TokenStream(folder, verify=False)
    vocabulary = manifest.get("config", {}).get("stream", {}).get("vocabulary_size")
    if vocabulary is None:
        raise StudyError(f"{folder}/manifest.json: names no vocabulary size; run `stream` again")
    return stream, vocabulary, sha256_of_json({name: manifest["files"][name] for name in names})


class BatchSplit:
    """Which sequences of a batch this process takes, and how many at once."""

    def __init__(
        self, batch_sequences: int, device_sequences: int | None, processes: Processes
    ) -> None:
        """`device_sequences` are taken at once; None for all that this process takes.

        Raises StudyError where the batch cannot be shared out evenly.
        """
        sequences, rest = divmod(batch_sequences, processes.world)
        if rest or not sequences:
            raise StudyError(
                f"{processes.world} processes cannot share a batch of {batch_sequences} sequences "
                "evenly; start a number of processes that divides it"
            )
        self.at_once = min(device_sequences or sequences, sequences)
        if sequences % self.at_once:
            raise StudyError(
                f"training.device_sequences {self.at_once} does not divide the "
                f"{sequences} sequences that each of {processes.world} processes takes a "
                "step; choose a divisor"
            )
        self.micro_batches = sequences // self.at_once
        start = processes.rank * sequences
        self.rows = slice(start, start + sequences)

    def parts(self, batch: np.ndarray) -> Iterator[np.ndarray]:
        """This process's rows of `batch` (sequences, tokens), as many at once as fit."""
        rows = np.ascontiguousarray(batch[self.rows])
        for start in range(0, len(rows), self.at_once):
            yield rows[start : start + self.at_once]
