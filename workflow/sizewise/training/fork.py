"""Forks: where a shorter training leaves the ladder's, with its rate still high.

Under a constant rate that falls at the end ("WSD", Hu et al. 2024, arXiv 2404.06395) a training of
fewer tokens is the same training up to the step at which its rate would begin to fall. So a run
keeps its state there, and a short one costs its decay alone. A fork holds the weights, Adam's
moments and the hash chain; unlike a state of a run under way it is a result that other jobs read,
so it is written as safetensors and not as a pickle.
"""

from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from sizewise.runs.position import Position
from sizewise.study.artifacts import read_json, write_json
from sizewise.study.errors import StudyError, one_line
from sizewise.study.formats.names import checkpoint_name
from sizewise.training.config import Training
from sizewise.training.engine import Engine
from sizewise.training.schedule import fork_step

_STATE, _POSITION = "state.safetensors", "position.json"
_MOMENTS = ("exp_avg", "exp_avg_sq", "step")


def fork_folders(
    training: Training, n_steps: int, folder: Path, ends_at: float | None = None
) -> dict[int, Path]:
    """Folders of the forks below `folder` by the step after which each is written.

    A training that ends at the share `ends_at` of the stream's `n_steps` leaves none for a longer
    one: its own rate falls before that one's would.
    """
    shares = [share for share in training.forks if ends_at is None or share <= ends_at]
    steps = sorted({fork_step(share, n_steps, training) for share in shares})
    return {step: folder / checkpoint_name(step) for step in steps}


def write_fork(engine: Engine, position: Position, folder: Path) -> None:
    """Write the state after `position.step`. Only the first process calls it.

    Raises StudyError where the optimizer's state is in parts, or where it cannot be written.
    """
    optimizer = whole_optimizer(engine)
    tensors = {}
    for name, parameter in engine.model.named_parameters():
        tensors[f"weight/{name}"] = parameter.detach()
        tensors |= {f"{key}/{name}": optimizer.state[parameter][key] for key in _MOMENTS}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        save_file({k: v.cpu().contiguous() for k, v in tensors.items()}, folder / _STATE)
        write_json(folder / _POSITION, {
            "step": position.step, "chain": position.chain.hex(),
            "first_loss": position.first_loss,
        })  # fmt: skip
    except (OSError, SafetensorError) as error:
        raise StudyError(
            f"{folder}: cannot write the fork ({one_line(error)}); free space and run again to go "
            "on"
        ) from None


@torch.no_grad()
def read_fork(engine: Engine, folder: Path) -> Position:
    """Put the state in `folder` into `engine`; return the position from which training goes on.

    Raises StudyError where the fork does not fit the engine. Its files' hashes have been checked.
    """
    optimizer, tensors = whole_optimizer(engine), load_file(folder / _STATE)
    for name, parameter in engine.model.named_parameters():
        weight = tensors.get(f"weight/{name}")
        if weight is None or weight.shape != parameter.shape:
            raise StudyError(
                f"{folder}: has no {name} of shape {tuple(parameter.shape)}; the arm must have its "
                "parent's sizes"
            )
        parameter.copy_(weight)
        # The fused update counts its steps where the weights are.
        optimizer.state[parameter] = {
            key: tensors[f"{key}/{name}"].to(parameter.device) for key in _MOMENTS
        }
    saved = read_json(folder / _POSITION)
    return Position(
        step=saved["step"], first_step=saved["step"] + 1, chain=bytes.fromhex(saved["chain"]),
        first_loss=saved["first_loss"],
    )  # fmt: skip


def whole_optimizer(engine: Engine) -> torch.optim.Optimizer:
    """The optimizer that holds every parameter's moments. Raises StudyError for one in parts."""
    if not engine.plain:
        raise StudyError(
            "training.forks: needs zero_stage 0 and precision fp32, whose optimizer is whole; "
            "change these keys, or set forks to []"
        )
    return engine.optimizer
