import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sizewise.stream.tokenizer import (
    SPECIAL,
    SPECIAL_ID,
    byte_lengths,
    encode,
    load_tokenizer,
    save_tokenizer,
    tokenizer_json,
    train_tokenizer,
)
from sizewise.study.errors import StudyError

TEXTS = [f"the cat sat on the mat and saw {i} cats; 中文也在 été\n\n" * 3 for i in range(50)]
VOCABULARY = 290


@pytest.fixture(scope="module")
def tokenizer():
    return train_tokenizer(TEXTS, VOCABULARY)


@pytest.fixture(scope="module")
def hub_tokenizer(tokenizer, tmp_path_factory):
    from transformers import AutoTokenizer

    folder = tmp_path_factory.mktemp("tokenizer")
    save_tokenizer(tokenizer, folder, 128)
    return AutoTokenizer.from_pretrained(folder / "tokenizer")


any_text = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("中文 \t\n\r\x00\x1b\x7f09é")
    )
)


@settings(max_examples=300, deadline=None)
@given(any_text)
def test_any_text_decodes_to_itself(tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    assert tokenizer.decode(ids, skip_special_tokens=True) == text
    assert all(SPECIAL_ID < i < VOCABULARY for i in ids)
    assert byte_lengths(tokenizer)[ids].sum() == len(text.encode())


@pytest.mark.parametrize("text", [SPECIAL, f"a{SPECIAL}b", f"  {SPECIAL}\n", "", "\x00中\ufeff"])
def test_no_text_produces_the_special_token(tokenizer, hub_tokenizer, text):
    assert SPECIAL_ID not in tokenizer.encode(text, add_special_tokens=False).ids
    ids = hub_tokenizer(text, add_special_tokens=False).input_ids
    assert hub_tokenizer.decode(ids, skip_special_tokens=True) == text


def test_digits_are_single_tokens_and_spaces_join_the_next_word(tokenizer):
    pieces = [text for text, _ in tokenizer.pre_tokenizer.pre_tokenize_str("at 123  cats")]
    assert pieces == ["at", "Ġ", "1", "2", "3", "Ġ", "Ġcats"]


def test_sizes_and_ids(tokenizer):
    assert tokenizer.get_vocab_size() == VOCABULARY
    assert sorted(tokenizer.get_vocab().values()) == list(range(VOCABULARY))
    assert tokenizer.token_to_id(SPECIAL) == SPECIAL_ID
    assert (byte_lengths(tokenizer)[1:257] == 1).all()


@settings(max_examples=50, deadline=None)
@given(any_text)
def test_transformers_opens_it_and_adds_the_opening_token(tokenizer, hub_tokenizer, text):
    with_bos = hub_tokenizer(text).input_ids
    assert with_bos == [SPECIAL_ID, *hub_tokenizer(text, add_special_tokens=False).input_ids]
    assert with_bos == tokenizer.encode(text).ids


def test_transformers_knows_the_special_token(hub_tokenizer):
    assert len(hub_tokenizer) == VOCABULARY
    names = ("bos_token_id", "eos_token_id", "pad_token_id")
    assert [getattr(hub_tokenizer, name) for name in names] == [SPECIAL_ID] * 3


def test_the_opening_token_can_be_left_out_for_good(hub_tokenizer):
    """What lm-eval does where it is told add_bos_token=False."""
    from transformers import AutoTokenizer

    without = AutoTokenizer.from_pretrained(hub_tokenizer.name_or_path, add_bos_token=False)
    assert without("the cat").input_ids == hub_tokenizer("the cat").input_ids[1:]


def test_a_choice_is_what_its_prompt_is_followed_by(hub_tokenizer):
    """A choice begins with its space: its tokens do not depend on the prompt before it."""
    prompt, choice = "the cat sat on", " the mat"
    alone = hub_tokenizer(choice, add_special_tokens=False).input_ids
    assert hub_tokenizer(prompt + choice).input_ids == hub_tokenizer(prompt).input_ids + alone


def test_saved_is_loaded(tokenizer, tmp_path):
    save_tokenizer(tokenizer, tmp_path, 128)
    again = load_tokenizer(tmp_path)
    assert tokenizer_json(again) == tokenizer_json(tokenizer)
    assert SPECIAL_ID not in again.encode(SPECIAL, add_special_tokens=False).ids
    (tmp_path / "tokenizer/tokenizer.json").write_text("{")
    with pytest.raises(StudyError, match=r"tokenizer\.json: no tokenizer"):
        load_tokenizer(tmp_path)


def test_training_depends_on_no_order(tokenizer):
    assert tokenizer_json(train_tokenizer(TEXTS[::-1], VOCABULARY)) == tokenizer_json(tokenizer)


def test_training_depends_on_no_thread():
    # The library fixes its number of threads once a process.
    code = (
        "import sys, hashlib\n"
        "from sizewise.stream.tokenizer import *\n"
        "use_threads(int(sys.argv[1]))\n"
        "texts = [str(hash(i) * 7919 % 10007) + ' word' * (i % 5) + chr(97 + i % 26) * (i % 9)\n"
        "         for i in range(4000)]\n"
        "text = tokenizer_json(train_tokenizer(texts, 330))\n"
        "print(hashlib.sha256(text.encode()).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, threads], capture_output=True, text=True, check=True
        ).stdout
        for threads in ("1", "2", "5")
    }
    assert len(digests) == 1


def test_too_large_a_vocabulary_is_refused():
    with pytest.raises(StudyError, match=r"vocabulary_size 2,000: .* use at most \d+ or give"):
        train_tokenizer(["too little text"] * 3, 2000)


def test_encode_gives_what_the_library_gives(tokenizer, monkeypatch):
    monkeypatch.setattr("sizewise.stream.tokenizer._CHUNK_BYTES", 500)
    pairs = list(encode(tokenizer, iter(TEXTS), np.dtype("<u2")))
    assert len(pairs) > 3
    ids = np.concatenate([ids for ids, _ in pairs])
    lengths = np.concatenate([lengths for _, lengths in pairs])
    expected = [tokenizer.encode(text).ids for text in TEXTS]
    assert lengths.tolist() == [len(e) for e in expected]
    assert ids.tolist() == [i for e in expected for i in e]
    assert ids.dtype == np.dtype("<u2")


def test_encode_of_nothing_is_nothing(tokenizer):
    assert list(encode(tokenizer, [], np.dtype("<u4"))) == []
