"""A whole study: what is refused, in which words, and what its arms and jobs see."""

import json
from pathlib import Path

import pytest
import yaml
from sizewise import reference
from sizewise.load import check_study, load_study
from sizewise.study.errors import StudyError
from sizewise.study.runs import LADDER, Run
from sizewise.study.sections import ASIDES_VARIABLE, read_sections
from sizewise.study.yaml_files import merge
from sizewise.training.config import Training

ROOT = Path(__file__).resolve().parents[1]
STUDIES = sorted((ROOT / "studies").glob("*.yaml"))


def whole() -> dict:
    return yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))


def default() -> dict:
    """config.yaml without the arms that need sizes of the ladder, which tests take away."""
    values = whole()
    arms = {
        name: arm for name, arm in values["arms"].items()
        if arm["parent"] is None and name != "sparse"
    }  # fmt: skip
    return values | {"arms": arms}


def arm(name: str, **values) -> dict:
    """A change to the configuration: an arm beside the ladder."""
    whole = {"seeds": {"25k": 1}, "stream": "main", "parent": None, "training": {}}
    return {"arms": {name: whole | values}}


def ladder(**values) -> dict:
    return {"arms": {"ladder": values}}


@pytest.mark.parametrize("over", [None, *STUDIES], ids=lambda p: p.stem if p else "quick")
def test_every_study_is_valid(over):
    study = load_study([ROOT / "config.yaml", *([over] if over else [])])
    assert study.n_steps("main") * study.stream.batch_tokens == study.mix.tokens
    assert study.name == (over.stem if over else "quick")


