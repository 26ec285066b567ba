"""Which sizes say something about an effect: what nobody or everybody does differs between none."""

import numpy as np

LEAST_DECADES = 1.0
"""Span of size, in decades, below which a slope a decade is an extrapolation."""


def wide_enough(log_parameters: np.ndarray, sizes: np.ndarray) -> bool:
    """Whether `sizes`, positions in `log_parameters` (size,), span a decade and are two or more."""
    return len(sizes) > 1 and np.ptp(log_parameters[sizes]) >= LEAST_DECADES
