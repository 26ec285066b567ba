"""Outputs are whole or not there."""

from sizewise.runs.outputs import link_tree, move_into_place


def test_links_share_their_bytes(tmp_path):
    (tmp_path / "one/below").mkdir(parents=True)
    (tmp_path / "one/below/weights").write_text("w")
    link_tree(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "two/below/weights").samefile(tmp_path / "one/below/weights")


def test_what_lay_there_is_replaced_as_a_whole(tmp_path):
    whole, output = tmp_path / "runs/output", tmp_path / "results/seed0"
    for folder, name in ((whole, "new"), (output, "old"), (output.parent / ".seed0.part", "half")):
        folder.mkdir(parents=True)
        (folder / name).touch()
    move_into_place(whole, output)
    assert [path.name for path in output.iterdir()] == ["new"]
    assert [path.name for path in output.parent.iterdir()] == ["seed0"]
    assert not whole.exists()
