"""What rules ask about a study."""

import json
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from sizewise import flow
from sizewise.bench.workflow import covered
from sizewise.flow import Flow
from sizewise.study.errors import StudyError
from sizewise.study.jobs import KINDS
from sizewise.world.families import FAMILIES

ROOT = Path(__file__).resolve().parents[1]
QUICK, CLUSTER_STUDY = ROOT / "config.yaml", ROOT / "studies/cluster.yaml"


def told(**wildcards: str) -> SimpleNamespace:
    """Wildcards as Snakemake hands them over."""
    return SimpleNamespace(items=wildcards.items, **wildcards)


UNREWARDED = {"deductions_exact": None, "feelings_learned": None}
ARM = {"stream": "main", "parent": None, "training": {}}

SLURM = {"cluster": str(ROOT / "slurm/cluster.yaml")}


def test_numbers_inside_of_config_are_numbers():
    """Snakemake reads `--config 'arms={ladder: {seeds: {25k: 2}}}'` as text all the way down."""
    given = {"arms": {"capacity": "null", "ladder": {"seeds": {"25k": "2", "83k": ["0", "4"]}}}}
    flow = Flow([QUICK, ROOT / "tests/workflow/tiny.yaml"], given)
    assert [(run.size, run.seed) for run in flow.study.runs("ladder")] == [
        ("25k", 0), ("25k", 1), ("83k", 0), ("83k", 4),
    ]  # fmt: skip
    titled = Flow([QUICK], {"report": {"title": "off: a title, 12"}})
    assert titled.study.report.title == "off: a title, 12"


def test_a_cluster_changes_what_jobs_ask_for_and_nothing_that_they_see():
    here, there = Flow([QUICK], {}), Flow([QUICK], SLURM)
    run = told(arm="ladder", size=here.largest, seed="0", stream="main", chapter="ladder")
    for job in KINDS:
        assert here.plan(job, run) == there.plan(job, run)
    gpus = [flow.gpu_resources(flow.training)["gpu"](run) for flow in (here, there)]
    assert gpus == [0, 1]


def test_a_sparse_size_is_trained_by_a_job_of_its_own_and_the_ladder_does_not_notice():
    over = {"arms": {"mixtures": {"seeds": {"85k-a26k": 1}, "stream": "main", "parent": None,
                                  "training": {}}}}  # fmt: skip
    flow, other = Flow([QUICK], over), Flow([QUICK], over | {"sparse": {"balance_coefficient": 1}})
    mixture = told(arm="mixtures", size="85k-a26k", seed="0")
    rung = told(arm="ladder", size="25k", seed="0")
    assert flow.plan("train", mixture).job == "train_sparse"
    assert {*flow.plan("train", mixture).config} == {"training", "sparse"}
    assert flow.plan("train", mixture) != other.plan("train", mixture)
    assert flow.plan("train", rung).job == "train"
    assert (
        flow.plan("train", rung)
        == other.plan("train", rung)
        == Flow([QUICK], {}).plan("train", rung)
    )


def test_a_key_on_the_command_line_comes_last():
    assert Flow([QUICK], {"world": {"seed": 7}}).study.world.seed == 7


def test_another_study_replaces_the_shares():
    assert "verse" in Flow([QUICK], {}).study.mix.shares
    assert "verse" not in Flow([QUICK, ROOT / "tests/workflow/tiny.yaml"], {}).study.mix.shares


def test_the_mix_is_planted_and_natural():
    flow = Flow([QUICK], {})
    assert sorted(flow.planted() + flow.natural) == sorted(flow.study.mix.shares)
    streams = flow.study.stream_names
    assert {name for s in streams for name in flow.planted(s)} == set(FAMILIES)


def test_large_rungs_get_whole_nodes():
    flow = Flow([QUICK, CLUSTER_STUDY], SLURM)
    resources = flow.node_resources()
    assert resources["slurm_extra"] == "--gpus-per-node=h100:8"
    run = told(arm="ladder", size=flow.largest)
    nodes = resources["nodes"](run)
    assert nodes == resources["tasks"](run) > 1
    assert flow.training["ladder", flow.largest].gpus == nodes * 8


def test_every_run_is_each_size_with_each_seed():
    flow = Flow([QUICK], {"arms": {"other": ARM | {"seeds": {"83k": [4], "25k": 2}}}})
    found = flow.runs("{arm}/{size}/{seed}", "other")
    assert found == ["other/25k/0", "other/25k/1", "other/83k/4"]


def test_a_size_and_a_recipe_belong_to_their_own_runs():
    arm = {"stream": "main", "parent": None, "seeds": {"25k": 1}}
    arms = {"slow": arm | {"training": {"learning_rate": 0.001}}}
    before, after = Flow([QUICK], {}), Flow([QUICK], {"arms": arms})
    one = told(arm="ladder", size="25k", seed="0")
    assert before.plan("train", one) == after.plan("train", one)
    assert after.plan("train", one) != after.plan("train", told(arm="slow", size="25k", seed="0"))
    assert before.plan("analyze") == after.plan("analyze"), "it reads the ladder"
    assert before.plan("index") != after.plan("index")


