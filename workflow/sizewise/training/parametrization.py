"""Maximal-update parametrisation: one tuned base shape, every other shape follows from it.

Let m = d / base_d (width) and l = L / base_L (depth). The sizes of the ladder keep d_ff / d and
d_head fixed, so every fan-in grows like m. Wanted, at initialisation and after every Adam step,
whatever m and l (Yang et al. 2021, Tensor Programs V, arXiv 2203.03466, "desiderata" of J.2):
activations of order one in each coordinate, and each matrix changing them by order one.

1. Hidden matrix, y = W x with x of order one. At initialisation y is a sum of ~m independent
   terms, so var W ∝ 1/m. An Adam step moves every entry by ~lr with the sign of y's gradient
   times x, so the m terms add up coherently: lr ∝ 1/m.
2. Embedding, a look-up: no sum over the width, so variance and lr do not depend on m. The same
   for the gains of norms, which multiply one coordinate each.
3. Head, z = W x / m (`logits_scaling` m). Its updates add coherently over ~m coordinates, which
   the 1/m cancels, so variance and lr stay constant; the logits at initialisation fall as
   m^-1/2, as they must (Table 8 of TP-V, equivalent to var ∝ 1/m², lr ∝ 1/m of Table 3).
4. Residual stream, x + (1/l) F(x): with 1/l (alpha = 1) all l blocks together change x by order
   one, and each block still learns its share (CompleteP, Dey et al. 2025, arXiv 2505.01618,
   Table 1). Then the hidden lr carries the factor l^(alpha-1) = 1.
5. Adam divides by |gradient| + eps, so eps follows the gradient. The gradient of the residual
   stream is that of the logits times W/m: ∝ 1/m in each coordinate, and 1/l more inside a block.
   Embedding, head and last norm: eps/m. Parameters of blocks: eps/(m l).
6. AdamW shrinks weights by lr · decay: with lr ∝ 1/m, decay ∝ m keeps the time scale.
7. Attention. TP-V's 1/d_head (Definition 4.1) is for heads that widen. Here d_head is fixed on a
   ladder and width comes from more heads, where 1/d_head and 1/sqrt(d_head) differ by a constant;
   so the plain 1/sqrt(d_head) is used, and the base shape is the plain Transformer.

| parameters        | init std      | lr        | weight decay | Adam eps  | forward multiplier |
| ----------------- | ------------- | --------- | ------------ | --------- | ------------------ |
| embedding         | s             | lr_emb    | 0            | eps/m     | 1                  |
| hidden matrices   | s m^-1/2      | lr/m      | decay·m      | eps/(m l) | 1/l on the branch  |
| norms of blocks   | (ones)        | lr_emb    | 0            | eps/(m l) |                    |
| last norm         | (ones)        | lr_emb    | 0            | eps/m     |                    |
| head              | s             | lr        | decay        | eps/m     | 1/m                |

At m = l = 1 every entry is the plain one.
"""

from dataclasses import dataclass

from sizewise.study.ladder import Size
from sizewise.training.config import Training


@dataclass(frozen=True, kw_only=True)
class Group:
    """What the parameters of one kind have in common."""

    initializer_std: float | None
    """Standard deviation of the normal initialisation; None for gains, which start at one."""
    learning_rate: float
    """Peak learning rate."""
    weight_decay: float
    """Decoupled weight decay, as torch's AdamW takes it (multiplied by the learning rate)."""
    epsilon: float
    """Adam's epsilon."""


@dataclass(frozen=True, kw_only=True)
class Parametrization:
    """A size's hyperparameters: groups by name and the forward multipliers of Granite's config."""

    groups: dict[str, Group]
    """By name: embedding, hidden, block_norms, last_norm, head."""
    embedding_multiplier: float
    """Factor on the embedding's output."""
    residual_multiplier: float
    """Factor on what a block adds to the residual stream."""
    attention_multiplier: float
    """Factor on the query-key products."""
    logits_scaling: float
    """Divisor of the logits."""


def maximal_update(size: Size, training: Training) -> Parametrization:
    """The hyperparameters of `size`, from those of the base shape in `training`.

    The module's docstring derives every line.
    """
    width = size.d_model / training.base_d_model
    depth = size.n_layer / training.base_n_layer
    outer_epsilon = training.epsilon / width
    inner_epsilon = outer_epsilon / depth
    return Parametrization(
        groups={
            "embedding": Group(
                initializer_std=training.initializer_std,
                learning_rate=training.embedding_learning_rate,
                weight_decay=0.0,
                epsilon=outer_epsilon,
            ),
            "hidden": Group(
                initializer_std=training.initializer_std / width**0.5,
                learning_rate=training.learning_rate / width,
                weight_decay=training.weight_decay * width,
                epsilon=inner_epsilon,
            ),
            "block_norms": Group(
                initializer_std=None,
                learning_rate=training.embedding_learning_rate,
                weight_decay=0.0,
                epsilon=inner_epsilon,
            ),
            "last_norm": Group(
                initializer_std=None,
                learning_rate=training.embedding_learning_rate,
                weight_decay=0.0,
                epsilon=outer_epsilon,
            ),
            "head": Group(
                initializer_std=training.initializer_std,
                learning_rate=training.learning_rate,
                weight_decay=training.weight_decay,
                epsilon=outer_epsilon,
            ),
        },
        embedding_multiplier=1.0,
        residual_multiplier=1 / depth,
        attention_multiplier=size.d_head**-0.5,
        logits_scaling=width,
    )


def group_of(parameter: str) -> str:
    """The group of a parameter of `GraniteForCausalLM`, by its name in the state dict."""
    if parameter == "lm_head.weight":
        return "head"
    if parameter == "model.embed_tokens.weight":
        return "embedding"
    if parameter == "model.norm.weight":
        return "last_norm"
    return "block_norms" if "layernorm" in parameter else "hidden"
