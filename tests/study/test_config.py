"""config.yaml and its types: what is refused, in which words, and what a job can see."""

from pathlib import Path

import pytest
import yaml
from sizewise import reference
from sizewise.load import check_study, load_study, merge
from sizewise.study.config import Study
from sizewise.study.errors import StudyError

ROOT = Path(__file__).resolve().parents[2]
STUDIES = sorted((ROOT / "studies").glob("*.yaml"))


def default() -> dict:
    return yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("over", [None, *STUDIES], ids=lambda p: p.stem if p else "quick")
def test_every_study_is_valid(over):
    study = load_study([ROOT / "config.yaml", *([over] if over else [])])
    assert study.n_steps * study.stream.batch_tokens == study.mix.tokens
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
        ({"ladder": ["25k", "25k"]}, "named twice"),
        ({"ladder": ["26k"]}, "known sizes: 25k"),
        ({"seeds": [1, 1]}, "seeds must be different"),
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


def test_syntax_errors_name_the_line(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("name: quick\nladder: [25k\n", encoding="utf-8")
    with pytest.raises(StudyError, match=r"broken\.yaml, line 3: not YAML"):
        load_study([path])


def test_shares_are_replaced_as_a_whole():
    merged = merge({"mix": {"tokens": 1, "shares": {"a": 1.0}}}, {"mix": {"shares": {"b": 1.0}}})
    assert merged == {"mix": {"tokens": 1, "shares": {"b": 1.0}}}


def test_a_job_sees_its_sections_and_no_other():
    study = check_study(default(), "config.yaml")
    part = Study.from_sections(study.section_json("training", "seeds"))
    assert part.training == study.training
    assert part.seeds == study.seeds
    with pytest.raises(AttributeError):
        _ = part.stream


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
