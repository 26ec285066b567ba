import pytest
from sizewise.stream import bench


def test_rows_are_measured_and_named(monkeypatch):
    monkeypatch.setattr(bench, "_MEGABYTES", 0.2)
    monkeypatch.setattr(bench, "_REPEATS", 1)
    rows = bench.measure()
    (profile,) = [row for row in rows if "parts" in row]
    assert sum(share for _, share in profile["parts"]) == pytest.approx(1)
    assert profile["profile"] in {row.get("profile") for row in rows if row is not profile}
    rows = [{k: v for k, v in row.items() if k != "profile"} for row in rows if row is not profile]
    assert all(set(row) == {"what", "value", "unit", "compared_with"} for row in rows)
    assert all(row["value"] > 0 for row in rows)
    keys = [(row["what"], row["compared_with"], row["unit"]) for row in rows]
    assert len(set(keys)) == len(keys)
    library = "tokenizers, encode_batch"
    assert {row["compared_with"] for row in rows} == {None, library, f"{library} and its ids"}
