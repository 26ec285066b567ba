"""Maximal-update rules of a mixture of experts: those of the dense network, and three more groups.

A block's SwiGLU is cut into E experts of which each token passes through K, weighted by the
softmax of their K router logits: weights of about 1/K that sum to one. With K = E = 1 the block is
the dense one, and so is every rule below. m, l and the desiderata are those of
`training.parametrization`; μP for experts and routers is derived in Małaśnicki et al. 2025 (arXiv
2508.09752) and, with depth, in Jiang et al. 2026 (arXiv 2601.20205). What follows is for this
network and Adam:

1. Experts' matrices are hidden ones: both fan-ins grow like m, so var ∝ 1/m, lr ∝ 1/m (step 1 of
   the dense rules).
2. Cutting. K experts, each 1/K as wide and weighted by 1/K, add up to 1/K of what the whole SwiGLU
   of the same width writes, at initialisation and in each update. The projection down makes up for
   it: W = K W', with W' by the dense rule, is a change of variables (TP-V, Lemma J.1): std and lr
   times K, decay and eps by K. So what a block writes, and moves, does not depend on how it is cut.
3. Router, r = R x, from the width to E numbers: an output layer. Its updates add up coherently over
   m coordinates: lr ∝ 1/m. At initialisation var ∝ 1/m² and not 1/m, because R also carries the
   gradient back: R^T dr has coordinates of the size of R's entries, and only entries ∝ 1/m keep it
   from drowning the residual stream's own gradient, ∝ 1/m (TP-V, Table 3, output weights).
4. Adam's eps follows the gradient. Of a batch an expert sees the share K/E, so eps gets this
   factor. The gradient of a router logit is the inner product of what an expert writes with the
   gradient of the residual stream, m coordinates of ∝ 1/(m l): ∝ 1/l, and that of the balance loss,
   a mean over the l blocks, is too. So eps/l.
5. The rate does not depend on E: fewer tokens an expert make its gradient smaller, which Adam
   undoes, and noisier (Peng et al. 2026, arXiv 2605.23893, find optima that hardly move with E).

| parameters  | init std   | lr      | weight decay | Adam eps          |
| ----------- | ---------- | ------- | ------------ | ----------------- |
| experts up  | s m^-1/2   | lr/m    | decay·m      | eps/(m l) · K/E   |
| experts down| K s m^-1/2 | K lr/m  | decay·m/K    | eps/(m l) · 1/E   |
| router      | s/m        | lr/m    | decay·m      | eps/l             |
"""

from dataclasses import replace

from sizewise.study.sparse import SparseSize
from sizewise.training import parametrization as dense
from sizewise.training.config import Training
from sizewise.training.parametrization import Group, Parametrization


def maximal_update(size: SparseSize, training: Training) -> Parametrization:
    """The hyperparameters of `size`, from those of the dense base shape in `training`."""
    rule = dense.maximal_update(size, training)
    width = size.d_model / training.base_d_model
    depth = size.n_layer / training.base_n_layer
    hidden, k, share = rule.groups["hidden"], size.n_active, size.n_active / size.n_expert
    up = replace(hidden, epsilon=hidden.epsilon * share)
    down = Group(
        initializer_std=hidden.initializer_std * k,
        learning_rate=hidden.learning_rate * k,
        weight_decay=hidden.weight_decay / k,
        epsilon=hidden.epsilon * share / k,
    )
    router = Group(
        initializer_std=training.initializer_std / width,
        learning_rate=training.learning_rate / width,
        weight_decay=training.weight_decay * width,
        epsilon=training.epsilon / depth,
    )
    groups = {**rule.groups, "experts_up": up, "experts_down": down, "router": router}
    return replace(rule, groups=groups)


def group_of(parameter: str) -> str:
    """The group of a parameter of `GraniteMoeForCausalLM`, by its name in the state dict."""
    if parameter.endswith("experts.gate_up_proj"):
        return "experts_up"
    if parameter.endswith("experts.down_proj"):
        return "experts_down"
    return "router" if parameter.endswith("router.weight") else dense.group_of(parameter)
