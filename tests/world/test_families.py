"""Knobs are checked when a study is read, and every complaint names its key."""

import json
import subprocess
import sys

import pytest
from sizewise.reference import descriptions
from sizewise.stream.config import Stream
from sizewise.study.errors import StudyError
from sizewise.study.mix import Mix
from sizewise.study.sections import Sections, read_sections
from sizewise.world.config import World
from sizewise.world.families import FAMILIES, check_world, planted

from .worlds import KNOBS, ROOT, study


def test_families_are_discovered_by_their_modules():
    folder = ROOT / "workflow/sizewise/world/families"
    names = {path.stem for path in folder.iterdir() if not path.name.startswith("_")}
    assert list(FAMILIES) == sorted(names)
    assert {"biographies", "chains", "sources"} <= names
    assert all(FAMILIES[name].name == name for name in FAMILIES)


def test_every_knob_is_described_and_has_no_default():
    for family in FAMILIES.values():
        assert family.knobs.__doc__ and family.summary
        for name, field in family.knobs.model_fields.items():
            assert descriptions(family.knobs).get(name), f"{family.name}.{name}"
            assert field.is_required(), f"{family.name}.{name}"


def test_importing_families_is_light():
    code = (
        "import sys, sizewise.world.families, sizewise.world.commands; "
        "heavy = {'pyarrow', 'pandas', 'torch', 'datasets', 'transformers'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_config_yaml_passes():
    check_world(study(2_000_000, **{name: {} for name in KNOBS}))


def test_the_quick_tier_keeps_items_few():
    from sizewise.load import load_study
    from sizewise.world.build import plan_of

    loaded = load_study([ROOT / "config.yaml"])
    items = [item for name in planted(loaded) for item in plan_of(loaded, name).items()]
    assert len(items) <= 2500
    assert sum(len(item.choices) for item in items) <= 9000


BAD = {
    "world.families.feelings: settings.0.cues 9 is more than the 8 details shown": (
        "feelings", {"settings": [{"entropy": 0.9, "cues": 9, "order": 1}]}),
    "world.families.feelings: settings.0.cues 2 has 16 combinations, 4 labels need 16 each": (
        "feelings", {"settings": [{"entropy": 0.9, "cues": 2, "order": 1}]}),
    "world.families.feelings: settings.0.order 3 is more than its cues 2": (
        "feelings", {"values": 8, "shown": 5,
                     "settings": [{"entropy": 0.9, "cues": 2, "order": 3}]}),
    "world.families.feelings: settings.1.entropy 2.5 is not below the 2 bits of 4 labels": (
        "feelings", {"settings": [{"entropy": e, "cues": 4, "order": 1} for e in (0.9, 2.5)]}),
    "world.families.feelings.settings.0.order: Input should be less than or equal to 3": (
        "feelings", {"settings": [{"entropy": 0.9, "cues": 8, "order": 4}]}),
    "world.families.feelings: 3 settings with shown 12 and values 4 need 144 words": (
        "feelings", {"shown": 12}),
    "world.families.deductions: settings has 0 entries": ("deductions", {"settings": []}),
    "world.families.deductions: settings.0.depth 1 has 4 rules, which cannot be shared equally": (
        "deductions", {"labels": 8, "settings": [{"entropy": 0.9, "depth": 1}]}),
    "world.families.deductions: items 5000 is more than 2% of the 65536 combinations": (
        "deductions", {"items": 5000}),
    "unknown key world.families.deductions.settings.0.cues; known keys: entropy, depth": (
        "deductions", {"settings": [{"entropy": 0.9, "depth": 1, "cues": 8}]}),
    "world.families.biographies.max_exposures: 100 is not a power of two": (
        "biographies", {"max_exposures": 100}),
    "world.families.biographies.attributes: no attribute 'height'; there are birthplace": (
        "biographies", {"attributes": {"height": 4}}),
    "world.families.biographies.attributes: animal asks for 900 values": (
        "biographies", {"attributes": {"animal": 900}}),
    "world.families.biographies.choices: 6 choices need 5 values, attribute animal has 4": (
        "biographies", {"attributes": {"animal": 4, "dish": 8}}),
    "world.families.biographies.recall_items: asks for 30 items a bin": (
        "biographies", {"attributes": {"dish": 16}, "max_exposures": 512}),
    "unknown key world.families.biographies.quizzed_sahre; did you mean 'quizzed_share'?": (
        "biographies", {"quizzed_sahre": 0.1}),
    "world.families.chains: test_hops end at 5 and train_hops at 5": (
        "chains", {"test_hops": [1, 5]}),
    "world.families.chains: test_hops 12 with distractors 5 needs 78 labels": (
        "chains", {"distractors": [5]}),
    "world.families.chains.test_hops: two chains of 40 hops need 82 labels": (
        "chains", {"test_hops": [40]}),
    "world.families.chains.lookup_links: fewest 9 is more than most 3": (
        "chains", {"lookup_links": [9, 3]}),
    "world.families.chains.train_hops: must be different whole numbers": (
        "chains", {"train_hops": []}),
    "world.families.instructions.test_constraints.0: Input should be less than or equal to 8": (
        "instructions", {"test_constraints": [9]}),
    "world.families.instructions: test_constraints end at 4 and train_constraints at 4": (
        "instructions", {"test_constraints": [4]}),
    "world.families.instructions: 8 constraints can need an answer of 9 words": (
        "instructions", {"answer_words": [3, 8]}),
    "world.families.instructions.answer_words: most 12 words cannot all differ": (
        "instructions", {"answer_words": [3, 12]}),
    "world.families.instructions.answer_words: fewest 9 is more than most 3": (
        "instructions", {"answer_words": [9, 3]}),
    "world.families.running_state.group: Input should be 'S3' or 'S5'": (
        "running_state", {"group": "S4"}),
    "world.families.running_state: moves 3 do not fit S3; use 6 in S3, 10, 15, … 30 in S5": (
        "running_state", {"group": "S3", "moves": 3, "choices": 3}),
    "world.families.running_state: moves 5 do not fit S5": ("running_state", {"moves": 5}),
    "world.families.running_state: test_operations end at 4 and train_operations at 4": (
        "running_state", {"test_operations": [1, 4]}),
    "world.families.running_state.test_operations.0: Input should be less than or equal to 12": (
        "running_state", {"test_operations": [13]}),
    "world.families.running_state: choices 6 is more than the 5 trees of S5": (
        "running_state", {"choices": 6}),
    "world.families.running_state: written_items 20 is more than direct_items": (
        "running_state", {"written_items": 20}),
    "world.families.new_language: lookup_share, labels_share and repeat_share add up to 1.15": (
        "new_language", {"lookup_share": 0.8}),
    "world.families.new_language.rules: names a rule twice; name each once": (
        "new_language", {"rules": ["echo", "echo"]}),
    "world.families.new_language.rules.0: Input should be 'order', 'echo', 'agreement' or": (
        "new_language", {"rules": ["suffix"]}),
    "world.families.biographies.tail_items: asks for 900 items a bin, its people have": (
        "biographies", {"max_exposures": 32, "tail_items": 900}),
    "world.families.biographies.stranger_shares: List should have at least 1 item": (
        "biographies", {"stranger_shares": []}),
    "world.families.verses.candidates: 4000 need as many lines of other verses": (
        "verses", {"candidates": 4000}),
    "world.families.nesting.skip_share: Input should be less than 1": (
        "nesting", {"skip_share": 1}),
    "world.families.new_language: nonce_share and renamed_share add up to 1.35": (
        "new_language", {"nonce_share": 1.0}),
    "world.families.new_language.held_out_words: Input should be greater than or equal to 12": (
        "new_language", {"held_out_words": 11}),
    "world.families.new_language.rule_examples: fewest 9 is more than most 3": (
        "new_language", {"rule_examples": [9, 3]}),
    "world.families.new_language.lookup_pairs: with one there is nothing to tell from it": (
        "new_language", {"lookup_pairs": [1, 3]}),
    "world.families.new_language: pairs 33 need 66 words, there are 40": (
        "new_language", {"pairs": [2, 33]}),
    "world.families.new_language: pairs 1 leaves nothing to choose from": (
        "new_language", {"pairs": [1]}),
    "world.families.new_language: lookup_length 7 is less than lookup_pairs 8": (
        "new_language", {"lookup_length": 7}),
    "world.families.new_language: label_shots must be even": (
        "new_language", {"label_shots": [3]}),
    "world.families.new_language: label_shots 32 and the word that is asked need 34": (
        "new_language", {"label_shots": [32]}),
    "world.families.new_language: label_examples 40 is more than known_words 32": (
        "new_language", {"label_examples": [12, 40]}),
    "world.families.new_language: repeat_words 41 is more than the 40 words": (
        "new_language", {"repeat_words": [4, 41]}),
    "world.families.sources: common_exposures 10 at noise_rates 0.25 is 2.5 contradictions": (
        "sources", {"noise_rates": [0, 0.25]}),
    "world.families.sources: choices 9 is more than the cardinality 8": (
        "sources", {"choices": 9, "cardinality": 8}),
    "world.families.sources: cardinality 999 is more than the": (
        "sources", {"cardinality": 999}),
    "world.families.sources.tagged_items: asks for 500": ("sources", {"tagged_items": 500}),
    "world.families.sources.noise_rates.1: Input should be less than 0.5": (
        "sources", {"noise_rates": [0, 0.7]}),
    "world.families.sources: challenged_items are facts without noise; add 0": (
        "sources", {"noise_rates": [0.1]}),
    "world.families.verses.max_duplicates: 100 is not a power of two; use 64 or 128": (
        "verses", {"max_duplicates": 100}),
    "world.families.verses: prefix_words begin at 6, a line has line_words 6": (
        "verses", {"prefix_words": [6, 12]}),
    "world.families.verses: prefix_words 8 begins inside a line; use 3 plus a multiple": (
        "verses", {"prefix_words": [3, 8]}),
    "world.families.verses: prefix_words 21 is more than the 15 words before the cut": (
        "verses", {"prefix_words": [3, 21]}),
    "world.families.verses: candidates 100 is more than the 64 ways to end a line": (
        "verses", {"prefix_words": [5], "candidates": 100}),
    "world.families.verses.line_words: Input should be less than or equal to 8": (
        "verses", {"line_words": 9}),
    "world.families.verses.prefix_words: in a bin only": (
        "verses", {"prefix_words": [1], "max_duplicates": 4}),
    "mix.shares.verses: 1,000,000 bytes of text hold 4 verses a bin, items and pages need 6": (
        "verses", {"max_duplicates": 1024}),
    "world.families.nesting: test_depths end at 6 and train_depths at 6": (
        "nesting", {"test_depths": [1, 6]}),
    "world.families.nesting.bracket_kinds: Input should be less than or equal to 4": (
        "nesting", {"bracket_kinds": 5}),
    "world.families.nesting.distances: must be different whole numbers of at least 0": (
        "nesting", {"distances": [0, 0]}),
    "world.families.nesting.train_depths: must be different whole numbers": (
        "nesting", {"train_depths": []}),
}  # fmt: skip


@pytest.mark.parametrize("message", BAD)
def test_impossible_knobs_name_their_key(message):
    name, knobs = BAD[message]
    with pytest.raises(StudyError) as caught:
        check_world(study(1_000_000, **{name: knobs}))
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["biographies", "sources"])
def test_a_budget_that_holds_nothing_says_what_it_needs(name):
    with pytest.raises(StudyError, match=rf"mix\.shares\.{name}: 3,000 bytes .* raise mix\.tokens"):
        check_world(study(3_000, **{name: {}}))


