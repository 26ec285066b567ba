"""Where a training stands, and where its next start goes on."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sizewise.runs import hash_chain
from sizewise.runs.states import States
from sizewise.study.errors import StudyError


@dataclass(kw_only=True)
class Position:
    """What a start must know beside the state of model and optimizer."""

    step: int = 0
    """Updates done."""
    chain: bytes = hash_chain.START
    """Hash chain over what was read so far."""
    first_loss: float | None = None
    """Loss of the first step."""
    first_step: int = 1
    """The first step of this training; later than 1 where it left another one at a fork."""
    log_bytes: int = 0
    """Length of the log; what follows was written after the state and is cut off."""
    spent_seconds: float = 0.0
    """Seconds of the starts before this one; in a saved state, of all up to it."""
    processes: int = 1
    """How many processes train; of a saved state, how many wrote it."""
    starts: int = 1
    """How often the training was started."""

    def to_json(self) -> dict[str, Any]:
        """What is saved beside a state."""
        return asdict(self) | {"chain": self.chain.hex()}

    @classmethod
    def from_json(cls, saved: dict[str, Any]) -> "Position":
        """What `to_json` gave."""
        return cls(**(saved | {"chain": bytes.fromhex(saved["chain"])}))


def go_on(
    states: States, *, log: Path, kept: Iterable[tuple[int, Path]], say: Callable[[str], None]
) -> tuple[Path | None, Position]:
    """The newest good state (None at a first start) and the position that goes with it.

    `kept` are the folders of what a training keeps, with their steps. Every process must call it.
    Raises StudyError where every state is damaged, or where the log or a checkpoint that the state
    has passed is gone.
    """

    def on_first() -> tuple[Path, dict[str, Any]] | None:
        found = states.newest(say)
        if found is not None:
            needed = [path for step, path in kept if step <= found[1]["step"]]
            missing = [path for path in needed if not path.is_dir()]
            if not log.is_file() or log.stat().st_size < found[1]["log_bytes"]:
                missing.append(log)
            if missing:
                raise StudyError(
                    f"{missing[0]}: missing or truncated, though training is past it; remove "
                    f"{log.parent} to train this size from its first step"
                )
        return found

    found = states.processes.on_first(on_first)
    if found is None:
        return None, Position()
    state, saved = found
    position = Position.from_json(saved)
    position.starts += 1
    return state, position
