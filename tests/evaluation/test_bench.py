import pytest
from sizewise.evaluation.bench import measure, ours


def test_rows_compare_with_plain_lm_eval(make_study):
    folders = make_study()
    checkpoint = folders["training"] / "checkpoints/step0000100"
    rows = measure(checkpoint, folders["world"] / "items", batch_sequences=8, rounds=1)
    assert all(set(row) == {"what", "value", "unit", "compared_with"} for row in rows)
    speed = {row["what"]: row["value"] for row in rows if row["unit"] == "items/s"}
    for row in rows:
        assert row["value"] > 0
        if row["unit"] == "x":
            ratio = speed[row["what"]] / speed[row["compared_with"]]
            assert row["value"] == pytest.approx(ratio)
    assert len([row for row in rows if row["compared_with"] is None]) == 2


def test_a_profile_looks_at_first_checkpoints_alone(make_study, monkeypatch):
    """The script that is profiled runs the very function that is timed, thrice."""
    from sizewise.evaluation import bench

    folders, timed = make_study(), []
    inner = bench._timed

    def counted(*arguments, **rest):
        timed.append(inner(*arguments, **rest))
        return timed[-1]

    monkeypatch.setattr(bench, "_timed", counted)
    checkpoint, items = folders["training"] / "checkpoints/step0000100", folders["world"] / "items"
    for output_type in bench.FORMS:
        ours(checkpoint, items, output_type, limit=2)
    assert [len(one) for one in timed] == [1] * 6
    assert all(one[0] > 0 for one in timed)
