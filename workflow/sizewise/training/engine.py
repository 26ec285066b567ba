"""One optimizer step of one size, on DeepSpeed: forward, backward, reduce, clip, update."""

import contextlib
import shutil
from pathlib import Path

import numpy as np
import torch
from deepspeed import initialize, zero
from deepspeed.runtime.engine import DeepSpeedEngine

from sizewise.study.config import Training
from sizewise.study.errors import StudyError
from sizewise.study.formats.shards import ShardLayout
from sizewise.study.ladder import Size
from sizewise.training.chain import sequence_digests
from sizewise.training.model import NextTokenLoss, count_parameters, model_config, new_model
from sizewise.training.parametrization import Parametrization, group_of, maximal_update
from sizewise.training.processes import Processes


class Share:
    """Which sequences of a batch this process takes, and how many at once."""

    def __init__(self, layout: ShardLayout, training: Training, processes: Processes) -> None:
        """Raises StudyError where the batch cannot be shared out evenly."""
        batch = layout.batch_sequences
        self.sequences, rest = divmod(batch, processes.world)
        if rest or not self.sequences:
            raise StudyError(
                f"{processes.world} processes cannot share a batch of {batch} sequences evenly; "
                "start a number of processes that divides it"
            )
        self.at_once = min(training.device_sequences or self.sequences, self.sequences)
        if self.sequences % self.at_once:
            raise StudyError(
                f"training.device_sequences {self.at_once} does not divide the "
                f"{self.sequences} sequences that each of {processes.world} processes takes a "
                "step; choose a divisor"
            )
        self.micro_batches = self.sequences // self.at_once
        start = processes.rank * self.sequences
        self.rows = slice(start, start + self.sequences)


def parameter_groups(model: torch.nn.Module, parametrization: Parametrization) -> list[dict]:
    """The optimizer's groups, one a kind of parameter, with the peak rate beside each."""
    members: dict[str, list] = {name: [] for name in parametrization.groups}
    for name, parameter in model.named_parameters():
        members[group_of(name)].append(parameter)
    return [
        {
            "params": members[name],
            "lr": group.learning_rate,
            "peak": group.learning_rate,
            "weight_decay": group.weight_decay,
            "eps": group.epsilon,
        }
        for name, group in parametrization.groups.items()
    ]


def why_not_compiled(training: Training, device: str) -> str | None:
    """Why torch.compile cannot be used; None where it can."""
    if training.zero_stage == 3:
        return "ZeRO stage 3 gathers weights between the operations of a graph"
    if device == "cpu" and not any(map(shutil.which, ("g++", "clang++", "c++"))):
        return "no C++ compiler found"
    return None


