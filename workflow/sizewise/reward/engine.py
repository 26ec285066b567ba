"""A policy under training: model, optimizer, and the parts of an update, on DeepSpeed."""

from pathlib import Path

import numpy as np
import torch
from deepspeed import initialize
from deepspeed.runtime.engine import DeepSpeedEngine

from sizewise.reward.config import Reward
from sizewise.reward.policy import Policy, answers_of, load, parameter_groups
from sizewise.reward.questions import Questions
from sizewise.runs.batches import BatchSplit
from sizewise.runs.processes import Processes
from sizewise.study.errors import StudyError


class Engine:
    """A policy under training. Weights and optimizer are in fp32 and whole on every process."""

    def __init__(
        self, *, checkpoint: Path, reward: Reward, questions: Questions, processes: Processes
    ) -> None:
        """Start from `checkpoint`, the parent's last.

        Raises StudyError where an update's questions cannot be shared out.
        """
        self.processes, self.questions = processes, questions
        self.split = BatchSplit(reward.questions, None, processes)
        self.clip_at = reward.gradient_clip
        self.model = load(checkpoint).to(processes.device)
        self.policy = Policy(self.model, questions.label_ids).to(processes.device)
        self.parent = answers_of(self.policy.eval(), questions, processes.device)
        """(question, label) log-probabilities of the parent."""
        optimizer = torch.optim.AdamW(
            parameter_groups(self.model, reward), betas=(reward.beta1, reward.beta2), fused=True
        )
        self.deepspeed: DeepSpeedEngine
        self.deepspeed, *_ = initialize(
            model=self.policy,
            optimizer=optimizer,
            config={
                "train_batch_size": reward.questions,
                "train_micro_batch_size_per_gpu": self.split.at_once,
                "gradient_accumulation_steps": 1,
                # Ours: DeepSpeed's clipping keeps the norm to itself.
                "gradient_clipping": 0.0,
                "zero_optimization": {"stage": 0},
                "zero_allow_untested_optimizer": True,
                "steps_per_print": None,
                "checkpoint": {"tag_validation": "Ignore"},
            },
            dist_init_required=False,
        )
        if processes.world == 1:
            # A sum over one process: gradients would be copied into a bucket and back.
            self.deepspeed.enable_backward_allreduce = False

    def answers(self, chosen: np.ndarray) -> torch.Tensor:
        """(question, label) log-probabilities for the questions `chosen`, with their gradient."""
        ids = torch.from_numpy(self.questions.ids[chosen]).to(self.processes.device)
        last = torch.from_numpy(self.questions.last[chosen]).to(self.processes.device)
        return self.deepspeed(ids, last)

    def update(self, loss: torch.Tensor) -> torch.Tensor:
        """Make `loss` smaller, its mean over the processes; return the gradient's norm."""
        self.deepspeed.backward(loss)
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.clip_at, foreach=True)
        self.deepspeed.step()
        return norm

    def weights(self) -> dict[str, torch.Tensor]:
        """The model's weights on CPU."""
        return {n: p.detach().cpu().clone() for n, p in self.model.named_parameters()}

    @torch.no_grad()
    def logits(self, ids: torch.Tensor) -> torch.Tensor:
        """Logits of the live model for `ids` (sequences, tokens)."""
        return self.model(input_ids=ids.to(self.processes.device), use_cache=False).logits

    def save(self, folder: Path) -> None:
        """Write everything that the next update depends on into `folder` (DeepSpeed's pickles)."""
        self.deepspeed.save_checkpoint(str(folder), tag="deepspeed", save_latest=False)

    def load(self, folder: Path) -> None:
        """Restore what `save` wrote. The caller has checked the files' hashes."""
        path, _ = self.deepspeed.load_checkpoint(str(folder), tag="deepspeed")
        if path is None:
            raise StudyError(f"{folder}: DeepSpeed finds no state here; remove this folder")
