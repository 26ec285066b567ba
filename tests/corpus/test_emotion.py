import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.corpus.emotion import Unigrams, density


def test_strength_is_that_of_the_published_lexicon() -> None:
    """VADER's file gives love 3.2, hate -2.7 and horror -2.7; the table has no word for table."""
    assert density("Love") == pytest.approx(3.2)
    assert density("love hate the table") == pytest.approx((3.2 + 2.7) / 4)


@given(st.text(max_size=200))
def test_density_stays_in_its_range(text: str) -> None:
    assert 0 <= density(text) <= 4
    assert density(text) == density(text.swapcase()) or not text.isascii()


def test_feeling_outweighs_description() -> None:
    grief = (
        "So she, drenched in a sea of care, to herself all sorrow doth compare; her grief is mad"
    )
    fishes = "over the fish and fowl of sea and air, beast of the field, and over all the earth"
    assert density(grief) > 3 * density(fishes)


def test_difficulty_is_the_negative_log_probability() -> None:
    """Counts a 3, b 1, comma 1; with one more each and one for the unseen, 9 in all."""
    unigrams = Unigrams(["a b a,", "A"])
    expected = -(math.log2(4 / 9) + math.log2(2 / 9) + math.log2(1 / 9)) / len("a b zz")
    assert unigrams.bits_per_byte("a b zz") == pytest.approx(expected)


def test_probabilities_sum_to_one() -> None:
    unigrams = Unigrams(["the sea , the sky ; the sea"])
    units = ["the", "sea", "sky", ",", ";", "unseen"]
    assert sum(2 ** -(unigrams.bits_per_byte(u) * len(u)) for u in units) == pytest.approx(1)


def test_a_text_without_words_has_neither() -> None:
    assert density("") == 0 and Unigrams([]).bits_per_byte("") == 0
