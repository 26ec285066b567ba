"""Rates of a policy: those of the training that made it."""

import pytest
from sizewise.reward.policy import last_checkpoint, load, parameter_groups
from sizewise.study.ladder import size_named
from sizewise.training.engine import parameter_groups as trained_groups
from sizewise.training.parametrization import maximal_update

from tests.training.conftest import training_section

from .conftest import reward_section, write_parent


@pytest.mark.parametrize("size", ["25k", "233k"])
def test_rates_follow_the_parents_multipliers(tmp_path, size):
    model = load(last_checkpoint(write_parent(tmp_path, size)))
    section = reward_section(learning_rate=0.003, epsilon=1e-7)
    training = training_section(
        learning_rate=0.003, embedding_learning_rate=0.003, epsilon=1e-7, weight_decay=0.0
    )
    theirs = trained_groups(model, maximal_update(size_named(size), training))

    def by_parameter(groups):
        return {p: (group["lr"], group["eps"]) for group in groups for p in group["params"]}

    ours, wanted = by_parameter(parameter_groups(model, section)), by_parameter(theirs)
    assert ours.keys() == wanted.keys()
    for parameter, (rate, epsilon) in wanted.items():
        assert ours[parameter] == (pytest.approx(rate), pytest.approx(epsilon))
