import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.report import numbers


@pytest.mark.parametrize(
    "value, low, high, text",
    [
        (0.4312, 0.3907, 0.4717, "0.431 [0.391, 0.472]"),
        (0.4312, 0.2, 0.7, "0.43 [0.20, 0.70]"),
        (-0.5, -0.66, -0.32, "−0.50 [−0.66, −0.32]"),
        (61.53, 40.2, 95.7, "62 [40, 96]"),
        (1234.5, 1100, 1400, "1,234 [1,100, 1,400]"),
        (0.0996, 0.0, 0.1992, "0.10 [0.00, 0.20]"),
        (-0.001, -0.3, 0.3, "0.00 [−0.30, 0.30]"),
    ],
)
def test_two_digits_of_uncertainty(value, low, high, text):
    assert numbers.estimate(value, low, high) == text


def test_missing_intervals_are_said_and_missing_values_are_a_dash():
    assert numbers.estimate(0.43, None, None, "nats") == "0.430 nats (no interval)"
    assert numbers.estimate(0.43, math.nan, 0.5) == "0.430 (no interval)"
    assert numbers.estimate(None, 0, 1) == numbers.estimate(math.inf, 0, 1) == "–"


def test_an_estimate_without_width_shows_three_decimals():
    assert numbers.estimate(1.0, 1.0, 1.0) == "1.000 [1.000, 1.000]"


@pytest.mark.parametrize(
    "value, text",
    [(25_248, "25,248"), (791_680, "791,680"), (0, "0"), (0.1, "0.100"), (3.14159, "3.14"),
     (9.999, "10.0"), (-2.5, "−2.50"), (123.4, "123"), (1e-6, "1.00e−06"), (7e11, "0.7T")],
)  # fmt: skip
def test_numbers_without_uncertainty(value, text):
    assert numbers.plain(value) == text


@pytest.mark.parametrize(
    "value, text",
    [(25_000, "25k"), (800_000, "0.8M"), (7e9, "7B"), (7e11, "0.7T"), (512, "512"),
     (1000, "1k"), (2_457_600, "2.46M"), (0.5, "0.5")],
)  # fmt: skip
def test_axes_are_marked_in_plain_numbers(value, text):
    assert numbers.short(value) == text


def test_shares_are_percent():
    assert numbers.share(0.431, 0.391, 0.472) == "43.1 % [39.1, 47.2]"
    assert numbers.share(0.064) == "6.4 %"
    assert numbers.share(1.0) == "100 %"


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e5), st.floats(1e-6, 1e5))
def test_what_is_printed_is_the_number_rounded(value, below, above):
    low, high = value - below, value + above
    text = numbers.estimate(value, low, high).replace("−", "-").replace(",", "")
    printed = [float(part) for part in re.findall(r"-?[0-9.]+", text.replace("] ", "]"))]
    tolerance = 0.51 * 10.0 ** -numbers.decimals(low, high)
    assert len(printed) == 3
    assert printed[0] == pytest.approx(value, abs=tolerance + 1e-9 * abs(value))
    # Two digits: the rounding is at most a twentieth of half the width, or to whole numbers.
    assert tolerance <= max((high - low) / 2 * 0.06, 0.51)
