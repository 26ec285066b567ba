"""Names of public benchmarks."""

from sizewise.report import benchmarks


def test_benchmarks_have_an_order_and_unknown_ones_come_last():
    tasks = ["zebra", "wsc", "arc_easy", "wsc", "aardvark"]
    assert benchmarks.in_order(tasks) == ["arc_easy", "wsc", "aardvark", "zebra"]
    assert [benchmarks.title_of(task) for task in ("arc_easy", "zebra")] == ["ARC easy", "zebra"]
