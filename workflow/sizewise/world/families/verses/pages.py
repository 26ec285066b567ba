"""Which verses stand on which page."""

import numpy as np


def pages(rng: np.random.Generator, events: np.ndarray, size: int) -> list[list[int]]:
    """`events` in random order on pages of `size`, none twice on one page.

    Exchanges repeated ones with others until none is left. No event may occur on more than half
    of the pages, so that there is always somewhere to go.
    """
    order = rng.permutation(events).tolist()
    filled = [order[i : i + size] for i in range(0, len(order), size)]
    for page in filled:
        for place, event in enumerate(page):
            while page.count(event) > 1:
                other = filled[rng.integers(len(filled))]
                at = int(rng.integers(len(other)))
                if event not in other and other[at] not in page:
                    page[place], other[at] = other[at], event
                    break
    return filled
