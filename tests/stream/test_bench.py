from sizewise.stream import bench


def test_rows_are_measured_and_named(monkeypatch):
    monkeypatch.setattr(bench, "_MEGABYTES", 0.2)
    monkeypatch.setattr(bench, "_REPEATS", 1)
    rows = bench.measure()
    assert all(set(row) == {"what", "value", "unit", "compared_with"} for row in rows)
    assert all(row["value"] > 0 for row in rows)
    names = [row["what"] for row in rows]
    assert len(set(names)) == len(names)
    assert {row["compared_with"] for row in rows} <= {None, *names}
