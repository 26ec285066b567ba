"""Commands that look at a whole study."""

from pathlib import Path

import pytest
import yaml
from sizewise.cli import main
from sizewise.load import check_study, load_study

ROOT = Path(__file__).resolve().parents[1]
CONFIG = str(ROOT / "config.yaml")


def test_what_is_shown_is_the_study(capsys):
    files = [CONFIG, str(ROOT / "studies/desk.yaml")]
    assert main(["config", "show", *files]) == 0
    shown = yaml.safe_load(capsys.readouterr().out)
    assert check_study(shown, "shown") == load_study(map(Path, files))
    given = yaml.safe_load((ROOT / "studies/desk.yaml").read_text(encoding="utf-8"))
    assert shown["arms"]["ladder"]["seeds"]["25k"] == list(
        range(given["arms"]["ladder"]["seeds"]["25k"])
    )


def test_a_good_configuration_is_passed_over_in_silence(capsys, tmp_path):
    assert main(["config", "check", CONFIG]) == 0
    assert capsys.readouterr() == ("", "")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("arms: {ladder: {stream: other}, sparse: null}\n")
    assert main(["config", "check", CONFIG, str(wrong)]) == 2
    assert "arms.ladder.stream: unknown stream 'other'" in capsys.readouterr().err


def test_the_reference_is_written_where_it_is_asked_for(capsys, tmp_path):
    assert main(["config", "reference", "--folder", str(tmp_path)]) == 0
    named = {Path(line) for line in capsys.readouterr().out.splitlines()}
    assert named == set(tmp_path.iterdir())


def test_a_plan_counts_the_seeds_of_each_size_and_arm(capsys, tmp_path):
    over = tmp_path / "over.yaml"
    over.write_text(
        "arms:\n"
        "  ladder: {seeds: {85M: 1, 152M: 3}}\n"
        "  sparse: {seeds: {85M: 2}, stream: main, parent: null, training: {zero_stage: 2}}\n"
    )
    files = [CONFIG, str(ROOT / "studies/h100.yaml"), str(over)]
    cluster = str(ROOT / "slurm/cluster.yaml")
    assert main(["plan", *files, "--cluster", cluster]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[:2] == ["arm", "size"]
    table, (total, *_) = rows[:3], rows[3:]
    assert [row.split()[:2] for row in table] == [
        ["ladder", "85M"], ["ladder", "152M"], ["sparse", "85M"],
    ]  # fmt: skip
    each = [float(row.split()[-3].replace(",", "")) for row in table]
    hours = sum(n * one for n, one in zip((1, 3, 2), each, strict=True))
    told = float(total.split()[2].replace(",", ""))
    assert total.startswith("6 run(s): ") and told == pytest.approx(hours, abs=1)


def test_a_plan_of_other_sizes_and_tokens_says_what_it_cannot_do(capsys):
    files = [CONFIG, str(ROOT / "studies/cluster.yaml")]
    paper = ["--sizes", "6.4B,708B", "--tokens", "15e12", "--max-nodes", "2048", "--price", "2"]
    assert main(["plan", *files, *paper]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines[1:3]] == ["6.4B", "708B"]
    assert lines[2].split()[4] == "-"
    assert any(line.startswith("708B: not by this project") for line in lines)


def test_the_planner_stands_beside_what_was_published(capsys):
    assert main(["plan", "--published"]) == 0
    assert "Llama 3.1 405B" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--family", "chians"], "--family chians: unknown family"),
        (["--family", "chains", "--n", "0"], "--n 0: must be at least 1"),
        (["--family", "chains", "--stream", "no"], "stream 'no' is unknown; streams: main"),
    ],
)
def test_a_page_that_is_not_there_is_one_line(arguments, message, capsys):
    assert main(["world", "show", CONFIG, *arguments]) == 2
    assert message in capsys.readouterr().err
