"""Our scores against plain HFLM, and both against a direct forward pass."""

import math
import random

import pytest
import torch
from lm_eval.api.instance import Instance
from lm_eval.models.huggingface import HFLM
from sizewise.evaluation.language_model import PromptSharingLM
from sizewise.evaluation.prompts import PromptEncoder
from sizewise.study.errors import StudyError
from transformers import (
    GPTNeoXConfig,
    GPTNeoXForCausalLM,
    GraniteMoeConfig,
    GraniteMoeForCausalLM,
    LlamaConfig,
    LlamaForCausalLM,
)

from tests.evaluation.tiny_study import CITIES, CONTEXT, NAMES, VOCABULARY, passages, tiny_model

PROMPTS = [
    *(f"{name} was born in" for name in NAMES),
    "start k3 v7 ; k2 v9 ; k7 v1 ; k3 :",
    "A prompt that ends with blanks  ",
    "",
]
CHOICES = [
    *(f" {city}" for city in CITIES),
    *(f" {digit}" for digit in range(10)),
    " Ada was born in Ulmar and moved to Soleta.",
    " Ada was born in Ulmar and moved to Norwick.",
]
PAIRS = [(prompt, choice) for prompt in PROMPTS for choice in CHOICES]


def requests(arguments: list[tuple], kind: str = "loglikelihood") -> list[Instance]:
    return [
        Instance(request_type=kind, doc={}, arguments=a, idx=0, metadata=("task", i, 1))
        for i, a in enumerate(arguments)
    ]


def ours(model, tokenizer, **keywords) -> PromptSharingLM:
    return PromptSharingLM(model, PromptEncoder(tokenizer), **({"batch_sequences": 5} | keywords))


def plain(model, tokenizer) -> HFLM:
    return HFLM(pretrained=model, tokenizer=tokenizer, batch_size=5, add_bos_token=True)


def direct(model, context: list[int], continuation: list[int]) -> float:
    """Sum of log-probabilities of one sequence on its own."""
    with torch.inference_mode():
        logits = model(torch.tensor([context + continuation])).logits[0].log_softmax(-1)
    first = len(context) - 1
    return sum(float(logits[first + i, token]) for i, token in enumerate(continuation))


def test_log_probabilities_are_those_of_a_direct_forward_pass(model, tokenizer):
    scorer = ours(model, tokenizer)
    scores = scorer.loglikelihood(requests(PAIRS))
    for (value, _), pair in zip(scores, scorer.encoder.pairs(PAIRS), strict=True):
        assert value == pytest.approx(direct(model, *pair), abs=1e-4)


def test_scores_equal_those_of_plain_lm_eval(model, tokenizer):
    mine = ours(model, tokenizer).loglikelihood(requests(PAIRS))
    theirs = plain(model, tokenizer).loglikelihood(requests(PAIRS), disable_tqdm=True)
    assert [v for v, _ in mine] == pytest.approx([v for v, _ in theirs], abs=1e-4)
    assert [g for _, g in mine] == [g for _, g in theirs]
    # The prompts, not the numbers, were shared: choices differ.
    assert len({round(v, 6) for v, _ in mine}) > len(PAIRS) / 2


def test_greedy_continuations_are_recognised(model, tokenizer):
    scorer = ours(model, tokenizer)
    ((context, _),) = scorer.encoder.pairs([("Ada was born in", " Ulmar")])
    with torch.inference_mode():
        best = model(torch.tensor([context])).logits[0, -1].argmax().item()
    other = 300 if best != 300 else 301
    tokens = [(("", ""), context, [best]), (("", ""), context, [other])]
    assert [greedy for _, greedy in scorer._loglikelihood_tokens(tokens)] == [True, False]


def test_eager_attention_gives_the_same(tokenizer):
    sdpa, eager = tiny_model(), tiny_model(attn_implementation="eager")
    assert eager.config._attn_implementation == "eager"
    a = ours(sdpa, tokenizer).loglikelihood(requests(PAIRS))
    b = ours(eager, tokenizer).loglikelihood(requests(PAIRS))
    assert [v for v, _ in a] == pytest.approx([v for v, _ in b], abs=1e-4)