def sections(families: dict, shares: dict, **more) -> Sections:
    mix = {"tokens": 1_000_000, "shares": shares,
           "planted_bytes_per_token": dict.fromkeys(shares, 4.0)}  # fmt: skip
    values = {"world": {"seed": 0, "families": families}, "mix": mix, **more}
    kinds = {"world": World, "mix": Mix, "stream": Stream}
    return read_sections(json.dumps(values), **{name: kinds[name] for name in values})


def test_an_unknown_family_lists_the_known_ones():
    with pytest.raises(StudyError, match="unknown family; known families: biographies, chains, "):
        check_world(sections({"chians": {}}, {"chains": 1.0}))


def test_a_share_needs_knobs_and_knobs_need_no_share():
    with pytest.raises(
        StudyError, match=r"mix\.shares\.chains: world\.families\.chains is missing"
    ):
        check_world(sections({}, {"chains": 1.0}))
    check_world(sections(KNOBS, {"chains": 1.0}))
    # Unused knobs are checked all the same.
    with pytest.raises(StudyError, match=r"key world\.families\.sources\.statements is missing"):
        broken = {k: v for k, v in KNOBS["sources"].items() if k != "statements"}
        check_world(sections(KNOBS | {"sources": broken}, {"chains": 1.0}))


def test_items_fit_into_a_sequence():
    stream = {"seed": 0, "vocabulary_size": 300, "token_dtype": "uint16", "sequence_length": 128,
              "batch_tokens": 256, "shard_tokens": 1024}  # fmt: skip
    with pytest.raises(StudyError, match=r"at least 144 tokens, stream\.sequence_length is 128"):
        check_world(sections(KNOBS, {"chains": 1.0}, stream=stream))
