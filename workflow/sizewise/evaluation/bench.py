"""Speed of evaluation against plain lm-eval, side by side, on the same items and one thread."""

import contextlib
import io
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sizewise.evaluation.libraries import prepare

if TYPE_CHECKING:
    from lm_eval.api.model import LM
    from lm_eval.api.task import Task

_FORMS = {"multiple_choice": "items with choices", "generate_until": "written answers"}


def measure(
    checkpoint: Path, items: Path, *, batch_sequences: int = 64, limit: int = 400
) -> list[dict[str, Any]]:
    """Rows (what, value, unit, compared_with) of items a second.

    `checkpoint` is an exported checkpoint, `items` the folder of a world's item files. At most
    `limit` items a task. Timed is the whole way from the items to lm-eval's samples, with model
    and tasks loaded: for a run's first checkpoint (prompts are tokenised), for its further ones,
    and for `HFLM` with the same batch size. Rows of unit "x" are ours over plain lm-eval's.
    """
    prepare(offline=True)
    import torch
    from lm_eval.models.huggingface import HFLM

    from sizewise.evaluation.checkpoints import load_model
    from sizewise.evaluation.language_model import PromptSharingLM
    from sizewise.evaluation.prompts import PromptEncoder, load_tokenizer

    tasks = _tasks(items)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        model, tokenizer = load_model(checkpoint), load_tokenizer(checkpoint)
        plain = HFLM(
            pretrained=model, tokenizer=tokenizer, batch_size=batch_sequences, add_bos_token=True
        )
        ours = PromptSharingLM(model, PromptEncoder(tokenizer), batch_sequences=batch_sequences)
        rows = []
        for output_type, form in _FORMS.items():
            chosen = {n: task for n, task in tasks.items() if output_type == task.OUTPUT_TYPE}
            if not chosen:
                continue
            # The first call of a model pays for things that no later one pays for.
            _items_per_second(plain, chosen, limit=1)
            base = _items_per_second(plain, chosen, limit=limit)
            baseline = f"{form}, plain lm-eval"
            rows.append(_row(baseline, base, "items/s", None))
            for which in ("first checkpoint", "further checkpoints"):
                speed = _items_per_second(ours, chosen, limit=limit)
                rows.append(_row(f"{form}, {which}", speed, "items/s", baseline))
                rows.append(_row(f"{form}, {which}", speed / base, "x", baseline))
        return rows
    finally:
        torch.set_num_threads(threads)


def _tasks(items: Path) -> "dict[str, Task]":
    from lm_eval.tasks import TaskManager

    from sizewise.evaluation.commands import TASKS_FOLDER
    from sizewise.evaluation.tasks import planted_names

    world = items.parent
    manager = TaskManager(
        include_path=str(TASKS_FOLDER), include_defaults=False, metadata={"world": str(world)}
    )
    families = sorted(path.stem for path in items.glob("*.jsonl"))
    names = [
        name for family in families for name in planted_names(manager, TASKS_FOLDER, family, world)
    ]
    return manager.load(names)["tasks"]


def _items_per_second(model: "LM", tasks: "dict[str, Task]", *, limit: int) -> float:
    from lm_eval.evaluator import evaluate

    began = time.perf_counter()
    # Plain lm-eval draws progress bars that no argument of `evaluate` turns off.
    with contextlib.redirect_stderr(io.StringIO()):
        samples = evaluate(model, {"tasks": tasks}, limit=limit, bootstrap_iters=0)["samples"]
    seconds = time.perf_counter() - began
    return sum(len(rows) for rows in samples.values()) / seconds


def _row(what: str, value: float, unit: str, compared_with: str | None) -> dict[str, Any]:
    return {
        "what": f"evaluation: {what}",
        "value": value,
        "unit": unit,
        "compared_with": compared_with and f"evaluation: {compared_with}",
    }
