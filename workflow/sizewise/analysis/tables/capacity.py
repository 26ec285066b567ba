"""Bits held against bits planted, of every arm whose stream is made of records."""

import numpy as np
import pandas as pd

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.resample import interval
from sizewise.analysis.data.vocabulary import RECORDS
from sizewise.analysis.methods.capacity import capacity
from sizewise.analysis.methods.records import KINDS, Held, Share, held

COLUMNS = [
    "arm", "size", "seeds", "exposures", "total", "live", "non_embedding", "planted_bits", "limit",
    "counted", "kind", "share", "low", "high",
]  # fmt: skip


def capacity_table(inputs: Inputs) -> pd.DataFrame:
    """One row an arm, size, way of counting and kind of fact.

    `total`, `live` (ids that occur in the stream only) and `non_embedding` are parameters;
    `planted_bits` all bits of the stream; `limit` bits a parameter that the law of 2 bits at 1000
    exposures and 1 at 100 allows; `counted` provable (cross-entropy) or chosen; `kind` all, or a
    kind of item; `share` of its bits that is held, with an interval (`all` only).
    """
    rows = []
    for name, arm in inputs.others.items():
        if RECORDS not in arm.panels:
            continue
        try:
            found = held(arm)
        except NotMeasurable:
            continue
        rows += _rows(name, arm, found)
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(name: str, arm: Inputs, found: Held) -> list[dict[str, object]]:
    rows = []
    for counted, share in (("provable", found.provable), ("chosen", found.chosen)):
        shares, lows, highs = _ends(share, arm.study.analysis.confidence)
        for place, size in enumerate(found.sizes):
            counts = arm.counts(size)
            common = {
                "arm": name, "size": size, "seeds": len(arm.seeds_by_size[size]),
                "exposures": found.exposures, "total": counts.total,
                "live": arm.live_parameters(size), "non_embedding": counts.non_embedding,
                "planted_bits": found.bits, "limit": capacity(found.exposures),
                "counted": counted,
            }  # fmt: skip
            rows += [
                common | {"kind": kind, "share": shares[k, place], "low": lows[k, place],
                          "high": highs[k, place]}
                for k, kind in enumerate(("all", *KINDS))
            ]  # fmt: skip
    return rows


def _ends(share: Share, confidence: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shares and interval, (1 + kind, size): that of all first, the kinds without an interval."""
    low, high = interval(share.samples, confidence)
    none = np.full_like(share.by_kind, np.nan)
    return (
        np.vstack([share.estimate, share.by_kind]),
        np.vstack([low, none]),
        np.vstack([high, none]),
    )
