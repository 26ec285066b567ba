"""Which questions an update asks."""

import numpy as np
from sizewise.reward.randomness import batch, generator


def test_every_question_is_asked_once_an_epoch():
    asked = np.concatenate([batch(1, 10, 4, update) for update in range(5)])
    assert sorted(asked[:10]) == list(range(10))
    assert sorted(asked[10:]) == list(range(10))
    assert list(asked[:10]) != list(asked[10:])


def test_numbers_follow_from_names_alone():
    assert (batch(1, 100, 8, 7) == batch(1, 100, 8, 7)).all()
    assert (batch(2, 100, 8, 7) != batch(1, 100, 8, 7)).any()
    draws = [generator(1, "answers", seed, update).random() for seed in (0, 1) for update in (0, 1)]
    assert len(set(draws)) == 4
