"""The learning rate and the exported steps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.training.schedule import checkpoint_steps, learning_rate_factor

from .conftest import training_section


def test_rises_stays_and_falls():
    training = training_section(warmup_share=0.1, decay_share=0.2)
    factors = [learning_rate_factor(step, 100, training) for step in range(1, 101)]
    assert factors[:10] == pytest.approx([k / 10 for k in range(1, 11)])
    assert factors[9:80] == [1.0] * 71
    assert factors[80:] == pytest.approx([k / 21 for k in range(20, 0, -1)])


@given(st.integers(1, 500), st.floats(0, 1), st.floats(0, 1))
def test_every_update_moves_the_weights(n_steps, warmup, decay):
    training = training_section(warmup_share=warmup, decay_share=decay)
    factors = [learning_rate_factor(step, n_steps, training) for step in range(1, n_steps + 1)]
    assert all(0 < factor <= 1 for factor in factors)


@given(st.integers(2, 40), st.integers(1, 1000), st.integers(1, 100_000))
def test_first_and_last_steps_are_exported(checkpoints, first, n_steps):
    training = training_section(checkpoints=checkpoints, checkpoint_first_step=first)
    steps = checkpoint_steps(training, n_steps)
    assert steps[0] == 0
    assert steps[-1] == n_steps
    assert steps == sorted(set(steps))
    assert len(steps) <= checkpoints
    if checkpoints > 2:
        assert steps[1] == min(first, n_steps)


def test_exported_steps_are_evenly_spaced_in_the_logarithm():
    training = training_section(checkpoints=8, checkpoint_first_step=8)
    steps = checkpoint_steps(training, 8 * 2**6)
    assert steps == [0, *(8 * 2**k for k in range(7))]
