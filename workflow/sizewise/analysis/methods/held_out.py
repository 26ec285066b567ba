"""Held-out loss in bits a byte, by domain."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.resample import Means


def held_out_means(inputs: Inputs) -> tuple[list[str], Means]:
    """Bits per byte by domain, and "all": the mean over domains, each with equal weight.

    Returns the names and (domain, size, step) means; a passage weighs as much as its bytes.
    """
    panel = inputs.held_out
    domains = sorted(panel.items["kind"].unique())
    means = inputs.resamples.means(
        panel,
        panel.values["bits_per_byte"],
        np.stack([panel.kind(domain) for domain in domains]),
        item_weights=panel.items["bytes"].to_numpy(float),
    )
    return ["all", *domains], Means(
        estimate=np.concatenate([means.estimate.mean(axis=0, keepdims=True), means.estimate]),
        samples=np.concatenate([means.samples.mean(axis=1, keepdims=True), means.samples], axis=1),
    )


def held_out_by_run(inputs: Inputs) -> tuple[list[str], np.ndarray]:
    """Bits per byte of every run: names and (domain, run, step), "all" first."""
    panel = inputs.held_out
    domains = sorted(panel.items["kind"].unique())
    size = panel.items["bytes"].to_numpy(float)
    bits = panel.values["bits_per_byte"]
    rows = [
        np.average(bits[..., panel.kind(d)], axis=2, weights=size[panel.kind(d)]) for d in domains
    ]
    return ["all", *domains], np.stack([np.mean(rows, axis=0), *rows])
