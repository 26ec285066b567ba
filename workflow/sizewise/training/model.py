"""The network: transformers' Granite, a Llama with muP's multipliers in its config.

RMSNorm, rotary positions, SwiGLU, embedding and head not tied. Because the multipliers are part
of config.json, `AutoModelForCausalLM.from_pretrained` opens a checkpoint anywhere, with no code
of ours.
"""

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional
from transformers import (
    AttentionInterface,
    AttentionMaskInterface,
    GraniteConfig,
    GraniteForCausalLM,
    PreTrainedConfig,
    PreTrainedModel,
)
from transformers.initialization import no_init_weights
from transformers.integrations.sdpa_attention import sdpa_attention_forward

from sizewise.study.artifacts import read_json
from sizewise.study.errors import StudyError
from sizewise.study.ladder import ParameterCounts, Size
from sizewise.training.parametrization import Parametrization, group_of

# Training never pads, so every mask is the causal one, which the fast kernels draw themselves.
# Under torch.compile transformers would hand them one as a tensor before torch 2.14, and a GPU's
# flash kernel takes none. The name is of the live model alone; no exported config carries it.
_CAUSAL = "sizewise_causal"
AttentionInterface.register(_CAUSAL, sdpa_attention_forward)
AttentionMaskInterface.register(_CAUSAL, lambda *_, **__: None)


def special_ids(tokenizer: Path) -> dict[str, int | None]:
    """bos and eos ids of the tokenizer in folder `tokenizer`, None where it has none.

    No pad id: an embedding never trains the id that it takes for padding, and the stream's
    tokenizer pads with the token that opens every document. Read from the JSON files, as loading
    the tokenizer costs more than a small model's steps.
    """
    settings = read_json(tokenizer / "tokenizer_config.json")
    ids = {t["content"]: t["id"] for t in read_json(tokenizer / "tokenizer.json")["added_tokens"]}

    def named(key: str) -> int | None:
        token = settings.get(key)
        return ids.get(token["content"] if isinstance(token, dict) else token)

    return {f"{key}_id": named(key) for key in ("bos_token", "eos_token")}


def model_config(
    size: Size,
    parametrization: Parametrization,
    *,
    vocabulary_size: int,
    sequence_length: int,
    special: dict[str, int | None],
) -> GraniteConfig:
    """The transformers config of `size`. `special` is what `special_ids` returns."""
    return GraniteConfig(
        vocab_size=vocabulary_size,
        hidden_size=size.d_model,
        intermediate_size=size.d_ff,
        num_hidden_layers=size.n_layer,
        num_attention_heads=size.n_head,
        num_key_value_heads=size.n_head,
        max_position_embeddings=sequence_length,
        initializer_range=parametrization.groups["hidden"].initializer_std,
        tie_word_embeddings=False,
        embedding_multiplier=parametrization.embedding_multiplier,
        residual_multiplier=parametrization.residual_multiplier,
        attention_multiplier=parametrization.attention_multiplier,
        logits_scaling=parametrization.logits_scaling,
        **special,
    )


def draw(name: str, shape: tuple[int, ...], std: float, label: str) -> torch.Tensor:
    """Normal initial values of parameter `name`: the same on every machine and number of ranks.

    Keyed by `label` (size and seed) and the parameter's name, so no value depends on the order
    of construction or on how many numbers another parameter drew.
    """
    key = hashlib.sha256(f"initialization/{label}/{name}".encode()).digest()
    generator = np.random.Generator(np.random.Philox(int.from_bytes(key)))
    return torch.from_numpy(generator.standard_normal(shape, dtype=np.float32)).mul_(std)


Initial = Callable[[str, tuple[int, ...], float], torch.Tensor]
"""Initial values of a parameter by its name, shape and, where it is drawn, standard deviation."""


def drawn(label: str) -> Initial:
    """Initial weights of `label`; gains of norms, which have no standard deviation, are 1."""

    def values(name: str, shape: tuple[int, ...], std: float | None) -> torch.Tensor:
        return torch.ones(shape) if std is None else draw(name, shape, std, label)

    return values


def weights_of(checkpoint: Path) -> Initial:
    """Initial weights from an exported checkpoint, whose training this one continues."""
    held = {}
    for file in sorted(checkpoint.glob("*.safetensors")):
        held |= load_file(file)

    def values(name: str, shape: tuple[int, ...], std: float | None) -> torch.Tensor:
        if name not in held or tuple(held[name].shape) != shape:
            raise StudyError(
                f"{checkpoint}: has no {name} of shape {shape}; the parent of an arm must have the "
                "same size and tokenizer"
            )
        return held[name]

    return values


def new_model(
    config: PreTrainedConfig,
    parametrization: Parametrization,
    initial: Initial,
    *,
    make: Callable[..., PreTrainedModel] = GraniteForCausalLM,
    group: Callable[[str], str] = group_of,
    construct: contextlib.AbstractContextManager | None = None,
    gather=lambda parameter: contextlib.nullcontext(True),
) -> PreTrainedModel:
    """A model of class `make` with the weights that `initial` gives.

    `group` names a parameter's group in `parametrization`. Under ZeRO stage 3 `construct` shards
    parameters as they are made and `gather(parameter)` brings one together, yielding whether this
    rank fills it.
    """
    with construct or contextlib.nullcontext(), no_init_weights():
        model = make(config)
    model.set_attn_implementation(_CAUSAL)
    for name, parameter in model.named_parameters():
        std = parametrization.groups[group(name)].initializer_std
        with gather(parameter) as fills, torch.no_grad():
            if fills:
                parameter.copy_(initial(name, tuple(parameter.shape), std))
    return model


def count_parameters(model: nn.Module) -> ParameterCounts:
    """Parameters of the real model, counted three ways (sharded parameters count in full)."""
    sizes = {n: getattr(p, "ds_numel", p.numel()) for n, p in model.named_parameters()}
    total = sum(sizes.values())
    embedding = sizes["model.embed_tokens.weight"]
    return ParameterCounts(
        total=total,
        non_embedding=total - embedding - sizes["lm_head.weight"],
        non_embedding_and_head=total - embedding,
    )


class NextTokenLoss(nn.Module):
    """The model with its loss: ids (sequences, tokens) to mean nats a predicted token.

    Predicts tokens 2 … T of each sequence from the ones before. The last position predicts
    nothing, so its logits are never computed; the loss is taken in fp32. Only `_loss` is
    compiled: DeepSpeed's hooks on this module stay outside the graph.
    """

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model
        self._compiled = None
        self.measured: dict[str, torch.Tensor] = {}
        """What the log says of the last forward pass: scalars, without gradients."""

    def compile_loss(self, **options) -> None:
        """Compile the forward and backward pass with torch.compile."""
        self._compiled = torch.compile(self._loss, **options)

    def _loss(self, ids: torch.Tensor) -> torch.Tensor:
        hidden = self.model.model(input_ids=ids, use_cache=False).last_hidden_state
        return self.of_hidden(hidden, ids)

    def of_hidden(self, hidden: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
        """The loss from what the last block gives, (sequences, tokens, width)."""
        logits = self.model.lm_head(hidden[:, :-1]) / self.model.config.logits_scaling
        return functional.cross_entropy(logits.flatten(0, 1).float(), ids[:, 1:].flatten())

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Mean loss of the next token, a scalar in nats."""
        loss = self.pass_forward(ids)
        self.measured = {"loss": loss.detach()}
        return loss

    def pass_forward(self, ids: torch.Tensor) -> Any:
        """What `_loss` gives, compiled if it has been."""
        return (self._compiled or self._loss)(ids)
