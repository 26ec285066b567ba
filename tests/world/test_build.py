"""What holds for every family: budget, spans, counts, determinism, the same bytes everywhere."""

import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from sizewise.study.artifacts import verify_files
from sizewise.study.errors import StudyError
from sizewise.study.mix import Mix
from sizewise.study.sections import read_sections
from sizewise.world.build import build_world
from sizewise.world.config import World

from .worlds import FAMILIES, build, study

SMALL = {
    "biographies": {"max_exposures": 4, "recall_items": 2, "not_recorded_items": 0},
    "chains": {},
    "feelings": {},
    "deductions": {},
    # Of one constraint or operation there are too few prompts for two seeds.
    "instructions": {"test_constraints": [5, 8]},
    # Of few segments there are too few prompts for two seeds.
    "nesting": {"distances": [4]},
    "new_language": {},
    "running_state": {"test_operations": [6, 12]},
    "sources": {"tagged_exposures": [2, 4], "common_exposures": [5], "noise_rates": [0, 0.2, 0.4],
                "tagged_items": 1, "agreeing_items": 1, "noisy_items": 2, "challenged_items": 2},
    "verses": {"max_duplicates": 8, "continue_items": 2, "exposure_items": 2},
}  # fmt: skip
FILES = ["documents.parquet", "exposures.parquet", *(f"items/{name}.jsonl" for name in FAMILIES)]


def check(world, name: str, budget: int) -> None:
    """Everything that the files of any family promise to their readers."""
    total = sum(len(text.encode()) for text in world.texts)
    assert abs(total - budget) <= 0.03 * budget
    assert total == world.facts[name]["bytes"]
    by_id = {row["document_id"]: row for row in world.documents}
    assert len(by_id) == len(world.documents)
    assert {row["split"] for row in world.documents} == {"train"}
    assert {row["domain"] for row in world.documents} == {name}
    for row in world.exposures:
        assert by_id[row["document_id"]]["text"][row["start"] : row["end"]] == row["value"]
        assert row["family"] == name
    assert len({item["item_id"] for item in world.items}) == len(world.items)
    for item in world.items:
        assert item["prompt"] == item["prompt"].strip()
        assert len(set(item["choices"])) == len(item["choices"]) != 1
        assert all(c.startswith(" ") and c[1:] == c.strip() for c in item["choices"])
        if item["choices"]:
            assert item["choices"][item["answer"]] == f" {item['target']}"
        assert all(isinstance(v, int | float | str | bool) for v in item["knobs"].values())
        # Programs check instructions; how much they are heeded by chance is measured, not known.
        if name != "instructions":
            assert 0 <= item["knobs"]["floor"] < 1
        if item["choices"]:
            assert item["knobs"]["floor"] >= 1 / len(item["choices"])
        assert not any(
            item["prompt"] in text for text in world.documents_naming.get("Question", [])
        )


@pytest.mark.parametrize("name", FAMILIES)
def test_what_files_promise_is_kept(worlds, name):
    check(worlds[name], name, worlds[name].facts[name]["budget_bytes"])


@pytest.mark.parametrize("name", FAMILIES)
def test_every_text_is_new_unless_chance_repeats_it(worlds, name):
    """Planted text is repeated in meaning, as exposures say, and not word for word."""
    assert len(set(worlds[name].texts)) > 0.9 * len(worlds[name].texts)


def test_bytes_do_not_depend_on_workers(tmp_path):
    made = study(150_000, **SMALL)
    one = build(tmp_path / "one", made)
    two = build(tmp_path / "two", made, workers=2)
    for name in FILES:
        assert (one.folder / name).read_bytes() == (two.folder / name).read_bytes()


def test_bytes_do_not_depend_on_the_order_of_keys(tmp_path):
    made = study(150_000, **SMALL)

    def turned(value):
        if not isinstance(value, dict):
            return value
        return {key: turned(value[key]) for key in reversed(value)}

    text = json.dumps(turned(json.loads(made.section_json("world", "mix"))))
    one, two = tmp_path / "one", tmp_path / "two"
    build_world(made, one)
    build_world(read_sections(text, world=World, mix=Mix), two)
    for name in FILES:
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_a_family_does_not_depend_on_its_neighbours(tmp_path):
    alone = build(tmp_path / "alone", study(150_000, chains={}))
    beside = build(tmp_path / "beside", study(150_000, **SMALL))
    texts = [row["text"] for row in beside.documents if row["domain"] == "chains"]
    assert texts == alone.texts


@pytest.mark.parametrize("name", FAMILIES)
def test_another_seed_is_another_world(tmp_path, name):
    worlds = [
        build(tmp_path / str(seed), study(100_000, seed=seed, **{name: SMALL[name]}))
        for seed in (1, 2)
    ]
    assert not set(worlds[0].texts) & set(worlds[1].texts)
    prompts = [{item["prompt"] for item in world.items} for world in worlds]
    assert not prompts[0] & prompts[1]


def test_the_manifest_covers_every_file(tmp_path):
    build_world(study(100_000, chains={}), tmp_path)
    assert set(verify_files(tmp_path)["files"]) == {
        "documents.parquet", "exposures.parquet", "items/chains.jsonl"
    }  # fmt: skip


