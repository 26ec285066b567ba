"""From files on disk to a checked study: the only place that knows every room's checks."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sizewise.corpus.domains import check_domains
from sizewise.evaluation.names import check_tasks
from sizewise.report.declarations import check_chapters
from sizewise.studies import Study
from sizewise.study.arms import MAIN
from sizewise.study.errors import StudyError
from sizewise.study.explain import explain
from sizewise.study.ladder import sizes
from sizewise.study.printable import printable
from sizewise.study.sparse import any_size, sparse_sizes
from sizewise.study.yaml_files import OVER, merge, read_mapping, shown
from sizewise.world.families import FAMILIES, check_world, knobs_of, planted

_DOMAIN = re.compile(r"[a-z][a-z0-9_]*")
_STUDY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_SIZE = re.compile(r"\d+(?:\.\d+)?[kMB](?:-a\d+(?:\.\d+)?[kMB])?")


def check_study(values: dict[str, Any], source: str) -> Study:
    """The study in `values`, checked by every room. Raises StudyError that names `source`.

    Whatever a name in `values` holds, the message is one line of a terminal.
    """
    try:
        return _checked(values, source)
    except StudyError as error:
        raise StudyError(printable(str(error))) from None


def _checked(values: dict[str, Any], source: str) -> Study:
    _check_sizes()
    try:
        study = Study.model_validate(values)
    except ValidationError as error:
        said = explain(error, Study, example="config.yaml")
        raise StudyError(f"{source}: {said}") from None
    except StudyError as error:
        raise StudyError(f"{source}: {error}") from None
    try:
        _check_hub_names(study)
        check_tasks(study.evaluation.tasks)
        check_chapters(study.report.chapters)
    except StudyError as error:
        raise StudyError(f"{source}: {error}") from None
    for stream in study.stream_names:
        # The rooms' own checks: each knows its domains, families and knobs.
        try:
            seen = study.seen_by(stream=stream)
            check_domains(seen, families=FAMILIES)
            check_world(seen)
        except StudyError as error:
            where = "" if stream == MAIN else f"streams.{stream}: "
            raise StudyError(f"{source}: {where}{error}") from None
    _check_capacities(study, source)
    try:
        _check_rewards(study)
    except StudyError as error:
        raise StudyError(f"{source}: {error}") from None
    return study


def _check_sizes() -> None:
    """Raise StudyError for a row of the tables of sizes whose name is no name of a folder."""
    where = "workflow/sizewise/study, sizes.csv and sparse_sizes.csv"
    try:
        names = [*sizes(), *sparse_sizes()]
    except ValidationError as error:
        raise StudyError(f"{where}: {explain(error)}; correct the row") from None
    except (KeyError, ValueError) as error:
        raise StudyError(f"{where}: a name that is no count ({error}); use one like 83k") from None
    for name in names:
        if not _SIZE.fullmatch(name):
            raise StudyError(f"{where}: {name!r} is no name of a size; use one like 83k")


def _check_hub_names(study: Study) -> None:
    """Raise StudyError for a domain of the hub whose name is no name of a folder."""
    for name in study.corpus.hub:
        if not _DOMAIN.fullmatch(name):
            raise StudyError(
                f"corpus.hub: {name!r} names folders, columns and lines of pages; use lower-case "
                "letters, digits and underscores, a letter first"
            )


MOST_BITS = 2.0
"""Bits a parameter that a language model can hold (Allen-Zhu and Li 2024, arXiv 2404.05405)."""


def _check_capacities(study: Study, source: str) -> None:
    """Refuse a stream that plants more than any size that reads it can hold.

    Where nobody can hold it, nothing says whether small models lose what large ones keep.
    """
    for stream in study.stream_names:
        seen = study.seen_by(stream=stream)
        arms = [name for name, arm in study.arms.items() if arm.stream == stream]
        sizes = [any_size(size) for name in arms for size in study.arms[name].seeds]
        for name in planted(seen):
            count = FAMILIES[name].planted_bits
            if count is None or not sizes:
                continue
            bits = count(knobs_of(seen, name), seen.mix.planted_bytes(name))
            most = max(size.counts(seen.stream.vocabulary_size).total for size in sizes)
            if bits > MOST_BITS * most:
                where = "" if stream == MAIN else f"streams.{stream}."
                raise StudyError(
                    f"{source}: {where}mix.tokens plants {bits:,.0f} bits of {name}, more than "
                    f"{MOST_BITS:g} a parameter of the largest size of {', '.join(arms)} "
                    f"({most:,} parameters); add a larger size, or plant less (fewer tokens, "
                    "more exposures)"
                )


def _check_rewards(study: Study) -> None:
    """Raise StudyError for an arm whose reward cannot be given, before anything trains."""
    reward = study.reward
    for name in study.arms.rewarded:
        arm, where = study.arms[name], f"arms.{name}.reward"
        family = arm.reward.family
        seen = study.seen_by(arm=name)
        have = [f for f in planted(seen) if hasattr(knobs_of(seen, f), "practice")]
        if family not in have:
            raise StudyError(
                f"{where}.family {family!r} is no family of the stream {arm.stream} with practice "
                f"questions; there are {', '.join(have) or 'none'}"
            )
        knobs = knobs_of(seen, family)
        questions = knobs.practice * len(knobs.settings)
        learned = arm.reward.source == "learned"
        for key, asked in (("questions", reward.questions), ("preferences", reward.preferences)):
            if asked > questions and (learned or key == "questions"):
                raise StudyError(
                    f"reward.{key} {asked} is more than the {questions} practice questions of "
                    f"{family}; lower it, or raise world.families.{family}.practice"
                )
        judges = study.arms[arm.parent].seeds.get(reward.judge, [])
        lacking = sorted({s for seeds in arm.seeds.values() for s in seeds} - {*judges})
        if learned and lacking:
            raise StudyError(
                f"reward.judge {reward.judge!r} has no training of the arm {arm.parent} with seed "
                f"{lacking[0]}, which {name} needs; add it to arms.{arm.parent}.seeds, name "
                f"another size, or take the seed out of arms.{name}.seeds"
            )


def _with_what_it_lies_over(path: Path, above: tuple[Path, ...] = ()) -> dict[str, Any]:
    """The keys of a file, over those of the file that it lies over."""
    values = dict(read_mapping(path))
    name = values.pop(OVER, None)
    if name is None:
        return values
    if not isinstance(name, str) or not _STUDY.fullmatch(name):
        raise StudyError(f"{path}: {OVER} {name!r} is no name of a study; use one like desk")
    under = path.with_name(f"{name}.yaml")
    if under in (path, *above):
        raise StudyError(f"{path}: {OVER} {name} leads back to this file; take one of them out")
    if not under.is_file():
        raise StudyError(f"{path}: {OVER} {name}: there is no {under}; name an existing one")
    return merge(_with_what_it_lies_over(under, (path, *above)), values)


def load_study(paths: Iterable[Path], given: Mapping[str, Any] | None = None) -> Study:
    """The study of `paths`: config.yaml first, then files that override parts of it.

    A file may name another one of its folder that it lies over: `over: desk`. `given` are keys over
    all files, as a command line gives them.
    """
    paths, values = list(paths), {}
    for path in paths:
        values = merge(values, _with_what_it_lies_over(path))
    names = shown(paths)
    if given:
        values = merge(values, dict(given))
        names.append("--config")
    return check_study(values, ", ".join(names))
