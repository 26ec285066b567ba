import json
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.study.messages import Message

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
SCALARS = (
    st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
)
MESSAGES = st.recursive(
    st.builds(Message, KEYS, st.dictionaries(NAMES, SCALARS, max_size=3)),
    lambda inner: st.builds(
        Message, KEYS,
        st.dictionaries(NAMES, SCALARS | inner | st.lists(SCALARS | inner, max_size=3), max_size=3),
    ),
    max_leaves=6,
)  # fmt: skip


@given(MESSAGES)
def test_json_gives_the_message_back(message):
    assert Message.from_json(json.loads(json.dumps(message.to_json()))) == message
    assert Message.from_text(message.text) == message and "\n" not in message.text


@pytest.mark.parametrize(
    "value",
    [float("nan"), np.nan, float("inf"), -np.inf, None, True, {"a": 1}, b"x", [np.nan], [[1]],
     np.array([1.0, 2.0]), np.bool_(True)],
)  # fmt: skip
def test_what_is_no_value_is_refused(value):
    with pytest.raises(ValueError):
        Message("a", {"x": value})


@pytest.mark.parametrize("key", ["", "A", "a b", "a_b", "1", 3, None])
def test_what_is_no_key_is_refused(key):
    with pytest.raises(ValueError):
        Message(key, {})


def test_names_of_values_are_those_of_a_catalogue():
    for name in ("A", "a-b", "", "1a"):
        with pytest.raises(ValueError, match="no name of a value"):
            Message("a", {name: 1})


def test_numbers_of_numpy_become_plain_and_lose_their_last_bits():
    message = Message("a", {"n": np.int64(3), "x": np.float64(1) / 3, "l": (np.float32(0.5), "b")})
    assert message.values == {"n": 3, "x": 0.333333333, "l": [0.5, "b"]}
    assert type(message.values["n"]) is int and type(message.values["x"]) is float
    assert Message("a", {"x": 0.1 + 0.2}) == Message("a", {"x": 0.3})


def test_a_whole_float_stays_a_float():
    back = Message.from_text(Message("a", {"x": 3.0, "n": 3}).text)
    assert type(back.values["x"]) is float and type(back.values["n"]) is int


def test_a_message_is_frozen():
    with pytest.raises(FrozenInstanceError):
        Message("a", {}).key = "b"


def test_logs_show_key_and_values():
    inner = Message("run", {"size": "25k", "seed": 0})
    assert str(inner) == "run (size 25k, seed 0)"
    assert str(Message("no-probes", {"runs": [inner], "x": 0.123456})) == (
        "no-probes (runs run (size 25k, seed 0), x 0.1235)"
    )
    assert str(Message("a", {})) == "a"
