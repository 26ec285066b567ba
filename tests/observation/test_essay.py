"""The essay's own models: one row each, unknown sizes kept unknown and out of every fit."""

import numpy as np
from sizewise.observation.contrast import primary_sample
from sizewise.observation.essay import ESSAY_MODELS, essay_steps, essay_table, witness


def test_one_row_each_and_unknown_sizes_stay_unknown(table):
    frame = essay_table(table).set_index("model")
    assert list(frame.index) == list(ESSAY_MODELS) and len(frame) == 13
    assert frame.loc["GPT-4.5", "size"] == "undisclosed"
    assert frame.loc["Qwen3-Max", "size"] == "> 1000B"
    assert frame.loc["DeepSeek V3", "size"] == "671B, 37B active"
    assert frame.total_params_b[~frame.known].isna().all()
    fitted = set(primary_sample(table).names)
    assert {row.model_id in fitted for row in frame.itertuples() if not row.known} == {False}
    assert {row.model_id in fitted for row in frame.itertuples() if row.known} == {True}


def test_ranks_count_from_the_best(table):
    frame = essay_table(table)
    for trait in ("feeling", "reason", "advantage"):
        order = frame[f"{trait}"].rank(ascending=False).to_numpy()
        ranks = frame[f"{trait}_rank"].rank().to_numpy()
        np.testing.assert_array_equal(order, ranks)
        assert (frame[f"{trait}_rank"] <= frame[f"{trait}_of"]).all()
        assert (frame[f"{trait}_rank_then"] <= frame[f"{trait}_rank"]).all()


def test_steps_and_witness(table):
    steps = essay_steps(table).set_index(["first", "last"])
    frame = essay_table(table).set_index("model")
    gain = frame.loc["GLM-5", "feeling"] - frame.loc["GLM-4.7", "feeling"]
    assert steps.loc[("GLM-4.7", "GLM-5"), "feeling"] == gain
    boards = witness(table)
    assert (boards["rank"] <= boards["of"]).all() and (boards.rank_then <= boards.of_then).all()
    assert {"Arena, creative writing", "Creative Writing v3"} <= set(boards.board)
