"""A size under training: model, optimizer, and the parts of a step, on DeepSpeed."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from deepspeed import initialize, zero
from deepspeed.runtime.engine import DeepSpeedEngine

from sizewise.runs.batches import BatchSplit
from sizewise.runs.compilers import said_by_compiler, why_not_anywhere
from sizewise.runs.processes import Processes
from sizewise.study.errors import StudyError
from sizewise.study.formats.shards import ShardLayout
from sizewise.study.ladder import Size
from sizewise.training.config import Training
from sizewise.training.model import Initial, count_parameters, drawn, new_model
from sizewise.training.network import DENSE, Network
from sizewise.training.parametrization import Parametrization, group_of
from sizewise.training.universal import TAG, load_universal


def parameter_groups(
    model: torch.nn.Module,
    parametrization: Parametrization,
    group_of: Callable[[str], str] = group_of,
) -> list[dict]:
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


def why_not_compiled(training: Training, processes: Processes) -> str | None:
    """Why torch.compile cannot be used; None where it can. Every process must call it."""
    if training.zero_stage == 3:
        return "ZeRO stage 3 gathers weights between the operations of a graph"
    return why_not_anywhere(processes) if training.compile else None


class Engine:
    """A size under training: its model, its optimizer, and the parts of a step."""

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
        initial: Initial | None = None,
        network: Network = DENSE,
    ) -> None:
        """Build model, optimizer and DeepSpeed engine with the initial weights of `seed`.

        `initial` gives other initial weights, those of a parent; `size` is one of `network`'s.

        Raises StudyError where the batch cannot be shared out.
        """
        self.processes = processes
        self.split = BatchSplit(layout.batch_sequences, training.device_sequences, processes)
        self.parametrization = network.rule(size, training)
        settings = self._deepspeed_config(training, layout)
        sharded = training.zero_stage == 3
        self.model = new_model(
            network.config(
                size,
                self.parametrization,
                vocabulary_size=vocabulary_size,
                sequence_length=layout.sequence_length,
                special=special,
            ),
            self.parametrization,
            initial or drawn(f"{size.name}/{seed}"),
            make=network.make,
            group=network.group_of,
            construct=zero.Init(config_dict_or_path=settings) if sharded else None,
            **({"gather": self._fill_sharded} if sharded else {}),
        )
        counted, expected = count_parameters(self.model), size.counts(vocabulary_size)
        if counted != expected:
            raise AssertionError(f"{size.name}: model has {counted}, its row says {expected}")
        # Clipping in fp32 without sharding is ours: DeepSpeed's keeps the norm to itself and
        # waits for the device twice a step.
        self.plain = self._plain(training)
        """Whether weights and optimizer are in fp32 and whole on every process."""
        self._own_clip = training.gradient_clip if self.plain else None
        optimizer = torch.optim.AdamW(
            parameter_groups(self.model, self.parametrization, network.group_of),
            betas=(training.beta1, training.beta2),
            fused=not sharded,
        )
        self.loss_module = network.loss(self.model)
        self.deepspeed: DeepSpeedEngine
        self.deepspeed, *_ = initialize(
            model=self.loss_module,
            optimizer=optimizer,
            config=settings,
            dist_init_required=False,
        )
        if processes.world == 1 and training.zero_stage == 0:
            # A sum over one process: gradients would be copied into a bucket and back.
            self.deepspeed.enable_backward_allreduce = False
        self.uncompiled_because = why_not_compiled(training, processes)
        self.compiled = training.compile and self.uncompiled_because is None
        if self.compiled:
            self.loss_module.compile_loss(dynamic=False)

    @staticmethod
    def _plain(training: Training) -> bool:
        return training.zero_stage == 0 and training.precision == "fp32"

    def _deepspeed_config(self, training: Training, layout: ShardLayout) -> dict:
        config = {
            "train_batch_size": layout.batch_sequences,
            "train_micro_batch_size_per_gpu": self.split.at_once,
            "gradient_accumulation_steps": self.split.micro_batches,
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

    @property
    def optimizer(self) -> torch.optim.Optimizer:
        """The optimizer; each group has the key `peak` beside its rate."""
        return self.deepspeed.optimizer

    def forward(self, ids: np.ndarray) -> torch.Tensor:
        """What is minimised, over `ids`, int64 (sequences, tokens); see `measured`."""
        rows = torch.from_numpy(ids)
        if self.processes.device != "cpu":
            rows = rows.pin_memory().to(self.processes.device, non_blocking=True)
        with self._compiling():
            return self.deepspeed(rows)

    @property
    def measured(self) -> dict[str, torch.Tensor]:
        """What the log says of the last forward pass, by column: `loss` (nats a token) and more."""
        return self.loss_module.measured

    def backward(self, loss: torch.Tensor) -> None:
        """Add the gradient of `loss`, over the number of parts, to that of the parts before."""
        with self._compiling():
            self.deepspeed.backward(loss)

    @contextlib.contextmanager
    def _compiling(self) -> Iterator[None]:
        """The first passes compile, and what worked on one line may fail on a whole model."""
        if not self.compiled:
            yield
            return
        from torch._dynamo.exc import TorchDynamoException

        try:
            yield
        except TorchDynamoException as error:
            raise StudyError(
                f"torch.compile: {said_by_compiler(error)}; mend the compiler, or set "
                "training.compile to false"
            ) from None

    def clip(self) -> torch.Tensor | None:
        """Clip the gradient and return its norm before; None where DeepSpeed does it."""
        if self._own_clip is None:
            return None
        parameters = self.model.parameters()
        return torch.nn.utils.clip_grad_norm_(parameters, self._own_clip, foreach=True)

    def update(self) -> None:
        """End a part of the batch; after the last one, update the weights."""
        self.deepspeed.step()

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
        self.deepspeed.save_checkpoint(str(folder), tag=TAG, save_latest=False)

    def load(self, folder: Path, written_by: int, scratch: Path) -> None:
        """Restore what `save` wrote. The caller has checked the files' hashes.

        Where another number of processes wrote it (`written_by`) and it lies in parts, it is
        converted in `scratch`, which goes again. Every process must call it.
        """
        whole = self.deepspeed.zero_optimization_stage() == 0
        if whole or written_by == self.processes.world:
            path, _ = self.deepspeed.load_checkpoint(str(folder), tag=TAG)
        else:
            path = load_universal(self.deepspeed, folder / TAG, scratch, self.processes)
        if path is None:
            raise StudyError(f"{folder}: DeepSpeed finds no state here; remove this folder")