class Engine:
    """A size under training: its model, its optimizer, and one step over a batch."""

    def __init__(
        self,
        *,
        size: Size,
        seed: int,
        training: Training,
        layout: ShardLayout,
        vocabulary_size: int,
        special: dict[str, int | None],
        processes: Processes,
    ) -> None:
        """Build model, optimizer and DeepSpeed engine with the initial weights of `seed`.

        Raises StudyError where the batch cannot be shared out.
        """
        self.processes = processes
        self.share = Share(layout, training, processes)
        self.parametrization = maximal_update(size, training)
        settings = self._deepspeed_config(training, layout)
        sharded = training.zero_stage == 3
        self.model = new_model(
            model_config(
                size,
                self.parametrization,
                vocabulary_size=vocabulary_size,
                sequence_length=layout.sequence_length,
                special=special,
            ),
            self.parametrization,
            f"{size.name}/{seed}",
            construct=zero.Init(config_dict_or_path=settings) if sharded else None,
            **({"gather": self._fill_sharded} if sharded else {}),
        )
        counted, expected = count_parameters(self.model), size.counts(vocabulary_size)
        if counted != expected:
            raise AssertionError(f"{size.name}: model has {counted}, sizes.csv says {expected}")
        # Clipping in fp32 without sharding is ours: DeepSpeed's keeps the norm to itself and
        # waits for the device twice a step.
        self._own_clip = training.gradient_clip if self._plain(training) else None
        optimizer = torch.optim.AdamW(
            parameter_groups(self.model, self.parametrization),
            betas=(training.beta1, training.beta2),
            fused=not sharded,
        )
        self.loss_module = NextTokenLoss(self.model)
        self.engine: DeepSpeedEngine
        self.engine, *_ = initialize(
            model=self.loss_module,
            optimizer=optimizer,
            config=settings,
            dist_init_required=False,
        )
        if processes.world == 1 and training.zero_stage == 0:
            # A sum over one process: gradients would be copied into a bucket and back.
            self.engine.enable_backward_allreduce = False
        self.uncompiled_because = why_not_compiled(training, processes.device)
        self.compiled = training.compile and self.uncompiled_because is None
        if self.compiled:
            self.loss_module.compile_loss(dynamic=False)

    @staticmethod
    def _plain(training: Training) -> bool:
        return training.zero_stage == 0 and training.precision == "fp32"

    def _deepspeed_config(self, training: Training, layout: ShardLayout) -> dict:
        config = {
            "train_batch_size": layout.batch_sequences,
            "train_micro_batch_size_per_gpu": self.share.at_once,
            "gradient_accumulation_steps": self.share.micro_batches,
            "gradient_clipping": 0.0 if self._plain(training) else training.gradient_clip,
            "zero_optimization": {"stage": training.zero_stage},
            "zero_allow_untested_optimizer": True,
            "steps_per_print": None,
            "checkpoint": {"tag_validation": "Ignore"},
        }
        if training.precision == "bf16":
            config["bf16"] = {"enabled": True}
            if training.zero_stage:
                config["data_types"] = {"grad_accum_dtype": "fp32"}
        return config

    @contextlib.contextmanager
    def _fill_sharded(self, parameter: torch.nn.Parameter):
        with zero.GatheredParameters([parameter], modifier_rank=0):
            yield self.processes.first

    def step(
        self, batch: np.ndarray, factor: float
    ) -> tuple[torch.Tensor, torch.Tensor | float | None, list[bytes]]:
        """Train on this process's rows of `batch` (int64; sequences, tokens) at `factor` × peak.

        Returns the mean loss of those rows (nats a token, on the device, not waited for), the
        gradient's norm before clipping (over all rows of the batch), and the sha256 of each
        sequence as it went into the model.
        """
        for group in self.engine.optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        losses, digests = [], []
        rows = batch[self.share.rows]
        for start in range(0, len(rows), self.share.at_once):
            ids = torch.from_numpy(np.ascontiguousarray(rows[start : start + self.share.at_once]))
            digests += sequence_digests(ids.numpy())
            if self.processes.device != "cpu":
                ids = ids.pin_memory().to(self.processes.device, non_blocking=True)
            loss = self.engine(ids)
            self.engine.backward(loss)
            losses.append(loss.detach())
            if start + self.share.at_once < len(rows):
                self.engine.step()
        norm = None
        if self._own_clip is not None:
            parameters = self.model.parameters()
            norm = torch.nn.utils.clip_grad_norm_(parameters, self._own_clip, foreach=True)
        self.engine.step()
        if norm is None:
            norm = self.engine.get_global_grad_norm()
        return losses[0] if len(losses) == 1 else torch.stack(losses).mean(), norm, digests

    def weights(self) -> dict[str, torch.Tensor]:
        """The model's weights as its forward pass uses them, on CPU; whole on the first process.

        Every process must call it: under ZeRO stage 3 each holds a part.
        """
        collected = {}
        for name, parameter in self.model.named_parameters():
            sharded = hasattr(parameter, "ds_id")
            with zero.GatheredParameters([parameter]) if sharded else contextlib.nullcontext():
                if self.processes.first:
                    collected[name] = parameter.detach().cpu().clone()
        return collected

    @torch.no_grad()
    def logits(self, ids: torch.Tensor) -> torch.Tensor | None:
        """Logits of the live model for `ids`, uncompiled; None where no process holds it whole."""
        if any(hasattr(p, "ds_id") for p in self.model.parameters()):
            return None
        return self.model(input_ids=ids.to(self.processes.device), use_cache=False).logits

    def save(self, folder: Path) -> None:
        """Write everything that the next step depends on into `folder` (DeepSpeed's pickles)."""
        self.engine.save_checkpoint(str(folder), tag="deepspeed", save_latest=False)

    def load(self, folder: Path) -> None:
        """Restore what `save` wrote. The caller has checked the files' hashes."""
        path, _ = self.engine.load_checkpoint(str(folder), tag="deepspeed")
        if path is None:
            raise StudyError(f"{folder}: DeepSpeed finds no state here; remove this folder")
