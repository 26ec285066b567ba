"""The sparse network: transformers' GraniteMoe, Granite with experts in place of each SwiGLU.

Attention, norms, positions and muP's multipliers are Granite's, so that a sparse and a dense
network differ by their experts alone, and a checkpoint opens anywhere with no code of ours.
Experts compute by transformers' `grouped_mm`: tokens sorted by expert, one product an expert
(docs/log.md has what the others cost). No token is dropped, whatever an expert's load.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import torch
from transformers import GraniteMoeConfig, GraniteMoeForCausalLM, PreTrainedModel
from transformers.models.granitemoe.modeling_granitemoe import load_balancing_loss_func

from sizewise.study.sections import Section
from sizewise.study.sparse import SparseSize, sparse_size
from sizewise.training.config import Training
from sizewise.training.model import NextTokenLoss, model_config
from sizewise.training.network import Network
from sizewise.training.parametrization import Parametrization
from sizewise.training.sparse.config import Sparse
from sizewise.training.sparse.parametrization import group_of, maximal_update

EXPERTS = "grouped_mm"
"""Which of transformers' ways to compute experts; the one that readers of a checkpoint get too."""


def sparse_config(
    size: SparseSize, rule: Parametrization, sparse: Sparse, **options: Any
) -> GraniteMoeConfig:
    """The transformers config of `size`; `options` as in `model.model_config`."""
    dense = model_config(size, rule, **options)
    own = {name: getattr(dense, name) for name in GraniteMoeConfig().to_dict()
           if hasattr(dense, name) and name not in ("model_type", "architectures")}  # fmt: skip
    return GraniteMoeConfig(**own | {
        "intermediate_size": size.d_expert,
        "num_local_experts": size.n_expert,
        "num_experts_per_tok": size.n_active,
        # transformers' balance loss counts a token once an expert that it passes through.
        "router_aux_loss_coef": sparse.balance_coefficient / size.n_active,
    })  # fmt: skip


class BalancedLoss(NextTokenLoss):
    """The sparse model with its loss: that of the next token, and the balance of its routers.

    Balance is the Switch Transformer's (Fedus et al. 2021, arXiv 2101.03961, eq. 4-6): E times the
    sum over experts of the share of tokens that pass through one times its mean probability, 1
    where all get as many. It is taken in every block and then averaged (transformers' own sums over
    blocks first, where one block's busy expert may hide another's idle one), and over the sequences
    that a process takes at once.
    """

    def _loss(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        found = self.model.model(input_ids=ids, use_cache=False, output_router_logits=True)
        config = self.model.config
        experts, active = config.num_local_experts, config.num_experts_per_tok
        each = [
            load_balancing_loss_func((logits,), experts, active) for logits in found.router_logits
        ]
        balance = torch.stack(each).mean() / active
        return self.of_hidden(found.last_hidden_state, ids), balance

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """What is minimised, a scalar: nats a predicted token plus the weighted balance."""
        loss, balance = self.pass_forward(ids)
        self.measured = {"loss": loss.detach(), "balance_loss": balance.detach()}
        config = self.model.config
        return loss + config.router_aux_loss_coef * config.num_experts_per_tok * balance


@dataclass(frozen=True)
class SparseNetwork(Network):
    """The kind of network that trains the sizes of sparse_sizes.csv."""

    sparse: Sparse

    job: ClassVar[str] = "train_sparse"
    make: ClassVar[Any] = GraniteMoeForCausalLM

    @property
    def sections(self) -> Mapping[str, Section]:
        """Sections of the configuration beside `training` that its training depends on."""
        return {"sparse": self.sparse}

    def size_named(self, name: str) -> SparseSize:
        """The sparse size called `name`. Raises StudyError that lists the known ones."""
        return sparse_size(name)

    def rule(self, size: SparseSize, training: Training) -> Parametrization:
        """The hyperparameters of `size`, from those of the dense base shape in `training`."""
        return maximal_update(size, training)

    def group_of(self, parameter: str) -> str:
        """The group of a parameter in `rule`, by its name in the state dict."""
        return group_of(parameter)

    def config(self, size: SparseSize, rule: Parametrization, **options: Any) -> GraniteMoeConfig:
        """The transformers config of `size`; `options` as in `model.model_config`."""
        config = sparse_config(size, rule, self.sparse, **options)
        config._experts_implementation = EXPERTS
        return config

    def loss(self, model: PreTrainedModel) -> BalancedLoss:
        """The model with its loss."""
        return BalancedLoss(model)
