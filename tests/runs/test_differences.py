"""What is said of two identities that differ."""

from hypothesis import given
from hypothesis import strategies as st
from sizewise.runs.differences import differences

ONE, OTHER = "a" * 64, "b" * 64


def test_values_are_told_and_of_hashes_only_names():
    old = {
        "code": {"sizewise.training.step": ONE, "sizewise.training.loop": ONE},
        "packages": {"torch": "2.13.0"},
        "config": {"training": {"beta1": 0.9, "zero_stage": 0}},
    }
    new = {
        "code": {"sizewise.training.step": OTHER, "sizewise.training.loop": ONE},
        "packages": {"torch": "2.13.1"},
        "config": {"training": {"beta1": 0.9, "zero_stage": 2}},
    }
    assert differences(old, new) == (
        "code of sizewise.training.step changed; training.zero_stage 0 → 2; torch 2.13.0 → 2.13.1"
    )


def test_what_is_new_or_gone_is_told():
    assert differences({"config": {"a": 1}}, {"config": {"b": None}}) == (
        "a 1 is gone; b null is new"
    )
    assert differences({"inputs": {"stream": ONE}}, {}) == "input stream changed"


def test_a_long_list_of_hashes_is_cut():
    old, new = ({"code": {f"m{i}": h for i in range(9)}} for h in (ONE, OTHER))
    assert differences(old, new) == "code of m0, m1, m2 and 6 more changed"


json = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["x", "y\nz", ONE, OTHER]),
    lambda below: st.lists(below, max_size=2) | st.dictionaries(st.sampled_from("ab"), below),
    max_leaves=6,
)
identities = st.dictionaries(st.sampled_from(["code", "config"]), json, max_size=2)


@given(identities, identities)
def test_something_is_said_exactly_where_something_differs(old, new):
    said = differences(old, new)
    assert bool(said) == (old != new)
    assert "\n" not in said
