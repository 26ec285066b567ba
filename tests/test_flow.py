"""What rules ask about a study."""

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from sizewise.bench import covered
from sizewise.flow import Flow
from sizewise.world.families import FAMILIES

ROOT = Path(__file__).resolve().parents[1]
QUICK, CLUSTER_STUDY = ROOT / "config.yaml", ROOT / "studies/cluster.yaml"
SLURM = {"cluster": str(ROOT / "slurm/cluster.yaml")}


def test_a_cluster_changes_what_jobs_ask_for_and_nothing_that_they_see():
    here, there = Flow([QUICK], {}), Flow([QUICK], SLURM)
    for sections in (("training",), ("corpus", "world", "mix"), ("arms", "analysis")):
        assert here.sections(*sections) == there.sections(*sections)
    size = SimpleNamespace(size=here.largest)
    gpus = [flow.gpu_resources(flow.training)["gpu"](size) for flow in (here, there)]
    assert gpus == [0, 1]


def test_a_key_on_the_command_line_comes_last():
    assert Flow([QUICK], {"world": {"seed": 7}}).study.world.seed == 7


def test_another_study_replaces_the_shares():
    assert "verse" in Flow([QUICK], {}).study.mix.shares
    assert "verse" not in Flow([QUICK, ROOT / "tests/workflow/tiny.yaml"], {}).study.mix.shares


def test_the_mix_is_planted_and_natural():
    flow = Flow([QUICK], {})
    assert sorted(flow.planted + flow.natural) == sorted(flow.study.mix.shares)
    assert set(flow.planted) == set(FAMILIES)


def test_large_rungs_get_whole_nodes():
    flow = Flow([QUICK, CLUSTER_STUDY], SLURM)
    resources = flow.node_resources()
    assert resources["slurm_extra"] == "--gpus-per-node=h100:8"
    nodes = resources["nodes"](SimpleNamespace(size=flow.largest))
    assert nodes == resources["tasks"](SimpleNamespace(size=flow.largest)) > 1
    assert flow.training[flow.largest].gpus == nodes * 8


def test_every_run_is_each_size_with_each_seed():
    flow = Flow([QUICK], {"arms": {"ladder": {"seeds": {"83k": [4], "25k": 2}}}})
    assert flow.every_run("{arm}/{size}/{seed}") == ["ladder/25k/0", "ladder/25k/1", "ladder/83k/4"]


def test_code_of_a_room_is_its_files_and_the_ground_floor():
    code = Flow.code("training")
    assert "workflow/sizewise/training/parametrization.py" in code
    assert "workflow/sizewise/study/sizes.csv" in code
    assert not [name for name in code if "/evaluation/" in name or name.endswith("bench.py")]
    assert all((ROOT / name).is_file() for name in code)


def test_modules_of_a_cluster_are_quoted(tmp_path):
    text = (ROOT / "slurm/cluster.yaml").read_text().replace("[]", "['cuda; rm -r /']")
    (tmp_path / "cluster.yaml").write_text(text)
    flow = Flow([QUICK], {"cluster": str(tmp_path / "cluster.yaml")})
    assert "; module load 'cuda; rm -r /'; " in flow.prefix("base", conda=False)


@pytest.mark.parametrize("conda", [False, True])
def test_a_command_that_fails_in_front_of_tee_fails(conda):
    command = Flow([QUICK], {}).prefix("base", conda=conda) + "false | tee /dev/null"
    assert subprocess.run(["bash", "-c", command]).returncode != 0


@pytest.mark.parametrize(
    ("intervals", "seconds"),
    [([(0, 1), (2, 3)], 2), ([(0, 3), (1, 2)], 3), ([(1, 2), (0, 1.5)], 2)],
)
def test_covered_counts_no_second_twice(intervals, seconds):
    assert covered(intervals) == seconds
