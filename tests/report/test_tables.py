"""What a page may read, and which rows it gets."""

import pandas as pd
import pytest
from sizewise.report.tables import MissingData, Tables
from sizewise.study.errors import StudyError


@pytest.fixture
def tables(tmp_path):
    """A reader of `loss` and `lost`, beside a table that it does not declare."""
    frame = pd.DataFrame({"seed": pd.array([None, 0, 1], dtype="Int64"), "value": [1.0, 2.0, 3.0]})
    frame.to_parquet(tmp_path / "loss.parquet")
    frame.to_parquet(tmp_path / "other.parquet")
    return Tables(["analysis/loss", "analysis/lost"], {"analysis": tmp_path}, reader="chapter demo")


def test_rows_select_by_value_list_and_null(tables):
    assert tables.rows("loss", seed=None)["value"].tolist() == [1.0]
    assert tables.rows("loss", seed=[0, 1])["value"].tolist() == [2.0, 3.0]
    assert tables.rows("loss", seed=1)["value"].tolist() == [3.0]


def test_a_table_that_is_not_declared_is_refused_though_it_is_there(tables):
    for use in (tables.read, tables.rows):
        with pytest.raises(StudyError, match="chapter demo: reads the table other") as caught:
            use("other")
        assert not isinstance(caught.value, MissingData)  # no page goes on without it
        assert "\n" not in str(caught.value) and "TABLES" in str(caught.value)


def test_a_declared_table_that_is_not_there_is_missing(tables, tmp_path):
    with pytest.raises(MissingData, match=r"there is no table analysis/lost\.parquet"):
        tables.read("lost")
    apart = Tables(["observation/x"], {"observation": None}, reader="chapter demo")
    with pytest.raises(MissingData, match=r"there is no table observation/x\.parquet"):
        apart.read("x")
    with pytest.raises(StudyError, match="there is no folder results"):
        Tables(["results/x"], {"analysis": tmp_path}, reader="chapter demo")


def test_a_page_shows_the_ladder_whatever_other_arms_there_are(tmp_path):
    rows = pd.DataFrame({"arm": ["replay", "ladder", "ladder"], "size": ["25k", "25k", "83k"],
                         "seed": [0, 0, 0], "value": [9.0, 1.0, 2.0]})  # fmt: skip
    rows.to_parquet(tmp_path / "scores.parquet")
    tables = Tables(["analysis/scores"], {"analysis": tmp_path}, reader="chapter demo")
    pd.testing.assert_frame_equal(
        tables.read("scores"), rows.iloc[1:].drop(columns="arm").reset_index(drop=True)
    )
    assert tables.rows("scores", size="25k")["value"].tolist() == [1.0]
    assert tables.rows("scores", arm="replay", size="25k")["value"].tolist() == [9.0]
    with pytest.raises(MissingData, match="no rows of the arm sparse"):
        tables.read("scores", arm="sparse")


def test_what_a_page_does_to_a_table_stays_with_it(tables):
    frame = tables.read("loss")
    frame["value"] = 0.0
    assert tables.read("loss")["value"].tolist() == [1.0, 2.0, 3.0]
