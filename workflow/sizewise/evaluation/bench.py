"""Speed of evaluation against plain lm-eval, side by side, on the same items and one thread."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sizewise.evaluation.libraries import prepare

PLAIN = "plain lm-eval"
_FORMS = {"multiple_choice": "items with choices", "generate_until": "written answers"}


def _seconds(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def measure(
    checkpoint: Path, items: Path, *, batch_sequences: int = 64, limit: int = 400
) -> list[dict[str, Any]]:
    """Rows (what, value, unit, compared_with) of items a second.

    `checkpoint` is an exported checkpoint, `items` the folder of a world's item files. At most
    `limit` items a task and each whole path from the items to lm-eval's samples is timed, model
    and tasks already loaded: a run's first checkpoint (prompts are tokenised), its further ones,
    and `HFLM` with the same batch size. A value of unit "x" is ours over plain lm-eval's.
    """
    prepare(offline=True)
    import torch
    from lm_eval.evaluator import evaluate
    from lm_eval.models.huggingface import HFLM
    from lm_eval.tasks import TaskManager

    from sizewise.evaluation.checkpoints import load_model
    from sizewise.evaluation.commands import TASKS_FOLDER
    from sizewise.evaluation.language_model import PromptSharingLM
    from sizewise.evaluation.prompts import PromptEncoder, load_tokenizer
    from sizewise.evaluation.tasks import planted_names

    world = items.parent
    manager = TaskManager(
        include_path=str(TASKS_FOLDER), include_defaults=False, metadata={"world": str(world)}
    )
    families = sorted(path.stem for path in items.glob("*.jsonl"))
    names = [
        name for family in families for name in planted_names(manager, TASKS_FOLDER, family, world)
    ]
    tasks = manager.load(names)["tasks"]
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        model = load_model(checkpoint)
        tokenizer = load_tokenizer(checkpoint)
        encoder = PromptEncoder(tokenizer)
        rows = []
        for output_type, form in _FORMS.items():
            chosen = {n: t for n, t in tasks.items() if t.config.output_type == output_type}
            if not chosen:
                continue
            count = sum(min(limit, len(task.eval_docs)) for task in chosen.values())

            def run(scorer: HFLM, chosen: dict[str, Any] = chosen) -> None:
                evaluate(scorer, {"tasks": chosen}, limit=limit, bootstrap_iters=0)

            ours = PromptSharingLM(model, encoder, batch_sequences=batch_sequences)
            plain = HFLM(
                pretrained=model,
                tokenizer=tokenizer,
                batch_size=batch_sequences,
                add_bos_token=True,
            )
            # The first call of a model pays for things that no later one pays for.
            evaluate(plain, {"tasks": chosen}, limit=1, bootstrap_iters=0)
            speeds = {
                f"{form}, first checkpoint": count / _seconds(lambda: run(ours)),  # noqa: B023
                f"{form}, further checkpoints": count / _seconds(lambda: run(ours)),  # noqa: B023
            }
            base = count / _seconds(lambda: run(plain))  # noqa: B023
            rows.append(_row(f"{form}, {PLAIN}", base, "items/s", None))
            for what, speed in speeds.items():
                rows.append(_row(what, speed, "items/s", f"{form}, {PLAIN}"))
                rows.append(_row(what, speed / base, "x", f"{form}, {PLAIN}"))
        return rows
    finally:
        torch.set_num_threads(threads)


def _row(what: str, value: float, unit: str, compared_with: str | None) -> dict[str, Any]:
    return {
        "what": f"evaluation: {what}",
        "value": value,
        "unit": unit,
        "compared_with": compared_with and f"evaluation: {compared_with}",
    }
