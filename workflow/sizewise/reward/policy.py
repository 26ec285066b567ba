"""The policy: a checkpoint that answers a question with one of its labels, and its rates."""

from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import AutoModelForCausalLM, PreTrainedModel
from transformers.utils.logging import disable_progress_bar

from sizewise.reward.config import Reward
from sizewise.reward.questions import Questions
from sizewise.study.artifacts import verify_folder
from sizewise.study.errors import StudyError
from sizewise.study.formats.names import CHECKPOINTS_FOLDER

# Bars for files that take milliseconds would tear the progress lines apart.
disable_progress_bar()

# Questions that are scored at once where no gradient is needed.
_AT_ONCE = 256


def last_checkpoint(training: Path) -> Path:
    """Folder of a finished training's last checkpoint. Raises StudyError where it has none."""
    found = sorted((training / CHECKPOINTS_FOLDER).glob("step*"))
    if not found:
        raise StudyError(f"{training}: no checkpoints; train the arm's parent first")
    return found[-1]


def verified(training: Path) -> tuple[Path, dict]:
    """The last checkpoint and the manifest of its training, its files checked against it."""
    folder = last_checkpoint(training)
    return folder, verify_folder(training, f"{CHECKPOINTS_FOLDER}/{folder.name}/")


def load(checkpoint: Path) -> PreTrainedModel:
    """The checkpoint's model in fp32, whatever it was trained in. Raises StudyError."""
    try:
        return AutoModelForCausalLM.from_pretrained(
            str(checkpoint), dtype=torch.float32, use_safetensors=True, local_files_only=True
        )
    except (OSError, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).split())
        raise StudyError(f"{checkpoint}: no model ({reason}); run its training again") from None


def hidden_states(model: PreTrainedModel, ids: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
    """(question, width) what the model has of each question where its label would follow."""
    states = model.model(input_ids=ids, use_cache=False).last_hidden_state
    return states[torch.arange(len(ids), device=ids.device), last]


class Policy(nn.Module):
    """Questions to log-probabilities of their labels, normalised over the labels.

    So are the choices of held-out items when they are scored: what a model gives to other tokens
    counts neither here nor there.
    """

    def __init__(self, model: PreTrainedModel, label_ids: np.ndarray) -> None:
        super().__init__()
        self.model = model
        self.register_buffer("labels", torch.from_numpy(label_ids), persistent=False)

    def forward(self, ids: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        """(question, label) log-probabilities, nats."""
        states = hidden_states(self.model, ids, last)
        logits = states @ self.model.lm_head.weight[self.labels].T
        return (logits.float() / self.model.config.logits_scaling).log_softmax(dim=-1)


@torch.no_grad()
def answers_of(policy: Policy, questions: Questions, device: str) -> torch.Tensor:
    """(question, label) log-probabilities of `policy` for all questions."""
    ids, last = torch.from_numpy(questions.ids), torch.from_numpy(questions.last)
    parts = [
        policy(ids[start : start + _AT_ONCE].to(device), last[start : start + _AT_ONCE].to(device))
        for start in range(0, len(questions), _AT_ONCE)
    ]
    return torch.cat(parts)


@torch.no_grad()
def features_of(model: PreTrainedModel, questions: Questions, device: str) -> np.ndarray:
    """(question, width) float64 `hidden_states` of all questions."""
    ids, last = torch.from_numpy(questions.ids), torch.from_numpy(questions.last)
    parts = [
        hidden_states(model, ids[i : i + _AT_ONCE].to(device), last[i : i + _AT_ONCE].to(device))
        for i in range(0, len(questions), _AT_ONCE)
    ]
    return torch.cat(parts).double().cpu().numpy()


def parameter_groups(model: PreTrainedModel, reward: Reward) -> list[dict]:
    """The optimizer's groups: one tuned rate transfers to every size by maximal-update rules.

    They are those of the training (Yang et al. 2021, arXiv 2203.03466; Dey et al. 2025, arXiv
    2505.01618): with m the width and l the depth over those of the tuned shape, hidden matrices
    have rate / m and epsilon / (m l), gains inside blocks epsilon / (m l), everything else the
    tuned rate and epsilon / m. A checkpoint says m and l itself, by its multipliers.
    """
    width, depth = model.config.logits_scaling, 1 / model.config.residual_multiplier
    outside = ("lm_head.weight", "model.embed_tokens.weight", "model.norm.weight")
    members: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        inside = name not in outside
        hidden = inside and "layernorm" not in name
        rate = reward.learning_rate / (width if hidden else 1)
        epsilon = reward.epsilon / width / (depth if inside else 1)
        members.setdefault((rate, epsilon), []).append(parameter)
    return [
        {"params": parameters, "lr": rate, "eps": epsilon, "weight_decay": 0.0}
        for (rate, epsilon), parameters in members.items()
    ]
