import pytest
from sizewise.report.messages.functions import Listed, functions, p_value, signed

CALL = functions("en-GB", lambda key, values: f"<{key} {values}>")


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [(0.314, 2, "+0.31"), (-0.314, 2, "−0.31"), (0.0, 2, "0.00"), (-0.0, 2, "0.00"),
     (0.004, 2, "0.00"), (-0.004, 2, "0.00"), (1234.5, 1, "+1,234.5"), (10.0, 0, "+10")],
)  # fmt: skip
def test_signs(value, digits, said):
    assert signed(value, digits) == said


@pytest.mark.parametrize(
    ("p", "said"),
    [(0.0, "p < .001"), (0.00099, "p < .001"), (0.001, "p = .0010"), (0.0123, "p = .012"),
     (0.5, "p = .50"), (1.0, "p = 1")],
)  # fmt: skip
def test_p_values(p, said):
    assert p_value(p) == said


def test_numbers_through_the_formatter_of_the_report():
    assert CALL["FIXED"](1234.5, digits=2) == "1,234.50"
    assert CALL["PLAIN"](0.031415) == "0.0314" and CALL["PLAIN"](0.031415, digits=2) == "0.031"
    assert CALL["EXACT"](0.05) == "0.05" and CALL["EXACT"](-0.1) == "−0.1"
    assert CALL["PERCENT"](0.123, digits=1) == "<percent {'number': '12.3'}>"
    assert CALL["INTERVAL"](-0.1, 0.52, digits=2) == "[−0.10, 0.52]"


def test_lists():
    assert CALL["LIST"](Listed(["a"])) == "a"
    assert CALL["LIST"](Listed(["a", "b", "c"])) == "a, b and c"
    assert CALL["LIST"](Listed(["a", "b", "c"]), style="or") == "a, b or c"
    assert CALL["LIST"](Listed([1, 2.5])) == "1 and 2.50"
    assert CALL["LIST"](Listed(["x"]), of="family") == "<family {'name': 'x'}>"
    assert CALL["NAME"]("x", of="kind") == "<kind {'name': 'x'}>"


def test_a_list_elsewhere_is_an_error():
    with pytest.raises(TypeError, match="needs LIST"):
        Listed(["a"]).format(None)


def test_chinese_lists_have_their_own_marks():
    chinese = functions("zh-Hans", lambda key, values: "")
    assert chinese["LIST"](Listed(["甲", "乙", "丙"])) == "甲、乙和丙"