@pytest.mark.parametrize(
    ("over", "message"),
    [
        ({"trainning": {}}, "unknown key trainning; did you mean 'training'?"),
        ({"training": {"lerning_rate": 1}}, "did you mean 'learning_rate'?"),
        ({"stream": {"sequence_length": "long"}}, "stream.sequence_length"),
        ({"stream": {"sequence_length": 100}}, "not a multiple of sequence_length 100"),
        ({"stream": {"vocabulary_size": 70_000}}, "does not fit token_dtype uint16"),
        ({"mix": {"tokens": 5000}}, "use 4,096"),
        ({"probes": {"repeat_tokens": 128}}, "sequence_length 256; use 127 or fewer"),
        ({"probes": {"repeat_words": 200}}, "repeat_words 200 makes sequences of 401 tokens"),
        ({"mix": {"shares": {"plays": 0.9}}}, "shares sum to 0.9, not to 1"),
        ({"mix": {"shares": {"playz": 1.0}}}, "playz"),
        (ladder(seeds={"26k": 1}), "arms.ladder.seeds: unknown size '26k'; known sizes: 6k"),
        (ladder(seeds={"25k": [1, 1]}), "25k: a seed stands twice"),
        (ladder(seeds={"25k": 0}), "arms.ladder.seeds.25k: 0 seeds; give one or more"),
        (ladder(seeds={"25k": "two"}), "arms.ladder.seeds.25k: give a count of seeds, or a list"),
        (ladder(seeds={"25k": True}), "arms.ladder.seeds.25k: give a count of seeds, or a list"),
        (ladder(seeds={"25k": [-1]}), "arms.ladder.seeds.25k.0: Input should be greater"),
        (ladder(seeds={}), "arms.ladder.seeds: "),
        (ladder(stream="mian"), "arms.ladder.stream: unknown stream 'mian'; known streams: main"),
        (ladder(parent="ladder"), "ladder.parent 'ladder' is the arm itself"),
        (ladder(parent="none"), "ladder.parent 'none' is no arm; arms: ladder"),
        (ladder(training={"learning_rat": 1}), "did you mean 'learning_rate'?"),
        (ladder(training={"learning_rate": -1}), "arms.ladder.training.learning_rate: "),
        (ladder(training={"resume_seconds": 1}), "set training.resume_seconds, for all arms"),
        (arm("half", parent="ladder", ends_at=0.5),
         "arms.half.ends_at 0.5: training.forks of its parent ladder lacks it"),
        ({"training": {"forks": [0.5]},
          **arm("half", parent="ladder", ends_at=0.5, training={"decay_share": 0.1})},
         "arms.half.ends_at 0.5: a training that leaves its parent ladder has its stream and its"),
        ({"training": {"forks": [0.05]}, **arm("brief", parent="ladder", ends_at=0.05)},
         "before the parent's warm-up ends at step 20; let it end later"),
        (ladder(seeds={"85k-a26k": 1}), "85k-a26k is a sparse size and the ladder is dense"),
        ({"training": {"precision": "bf16"}, **arm("mixtures", seeds={"85k-a26k": 1})},
         "experts of 85k-a26k are 44 wide, and in bf16 torch's grouped product needs multiples"),
        (arm("mixtures", seeds={"1.85M-a795k": 1}),
         "no rung of the ladder has the 1,851,520 total parameters of 1.85M-a795k; add one"),
        ({"streams": {"other": {"mix": {"tokens": 4096}}},
          **arm("mixtures", stream="other", seeds={"85k-a26k": 1},
                training={"checkpoint_first_step": 1})},
         "mixtures.stream: 85k-a26k is compared with rungs of the ladder, which read 'main'"),
        (ladder(training={"checkpoint_first_step": 401}),
         "arms.ladder: training.checkpoint_first_step 401 lies behind the last step 400"),
        (arm("reward", parent="ladder", seeds={"1.9M": 1}),
         "reward.parent 'ladder' has no run of size 1.9M with seed 0"),
        (arm("reward", parent="ladder", seeds={"25k": 2}),
         "reward.parent 'ladder' has no run of size 25k with seed 1"),
        ({"arms": arm("a", parent="b")["arms"] | arm("b", parent="a")["arms"]},
         "a.parent 'b' makes a circle: a -> b -> a"),
        ({"arms": {"Big": arm("Big")["arms"]["Big"]}}, "arms.Big"),
        ({"streams": {"main": {}}}, "streams.main is what mix, world and stream say"),
        ({"streams": {"other": {"mixx": {}}}}, "streams.other.mixx; did you mean 'mix'?"),
        ({"streams": {"other": {"mix": {"tokens": 4097}}}},
         "streams.other.mix.tokens 4,097 is not a whole number of steps"),
        ({"streams": {"other": {"stream": {"sequence_length": 128}}}},
         "longer than streams.other.stream.sequence_length 128; use 63 or fewer"),
        ({"streams": {"other": {"mix": {"shares": {"playz": 1}}}}},
         "streams.other: mix.shares: unknown name 'playz'"),
        ({"streams": {"other": {"world": {"families": {"chains": {"test_hops": [1]}}}}}},
         "streams.other: world.families.chains: test_hops end at 1"),
        ({"streams": {"other": {"world": {"sead": 1}}}},
         "unknown key streams.other.world.sead; did you mean 'seed'?"),
        ({"streams": {"records": {"mix": {"tokens": 4_194_304}}}},
         "streams.records.mix.tokens plants 96,"),
        ({"training": {"learning_rate": float("nan")}}, "should be a finite number"),
        ({"name": "../elsewhere"}, "name"),
        ({"world": {"families": {"biografies": {}}}}, "biografies"),
        ({"training": {"checkpoint_first_step": 10**6}}, "lies behind the last step"),
        (
            {"corpus": {"hub": {"x": {"path": "owner/data", "name": None, "revision": None,
                                      "split": "train", "text_column": "text",
                                      "max_bytes": 10}}}},
            "pin the data set's commit",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_that_names_file_and_key(over, message):
    with pytest.raises(StudyError) as caught:
        check_study(merge(default(), over), "mine.yaml")
    assert str(caught.value).startswith("mine.yaml: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("over", "message"),
    [
        ({"parent": None}, "r.reward: needs finished trainings to go on from; name their arm as"),
        ({"parent": "ladder", "ends_at": 0.5}, "leave r.ends_at null and r.training empty"),
        ({"training": {"beta1": 0.5}}, "leave r.ends_at null and r.training empty"),
        ({"stream": "other"}, "arms.r.stream 'other' is not that of its parent ladder"),
        ({"reward": {"family": "chains", "source": "exact"}},
         "arms.r.reward.family 'chains' is no family of the stream main with practice questions; "
         "there are deductions, feelings"),
        ({"reward": {"family": "feelings", "source": "guessed"}}, "arms.r.reward.source"),
        ({"seeds": {"83k": [1]}}, "r.parent 'ladder' has no run of size 83k with seed 1"),
    ],
)  # fmt: skip
def test_an_arm_by_reward_that_cannot_be_is_one_line(over, message):
    values = {"parent": "ladder", "reward": {"family": "feelings", "source": "exact"}}
    streams = {"streams": {"other": {"stream": {"seed": 2}}}}
    with pytest.raises(StudyError) as caught:
        check_study(merge(merge(default(), streams), arm("r", **values | over)), "mine.yaml")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("over", "source", "message"),
    [
        ({"questions": 10_000}, "exact", "reward.questions 10000 is more than the 1920 practice"),
        ({"preferences": 2_000}, "learned", "reward.preferences 2000 is more than the 1920"),
        ({"judge": "1.9M"}, "learned",
         "reward.judge '1.9M' has no training of the arm ladder with seed 0, which r needs"),
        ({"answers": 1}, "exact", "reward.answers"),
        ({"agreement": 0.5}, "learned", "reward.agreement"),
    ],
)  # fmt: skip
def test_a_reward_that_cannot_be_given_is_one_line(over, source, message):
    values = {"parent": "ladder", "reward": {"family": "feelings", "source": source}}
    with pytest.raises(StudyError) as caught:
        check_study(merge(default(), arm("r", **values) | {"reward": over}), "mine.yaml")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_exact_reward_needs_neither_judge_nor_preferences():
    values = {"parent": "ladder", "reward": {"family": "feelings", "source": "exact"}}
    over = {"reward": {"judge": "nobody", "preferences": 10**6}}
    check_study(merge(default(), arm("r", **values) | over), "mine.yaml")


def test_an_arm_is_needed_by_name():
    values = default()
    values["arms"] = arm("capacity")["arms"]
    with pytest.raises(StudyError, match="arms: the arm 'ladder' is missing"):
        check_study(values, "mine.yaml")


@pytest.fixture
def study():
    """Two streams and three arms."""
    over = {"streams": {"facts": {
        "mix": {"tokens": 409_600, "shares": {"biographies": 1.0}},
        "world": {"seed": 5, "families": {"biographies": {"max_exposures": 16}}},
        "stream": {"batch_tokens": 2048},
    }}}  # fmt: skip
    more = [
        ladder(seeds={"83k": [3, 4], "25k": 3}),
        arm("capacity", seeds={"233k": 1}, stream="facts", training={"learning_rate": 0.5}),
        arm("reward", seeds={"83k": [4]}, parent="ladder"),
    ]
    values = default()
    for change in (over, *more):
        values = merge(values, change)
    return check_study(values, "mine.yaml")


def test_runs_stand_by_arm_then_size_then_seed(study):
    assert study.runs() == [
        ("ladder", "25k", 0), ("ladder", "25k", 1), ("ladder", "25k", 2), ("ladder", "83k", 3),
        ("ladder", "83k", 4), ("capacity", "233k", 0), ("reward", "83k", 4),
    ]  # fmt: skip
    assert study.runs("reward") == [Run("reward", "83k", 4)]
    assert study.runs("reward")[0].folder == Path("reward/83k/seed4")
    assert study.ladder == ["25k", "83k"]
    assert [size.name for size in study.sizes] == ["25k", "83k", "233k"]
    with pytest.raises(StudyError, match="arm 'sparse' is unknown; arms: ladder, capacity, reward"):
        study.runs("sparse")


def test_an_arm_has_its_stream_and_its_recipe(study):
    assert study.stream_of("capacity") == "facts"
    assert study.training_of("capacity").learning_rate == 0.5
    assert study.training_of("ladder") == study.training
    assert study.mix_of("facts").shares == {"biographies": 1.0}
    assert study.mix_of("main") == study.mix
    assert study.world_of("facts").families["biographies"]["max_exposures"] == 16
    assert study.world_of("facts").families["chains"] == study.world.families["chains"]
    assert study.n_steps("facts") == 200
    seen = study.seen_by(arm="capacity")
    assert seen.mix == study.mix_of("facts")
    assert seen.training == study.training_of("capacity")


def test_a_job_is_handed_what_decides_its_results(study):
    text = study.section_json("training", "mix", arm="capacity")
    values = json.loads(text)
    assert text == json.dumps(values, sort_keys=True, separators=(",", ":"))
    assert values["training"]["learning_rate"] == 0.5
    assert "resume_seconds" not in values["training"]
    assert values["mix"]["shares"] == {"biographies": 1.0}
    assert json.loads(study.section_json("name", "arms"))["arms"]["ladder"]["seeds"] == {
        "25k": [0, 1, 2], "83k": [3, 4],
    }  # fmt: skip
    other = study.section_json("world", stream="facts")
    assert json.loads(other)["world"]["seed"] == 5


def test_keys_that_decide_no_result_change_no_section():
    seconds = {"resume_seconds": 1}
    over = {"corpus": {"cache": "/elsewhere"}, "training": seconds, "reward": seconds}
    before = check_study(default(), "config.yaml")
    after = check_study(merge(default(), over), "config.yaml")
    names = [name for name in default() if name != "streams"]
    assert before.section_json(*names) == after.section_json(*names)
    assert after.asides() == over
    minute = {"resume_seconds": 60}
    assert before.asides() == {"corpus": {"cache": None}, "training": minute, "reward": minute}


def test_a_job_reads_what_it_is_handed(study, monkeypatch):
    monkeypatch.setenv(ASIDES_VARIABLE, json.dumps(study.asides()))
    read = read_sections(study.section_json("training", arm="capacity"), training=Training)
    assert read.training == study.training_of("capacity")


def test_an_edit_changes_only_the_sections_that_hold_it():
    before = check_study(default(), "config.yaml")
    after = check_study(merge(default(), {"training": {"learning_rate": 0.5}}), "config.yaml")
    assert before.section_json("stream", "mix") == after.section_json("stream", "mix")
    assert before.section_json("training") != after.section_json("training")


def test_the_reference_is_in_step_with_the_types(tmp_path):
    for written in reference.write_reference(tmp_path):
        committed = ROOT / "docs" / written.name
        assert committed.read_text(encoding="utf-8") == written.read_text(encoding="utf-8"), (
            f"docs/{written.name} is out of date; run python -m sizewise config reference"
        )


def test_every_key_has_a_meaning():
    for line in reference.reference_page().splitlines():
        if line.startswith("| `"):
            assert line.split("|")[3].strip(), line


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_study_may_lie_over_another(tmp_path):
    alone = "sparse: null, deductions_exact: null, feelings_learned: null"
    written(
        tmp_path,
        one="name: one\nanalysis: {bootstrap_samples: 321}\n"
        f"arms: {{ladder: {{seeds: {{25k: 3, 83k: 2}}}}, {alone}}}\n",
        two="over: one\nname: two\narms: {ladder: {seeds: {25k: 1}}}\n",
        three="over: two\nname: three\n",
    )
    study = load_study([ROOT / "config.yaml", tmp_path / "three.yaml"])
    assert study.name == "three" and study.analysis.bootstrap_samples == 321
    assert study.runs(LADDER) == [Run(LADDER, "25k", 0)], "its seeds are those that it names"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("over: 7", "over 7 is no name of a study; use one like desk"),
        ("over: ../config", "over '../config' is no name of a study"),
        ("over: nowhere", "over nowhere: there is no .*nowhere.yaml; name an existing one"),
        ("over: circle", "over circle leads back to this file"),
        ("over: back", "over circle leads back to this file"),
    ],
)
def test_what_it_cannot_lie_over_is_a_line(tmp_path, text, message):
    written(tmp_path, circle=text, back="over: circle")
    with pytest.raises(StudyError, match=message):
        load_study([ROOT / "config.yaml", tmp_path / "circle.yaml"])