def test_a_run_waits_for_the_run_that_it_continues():
    arm = {"stream": "main", "training": {}, "seeds": {"25k": 1}}
    flow = Flow([QUICK], {"arms": {"longer": arm | {"parent": "ladder"}}})
    child, parent = (told(arm=arm, size="25k", seed="0") for arm in ("longer", "ladder"))
    assert flow.of_parent("{arm}/{size}/{seed}")(child) == ["ladder/25k/0"]
    assert flow.parent_option("{arm}/{size}/{seed}")(child) == ["--parent", "ladder/25k/0"]
    assert flow.of_parent("{arm}")(parent) == flow.parent_option("{arm}")(parent) == []


def test_a_short_training_leaves_its_parent_and_says_where_it_ends():
    arm = {"stream": "main", "training": {}, "seeds": {"25k": 1}, "parent": "ladder"}
    arms = {"half": arm | {"ends_at": 0.5}, "quarter": arm | {"ends_at": 0.25}}
    forks = {"training": {"forks": [0.25, 0.5]}}
    flow = Flow([QUICK], {"arms": arms} | forks)
    half, quarter = (told(arm=arm, size="25k", seed="0") for arm in ("half", "quarter"))
    assert flow.parent_option("{arm}/{size}")(half) == [
        "--parent", "ladder/25k", "--ends-at", "0.5",
    ]  # fmt: skip
    assert flow.plan("train", half) != flow.plan("train", quarter)
    # The long trainings do not know who leaves them.
    ladder = told(arm="ladder", size="25k", seed="0")
    assert Flow([QUICK], forks).plan("train", ladder) == flow.plan("train", ladder)


def test_keys_that_decide_no_result_are_in_no_plan_and_reach_every_job():
    changed = {"corpus": {"cache": "/elsewhere"}, "training": {"resume_seconds": 7.0}}
    before, after = Flow([QUICK], {}), Flow([QUICK], changed)
    run = told(arm="ladder", size="25k", seed="0", stream="main", chapter="ladder")
    for job in KINDS:
        assert before.plan(job, run) == after.plan(job, run), job
    command = after.prefix("base", conda=False).replace("{{", "{").replace("}}", "}")
    shown = subprocess.run(
        ["bash", "-c", command + "echo $SIZEWISE_ASIDES"], capture_output=True, text=True
    )
    assert json.loads(shown.stdout)["training"]["resume_seconds"] == 7.0


def test_a_knob_of_one_family_is_in_the_plan_of_its_world_alone():
    knobs = {"world": {"families": {"chains": {"direct_items": 31}}}}
    before, after = Flow([QUICK], {}), Flow([QUICK], knobs)
    run = told(arm="ladder", size="25k", seed="0", stream="main", chapter="ladder")
    changed = {job for job in KINDS if before.plan(job, run) != after.plan(job, run)}
    assert changed == {"world"}


def test_evaluations_read_the_task_files_of_their_families():
    flow = Flow([QUICK, ROOT / "tests/workflow/tiny.yaml"], {})
    files = [Path(name).name for name in flow.tasks(told(arm="ladder"))]
    assert {"_choice.yaml", "held_out.yaml", "chains.yaml", "chains_written.yaml"} <= {*files}
    assert "public.csv" not in files


def test_modules_of_a_cluster_are_quoted(tmp_path):
    text = (ROOT / "slurm/cluster.yaml").read_text()
    text = text.replace("modules: []", "modules: ['cuda; rm -r /']")
    (tmp_path / "cluster.yaml").write_text(text)
    flow = Flow([QUICK], {"cluster": str(tmp_path / "cluster.yaml")})
    prefix = flow.prefix("base", conda=False)
    assert "; set +u; module load 'cuda; rm -r /'; set -u; " in prefix


def of_cluster(tmp_path, *files: Path, **keys) -> Flow:
    """A flow on the cluster of slurm/ with other keys."""
    values = yaml.safe_load((ROOT / "slurm/cluster.yaml").read_text()) | keys
    (tmp_path / "cluster.yaml").write_text(yaml.safe_dump(values))
    return Flow(files or [QUICK], {"cluster": str(tmp_path / "cluster.yaml")})


def test_what_a_cluster_asks_of_every_job_reaches_it(tmp_path):
    flow = of_cluster(
        tmp_path, QUICK, CLUSTER_STUDY, account="lab", qos="long", constraint="ib",
        options=["--exclusive", "--mail-type=FAIL"], environment={"TMPDIR": "/scratch/a b"},
    )  # fmt: skip
    jobs = flow.cpu_resources(), flow.gpu_resources(flow.training), flow.node_resources()
    for resources in jobs:
        assert resources["slurm_account"] == "lab"
        assert (resources["qos"], resources["constraint"]) == ("long", "ib")
        assert resources["slurm_extra"].startswith("--exclusive --mail-type=FAIL")
    assert jobs[2]["slurm_extra"].endswith("--gpus-per-node=h100:8")
    assert "export TMPDIR='/scratch/a b'; " in flow.prefix("base", conda=False)
    plain = of_cluster(tmp_path).cpu_resources()
    assert not {"slurm_account", "qos", "constraint", "slurm_extra"} & plain.keys()