def test_a_failed_build_leaves_nothing(tmp_path):
    with pytest.raises(StudyError, match=r"world\.families\.biographies\.recall_items"):
        build_world(study(20_000, biographies={"max_exposures": 4, "recall_items": 999}), tmp_path)
    assert not list(tmp_path.iterdir())


PROPERTIES = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def built_or_refused(folder, budget, seed, name, knobs):
    """The world, or a rejected example where the knobs are refused with their key."""
    try:
        return build(folder, study(budget, seed=seed, **{name: knobs}))
    except StudyError as error:
        assert str(error).startswith(("world.families.", "mix.shares."))
        reject()


@PROPERTIES
@given(
    seed=st.integers(0, 2**32),
    budget=st.integers(60_000, 250_000),
    top=st.sampled_from([1, 4, 16]),
    cardinality=st.integers(4, 32),
    unrecorded=st.sampled_from([0.0, 0.2, 1.0]),
    shares=st.tuples(*[st.floats(0.05, 0.5)] * 3),
    questions=st.integers(1, 4),
    registers=st.integers(1, 2),
)
def test_biographies_for_any_knobs(
    tmp_path_factory, seed, budget, top, cardinality, unrecorded, shares, questions, registers
):
    knobs = {
        "max_exposures": top,
        "attributes": {"occupation": cardinality, "year": 256},
        "not_recorded_share": unrecorded,
        "quizzed_share": shares[0],
        "quiz_share": shares[1],
        "stranger_shares": [shares[2], shares[2] / 2][:registers],
        "tail_factor": registers,
        "quiz_questions": questions,
        "choices": 4,
        "recall_items": 0 if unrecorded == 1 else 1,
        "not_recorded_items": 1 if unrecorded else 0,
        "never_seen_items": 3,
    }
    world = built_or_refused(tmp_path_factory.mktemp("w"), budget, seed, "biographies", knobs)
    check(world, "biographies", budget)
    told = Counter(row["fact_id"] for row in world.exposures)
    for item in world.items:
        assert told[item["fact_id"]] == item["knobs"]["exposures"]
    people = world.facts["biographies"]["people_by_exposures"]
    assert sorted(map(int, people)) == [2**i for i in range(top.bit_length())]
    assert len({fact.rsplit("/", 1)[0] for fact in told}) == sum(people.values())


@PROPERTIES
@given(
    seed=st.integers(0, 2**32),
    deepest=st.integers(1, 9),
    deeper=st.integers(1, 5),
    others=st.sets(st.integers(1, 4), min_size=1),
    few=st.integers(2, 6),
    more=st.integers(0, 12),
    shares=st.tuples(*[st.floats(0, 1)] * 2),
    rounds=st.integers(1, 3),
)
def test_chains_for_any_knobs(
    tmp_path_factory, seed, deepest, deeper, others, few, more, shares, rounds
):
    knobs = {
        "train_hops": list(range(1, deepest + 1)),
        "test_hops": [1, deepest + deeper],
        "distractors": sorted(others),
        "lookup_links": [few, few + more],
        "lookup_share": shares[0],
        "written_share": shares[1],
        "lookup_rounds": rounds,
        "direct_items": 3,
        "written_items": 2,
    }
    world = built_or_refused(tmp_path_factory.mktemp("w"), 50_000, seed, "chains", knobs)
    check(world, "chains", 50_000)
    for item in world.items:
        links = dict(
            link.split() for link in item["prompt"].split("\n")[0].split(": ")[1].split(", ")
        )
        hops, label = 0, item["prompt"].split()[-1]
        while label in links:
            hops, label = hops + 1, links[label]
        assert hops == item["knobs"]["hops"] and label == item["target"].split()[-1]
        assert len(links) == hops * (item["knobs"]["distractors"] + 1)


@PROPERTIES
@given(
    seed=st.integers(0, 2**32),
    budget=st.integers(60_000, 250_000),
    tagged=st.sets(st.integers(1, 6), min_size=1, max_size=2),
    common=st.sets(st.sampled_from([5, 10]), min_size=1),
    agree=st.sampled_from([0.0, 0.3, 1.0]),
    cardinality=st.integers(4, 32),
    statements=st.integers(1, 6),
    shares=st.tuples(*[st.floats(0.05, 0.5)] * 3),
)
def test_sources_for_any_knobs(
    tmp_path_factory, seed, budget, tagged, common, agree, cardinality, statements, shares
):
    knobs = {
        "tagged_exposures": sorted(tagged),
        "common_exposures": sorted(common),
        "noise_rates": [0, 0.2, 0.4],
        "agree_share": agree,
        "cardinality": cardinality,
        "statements": statements,
        "quizzed_share": shares[0],
        "quiz_share": shares[1],
        "challenge_share": shares[2],
        "choices": 4,
        "tagged_factor": 2,
        "plain_factor": 1,
        "tagged_items": 1,
        "agreeing_items": 1,
        "noisy_items": 1,
        "challenged_items": 1,
    }
    world = built_or_refused(tmp_path_factory.mktemp("w"), budget, seed, "sources", knobs)
    check(world, "sources", budget)
    for item in world.items:
        stated, knob = world.stated[item["fact_id"]], item["knobs"]
        contradictions = round(knob["exposures"] * knob.get("noise_rate", 0))
        assert stated[item["target"]] == knob["exposures"] - contradictions
        assert stated.total() == knob["exposures"]
