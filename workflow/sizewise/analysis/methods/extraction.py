"""What can be drawn out of a model word by word: extraction and exposure of planted verses.

Extraction (Carlini et al. 2022, arXiv 2202.07646): the greedy continuation of a prefix equals the
rest of the verse. Exposure (Carlini et al. 2019, arXiv 1802.08232): log2 of the number of
candidates minus log2 of the rank of the planted one among them by log-probability. It is 0 for the
last place and at most log2 of the number of candidates; a line that was never planted has a
uniform rank, and about log2 e = 1.44 bits in the mean over many candidates.
"""

import numpy as np

from sizewise.analysis.data.panel import Panel


def exposure_bits(panel: Panel) -> np.ndarray:
    """log2 candidates - log2 rank of every item with choices, (run, step, item)."""
    choices = panel.items["choices"].to_numpy(dtype=float)
    return np.log2(np.where(choices > 0, choices, np.nan)) - np.log2(panel.values["rank"])


def uniform_exposure(candidates: float) -> float:
    """Mean exposure of a line that the model does not tell from the others, in bits."""
    ranks = np.arange(1, int(candidates) + 1)
    return float(np.log2(candidates) - np.log2(ranks).mean())
