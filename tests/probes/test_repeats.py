"""Scores of heads and losses on repeated random tokens, on patterns whose scores are known."""

import numpy as np
import pytest
import torch
from sizewise.probes.checkpoints import load_model
from sizewise.probes.config import Probes
from sizewise.probes.repeats import (
    VOCABULARY,
    WORDS,
    even_scores,
    head_scores,
    losses,
    read_repeats,
    repeated_tokens,
    samples,
    score_positions,
    word_ids,
)
from sizewise.study.errors import StudyError
from sizewise.study.sections import read_sections

from tests.evaluation.tiny_study import CONTEXT, tiny_model, tiny_tokenizer
from tests.probes.conftest import lookup_items, section
from tests.probes.induction import TOKENS, induction_model

REPEAT = 7
LENGTH = 2 * REPEAT + 1


def drawn(tokenizer, items=(), **over):
    """Sequences of every sample, with the knobs of these tests."""
    return samples(tokenizer, list(items), read_sections(section(**over), probes=Probes).probes)


def pattern(back: int) -> torch.Tensor:
    """Attention (1, 1, tokens, tokens) of a head that looks `back` tokens back, else at itself."""
    weights = torch.zeros(1, 1, LENGTH, LENGTH)
    for row in range(LENGTH):
        weights[0, 0, row, row - back if row >= back else row] = 1.0
    return weights


def scores(weights: torch.Tensor) -> tuple[float, float]:
    found = head_scores(weights, REPEAT)
    return found.prefix_matching[0, 0], found.previous_token[0, 0]


def test_an_induction_head_looks_behind_the_earlier_occurrence():
    assert scores(pattern(REPEAT - 1)) == (1.0, 0.0)


def test_a_previous_token_head_looks_one_back():
    assert scores(pattern(1)) == (0.0, 1.0)


def test_a_copy_of_the_token_itself_is_no_induction():
    assert scores(pattern(REPEAT)) == (0.0, 0.0)


def test_uniform_attention_gives_one_over_position():
    rows = torch.arange(1, LENGTH + 1)[:, None]
    prefix, previous = scores((torch.ones(LENGTH, LENGTH).tril() / rows)[None, None])
    even = even_scores(REPEAT)
    assert (prefix, previous) == pytest.approx((even["prefix_matching"], even["previous_token"]))
    positions = np.arange(LENGTH)
    assert prefix == pytest.approx(np.mean(1 / (positions[REPEAT + 1 :] + 1)))
    assert previous == pytest.approx(np.mean(1 / (positions[1:] + 1)))


def test_heads_and_sequences_keep_their_places():
    both = [pattern(REPEAT - 1), pattern(1)]
    weights = torch.cat([torch.cat(both, dim=1), torch.cat(both[::-1], dim=1)])
    assert head_scores(weights, REPEAT).prefix_matching.tolist() == [[1, 0], [0, 1]]


def test_a_perfect_copier_pays_for_the_first_occurrence_only():
    """Uniform over v ids until the repeat begins, and certain of every token that it can know."""
    vocabulary = 50
    ids = torch.tensor([[0, *range(1, REPEAT + 1), *range(1, REPEAT + 1)]])
    logits = torch.zeros(1, LENGTH, vocabulary)
    for row in range(REPEAT + 1, LENGTH - 1):
        logits[0, row, ids[0, row + 1]] = 1e4
    found = losses(logits, ids, REPEAT)
    assert found.first == pytest.approx(np.log(vocabulary))
    assert found.second == pytest.approx(0, abs=1e-6)
    assert found.early == pytest.approx(np.log(vocabulary))
    assert found.late == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("tokens", "early", "late"),
    [(512, (40, 61), (490, 511)), (201, (16, 25), (192, 201)), (5, (1, 2), (4, 5))],
)
def test_the_positions_of_the_in_context_score_are_those_of_the_paper(tokens, early, late):
    """Around the 50th and the 500th of 512 tokens, in proportion, and never beyond the ends."""
    assert score_positions(tokens) == (slice(*early), slice(*late))


