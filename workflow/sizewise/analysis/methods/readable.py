"""Which sizes say something about an effect: what nobody or everybody does differs between none."""

import numpy as np

LEAST_SHARE = 0.5
"""Share of the ladder's span in log size below which a slope of some sizes is not the ladder's."""


def wide_enough(log_parameters: np.ndarray, sizes: np.ndarray) -> bool:
    """Whether `sizes`, positions in `log_parameters` (size,), are two or more and span enough."""
    span = np.ptp(log_parameters)
    return len(sizes) > 1 and np.ptp(log_parameters[sizes]) >= LEAST_SHARE * span
