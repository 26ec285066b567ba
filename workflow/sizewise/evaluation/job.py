"""One job: several checkpoints of one run through the same tasks."""

import math
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sizewise.evaluation.checkpoints import (
    choose_steps,
    exported_steps,
    load_model,
    verify_checkpoints,
)
from sizewise.evaluation.gaps import Gaps, run_what_runs
from sizewise.evaluation.libraries import prepare
from sizewise.evaluation.scoring import bits_per_byte
from sizewise.evaluation.task_files import task_files
from sizewise.study.artifacts import read_manifest, sha256_of, verify_files
from sizewise.study.errors import StudyError
from sizewise.study.formats import answers
from sizewise.study.formats import held_out as held_out_losses
from sizewise.study.formats.keys import run_columns
from sizewise.study.formats.names import (
    ITEMS_FOLDER,
    PASSAGES,
    checkpoint_folder,
    items_file,
)
from sizewise.study.runs import Run
from sizewise.study.sections import Sections
from sizewise.study.work import Work, contents

if TYPE_CHECKING:
    from sizewise.evaluation.language_model import PromptSharingLM
    from sizewise.evaluation.prompts import PromptEncoder
    from sizewise.evaluation.runner import Runner
    from sizewise.evaluation.tasks import LoadedTask


@dataclass(kw_only=True)
class Results:
    """What one checkpoint gave: rows of the two tables and what it took."""

    items: list[dict[str, Any]] = field(default_factory=list)
    held_out: list[dict[str, Any]] = field(default_factory=list)
    requests: int = 0
    """Choices, generated answers and passages that were scored."""
    seconds: float = 0.0
    truncated: int = 0
    """Requests longer than the model's context."""

    def add(self, other: "Results") -> None:
        """Put what other tasks of the same checkpoint gave behind what is here."""
        self.items += other.items
        self.held_out += other.held_out
        self.requests += other.requests
        self.seconds += other.seconds
        self.truncated = max(self.truncated, other.truncated)

    def facts(self) -> dict[str, Any]:
        """Numbers worth stating: speed, accuracy by family, bits per byte by domain."""
        right: dict[str, list[bool]] = defaultdict(list)
        for row in self.items:
            if row["correct"] is not None:
                right[row["family"]].append(row["correct"])
        nats: dict[str, float] = defaultdict(float)
        size: dict[str, int] = defaultdict(int)
        for row in self.held_out:
            nats[row["domain"]] += row["nats"]
            size[row["domain"]] += row["bytes"]
        return {
            "items": len(self.items),
            "passages": len(self.held_out),
            "requests": self.requests,
            "seconds": round(self.seconds, 3),
            "requests_per_second": round(self.requests / self.seconds, 1),
            "truncated_requests": self.truncated,
            "accuracy": {family: sum(r) / len(r) for family, r in sorted(right.items())},
            "bits_per_byte": {d: bits_per_byte(nats[d], size[d]) for d in sorted(nats)},
        }


def evaluate_model(
    model: "PromptSharingLM", runner: "Runner", tasks: "Sequence[LoadedTask]", most: int | None
) -> Results:
    """`tasks` of `runner` on one model; of planted items at most so many of a kind."""
    from sizewise.evaluation.tables import held_out_rows, item_rows

    began = time.perf_counter()
    logged = runner.samples(model, tasks, most=most)
    results = Results(truncated=model.truncated)
    for task in tasks:
        samples = logged[task.name]
        # Where several filters judge the same answers, each has its samples.
        asked = [sample for sample in samples if sample["filter"] == samples[0]["filter"]]
        results.requests += sum(len(sample["arguments"]) for sample in asked)
        if task.output_type == "loglikelihood_rolling":
            results.held_out += held_out_rows(task, samples)
        else:
            results.items += item_rows(task, samples)
    results.seconds = time.perf_counter() - began
    return results


def _check_room(tasks: "list[LoadedTask]", encoder: "PromptEncoder") -> None:
    """Raise StudyError where the right answer is longer than what a model may write."""
    for task in tasks:
        if task.output_type != "generate_until" or not task.planted:
            continue
        docs = task.task.eval_docs
        room = task.task.config.generation_kwargs.get("max_gen_toks", math.inf)
        for item_id, ids in zip(docs["item_id"], encoder.texts(docs["target"]), strict=True):
            # One more for the end of the line.
            if len(ids) + 1 > room:
                raise StudyError(
                    f"task {task.name}, generation_kwargs.max_gen_toks {room}: the answer to "
                    f"{item_id} has {len(ids)} tokens; raise it in the task file"
                )