def test_a_circuit_built_by_hand_is_found():
    ids = repeated_tokens(np.arange(1, TOKENS), opening=0, sequences=5, repeat=12, seed=0)
    model = induction_model()
    model.set_attn_implementation("eager")
    (first, second), nats = read_repeats(model, ids, batch_sequences=2)
    assert first.previous_token.min() > 0.99
    assert first.prefix_matching.max() < 0.01
    assert second.prefix_matching.min() > 0.99
    assert second.previous_token.max() < 0.5
    assert nats.second.max() < 0.01
    assert nats.first.min() > 1


def test_no_circuit_no_gain():
    """A model that was never trained gains nothing from a repeat, within the noise."""
    tokenizer, model = tiny_tokenizer(), tiny_model(3)
    model.set_attn_implementation("eager")
    ids = drawn(tokenizer, sequences=40, repeat_tokens=30)[VOCABULARY]
    heads, nats = read_repeats(model, ids, batch_sequences=16)
    gain = nats.first - nats.second
    assert abs(gain.mean()) < 4 * gain.std() / len(gain) ** 0.5
    assert len(heads) == 2
    assert heads[0].prefix_matching.shape == (40, 4)


def test_batches_change_nothing():
    tokenizer, model = tiny_tokenizer(), tiny_model(3)
    model.set_attn_implementation("eager")
    ids = drawn(tokenizer, sequences=5)[VOCABULARY]
    one, all_ = (read_repeats(model, ids, batch_sequences=n) for n in (1, 5))
    assert np.allclose(one[1].second, all_[1].second, atol=1e-5)
    assert np.allclose(one[0][1].prefix_matching, all_[0][1].prefix_matching, atol=1e-6)


def test_tokens_are_drawn_by_seed_and_stand_once_in_an_occurrence():
    tokenizer = tiny_tokenizer()
    knobs = {"sequences": 20, "repeat_tokens": 30}
    ids = drawn(tokenizer, seed=4, **knobs)[VOCABULARY]
    assert ids.shape == (20, 61)
    assert (ids[:, 0] == tokenizer.bos_token_id).all()
    assert (ids[:, 1:31] == ids[:, 31:]).all()
    assert all(len(set(row)) == 30 for row in ids[:, 1:31].tolist())
    assert tokenizer.bos_token_id not in ids[:, 1:]
    # Single bytes may be in no text at all.
    assert min(len(tokenizer.convert_ids_to_tokens(int(i))) for i in np.unique(ids[:, 1:])) > 1
    again, other = (drawn(tokenizer, seed=s, **knobs)[VOCABULARY] for s in (4, 5))
    assert (ids == again).all()
    assert (ids != other).any()


def test_a_vocabulary_that_is_too_small_is_named():
    with pytest.raises(StudyError, match=r"probes\.repeat_tokens: 5000 different tokens"):
        drawn(tiny_tokenizer(), repeat_tokens=5000)


def test_words_are_the_answers_of_look_ups_that_are_one_token():
    tokenizer = tiny_tokenizer()
    ids = word_ids(tokenizer, lookup_items())
    # The name that takes several tokens, and the answers of another kind, are not among them.
    assert tokenizer.convert_ids_to_tokens(ids) == sorted(
        ["ĠNorwick", "ĠUlmar", "ĠSoleta"], key=tokenizer.convert_tokens_to_ids
    )
    found = drawn(tokenizer, lookup_items(), sequences=9)[WORDS]
    assert found.shape == (9, 7)
    assert set(found[:, 1:].ravel()) == set(ids)


@pytest.mark.parametrize(("items", "words"), [([], 3), ("look-up", 4)])
def test_without_enough_words_there_are_no_sequences_of_them(items, words):
    items = lookup_items() if items else []
    assert list(drawn(tiny_tokenizer(), items, repeat_words=words)) == [VOCABULARY]


def test_the_probed_model_is_the_evaluated_one(tmp_path, make_run):
    """The plain attention gives the logits on which evaluation scores."""
    from sizewise.evaluation.checkpoints import load_model as evaluated

    folder = make_run()["training"] / "checkpoints/step0000010"
    probed, scored = load_model(folder), evaluated(folder)
    assert probed.config._attn_implementation == "eager" != scored.config._attn_implementation
    ids = torch.randint(0, 300, (3, CONTEXT), generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        assert torch.allclose(probed(ids).logits, scored(ids).logits, atol=1e-4, rtol=1e-4)
