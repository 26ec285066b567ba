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
    tokens, given = {"a": 28_000, "b": 11_000}, {"a": 3.0, "b": 4.0}
    with pytest.raises(StudyError, match=r"mix\.shares\.a: asked 0\.200.* 0\.280") as error:
        plan.check_planted_shares(100_000, shares, tokens, given)
    right = float(re.search(r"planted_bytes_per_token\.a to ([\d.]+)", str(error.value))[1])
    # With it the world would write proportionally less, and the check would pass.
    again = {**tokens, "a": round(tokens["a"] * right / given["a"])}
    plan.check_planted_shares(100_000, shares, again, {**given, "a": right})
    assert again["a"] == pytest.approx(20_000, rel=0.01)


def test_natural_domains_absorb_what_families_miss():
    targets = plan.natural_targets(1000, 400, {"plays": 0.3, "code": 0.1})
    assert targets == {"plays": 450, "code": 150}


@pytest.mark.parametrize(("planted", "natural"), [(1100, {"plays": 0.1}), (900, {})])
def test_planted_text_that_leaves_no_way_out_is_refused(planted, natural):
    with pytest.raises(StudyError, match=r"mix\.tokens 1,000"):
        plan.natural_targets(1000, planted, natural)
