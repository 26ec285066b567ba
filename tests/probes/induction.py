"""A transformer of two layers without MLP whose weights are set by hand to be an induction circuit.

The first layer's head attends to the token before and copies it into dimensions of its own. The
second layer's head looks for the place whose copy is the present token and passes on the token
that stands there: the one that followed last time (Olsson et al. 2022, arXiv 2209.11895).
"""

import torch
from transformers import GraniteConfig, GraniteForCausalLM

TOKENS = 17
_WIDTH = 64
_BEFORE, _CONSTANT, _OUT = TOKENS, 2 * TOKENS, 2 * TOKENS + 1
# Rotary positions turn the pair (j, j + 32) by position * theta ** (-j / 32): the first pairs tell
# neighbours apart, those from 12 on hardly turn within a context and can hold what a token is.
_THETA, _FAST, _SLOW = 1e12, 8, 12


def induction_model() -> GraniteForCausalLM:
    """The model, for ids below TOKENS; id 0 opens a sequence."""
    config = GraniteConfig(
        vocab_size=TOKENS, hidden_size=_WIDTH, intermediate_size=8, num_hidden_layers=2,
        num_attention_heads=1, num_key_value_heads=1, max_position_embeddings=64,
        rope_parameters={"rope_type": "default", "rope_theta": _THETA}, tie_word_embeddings=False,
        bos_token_id=0, eos_token_id=0,
    )  # fmt: skip
    model = GraniteForCausalLM(config).eval()
    one = torch.arange(TOKENS)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.fill_(1.0 if "norm" in name else 0.0)
        model.model.embed_tokens.weight[one, one] = 1.0
        model.model.embed_tokens.weight[:, _CONSTANT] = 1.0
        model.lm_head.weight[one, _OUT + one] = 10.0
        first, second = (layer.self_attn for layer in model.model.layers)

        pair = torch.arange(_FAST)
        angle = _THETA ** (-pair / (_WIDTH / 2))
        first.k_proj.weight[pair, _CONSTANT] = 5.0
        first.q_proj.weight[pair, _CONSTANT] = 5.0 * torch.cos(angle)
        first.q_proj.weight[pair + _WIDTH // 2, _CONSTANT] = -5.0 * torch.sin(angle)
        first.v_proj.weight[one, one] = 1.0
        first.o_proj.weight[_BEFORE + one, one] = 1.0

        second.q_proj.weight[_SLOW + one, one] = 5.0
        second.k_proj.weight[_SLOW + one, _BEFORE + one] = 5.0
        second.v_proj.weight[one, one] = 1.0
        second.o_proj.weight[_OUT + one, one] = 1.0
    return model
