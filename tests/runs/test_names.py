"""Names in a training's folders."""

import itertools

from sizewise.runs.names import checkpoint_name


def test_names_sort_as_the_steps_do():
    names = [checkpoint_name(step) for step in (0, 9, 10, 999_999)]
    assert all(a < b for a, b in itertools.pairwise(names))
