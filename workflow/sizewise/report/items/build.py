"""The job `items`: a page a family of questions, and their data beside it."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from sizewise.report import palette, site, templates
from sizewise.report.dependencies import titles_read
from sizewise.report.editions import LANGUAGE, page_of
from sizewise.report.items import heads
from sizewise.report.items.answers import PER_MILLE, Grid, as_json, read_grid
from sizewise.report.items.files import compact, write_family, write_searched
from sizewise.report.items.front import Candidate, shortest_document, write_front
from sizewise.report.items.passages import read_passages, read_texts
from sizewise.study.artifacts import read_manifest
from sizewise.study.errors import StudyError
from sizewise.study.formats.items import Item, read_items
from sizewise.study.formats.names import ANSWERS, DOCUMENTS, ITEMS_FOLDER, LEDGER
from sizewise.study.messages import say
from sizewise.study.runs import LADDER, Run
from sizewise.study.sections import Sections
from sizewise.study.sparse import any_size
from sizewise.study.work import Work, contents

ARMS = (LADDER, "capacity")
"""Arms whose questions are shown: of a family that both have, the first one's."""
HIDDEN = frozenset({"floor", "abstention", "rival", "entropy"})
"""Knobs that measures need and readers do not."""
MOST_VALUES = 24
"""A knob with more values than these is shown and is no filter."""
SEARCHED = 200
"""Characters of a question, its last ones, that can be searched for."""


