"""Finished results by identity, and the job that finds its own."""

import json

import pytest
from sizewise.study import identity
from sizewise.study import work as module
from sizewise.study.artifacts import read_manifest, verify_files
from sizewise.study.errors import StudyError
from sizewise.study.store import Store
from sizewise.study.work import Work, contents

CONFIG = json.dumps({"stream": {"seed": 1}})


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def make(tmp_path, store, text="result", config=CONFIG, inputs=None, name="out", **facts):
    """A job that writes one file unless it finds it; returns it and its manifest."""
    output = tmp_path / name
    begun = Work.begin("stream", config=config, output=output, inputs=inputs, store=store)
    if begun.kept:
        return begun, begun.kept
    (output / "sub").mkdir(parents=True, exist_ok=True)
    (output / "sub/file").write_text(text)
    return begun, begun.end([output / "sub/file"], facts)


def test_an_equal_job_is_found_whoever_asks(tmp_path, store):
    first, manifest = make(tmp_path, store, seconds=3)
    second, found = make(tmp_path, store, text="never written", name="another")
    assert not first.kept and second.kept == found == manifest
    assert (tmp_path / "another/sub/file").read_text() == "result"
    assert verify_files(tmp_path / "another")["facts"] == {"seconds": 3}


@pytest.mark.parametrize(
    "other",
    [{"config": json.dumps({"stream": {"seed": 2}})}, {"inputs": {"corpus": "0" * 64}}],
    ids=["config", "inputs"],
)
def test_another_job_is_not(tmp_path, store, other):
    make(tmp_path, store)
    assert not make(tmp_path, store, **other)[0].kept


def test_a_package_of_another_version_is_another_job(tmp_path, store, monkeypatch):
    make(tmp_path, store)
    before = identity.packages_of("stream")
    monkeypatch.setattr(identity, "packages_of", lambda *_: {**before, "numpy": "99.0"})
    begun, manifest = make(tmp_path, store)
    assert not begun.kept
    said = identity.differences({**manifest, "packages": before}, manifest)
    assert said == f"numpy {before['numpy']} → 99.0"


@pytest.mark.parametrize("chapter", ["signal", "trust"])
def test_a_chapter_depends_on_what_its_script_imports(chapter):
    found = identity.plan("chapter", of={"chapter": chapter}, config="{}")
    assert "sizewise.report.figures.marks" in found.code_parts, "what draws its figures"
    assert ("sizewise.report.trust" in found.code_parts) == (chapter == "trust")
    assert "matplotlib" in found.packages


def test_a_script_that_cannot_be_read_is_one_line(tmp_path):
    script = tmp_path / "chapter.py"
    script.write_text("from sizewise.report import *\n")
    with pytest.raises(StudyError, match=r"chapter\.py: .*import \*"):
        identity.code_of("chapter", script)


def test_a_kept_result_survives_the_removal_of_the_outputs(tmp_path, store):
    make(tmp_path, store)
    (tmp_path / "out/sub/file").unlink()
    assert make(tmp_path, store)[0].kept
    assert (tmp_path / "out/sub/file").read_text() == "result"


def test_a_damaged_entry_is_made_again(tmp_path, store):
    _, manifest = make(tmp_path, store)
    (store.entry("stream", manifest["identity"]) / "sub/file").write_text("damaged")
    begun, again = make(tmp_path, store)
    assert not begun.kept and again["files"] == manifest["files"]
    assert (tmp_path / "out/sub/file").read_text() == "result"


def test_pruning_leaves_what_is_wanted(tmp_path, store):
    _, one = make(tmp_path, store)
    _, two = make(tmp_path, store, config=json.dumps({"stream": {"seed": 2}}))
    gone = store.prune({("stream", one["identity"])})
    assert [path.name for path in gone] == [two["identity"]]
    assert [path.name for path in store.entries()] == [one["identity"]]


def test_the_manifest_has_every_part_of_the_identity(tmp_path, store):
    _, manifest = make(tmp_path, store, inputs={"corpus": "1" * 64})
    assert read_manifest(tmp_path / "out") == manifest
    assert manifest["config"] == {"stream": {"seed": 1}}
    assert manifest["inputs"] == {"corpus": "1" * 64}
    assert "sizewise.stream.build" in manifest["code_parts"]
    assert manifest["packages"]["tokenizers"]


def test_contents_know_no_facts(tmp_path, store):
    _, one = make(tmp_path, store, seconds=1)
    _, two = make(tmp_path, store, config=json.dumps({"stream": {"seed": 2}}), seconds=2)
    assert contents(one) == contents(two)
    assert contents(one, "sub/") == contents(one) != contents(one, "elsewhere/")


def test_a_job_that_leaves_its_closure_fails_and_names_the_module(tmp_path, store, monkeypatch):
    begun = Work.begin("stream", config=CONFIG, output=tmp_path, store=store)
    (tmp_path / "file").write_text("x")
    loaded = module._loaded()
    monkeypatch.setattr(module, "_loaded", lambda: loaded | {"sizewise.planning.requests"})
    monkeypatch.setattr(begun, "_before", begun._before - {"sizewise.planning.requests"})
    with pytest.raises(StudyError, match=r"job stream: it loaded sizewise\.planning\.requests,"):
        begun.end([tmp_path / "file"])
    assert not (tmp_path / "manifest.json").exists()


def test_differences_name_keys_versions_code_and_inputs(tmp_path, store):
    _, one = make(tmp_path, store, inputs={"corpus": "1" * 64})
    two = json.loads(json.dumps(one))
    assert identity.differences(one, two) == ""
    two["config"]["stream"] = {"seed": 2, "extra": None}
    two["code"], two["code_parts"]["sizewise.stream.plan"] = "0" * 64, "0" * 64
    two["inputs"] = {"corpus": "2" * 64}
    said = identity.differences(one, two)
    assert said == (
        "code of sizewise.stream.plan changed; input corpus changed; stream.extra null is new; "
        "stream.seed 1 → 2"
    )


def test_every_section_that_a_job_is_handed_is_declared_where_jobs_say():
    from sizewise.studies import Study
    from sizewise.study.explain import models_in
    from sizewise.study.jobs import KINDS

    for kind in KINDS.values():
        for name in set(kind.sections) - {"name"}:
            declared = {
                model.__module__ for model in models_in(Study.model_fields[name].annotation)
            }
            assert declared and declared <= {*kind.entries}, name
