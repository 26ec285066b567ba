"""Writes the planted world: documents, exposures, items, manifest; in parallel, the same bytes.

Jobs run anywhere; their results are written in the order of their numbers, and the budget is
counted in that order, so that the files do not depend on the number of workers.
"""

import contextlib
import itertools
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sizewise.study.errors import StudyError
from sizewise.study.formats import documents, exposures, items
from sizewise.study.formats.names import items_file, practice_file
from sizewise.study.formats.table import Pieces
from sizewise.study.mix import Mix
from sizewise.study.sections import Sections, read_sections
from sizewise.study.work import Work
from sizewise.world.config import World
from sizewise.world.families import FAMILIES, check_world, knobs_of, planted
from sizewise.world.family import JOB_DOCUMENTS, Documents, Plan, Practised

# Jobs that are gathered into one row group of a parquet file.
_JOBS_A_GROUP = 32


def plan_of(study: Sections, family: str) -> Plan:
    """The plan of a family of the study's mix. Raises StudyError for impossible knobs."""
    return FAMILIES[family].plan(
        knobs_of(study, family), study.mix.planted_bytes(family), study.world.seed
    )


def document_id(family: str, passage: int) -> str:
    """Unique in the study; `passage` counts documents over all jobs of a family."""
    return f"{family}/{passage:08d}"


@dataclass(frozen=True)
class _Written:
    """The documents of one job as tables, and the UTF-8 bytes of each text."""

    documents: pa.Table
    exposures: pa.Table
    sizes: list[int]


def tables_of_job(family: str, job: int, written: Documents) -> _Written:
    """The documents and exposures of one job of a family, as they go into the files."""
    passages = range(job * JOB_DOCUMENTS, job * JOB_DOCUMENTS + len(written.texts))
    ids = [document_id(family, passage) for passage in passages]
    n = len(ids)
    texts = pa.table(
        [ids, [family] * n, [family] * n, list(passages), [documents.TRAIN] * n, written.texts],
        schema=documents.PLANTED.schema,
    )
    columns = list(zip(*written.exposures, strict=True)) or [()] * 7
    stated = pa.table(
        [[ids[row] for row in columns[0]], [family] * len(columns[0]), *columns[1:]],
        schema=exposures.TABLE.schema,
    )
    return _Written(texts, stated, [len(text.encode()) for text in written.texts])


# A worker plans each family once; the study comes as text, which says all that a plan depends on.
@cache
def _worker_plan(sections: str, family: str) -> Plan:
    return plan_of(read_sections(sections, world=World, mix=Mix), family)


def _work(sections: str, family: str, job: int) -> _Written:
    return tables_of_job(family, job, _worker_plan(sections, family).write(job))


def _in_order(
    executor: Executor | None, work: Callable[[int], _Written], submit: tuple[Any, ...], ahead: int
) -> Iterator[_Written]:
    """Results of jobs 0, 1, 2, … for ever, `ahead` of them under way."""
    if executor is None:
        yield from map(work, itertools.count())
    pending: deque = deque()
    for job in itertools.count():
        pending.append(executor.submit(_work, *submit, job))
        if len(pending) > ahead:
            yield pending.popleft().result()


def _cut(written: _Written, count: int) -> _Written:
    """The first `count` documents of a job."""
    if count == len(written.sizes):
        return written
    documents = written.documents.slice(0, count)
    kept = pc.is_in(written.exposures["document_id"], documents["document_id"].combine_chunks())
    return _Written(documents, written.exposures.filter(kept), written.sizes[:count])


def _within(results: Iterator[_Written], fixed: int, budget: int) -> Iterator[_Written]:
    """The fixed jobs whole, then documents while they bring the bytes nearer to the budget."""
    total = 0
    for job, written in enumerate(results):
        count = len(written.sizes)
        if job >= fixed:
            ends = list(itertools.accumulate(written.sizes, initial=total))
            count = sum(abs(after - budget) < abs(before - budget) for before, after in
                        itertools.pairwise(ends))  # fmt: skip
        total += sum(written.sizes[:count])
        if count:
            yield _cut(written, count)
        if job + 1 >= fixed and (count < len(written.sizes) or total >= budget):
            return


class _Tables:
    """The two parquet files, in row groups that depend only on the order of jobs."""

    def __init__(self, documents: Pieces, exposures: Pieces) -> None:
        self._files = documents, exposures
        self._held: list[_Written] = []

    def add(self, written: _Written) -> None:
        self._held.append(written)
        if len(self._held) == _JOBS_A_GROUP:
            self.flush()

    def flush(self) -> None:
        """Write what is held as one row group a file."""
        if self._held:
            self._files[0].write(pa.concat_tables([w.documents for w in self._held]))
            self._files[1].write(pa.concat_tables([w.exposures for w in self._held]))
            self._held = []


def _write_items(path: Path, plan: Plan) -> dict[str, int]:
    """Write the items of a plan; count them and their choices."""
    choices = []

    def counted() -> Iterator[items.Item]:
        for item in plan.items():
            choices.append(len(item.choices))
            yield item

    items.FILE.write(path, counted())
    return {"items": len(choices), "choices": sum(choices)}


def build_world(study: Sections, output: Path, workers: int = 1) -> dict[str, Any]:
    """Write the world of `study` (sections world and mix) into `output`; return its manifest.

    Raises StudyError for impossible knobs, before anything is written.
    """
    check_world(study)
    families = planted(study)
    if not families:
        raise StudyError(
            f"mix.shares: names no planted family; known families: {', '.join(FAMILIES)}"
        )
    sections, facts = study.section_json("world", "mix"), {}
    work = Work.begin("world", config=sections, output=output)
    if work.kept:
        return work.kept
    plans = {family: plan_of(study, family) for family in families}
    tables = documents.PLANTED, exposures.TABLE
    paths = [output / table.name for table in tables]
    with contextlib.ExitStack() as stack:
        held = _Tables(
            *(stack.enter_context(t.writer(p)) for t, p in zip(tables, paths, strict=True))
        )
        executor = stack.enter_context(ProcessPoolExecutor(workers)) if workers > 1 else None
        for family, plan in plans.items():
            start, budget = time.perf_counter(), study.mix.planted_bytes(family)
            results = _in_order(
                executor,
                lambda job, family=family, plan=plan: tables_of_job(family, job, plan.write(job)),
                (sections, family),
                ahead=2 * workers,
            )
            texts = stated = size = 0
            for written in _within(results, plan.fixed, budget):
                held.add(written)
                texts += len(written.sizes)
                stated += len(written.exposures)
                size += sum(written.sizes)
            held.flush()
            seconds = time.perf_counter() - start
            facts[family] = {
                "documents": texts, "exposures": stated, "bytes": size,
                "budget_bytes": budget, **plan.facts(),
            }  # fmt: skip
            print(
                f"world: {family}: {texts:,} documents, {size / 1e6:.2f} of "
                f"{budget / 1e6:.2f} MB, {size / 1e6 / seconds:.1f} MB/s",
                file=sys.stderr,
            )
    for family in families:
        paths.append(output / items_file(family))
        counts = _write_items(paths[-1], plans[family])
        facts[family] |= counts
        if isinstance(plans[family], Practised) and (practice := plans[family].practice()):
            paths.append(output / practice_file(family))
            items.PRACTICE.write(paths[-1], practice)
            facts[family]["practice"] = len(practice)
        print(
            f"world: {family}: {counts['items']:,} items, {counts['choices']:,} choices",
            file=sys.stderr,
        )
    return work.end(paths, {"families": facts})
