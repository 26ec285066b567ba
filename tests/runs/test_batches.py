"""The stream that is opened, and how a batch is shared out."""

import numpy as np
import pytest
from sizewise.runs.batches import BatchSplit, open_stream
from sizewise.runs.processes import Processes
from sizewise.study.errors import StudyError

from tests.runs.streams import write_stream


def process(rank: int, world: int) -> Processes:
    return Processes(rank=rank, world=world, device="cpu")


def test_an_altered_shard_is_named_before_training(tmp_path):
    stream = write_stream(tmp_path / "stream", steps=6)
    shard = stream / "shards/shard_00001.bin"
    shard.write_bytes(b"\1" + shard.read_bytes()[1:])
    with pytest.raises(StudyError, match=f"^{shard}: altered or truncated"):
        open_stream(stream, process(0, 1))


@pytest.mark.parametrize("at_once", [None, 1])
@pytest.mark.parametrize("world", [1, 2, 4])
def test_ranks_share_a_batch_without_gap_or_overlap(world, at_once):
    batch = np.arange(4 * 3).reshape(4, 3)
    splits = [BatchSplit(4, at_once, process(rank, world)) for rank in range(world)]
    parts = [list(split.parts(batch)) for split in splits]
    assert np.array_equal(np.concatenate([p for of_rank in parts for p in of_rank]), batch)
    for split, of_rank in zip(splits, parts, strict=True):
        assert len(of_rank) == split.micro_batches == (4 // world if at_once else 1)


def test_batches_that_cannot_be_shared_are_refused():
    with pytest.raises(StudyError, match="3 processes cannot share a batch of 4"):
        BatchSplit(4, None, process(0, 3))
    with pytest.raises(StudyError, match=r"training\.device_sequences 3 does not divide"):
        BatchSplit(4, 3, process(0, 1))