class Family(NamedTuple):
    """A family of questions, whom it is asked, and what was answered."""

    name: str
    runs: list[Run]
    items: list[Item]
    grid: Grid
    passages: dict[str, dict[str, Any]]

    @property
    def page(self) -> str:
        """Name of its page."""
        return f"items-{self.name}"

    @property
    def seeds(self) -> dict[str, int]:
        """Seeds by size, smallest first."""
        return Counter(run.size for run in self.runs)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The items as their page reads them."""
        for item in self.items:
            row = {
                "id": item.item_id, "kind": item.kind, "prompt": item.prompt,
                "choices": [choice.strip() for choice in item.choices], "answer": item.answer,
                "target": item.target, "fact": item.fact_id is not None,
                "knobs": {k: v for k, v in item.knobs.items() if k not in HIDDEN},
                **as_json(self.grid.cells.get(item.item_id, {}), [*self.seeds], self.grid.steps),
                **self.passages.get(item.fact_id or "", {}),
            }  # fmt: skip
            if item.probabilities is not None:
                row["true"] = [round(PER_MILLE * share) for share in item.probabilities]
            yield row

    def knobs(self) -> dict[str, list[Any]]:
        """Knobs by which questions can be chosen, with their values in order."""
        found: dict[str, set[Any]] = {}
        for item in self.items:
            for name, value in item.knobs.items():
                found.setdefault(name, set()).add(value)
        return {
            name: sorted(values, key=lambda value: (isinstance(value, str), value))
            for name, values in found.items()
            if name not in HIDDEN and 1 < len(values) <= MOST_VALUES
        }


def build_items(
    study: Sections,
    *,
    results: Path,
    output: Path,
    notebooks: Path,
    manifest: Path | None = None,
) -> Path:
    """Write items.html, a page a family and their data below `output`; return the first one.

    Raises StudyError where what world, stream or evaluation left is missing or damaged.
    """
    arms = {name: study.arms[name].stream for name in ARMS if name in [*study.arms]}
    runs = [run for arm in arms for run in study.arms.runs(arm)]
    sizes = {run.size: any_size(run.size) for run in runs}
    work = Work.begin(
        "items",
        of={"sizes": [size.model_dump(mode="json") for size in sizes.values()]},
        config=study.section_json("name", "arms", "report"),
        inputs={
            **titles_read(study.report.chapters, notebooks),
            **{f"evaluation {run.label}": contents(
                read_manifest(results / "evaluation" / run.folder), ANSWERS) for run in runs},
            **{f"world {stream}": contents(
                read_manifest(results / "world" / stream), f"{ITEMS_FOLDER}/", DOCUMENTS)
               for stream in arms.values()},
            **{f"stream {stream}": contents(read_manifest(results / "stream" / stream), LEDGER)
               for stream in arms.values()},
        },
        output=output,
        manifest=manifest or results / "report" / "items.json",
    )  # fmt: skip
    front = output / page_of("items", LANGUAGE)
    if work.kept:
        return front
    _check_texts(results, arms.values())
    counts = {name: float(size.counts(0).non_embedding) for name, size in sizes.items()}
    pages, weights, found, searched = [], [], [], []
    first, each = Candidate(), []
    asked = _families(results, arms)
    inner = [(f"items-{name}", say("family", name=name)) for name in asked]
    shared = {"site": site.report_title(study.report), "study": study.name, "inner": inner,
              "chapters": study.report.chapters}  # fmt: skip
    for name, arm in asked.items():
        family = _read(results, name, arms[arm], study.arms.runs(arm))
        rows = list(family.rows())
        data = write_family(output, name, rows)
        scale = palette.SizeScale({size: counts[size] for size in family.seeds})
        if arm == LADDER:
            first.look(name, rows, family.grid.steps, heads.sizes_of(family.seeds, scale))
            each.append({
                "family": name, "prompt": family.items[0].prompt, "target": family.items[0].target,
                "document": shortest_document(read_texts(results / "world" / arms[arm], name)),
            })  # fmt: skip
        written, weight = _write(output, family, data, scale, shared)
        pages += [*written, *data]
        weights += [weight, *(path.stat().st_size for path in data)]
        searched += [[i.item_id, i.kind, i.prompt[-SEARCHED:]] for i in family.items]
        found.append({
            "family": name, "page": family.page, "count": len(family.items),
            "first": family.items[0], "kinds": list(dict.fromkeys(i.kind for i in family.items)),
        })  # fmt: skip
    pages += [*write_searched(output, searched), *write_front(output, first, each)]
    written, weight = site.write_editions(
        output, "items",
        lambda _: _render(
            "items.html.j2", families=found,
            script=templates.asset("draw.js") + templates.asset("items-draw.js"),
            counts=templates.trusted(compact([[one["page"], one["count"]] for one in found])),
        ),
        title=say("items-title"), description=say("items-description"), **shared,
    )  # fmt: skip
    work.end([*pages, *written], {"bytes": max([weight, *weights])})
    print(
        f"report: {front}: {sum(one['count'] for one in found):,} questions of {len(found)} "
        f"families, heaviest file {max([weight, *weights]):,} bytes",
        file=sys.stderr,
    )
    return front


def _check_texts(results: Path, streams: Iterable[str]) -> None:
    for stream in streams:
        for file in (Path("world", stream, DOCUMENTS), Path("stream", stream, LEDGER)):
            if not (results / file).is_file():
                raise StudyError(
                    f"{results / file}: missing, and the pages of questions quote it; a study that "
                    "was pulled has it again after `python -m sizewise artifacts remake --study "
                    f"{results.name}`"
                )


def _families(results: Path, arms: Mapping[str, str]) -> dict[str, str]:
    """Families that have questions, with the arm that is asked them."""
    found: dict[str, str] = {}
    for arm, stream in arms.items():
        for file in read_manifest(results / "world" / stream)["files"]:
            if file.startswith(f"{ITEMS_FOLDER}/"):
                found.setdefault(PurePosixPath(file).stem, arm)
    return found


def _read(results: Path, name: str, stream: str, runs: Sequence[Run]) -> Family:
    world = results / "world" / stream
    items = list(read_items(world, name))
    grid = read_grid(results / "evaluation", runs, name)
    facts = {item.fact_id for item in items if item.fact_id is not None}
    passages = read_passages(world, results / "stream" / stream, name, facts, grid.steps)
    return Family(name, list(runs), items, grid, passages)


def _write(
    output: Path, family: Family, data: Sequence[Path], scale: palette.SizeScale,
    shared: Mapping[str, Any],
) -> tuple[list[Path], int]:  # fmt: skip
    """The page of a family in every language."""
    knobs = family.knobs()
    every = dict.fromkeys(k for item in family.items for k in item.knobs if k not in HIDDEN)
    kinds = dict.fromkeys(item.kind for item in family.items)

    def body(language: str) -> str:
        head = heads.head(
            family.name, steps=family.grid.steps, kinds=kinds, knobs=every, filters=knobs,
            sizes=heads.sizes_of(family.seeds, scale),
        )  # fmt: skip
        return _render(
            "items-family.html.j2", family=family.name, count=len(family.items),
            head=templates.trusted(compact(head)),
            scripts=heads.scripts(),
            data=[path.relative_to(output).as_posix() for path in data],
        )  # fmt: skip

    title = say("items-family-title", family=say("family", name=family.name))
    return site.write_editions(
        output, family.page, body, title=title,
        description=say("items-about", family=family.name), **shared,
    )  # fmt: skip


def _render(template: str, **values: Any) -> str:
    return templates.environment().get_template(template).render(**values)
