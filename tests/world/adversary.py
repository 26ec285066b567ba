"""Fitted adversaries: whether features that need no ability tell the right choice.

Boosted trees see what a rule of thumb overlooks: any combination of the features. They are fitted
to some of the items and asked about the others, so that what they find holds for new items.
"""

import math
from collections.abc import Callable

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from .audit import DEVIATIONS, Item

Features = Callable[[Item, int], list[float]]
"""Numbers about one choice of an item, given by its index; the prompt may be read for them."""
_FOLDS = 4


def fitted_hits(items: list[Item], features: Features) -> list[float]:
    """By item, 1 where boosted trees on `features` are right, on items they were not fitted to.

    Items of one entity are never on both sides. Of each item the choice with the highest
    probability of being right counts.
    """
    counts = [len(item["choices"]) for item in items]
    rows = np.array([features(item, i) for item in items for i in range(len(item["choices"]))])
    right = np.concatenate([np.arange(n) == item["answer"]
                            for n, item in zip(counts, items, strict=True)])  # fmt: skip
    owner = np.repeat(np.arange(len(items)), counts)
    entities = np.unique([item["entity_id"] for item in items], return_inverse=True)[1]
    scores = np.empty(len(rows))
    for train, test in GroupKFold(_FOLDS).split(rows, groups=entities[owner]):
        model = HistGradientBoostingClassifier(
            max_iter=60, learning_rate=0.1, max_leaf_nodes=8, min_samples_leaf=20, random_state=0
        ).fit(rows[train], right[train])
        scores[test] = model.predict_proba(rows[test])[:, 1]
    found = []
    for chosen, item in zip(np.split(scores, np.cumsum(counts)[:-1]), items, strict=True):
        # Equal scores are a guess among them.
        best = np.flatnonzero(chosen == chosen.max())
        found.append((item["answer"] in best) / len(best))
    return found


def fitted_accuracy(items: list[Item], features: Features) -> float:
    """Share of right answers of `fitted_hits`."""
    return float(np.mean(fitted_hits(items, features)))


def assert_at_floor(items: list[Item], features: Features) -> float:
    """The fitted adversary is no better than the items' stated floor; its accuracy.

    Within `DEVIATIONS` standard errors of guessing at the floor: the sampling error of as many
    items. It may be worse: where nothing is to be found, what it fits is noise.
    """
    floors = [item["knobs"]["floor"] for item in items]
    mean = sum(floors) / len(floors)
    error = math.sqrt(sum(p * (1 - p) for p in floors)) / len(floors)
    found = fitted_accuracy(items, features)
    assert found <= mean + DEVIATIONS * error, f"{found:.3f}, floor {mean:.3f} ± {error:.3f}"
    return found


def assert_sees(items: list[Item], features: Features, at_least: float) -> None:
    """The fitted adversary does find what there is to find: the audit can fail."""
    found = fitted_accuracy(items, features)
    assert found >= at_least, f"{found:.3f}, expected {at_least:.3f}"
