import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.stream import plan
from sizewise.study.errors import StudyError


@given(st.integers(0, 10**9), st.lists(st.floats(0.01, 10), min_size=1, max_size=12))
def test_apportioned_counts_sum_and_lie_next_to_their_share(total, weights):
    counts = plan.apportion(total, np.array(weights))
    assert counts.sum() == total
    assert (np.abs(counts - total * np.array(weights) / sum(weights)) <= 1 + 1e-6 * total).all()


@given(st.integers(0, 5000), st.integers(0, 2**40))
def test_the_order_is_a_permutation_and_follows_from_the_seed(count, seed):
    order = plan.global_order(count, seed)
    assert sorted(order.tolist()) == list(range(count))
    assert (plan.global_order(count, seed) == order).all()


PINNED = [3, 0, 2, 6, 4, 7, 5, 1]


def test_the_order_is_that_of_raw_philox():
    """Pinned: a stream must be regenerable years later, with another numpy."""
    assert plan.global_order(8, 1).tolist() == PINNED
    assert plan.global_order(8, 2).tolist() != PINNED


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=20),
    st.integers(1, 4000),
)
def test_natural_instances_reach_the_target_in_epochs(lengths, target):
    lengths = np.array(lengths)
    documents = np.arange(100, 100 + len(lengths))[::-1]
    instances = plan.natural_instances(documents, lengths, target)
    assert instances.tokens.sum() == target
    assert (instances.tokens > 0).all()
    full = target // lengths.sum()
    for epoch in range(1, full + 1):
        assert instances.document[instances.epoch == epoch].tolist() == documents.tolist()
    # The last, partial epoch takes whole documents from the front; only the last is cut.
    last = instances.epoch == full + 1
    assert instances.document[last].tolist() == documents[: last.sum()].tolist()
    assert (instances.tokens[last][:-1] == lengths[: last.sum()][:-1]).all()
    assert instances.epoch.max() <= full + 1


def test_too_many_epochs_are_refused_with_the_largest_share():
    with pytest.raises(StudyError) as error:
        plan.check_epochs("verse", 5000, 1000, 20_000)
    assert "5.0 epochs of the 1,000 tokens" in str(error.value)
    largest = float(re.search(r"share to ([\d.]+) or less", str(error.value))[1])
    plan.check_epochs("verse", int(largest * 20_000), 1000, 20_000)
    assert largest == 0.2


def test_planted_shares_off_by_more_than_a_fifth_name_the_right_setting():
    shares = {"a": 0.2, "b": 0.1, "plays": 0.7}
    # Both families came out 40 % and 30 % too large at 3 bytes a token.
    tokens = {"a": 28_000, "b": 13_000}
    with pytest.raises(StudyError, match=r"mix\.shares\.a: asked 0\.200.* 0\.280") as error:
        plan.check_planted_shares(100_000, shares, tokens, {"a": 1, "b": 1}, 3.0)
    right = float(re.search(r"planted_bytes_per_token to ([\d.]+)", str(error.value))[1])
    # With it the world would write proportionally less, and the check would pass.
    again = {name: round(count * right / 3.0) for name, count in tokens.items()}
    plan.check_planted_shares(100_000, shares, again, {"a": 1, "b": 1}, right)
    assert "even then" not in str(error.value)


def test_families_that_no_setting_can_reconcile_are_named_as_such():
    with pytest.raises(StudyError, match="even then families miss by 50%"):
        plan.check_planted_shares(
            1000, {"a": 0.2, "b": 0.2}, {"a": 300, "b": 100}, {"a": 1, "b": 1}, 3.0
        )


def test_natural_domains_absorb_what_families_miss():
    targets = plan.natural_targets(1000, 400, {"plays": 0.3, "code": 0.1}, 3.0)
    assert targets == {"plays": 450, "code": 150}


@pytest.mark.parametrize(("planted", "natural"), [(1100, {"plays": 0.1}), (900, {})])
def test_planted_text_that_leaves_no_way_out_is_refused(planted, natural):
    with pytest.raises(StudyError, match=r"mix\.tokens 1,000"):
        plan.natural_targets(1000, planted, natural, 3.0)