def _planted(study: Sections, world: Path) -> list[str]:
    """Families of the mix that have items, all checked against the world's manifest."""
    names = [n for n in read_manifest(world)["files"] if n.startswith(f"{ITEMS_FOLDER}/")]
    families = [Path(name).stem for name in names]
    families = [family for family in families if study.mix.shares.get(family, 0) > 0]
    verify_files(world, [items_file(family) for family in families])
    return sorted(families)


def _say(run: Run, step: int, place: str, facts: dict[str, Any]) -> None:
    accuracy = ", ".join(f"{family} {share:.3f}" for family, share in facts["accuracy"].items())
    bits = facts["bits_per_byte"].values()
    mean = f"; {sum(bits) / len(bits):.3f} bits a byte" if bits else ""
    cut = facts["truncated_requests"]
    warning = (
        f"; {cut} requests longer than the model's context lost their beginning" if cut else ""
    )
    print(
        f"evaluate {run.label} step {step} ({place}): {facts['requests']:,} requests in "
        f"{facts['seconds']:.1f} s, {facts['requests_per_second']:,.0f}/s{mean}; right: "
        f"{accuracy or 'no items'}{warning}",
        file=sys.stderr,
        flush=True,
    )


def evaluate_run(
    study: Sections,
    *,
    training: Path,
    world: Path,
    corpus: Path,
    run: Run,
    output: Path,
    tasks_folder: Path,
) -> dict[str, Any]:
    """Evaluate the chosen checkpoints of `training` and return the manifest of `output`.

    Reads the sections `evaluation` and `mix`. Everything that is read is first checked against
    the manifests beside it. Raises StudyError naming what is missing, altered or has no task.
    """
    began = time.perf_counter()
    settings = study.evaluation
    steps = choose_steps(exported_steps(training), settings.checkpoints)
    verify_checkpoints(training, steps)
    families = _planted(study, world)
    verify_files(corpus, [PASSAGES])
    work = Work.begin(
        "evaluate",
        of=run._asdict(),
        config=study.section_json("evaluation", "mix"),
        inputs={
            "checkpoints": contents(read_manifest(training), "checkpoints/"),
            "items": contents(read_manifest(world), *map(items_file, families)),
            "held_out": contents(read_manifest(corpus), PASSAGES),
        }
        | {
            f"tasks/{path.name}": sha256_of(path)
            for path in task_files(tasks_folder, families, settings.tasks)
        },
        output=output,
    )
    if work.kept:
        return work.kept
    tokenizers = {sha256_of(training / checkpoint_folder(s) / "tokenizer.json") for s in steps}
    if len(tokenizers) > 1:
        raise StudyError(f"{training}: its checkpoints differ in tokenizer.json; run it again")

    prepare(offline=not settings.tasks)
    from sizewise.evaluation.language_model import PromptSharingLM
    from sizewise.evaluation.prompts import PromptEncoder, load_tokenizer
    from sizewise.evaluation.runner import Runner
    from sizewise.evaluation.tasks import load_tasks

    gaps = Gaps()
    tasks = load_tasks(
        folder=tasks_folder, families=families, further=settings.tasks, world=world,
        corpus=corpus, gaps=gaps, domains=study.mix.shares.keys(),
    )  # fmt: skip
    encoder = PromptEncoder(load_tokenizer(training / checkpoint_folder(steps[-1])))
    runner = Runner(tasks)
    _check_room(tasks, encoder)
    items, held_out, facts = [], [], {}
    for number, step in enumerate(steps, start=1):
        model = load_model(training / checkpoint_folder(step))
        scorer = PromptSharingLM(model, encoder, batch_sequences=settings.batch_sequences)
        most = settings.intermediate_items if step < steps[-1] else None
        results = run_what_runs(partial(evaluate_model, scorer, runner, most=most), tasks, gaps)
        name = run_columns(run, step)
        items += [name | row for row in results.items]
        held_out += [name | row for row in results.held_out]
        facts[str(step)] = results.facts()
        _say(run, step, f"{number} of {len(steps)}", facts[str(step)])

    files = [output / answers.TABLE.name, output / held_out_losses.TABLE.name]
    answers.TABLE.write(files[0], items)
    held_out_losses.TABLE.write(files[1], held_out)
    return work.end(
        files,
        {
            "steps": steps,
            "gaps": gaps.to_json(),
            "dtype": str(model.dtype).removeprefix("torch."),
            "task_versions": {task.name: task.version for task in tasks},
            "seconds": round(time.perf_counter() - began, 3),
            "checkpoints": facts,
        },
        whole=not gaps,
    )
