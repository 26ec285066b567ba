"""The hash chain."""

import hashlib

import numpy as np
from sizewise.runs.hash_chain import START, extend, sequence_digests


def test_is_plain_sha256_of_the_ids():
    ids = np.array([[1, 2], [3, 65_000]])
    first, second = (b"".join(int(i).to_bytes(8, "little") for i in row) for row in ids)
    digests = [hashlib.sha256(first).digest(), hashlib.sha256(second).digest()]
    assert sequence_digests(ids) == digests
    assert extend(START, digests) == hashlib.sha256(bytes(32) + b"".join(digests)).digest()


def test_does_not_depend_on_id_type_or_on_how_ranks_share_a_batch():
    batch = np.arange(64).reshape(8, 8)
    whole = extend(START, sequence_digests(batch))
    halves = [sequence_digests(half.astype("uint16")) for half in (batch[:4], batch[4:])]
    assert extend(START, [digest for half in halves for digest in half]) == whole


def test_knows_order_content_and_step_boundaries():
    batch = np.arange(64).reshape(8, 8)
    digests = sequence_digests(batch)
    whole = extend(START, digests)
    other = batch.copy()
    other[7, 7] += 1
    assert extend(START, sequence_digests(other)) != whole
    assert extend(START, digests[::-1]) != whole
    assert extend(extend(START, digests[:4]), digests[4:]) != whole
