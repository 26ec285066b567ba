"""What the table refuses, and that the published one passes."""

import csv
import shutil
from pathlib import Path

import pytest
from sizewise.observation.boards import PRIMARY
from sizewise.observation.contrast import contrast_rows
from sizewise.observation.sample import build_sample
from sizewise.observation.table import MODELS, SCORES, SOURCES, Rating, read_public
from sizewise.study.errors import StudyError


def rewrite(folder: Path, data: Path, name: str, model: str, /, **changes: str) -> Path:
    """A copy of the tables in which the first row of `model` in file `name` is changed."""
    for file in (MODELS, SCORES, SOURCES):
        shutil.copy(data / file, folder / file)
    with (data / name).open(newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row["model_id"] == model).update(changes)
    write(folder / name, rows)
    return folder


def write(path: Path, rows: list[dict]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def repeat(folder: Path, data: Path, name: str, **changes: str) -> Path:
    """A copy of the tables whose file `name` holds its first row twice, the second changed."""
    for file in (MODELS, SCORES, SOURCES):
        shutil.copy(data / file, folder / file)
    with (data / name).open(newline="") as file:
        rows = list(csv.DictReader(file))
    write(folder / name, [*rows, rows[0] | changes])
    return folder


def refusal(call) -> str:
    with pytest.raises(StudyError) as error:
        call()
    message = str(error.value)
    assert "\n" not in message
    return message


def test_the_published_table_passes(table):
    assert len(table.models) > 500
    assert table.models.index.is_unique
    assert set(table.scores.source) == set(table.sources.source)


def test_it_is_small_and_every_row_has_source_and_date(data, table):
    assert sum((data / name).stat().st_size for name in (MODELS, SCORES, SOURCES)) < 1_000_000
    for frame, columns in (
        (table.models, ["size_source", "snapshot"]), (table.scores, ["source", "snapshot"]),
        (table.sources, ["repository", "commit", "licence", "read", "snapshot"]),
    ):  # fmt: skip
        assert (frame[columns] != "").all(axis=None)


def test_an_undisclosed_size_in_the_file(tmp_path, data):
    rewrite(tmp_path, data, MODELS, "gpt-4.5-preview-2025-02-27", total_params_b="6000")
    message = refusal(lambda: read_public(tmp_path))
    assert "undisclosed" in message and "gpt-4.5" in message and MODELS in message


def test_an_undisclosed_size_asked_for(table):
    message = refusal(lambda: table.sizes(["deepseek-v3", "gpt-4.5-preview-2025-02-27"]))
    assert "gpt-4.5-preview-2025-02-27" in message and "undisclosed" in message


def test_a_lower_bound_asked_for(table):
    message = refusal(lambda: table.sizes(["qwen3-max-2025-09-23"]))
    assert "qwen3-max-2025-09-23" in message and "> 1000B" in message


def test_a_lower_bound_written_as_a_value(tmp_path, data):
    rewrite(tmp_path, data, MODELS, "qwen3-max-2025-09-23", total_params_b=">1000")
    message = refusal(lambda: read_public(tmp_path))
    assert "size_bound" in message and "qwen3-max-2025-09-23" in message


def test_unpublished_active_parameters_asked_for(table):
    assert table.sizes(["ernie-5.0-0110"]).item() == 2400
    assert "ernie-5.0-0110" in refusal(lambda: table.sizes(["ernie-5.0-0110"], "active"))


@pytest.mark.parametrize("basis", ["with_bounds", "with_rumours"])
def test_rumours_and_bounds_outside_the_sensitivity_analysis(table, analysis, basis):
    sample = build_sample(table, PRIMARY, basis)
    message = refusal(lambda: contrast_rows("x", "primary", sample, analysis))
    assert "sensitivity" in message
    assert contrast_rows("x", "sensitivity", sample, analysis)


def test_only_disclosed_exact_sizes_enter_a_sample(table):
    sample = build_sample(table, PRIMARY)
    rows = table.models.loc[sample.names]
    assert (rows.disclosure != "undisclosed").all() and (rows.size_bound == "exact").all()
    assert not set(sample.names) & {"qwen3-max-2025-09-23", "gemini-3-pro"}
    assert "gemini-3-pro" in build_sample(table, PRIMARY, "with_rumours").names


def test_two_settings_of_one_family_of_boards(table):
    columns = Rating("arena_creative", "raw"), Rating("arena_coding", "style_control")
    assert "one setting" in refusal(lambda: table.ratings(*columns))


def test_an_unknown_setting(tmp_path, data, table):
    assert "setting" in refusal(lambda: table.ratings(Rating("eqbench3", "raw")))
    rewrite(tmp_path, data, SCORES, "deepseek-v3", setting="mixed")
    assert "setting" in refusal(lambda: read_public(tmp_path))


@pytest.mark.parametrize("change", [{}, {"model_id": "rwkv-4-raven-14b"}])
def test_a_model_that_stands_twice(tmp_path, data, change):
    with (data / MODELS).open(newline="") as file:
        first = next(csv.DictReader(file))
    change = {"model_id": first["model_id"].upper()} if change else {}
    message = refusal(lambda: read_public(repeat(tmp_path, data, MODELS, **change)))
    assert "stands in line 2 already" in message


def test_a_score_that_stands_twice(tmp_path, data):
    message = refusal(lambda: read_public(repeat(tmp_path, data, SCORES, score="1")))
    assert "stands in line 2 already" in message


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        (MODELS, {"release": "2024-13"}, "release"),
        (MODELS, {"total_params_b": "", "active_params_b": ""}, "disclosed size"),
        (MODELS, {"active_params_b": "700"}, "larger"),
        (MODELS, {"disclosure": "leaked"}, "disclosure"),
        (MODELS, {"model_id": "deepseek-v3-renamed"}, "add its row"),
        (SCORES, {"board": "arena_poetry"}, "unknown board"),
        (SCORES, {"score": "nan"}, "score"),
        (SCORES, {"source": "hearsay"}, SOURCES),
    ],
)
def test_rows_that_are_wrong(tmp_path, data, name, changes, words):
    rewrite(tmp_path, data, name, "deepseek-v3", **changes)
    message = refusal(lambda: read_public(tmp_path))
    assert words in message and "line" in message


def test_a_missing_file(tmp_path):
    assert MODELS in refusal(lambda: read_public(tmp_path))
