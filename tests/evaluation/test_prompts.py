import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lm_eval.models.huggingface import HFLM
from sizewise.evaluation.prompts import PromptEncoder, load_tokenizer
from sizewise.study.errors import StudyError
from transformers import PreTrainedTokenizerFast

from tests.evaluation.tiny_study import SPECIAL, tiny_model, tiny_tokenizer

TOKENIZER = tiny_tokenizer()
PLAIN = HFLM(pretrained=tiny_model(), tokenizer=TOKENIZER, add_bos_token=True)
TEXT = st.text("Ada Bel wsborn\n.é7", max_size=12)


def test_golden_ids():
    # The special token once and first; the choice has the space that joins it, the prompt none.
    ((prompt, choice),) = PromptEncoder(TOKENIZER).pairs([("Ada was born in", " Ulmar")])
    assert TOKENIZER.convert_ids_to_tokens(prompt) == [
        "<|endoftext|>", "Ada", "Ġwas", "Ġborn", "Ġin"
    ]  # fmt: skip
    assert TOKENIZER.convert_ids_to_tokens(choice) == ["ĠUlmar"]
    assert prompt[0] == TOKENIZER.bos_token_id == 0
    assert 0 not in prompt[1:] + choice


def test_golden_ids_of_digits():
    # A digit is a token of its own, and so is the space before it.
    ((prompt, choice),) = PromptEncoder(TOKENIZER).pairs([("start k1 :", " 7")])
    assert prompt[0] == 0
    assert prompt.count(0) == 1
    assert TOKENIZER.convert_ids_to_tokens(choice) == ["Ġ", "7"]


def test_an_empty_prompt_is_the_special_token():
    ((prompt, text),) = PromptEncoder(TOKENIZER).pairs([("", "Ada was")])
    assert prompt == [0]
    assert TOKENIZER.decode(text) == "Ada was"


def test_whole_texts_have_no_special_token():
    (ids,) = PromptEncoder(TOKENIZER).texts(["Ada was born"])
    assert 0 not in ids
    assert TOKENIZER.decode(ids) == "Ada was born"


@settings(max_examples=300, deadline=None)
@given(prompt=TEXT, continuation=TEXT.filter(bool))
def test_the_join_is_lm_evals(prompt, continuation):
    expected = (
        PLAIN._encode_pair(prompt, continuation)
        if prompt
        else ([0], PLAIN.tok_encode(continuation, add_special_tokens=False))
    )
    (ids,) = PromptEncoder(TOKENIZER).pairs([(prompt, continuation)])
    assert ids == expected


def test_known_texts_are_not_encoded_again(monkeypatch):
    encoder = PromptEncoder(TOKENIZER)
    pairs = [("Ada was", " born"), ("Bela was", " born")]
    first = encoder.pairs(pairs)
    monkeypatch.setattr(encoder, "tokenizer", None)
    assert encoder.pairs(pairs) == first


def test_a_saved_tokenizer_opens_every_text(tmp_path):
    # Even one that was saved without the habit: the scores must not depend on who saved it.
    plain = PreTrainedTokenizerFast(
        tokenizer_object=tiny_tokenizer().backend_tokenizer, bos_token=SPECIAL
    )
    plain.save_pretrained(tmp_path)
    loaded = load_tokenizer(tmp_path)
    assert loaded("Ada was")["input_ids"] == TOKENIZER("Ada was")["input_ids"]
    assert loaded("Ada was")["input_ids"][0] == 0
    assert loaded.pad_token_id == loaded.eos_token_id == 0
    assert len(loaded) == len(TOKENIZER)


def test_no_special_token_is_refused(tmp_path):
    backend = tiny_tokenizer().backend_tokenizer
    backend.post_processor = None
    PreTrainedTokenizerFast(tokenizer_object=backend).save_pretrained(tmp_path)
    with pytest.raises(StudyError, match="beginning-of-sequence"):
        load_tokenizer(tmp_path)


def test_no_tokenizer_is_one_line(tmp_path):
    with pytest.raises(StudyError) as error:
        load_tokenizer(tmp_path)
    assert "\n" not in str(error.value)
    assert str(tmp_path) in str(error.value)