SHAPE = {
    "vocab_size": VOCABULARY, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2,
    "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": CONTEXT,
    "initializer_range": 0.3, "bos_token_id": 0, "eos_token_id": 0,
}  # fmt: skip
OTHERS = {
    "llama": lambda: LlamaForCausalLM(LlamaConfig(**SHAPE)),
    # Four experts, two of them a token: what a row holds beside it must not change its choice.
    "granitemoe": lambda: GraniteMoeForCausalLM(
        GraniteMoeConfig(**SHAPE, num_local_experts=4, num_experts_per_tok=2)
    ),
    # Not known to take our mask: every choice is run on its own.
    "gpt_neox": lambda: GPTNeoXForCausalLM(
        GPTNeoXConfig(**{k: v for k, v in SHAPE.items() if k != "num_key_value_heads"})
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_architectures_score_as_in_plain_lm_eval(tokenizer, name):
    torch.manual_seed(3)
    model = OTHERS[name]().eval()
    assert model.config.model_type == name
    scorer = ours(model, tokenizer)
    assert scorer._shares == (name != "gpt_neox")
    theirs = plain(model, tokenizer).loglikelihood(requests(PAIRS), disable_tqdm=True)
    mine = scorer.loglikelihood(requests(PAIRS))
    assert [v for v, _ in mine] == pytest.approx([v for v, _ in theirs], abs=1e-4)


def test_order_and_batches_do_not_matter(model, tokenizer):
    expected = dict(zip(PAIRS, ours(model, tokenizer).loglikelihood(requests(PAIRS)), strict=True))
    shuffled = random.Random(1).sample(PAIRS, len(PAIRS))
    for batch_sequences in (1, 3, 64):
        scorer = ours(model, tokenizer, batch_sequences=batch_sequences)
        scores = scorer.loglikelihood(requests(shuffled))
        for pair, (value, greedy) in zip(shuffled, scores, strict=True):
            assert value == pytest.approx(expected[pair][0], abs=1e-4)
            assert greedy == expected[pair][1]


def test_the_same_items_in_another_order_give_the_same_bits(model, tokenizer):
    moved = random.Random(2).sample(PAIRS, len(PAIRS))
    expected = dict(zip(PAIRS, ours(model, tokenizer).loglikelihood(requests(PAIRS)), strict=True))
    for pair, score in zip(
        moved, ours(model, tokenizer).loglikelihood(requests(moved)), strict=True
    ):
        assert score == expected[pair]


def test_more_choices_than_the_model_reads_at_once(model, tokenizer):
    pairs = [
        ("Ada was born in", f" {a} and moved to {b}.") for a in CITIES for b in (*CITIES, *NAMES)
    ]
    theirs = plain(model, tokenizer).loglikelihood(requests(pairs), disable_tqdm=True)
    mine = ours(model, tokenizer).loglikelihood(requests(pairs))
    assert [v for v, _ in mine] == pytest.approx([v for v, _ in theirs], abs=1e-4)


def test_a_further_checkpoint_is_asked_the_same_questions(tokenizer):
    encoder = PromptEncoder(tokenizer)
    for seed in (0, 1):
        scorer = PromptSharingLM(tiny_model(seed), encoder, batch_sequences=5)
        fresh = ours(tiny_model(seed), tokenizer)
        assert scorer.loglikelihood(requests(PAIRS)) == fresh.loglikelihood(requests(PAIRS))
        texts = [(passage["text"],) for passage in passages()]
        assert scorer.loglikelihood_rolling(requests(texts)) == fresh.loglikelihood_rolling(
            requests(texts)
        )


def test_prompts_too_long_lose_their_beginning_as_in_lm_eval(model, tokenizer):
    long = " ".join(f"k{i % 10} v{i % 7}" for i in range(60))
    pairs = [(long, choice) for choice in CHOICES]
    scorer = ours(model, tokenizer)
    theirs = plain(model, tokenizer).loglikelihood(requests(pairs), disable_tqdm=True)
    mine = scorer.loglikelihood(requests(pairs))
    assert [v for v, _ in mine] == pytest.approx([v for v, _ in theirs], abs=1e-4)
    assert scorer.truncated == len(pairs)


def test_nothing_to_score_is_named(model, tokenizer):
    with pytest.raises(StudyError, match="0 tokens behind its prompt"):
        ours(model, tokenizer)._loglikelihood_tokens([(("a", ""), [0, 5], [])])


def rolled(model, tokenizer, text: str) -> float:
    """Log-probability of a text in disjoint windows, each with the token before it, by hand."""
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    total, done = 0.0, 0
    while done < len(ids):
        window = ids[done : done + CONTEXT]
        # The last window is as long as the context allows, so that it has more to go by.
        before = [0, *ids][max(0, done + len(window) - CONTEXT) : done + 1]
        if done == 0:
            before = [0]
        total += direct(model, before, window)
        done += len(window)
    return total


def test_bits_of_long_texts_are_those_of_a_direct_computation(model, tokenizer):
    texts = [passage["text"] for passage in passages()]
    assert max(len(tokenizer(text)["input_ids"]) for text in texts) > 3 * CONTEXT
    mine = ours(model, tokenizer).loglikelihood_rolling(requests([(t,) for t in texts]))
    assert mine == pytest.approx([rolled(model, tokenizer, t) for t in texts], abs=1e-3)


def test_rolling_equals_plain_lm_eval_without_its_second_special_token(model, tokenizer):
    texts = [(passage["text"],) for passage in passages()]
    theirs = plain(model, tokenizer)
    # With add_bos_token it would count the probability of the special token itself.
    theirs.add_bos_token = False
    expected = theirs.loglikelihood_rolling(requests(texts), disable_tqdm=True)
    mine = ours(model, tokenizer).loglikelihood_rolling(requests(texts))
    assert mine == pytest.approx(expected, abs=1e-3)


def test_a_uniform_model_needs_the_logarithm_of_its_vocabulary(tokenizer):
    model = tiny_model()
    with torch.no_grad():
        model.lm_head.weight.zero_()
    text = passages()[3]["text"]
    n = len(tokenizer(text, add_special_tokens=False)["input_ids"])
    (value,) = ours(model, tokenizer).loglikelihood_rolling(requests([(text,)]))
    assert value == pytest.approx(-n * math.log(VOCABULARY), rel=1e-6)


GREEDY = {"until": ["\n"], "max_gen_toks": 12, "do_sample": False}


def test_generated_text_is_the_greedy_one(model, tokenizer):
    prompts = [*PROMPTS[:8], "start k3 :"]
    arguments = [(prompt, dict(GREEDY)) for prompt in prompts]
    texts = ours(model, tokenizer).generate_until(requests(arguments, "generate_until"))
    for prompt, text in zip(prompts, texts, strict=True):
        ids = tokenizer(prompt)["input_ids"]
        assert ids[0] == 0
        size = len(ids)
        with torch.inference_mode():
            for _ in range(12):
                ids.append(model(torch.tensor([ids])).logits[0, -1].argmax().item())
                if ids[-1] == 0:
                    break
        whole = tokenizer.decode(ids[size:], skip_special_tokens=True)
        assert text == whole.split("\n")[0]


LENGTHS = (1, 5, 12, 30)
ASKED = [
    (f"{prompt} {' '.join(f'k{i}' for i in range(n))}", {**GREEDY, "max_gen_toks": LENGTHS[n % 4]})
    for n, prompt in enumerate(PROMPTS * 3)
]


@pytest.mark.parametrize("name", ["granite", "llama", "granitemoe", "gpt_neox", "eager"])
def test_written_answers_are_those_of_plain_lm_eval(tokenizer, name):
    torch.manual_seed(5)
    model = {
        "granite": lambda: tiny_model(7),
        "eager": lambda: tiny_model(7, attn_implementation="eager"),
        **OTHERS,
    }[name]().eval()
    # Ends of the text and of the line are what this model writes too seldom.
    model.get_output_embeddings().weight.data[[0, tokenizer.encode("\n")[-1]]] *= 2
    asked = [(prompt, dict(keywords)) for prompt, keywords in ASKED]
    theirs = plain(model, tokenizer).generate_until(
        requests(asked, "generate_until"), disable_tqdm=True
    )
    asked = [(prompt, dict(keywords)) for prompt, keywords in ASKED]
    mine = ours(model, tokenizer).generate_until(requests(asked, "generate_until"))
    assert mine == theirs
    assert len(set(map(len, mine))) > 3


def test_a_text_that_ends_answers_may_have_several_tokens(model, tokenizer):
    free = [(prompt, {**GREEDY, "until": []}) for prompt in PROMPTS]
    whole = ours(model, tokenizer).generate_until(requests(free, "generate_until"))
    ending = whole[0][4:8]
    assert len(tokenizer.encode(ending, add_special_tokens=False)) > 1
    asked = [(prompt, {**GREEDY, "until": [ending, "\n"]}) for prompt in PROMPTS]
    texts = ours(model, tokenizer).generate_until(requests(asked, "generate_until"))
    assert texts == [text.split(ending)[0].split("\n")[0] for text in whole]
    assert texts[0] == whole[0].split(ending)[0] != whole[0]


def test_what_is_drawn_is_left_to_lm_eval(model, tokenizer):
    keywords = {**GREEDY, "do_sample": True, "temperature": 0.7}
    texts = []
    for scorer in (ours(model, tokenizer), plain(model, tokenizer)):
        torch.manual_seed(0)
        asked = requests([("Ada was", dict(keywords))], "generate_until")
        texts.append(scorer.generate_until(asked, disable_tqdm=True))
    assert texts[0] == texts[1]


def test_generated_text_ends_at_the_end_of_the_line(tokenizer):
    # A model that writes "e" and then nothing but the end of the line.
    ids = tokenizer("e\n", add_special_tokens=False)["input_ids"]
    model = tiny_model()
    letter, newline = ids
    with torch.no_grad():
        for layer in model.model.layers:
            layer.self_attn.o_proj.weight.zero_()
            layer.mlp.down_proj.weight.zero_()
        model.model.embed_tokens.weight.zero_()
        model.model.embed_tokens.weight[:, 0] = 1
        model.model.embed_tokens.weight[letter, 0] = 0
        model.model.embed_tokens.weight[letter, 1] = 1
        model.lm_head.weight.zero_()
        model.lm_head.weight[letter, 0] = 9
        model.lm_head.weight[newline, 1] = 9
    (text,) = ours(model, tokenizer).generate_until(
        requests([("Ada was", dict(GREEDY))], "generate_until")
    )
    assert text == "e"


def test_no_room_for_a_prompt_is_named(model, tokenizer):
    arguments = [("Ada was", GREEDY | {"max_gen_toks": CONTEXT})]
    with pytest.raises(StudyError, match="max_gen_toks"):
        ours(model, tokenizer).generate_until(requests(arguments, "generate_until"))
