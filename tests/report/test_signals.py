"""How the table of signals is read."""

import pandas as pd
import pytest
from sizewise.report import signals
from sizewise.report.messages import said
from sizewise.study.errors import StudyError


def test_a_second_score_of_a_kind_is_not_counted():
    frame = pd.DataFrame({
        "family": ["a", "a", "b"], "kind": ["x", "x", "y"],
        "metric": ["accuracy", signals.AMONG, "share of the reachable gain"],
    })  # fmt: skip
    assert signals.by_kind(frame)["metric"].tolist() == ["accuracy", "share of the reachable gain"]


def test_a_word_that_the_page_does_not_know_is_named():
    good = pd.DataFrame({"signal": list(signals.KNOWN)})
    assert signals.known(good) is good
    with pytest.raises(StudyError, match="no signal 'sinks'"):
        signals.known(pd.DataFrame({"signal": ["sinks"]}))


def test_kinds_are_named_for_readers():
    assert said(signals.title("new_language", "rule")) == "new language, a new rule"
    among = said(signals.title("biographies", "recall", signals.AMONG))
    assert among.endswith("among the values")
