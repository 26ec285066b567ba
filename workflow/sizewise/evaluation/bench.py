"""Speed of evaluation against plain lm-eval, side by side, on the same items and one thread."""

import contextlib
import io
import operator
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sizewise.evaluation.libraries import prepare

if TYPE_CHECKING:
    from lm_eval.api.model import LM

    from sizewise.evaluation.tasks import LoadedTask

FORMS = {"multiple_choice": "items with choices", "generate_until": "written answers"}


def measure(
    checkpoint: Path, items: Path, *, batch_sequences: int = 64, limit: int = 400, rounds: int = 3
) -> list[dict[str, Any]]:
    """Rows (what, value, unit, compared_with) of items a second.

    `checkpoint` is an exported checkpoint, `items` the folder of a world's item files. At most
    `limit` items a task. Timed is the whole way from the items to lm-eval's samples, with model
    and tasks loaded: for a run's first checkpoint (requests are built and tokenised), for its
    further ones, and for `lm_eval.evaluate` on `HFLM` with the same batch size. Rows of unit "x"
    are ours over plain lm-eval's, by the median of `rounds`, in which they take turns.
    """
    prepare(offline=True)
    import torch
    from lm_eval.models.huggingface import HFLM

    from sizewise.evaluation.checkpoints import load_model
    from sizewise.evaluation.prompts import PromptEncoder, load_tokenizer

    tasks = _tasks(items)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        model, tokenizer = load_model(checkpoint), load_tokenizer(checkpoint)
        plain = HFLM(
            pretrained=model, tokenizer=tokenizer, batch_size=batch_sequences, add_bos_token=True
        )
        rows = []
        for output_type, form in FORMS.items():
            chosen = [task for task in tasks if task.output_type == output_type]
            if not chosen:
                continue
            # The first call of a model pays for things that no later one pays for.
            _plain(plain, chosen, limit=1)
            seconds: dict[str, list[float]] = defaultdict(list)
            for _ in range(rounds):
                seconds["plain lm-eval"].append(_plain(plain, chosen, limit=limit))
                encoder = PromptEncoder(tokenizer)
                took = _timed(model, encoder, chosen, batch_sequences, limit)
                for which, one in zip(
                    ("first checkpoint", "further checkpoints"), took, strict=True
                ):
                    seconds[which].append(one)
            items = sum(min(limit, len(task.task.eval_docs)) for task in chosen)
            base = f"{form}, plain lm-eval"
            for which, took in seconds.items():
                what = f"{form}, {which}"
                other = None if what == base else base
                rows.append(_row(what, items / statistics.median(took), "items/s", other))
                if other:
                    ratios = map(operator.truediv, seconds["plain lm-eval"], took)
                    rows.append(_row(what, statistics.median(ratios), "x", other))
        return rows
    finally:
        torch.set_num_threads(threads)


def ours(
    checkpoint: Path, items: Path, output_type: str, *, batch_sequences: int = 64, limit: int = 400
) -> None:
    """What `measure` times of ours for items of one form, alone, three times: for a profile."""
    prepare(offline=True)
    import torch

    from sizewise.evaluation.checkpoints import load_model
    from sizewise.evaluation.prompts import PromptEncoder, load_tokenizer

    torch.set_num_threads(1)
    chosen = [task for task in _tasks(items) if task.output_type == output_type]
    model, tokenizer = load_model(checkpoint), load_tokenizer(checkpoint)
    for _ in range(3):
        _timed(model, PromptEncoder(tokenizer), chosen, batch_sequences, limit, checkpoints=1)


def _timed(
    model: Any,
    encoder: Any,
    tasks: "Sequence[LoadedTask]",
    batch_sequences: int,
    limit: int,
    checkpoints: int = 2,
) -> list[float]:
    """Seconds of a run's first checkpoint and of its further ones."""
    from sizewise.evaluation.language_model import PromptSharingLM
    from sizewise.evaluation.runner import Runner

    began, seconds = time.perf_counter(), []
    runner = Runner(tasks, limit=limit)
    for _ in range(checkpoints):
        scorer = PromptSharingLM(model, encoder, batch_sequences=batch_sequences)
        runner.samples(scorer, tasks)
        ended = time.perf_counter()
        seconds.append(ended - began)
        began = ended
    return seconds


def _tasks(items: Path) -> "list[LoadedTask]":
    from lm_eval.tasks import TaskManager

    from sizewise.evaluation.commands import TASKS_FOLDER
    from sizewise.evaluation.tasks import described, planted_names

    world = items.parent
    manager = TaskManager(
        include_path=str(TASKS_FOLDER), include_defaults=False, metadata={"world": str(world)}
    )
    families = sorted(path.stem for path in items.glob("*.jsonl"))
    names = [
        name for family in families for name in planted_names(manager, TASKS_FOLDER, family, world)
    ]
    return [described(name, task) for name, task in manager.load(names)["tasks"].items()]


def _plain(model: "LM", tasks: "Sequence[LoadedTask]", *, limit: int) -> float:
    """Seconds of plain lm-eval."""
    from lm_eval.evaluator import evaluate

    began = time.perf_counter()
    # It draws progress bars that no argument of `evaluate` turns off.
    with contextlib.redirect_stderr(io.StringIO()):
        evaluate(model, {"tasks": {t.name: t.task for t in tasks}}, limit=limit, bootstrap_iters=0)
    return time.perf_counter() - began


def _row(what: str, value: float, unit: str, compared_with: str | None) -> dict[str, Any]:
    return {
        "what": f"evaluation: {what}",
        "value": value,
        "unit": unit,
        "compared_with": compared_with and f"evaluation: {compared_with}",
    }
