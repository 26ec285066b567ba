"""The job: tables of a whole run, and what it says of damaged files."""

import json

import numpy as np
import pandas as pd
import pytest
from sizewise.cli import main
from sizewise.probes.config import Probes
from sizewise.probes.job import probe_run, read_residuals
from sizewise.study.artifacts import sha256_of, verify_files
from sizewise.study.errors import StudyError
from sizewise.study.runs import Run
from sizewise.study.sections import read_sections

from tests.evaluation.tiny_study import tiny_model, tiny_tokenizer
from tests.probes.conftest import section

TABLES = ("heads", "repeats", "overlap")
RUN = Run("sparse", "25k", 0)


def probe(folders, output, **over) -> dict[str, pd.DataFrame]:
    study = read_sections(section(**over), probes=Probes)
    probe_run(study, **folders, run=RUN, output=output)
    return {name: pd.read_parquet(output / f"{name}.parquet") for name in TABLES}


def test_the_tables_of_a_run(make_run, tmp_path):
    tables = probe(make_run(), tmp_path / "out")
    verify_files(tmp_path / "out")
    heads, repeats, overlap = (tables[name] for name in TABLES)
    assert set(heads["tokens"]) == set(repeats["tokens"]) == {"vocabulary", "words"}
    assert heads.groupby(["tokens", "step", "layer", "head"]).size().tolist() == [1] * 32
    assert (heads["sequences"] == 6).all()
    assert heads["prefix_matching"].between(0, 1).all()
    assert (heads["prefix_matching_error"] > 0).all()
    assert repeats.groupby(["tokens", "step"]).size().tolist() == [6] * 4
    even = heads.groupby("tokens")["prefix_matching_even"].first()
    assert even["words"] > even["vocabulary"]
    assert (repeats["first_loss"] > 0).all()
    counts = overlap.groupby(["step", "layer", "pair"]).size().unstack()
    assert (counts["source-entity"] == 8).all()
    assert (counts["entity-entity"] == 16).all()
    assert (counts["source-source"] == 1).all()
    assert sorted(overlap["layer"].unique()) == [1, 2]
    assert (overlap["d_model"] == 32).all()
    known = overlap.dropna(subset="overlap2")
    assert np.allclose(known["overlap2"] * known["reliability"], known["product"])
    for frame in tables.values():
        assert list(frame.columns[:4]) == ["arm", "size", "seed", "step"]
        assert frame[["arm", "size", "seed"]].drop_duplicates().values.tolist() == [[*RUN]]
        assert sorted(frame["step"].unique()) == [0, 10]


def test_the_same_run_gives_the_same_bytes(make_run, tmp_path):
    folders = make_run()
    hashes = []
    for number in (1, 2):
        probe(folders, tmp_path / str(number))
        hashes.append([sha256_of(tmp_path / str(number) / f"{name}.parquet") for name in TABLES])
    assert hashes[0] == hashes[1]


def test_residuals_are_those_of_the_last_token_before_the_final_norm():
    """Prompts of unequal length in one batch, against one at a time without filling up."""
    import torch

    model = tiny_model(1)
    prompts = [list(range(5, 5 + n)) for n in (9, 3, 14, 3)]
    found = read_residuals(model, prompts, batch_sequences=3)
    assert [layer.shape for layer in found] == [(4, 32), (4, 32)]
    for row, ids in enumerate(prompts):
        with torch.inference_mode():
            states = model(torch.tensor([ids]), output_hidden_states=True).hidden_states
            normed = model.model.norm(torch.from_numpy(found[1][row]).float())
        assert np.allclose(found[0][row], states[1][0, -1].numpy(), atol=1e-5)
        assert np.allclose(normed.numpy(), states[2][0, -1].numpy(), atol=1e-5)


def test_a_study_without_the_families_has_random_tokens_alone(make_run, tmp_path):
    tables = probe(make_run(items={}), tmp_path / "out")
    assert tables["overlap"].empty
    assert len(tables["repeats"]) == 12
    assert set(tables["heads"]["tokens"]) == {"vocabulary"}


def test_the_command_line(make_run, tmp_path):
    folders = make_run()
    arguments = ["probe", "--config", section(), "--size", "25k", "--seed", "0"]
    for name, path in (folders | {"output": tmp_path / "out"}).items():
        arguments += [f"--{name}", str(path)]
    assert main(arguments) == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    facts = manifest["facts"]
    assert facts["steps"] == [0, 10]
    # The arm that every study has, where none is named.
    assert manifest["of"]["arm"] == "ladder"
    assert (facts["entities"], facts["phrasings"]) == (8, 4)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("training/checkpoints/step0000010/model.safetensors", r"model\.safetensors: altered"),
        ("stream/tokenizer/tokenizer.json", r"tokenizer\.json: altered"),
        ("world/items/sources.jsonl", r"sources\.jsonl: altered"),
    ],
)
def test_a_damaged_file_is_named(make_run, tmp_path, file, message):
    folders = make_run()
    path = tmp_path / file
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(StudyError, match=message) as caught:
        probe(folders, tmp_path / "out")
    assert "\n" not in str(caught.value)


def test_a_tokenizer_of_another_study_is_refused(make_run, tmp_path):
    from tests.manifests import write_manifest

    folders = make_run()
    tokenizer = tiny_tokenizer()
    tokenizer.add_tokens(["another"])
    tokenizer.save_pretrained(folders["stream"] / "tokenizer")
    files = list((folders["stream"] / "tokenizer").iterdir())
    write_manifest(folders["stream"], job="stream", files=files)
    with pytest.raises(StudyError, match="its tokenizer is not that of"):
        probe(folders, tmp_path / "out")


def test_weights_that_are_no_numbers_are_named(make_run, tmp_path):
    import torch
    from safetensors.torch import load_file, save_file

    from tests.manifests import write_manifest

    folders = make_run()
    path = folders["training"] / "checkpoints/step0000010/model.safetensors"
    weights = load_file(path)
    weights["lm_head.weight"][0] = torch.nan
    save_file(weights, path, {"format": "pt"})
    files = [p for p in (folders["training"] / "checkpoints").rglob("*") if p.is_file()]
    write_manifest(folders["training"], job="training", files=files)
    with pytest.raises(StudyError, match="step0000010: a loss is not a finite number"):
        probe(folders, tmp_path / "out")