def test_downloads_run_where_the_network_is(tmp_path):
    flow = of_cluster(tmp_path, network_partition="login")
    assert flow.cpu_resources(network=True)["slurm_partition"] == "login"
    assert flow.cpu_resources()["slurm_partition"] == "cpu"
    assert Flow([QUICK], SLURM).cpu_resources(network=True)["slurm_partition"] == "cpu"


def test_a_try_asks_for_more_memory_than_the_one_before(tmp_path):
    flow, run = of_cluster(tmp_path, memory_per_node_mb=20_000), told(arm="ladder", size="83k")
    memory = flow.cpu_resources()["mem_mb"]
    assert [memory(run, attempt) for attempt in (1, 2, 3)] == [8000, 16_000, 20_000]
    memory = flow.gpu_resources(flow.training)["mem_mb"]
    first = flow.training["ladder", "83k"].memory_mb
    assert memory(run, 2) == 2 * first
    assert memory(run, 99) == 20_000


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


def test_a_broken_register_or_chapter_is_told_before_any_rule(tmp_path, monkeypatch):
    with pytest.raises(StudyError, match=r"unknown chapter"):
        Flow([QUICK], {"report": {"chapters": ["nothing"]}})
    broken = tmp_path / "claims.yaml"
    broken.write_text("- id: A0\n")
    monkeypatch.setattr(flow, "CLAIMS", broken)
    with pytest.raises(StudyError, match="entry 1: key title is missing"):
        Flow([QUICK], {})


def test_arms_by_reward_have_their_judge_and_their_own_log():
    learned = {"feelings_learned": {"seeds": {"25k": 1}}}
    flow = Flow([QUICK], {"arms": learned, "reward": {"judge": "83k"}})
    exact, other = (
        told(arm=arm, size="25k", seed="0") for arm in ("deductions_exact", "feelings_learned")
    )
    assert flow.rewarded == "deductions_exact|feelings_learned"
    assert flow.judged("{arm}/{seed}")(exact) == []
    assert flow.judged_option("{arm}/{seed}")(exact) == []
    assert flow.judged_option("{arm}/{seed}")(other) == ["--judged", "feelings_learned/0"]
    assert flow.of_judge("{arm}/{size}/{seed}")(other) == "ladder/83k/0"
    assert flow.rewarded_for("family")(exact) == "deductions"
    assert flow.rewarded_for("source")(other) == "learned"
    logs = flow.logs_read_by("analyze", "{arm}/{size}/log", "{arm}/{size}/updates")
    assert "ladder/25k/log" in logs
    assert "deductions_exact/25k/updates" in logs
    assert not {"deductions_exact/25k/log", "ladder/25k/updates"} & {*logs}


def test_who_is_rewarded_for_what_is_in_the_plan_and_the_arms_name_is_not():
    same = ARM | {"parent": "ladder", "seeds": {"25k": 1}}
    arms = {
        "again": same | {"reward": {"family": "deductions", "source": "exact"}},
        "other": same | {"reward": {"family": "feelings", "source": "exact"}},
    }
    flow = Flow([QUICK], {"arms": arms})
    plans = [
        flow.plan("reward", told(arm=arm, size="25k", seed="0"))
        for arm in ("deductions_exact", "again", "other")
    ]
    assert plans[0] == plans[1] != plans[2]
    faster = Flow([QUICK], {"training": {"learning_rate": 0.5}})
    assert faster.plan("reward", told(arm="deductions_exact", size="25k", seed="0")) == plans[0]


def test_dense_trainings_do_not_reach_the_code_of_rewards():
    modules = Flow([QUICK], {}).plan("train", told(arm="ladder", size="25k", seed="0")).code_parts
    assert modules
    assert not [name for name in modules if "reward" in name]


def test_no_arm_by_reward_is_no_constraint_that_matches():
    flow = Flow([QUICK], {"arms": UNREWARDED})
    assert not re.search(flow.rewarded, "ladder")
    assert not re.search(flow.rewarded, "")


def test_another_snakemake_is_told_of_the_same_study_and_of_no_cluster():
    files = [Path("studies/desk.yaml")]
    given = {"cluster": "slurm/cluster.yaml", "world": {"seed": 7}}
    assert Flow.as_this_run(files, given) == [
        "--configfile", "studies/desk.yaml", "--config", 'world={"seed": 7}',
    ]  # fmt: skip
    here = [Path.cwd() / "studies/desk.yaml", Path("/elsewhere/mine.yaml")]
    assert Flow.as_this_run(here, {}) == [
        "--configfile",
        "studies/desk.yaml",
        "/elsewhere/mine.yaml",
    ]
    assert Flow.as_this_run([], {}) == []
