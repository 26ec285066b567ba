"""What the rules of the workflow ask about a study: sections, identities, resources.

Rules say input, output and one command; everything that must be computed for them is here, where
it can be tested without Snakemake.
"""

import json
import os
import shlex
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from sizewise.evaluation.task_files import task_files
from sizewise.load import load_study
from sizewise.planning.cluster import Cluster, read_cluster
from sizewise.planning.job_script import HERE, container_command, surroundings
from sizewise.planning.requests import (
    LOCAL,
    Request,
    evaluation_request,
    reward_request,
    training_request,
)
from sizewise.report.declarations import declared_claims
from sizewise.report.editions import LANGUAGE, languages, page_of
from sizewise.study.arms import MAIN, Rewarded
from sizewise.study.claims import Register, read_register
from sizewise.study.devices import local_gpus
from sizewise.study.errors import StudyError
from sizewise.study.formats.names import part_names
from sizewise.study.identity import Identity, plan
from sizewise.study.jobs import ANALYSED, kind
from sizewise.study.runs import LADDER
from sizewise.study.sections import ASIDES_VARIABLE, compact
from sizewise.study.sparse import SparseSize, any_size
from sizewise.world.families import FAMILIES

CLAIMS = Path("claims.yaml")
NOTEBOOKS = Path("workflow/notebooks")
TASKS = Path("workflow/tasks")
# Strict mode is Snakemake's own default, which a prefix replaces: without it a command that fails
# in front of `| tee` would pass for done.
_STRICT = "set -euo pipefail"
# What a job is told by wildcards of its rule; the stream's name decides nothing of its tokens.
_OF = {
    "evaluate": ("arm", "size", "seed"),
    "probe": ("arm", "size", "seed"),
    "chapter": ("chapter",),
    "encode": ("part",),
}
# What says which of many equal jobs one is; natural domains from archives are a part without a
# number.
_NUMBERED = {"read": "part", "screen": "part", "pack": "shard"}
# The hash of what a job reads of the register of claims; pages show the first one beside it.
_CLAIMS: dict[str, Callable[[Register, Mapping[str, str]], str]] = {
    "observe": lambda register, _: register.of_arms(["observational"]).sha256,
    "analyze": lambda register, _: register.of_arms(ANALYSED).sha256,
    "chapter": lambda register, told: register.named(_declared(told["chapter"])).shown_sha256,
    "index": lambda register, _: register.shown_sha256,
}


def _declared(chapter: str) -> list[str]:
    """Claims that a chapter of the report declares."""
    return declared_claims(NOTEBOOKS / f"{chapter}.py")


def _typed(value: Any) -> Any:
    """Numbers, booleans and null inside of `--config`, all of which Snakemake hands on as text."""
    if isinstance(value, Mapping):
        return {key: _typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner) for inner in value]
    if not isinstance(value, str) or not value:
        return value
    try:
        read = yaml.safe_load(value)
    except yaml.YAMLError:
        return value
    return read if read is None or isinstance(read, bool | int | float) else value


def check_writable(folder: Path) -> None:
    """Raise StudyError where Snakemake cannot keep its notes, which it does in a dry run too."""
    notes = folder / ".snakemake"
    if not os.access(notes if notes.exists() else folder, os.W_OK):
        raise StudyError(
            f"{folder.resolve()}: may not be written, and Snakemake keeps its locks and notes "
            "there even in a dry run; read what is there (reports/, `python -m sizewise status`), "
            "or run it in a copy"
        )


class Flow:
    """A checked study, seen from the rules."""

    def __init__(self, files: Iterable[Path], given: Mapping[str, Any]) -> None:
        """Load and check the study of `files` with the keys `given` over it. Raises StudyError.

        The register of claims and what chapters declare are checked too.

        The files are merged by our rules and not by Snakemake's, which would add up the shares of
        two studies. The key `cluster`, which the profiles of clusters give, names a cluster
        file. It decides what jobs ask for and never what they compute, so it is no part of the
        study.
        """
        given = dict(given)
        cluster_file = given.pop("cluster", None)
        self.study = load_study(files, _typed(given))
        # Read at once: a mistake found while Snakemake fills in parameters would end in a trace.
        self.register = read_register(CLAIMS)
        for chapter in self.study.report.chapters:
            _declared(chapter)
        self.cluster: Cluster | None = read_cluster(Path(cluster_file)) if cluster_file else None
        self.local_gpus = 0 if self.cluster else len(local_gpus(os.environ))
        """GPUs of this machine, on each of which one job runs at a time."""
        self.training = self._requests(training_request)
        self.evaluation = self._requests(evaluation_request)
        if self.container and self.several_nodes:
            raise StudyError(
                f"{cluster_file}: container: srun would start the processes of "
                f"{', '.join(self.several_nodes)}, trained over several nodes, outside of it; use "
                "modules, or max_nodes 1 with more max_jobs"
            )

    def _requests(self, compute: Callable[..., Request]) -> dict[tuple[str, str], Request]:
        """Requests by arm and size."""
        local = replace(LOCAL, gpus=min(1, self.local_gpus))
        found = {}
        for arm, size, _ in self.study.runs():
            if (arm, size) not in found:
                seen = self.study.seen_by(arm=arm)
                by_reward = self.study.arms[arm].reward is not None
                ask = reward_request if by_reward and compute is training_request else compute
                found[arm, size] = (
                    ask(any_size(size), seen, self.cluster) if self.cluster else local
                )
        return found

    def planted(self, stream: str = MAIN) -> list[str]:
        """Planted families in the mix of a stream."""
        return [name for name in self.study.mix_of(stream).shares if name in FAMILIES]

    @staticmethod
    def as_this_run(files: Iterable[Path], given: Mapping[str, Any]) -> list[str]:
        """Options that tell another Snakemake of the same study: its files, and the keys over them.

        The cluster is left out: it decides what jobs ask for, and that one starts none. Files of
        this checkout are named from its top, so that the options are the same in every clone.
        """
        here = Path.cwd()
        names = [str(p.relative_to(here) if p.is_relative_to(here) else p) for p in files]
        keys = [f"{key}={json.dumps(value)}" for key, value in given.items() if key != "cluster"]
        return [
            *(["--configfile", *names] if names else []),
            *(["--config", *keys] if keys else []),
        ]

    @property
    def natural(self) -> list[str]:
        """Natural domains of all streams."""
        names = [n for s in self.study.stream_names for n in self.study.mix_of(s).shares]
        return [name for name in dict.fromkeys(names) if name not in FAMILIES]

    @property
    def archives(self) -> list[str]:
        """Natural domains that are read from archives."""
        return [name for name in self.natural if name not in self.study.corpus.hub]

    @property
    def in_parts(self) -> bool:
        """Whether text of the hub is read, so that corpus and stream are made in parts."""
        return bool(self.study.corpus.hub)

    @property
    def parts(self) -> list[str]:
        """Names of the parts of the corpus; natural domains from archives are the last."""
        return part_names(self.study.corpus.parts, bool(self.archives))

    def of_parts(self, pattern: str, *more: str) -> Callable[[Any], list[str]]:
        """For a rule's inputs: `pattern` for every part, and for the parts `more`."""
        names = [*self.parts, *more]
        return lambda wildcards: [
            pattern.format(**_told(wildcards) | {"part": name}) for name in names
        ]

    def shards(self, pattern: str) -> Callable[[Any], list[str]]:
        """For a rule's inputs: `pattern` for every shard of the stream of the wildcards."""

        def fill(wildcards: Any) -> list[str]:
            tokens = self.study.mix_of(wildcards.stream).tokens
            layout = self.study.stream_section(wildcards.stream).layout(tokens)
            return [
                pattern.format(stream=wildcards.stream, shard=n) for n in range(layout.n_shards)
            ]

        return fill

    @property
    def container(self) -> str | None:
        """The image that jobs run in; None without one."""
        return self.cluster.container if self.cluster else None

    @property
    def largest(self) -> str:
        """The largest size, whose training takes longest."""
        return self.study.sizes[-1].name

    @property
    def several_nodes(self) -> list[str]:
        """Sizes whose training needs more than one node."""
        found = [size for (_, size), request in self.training.items() if request.nodes > 1]
        return list(dict.fromkeys(found))

    # -- what a job depends on -----------------------------------------------------------------

    def _config(self, job: str, wildcards: Any) -> str:
        """The sections that a job sees, as JSON."""
        told = _told(wildcards)
        job = _kind_of(job, told)
        seen = self.study.seen_by(arm=told.get("arm"), stream=told.get("stream"))
        sections = json.loads(seen.section_json(*kind(job).sections))
        if (arms := kind(job).arms) is not None:
            # An arm that a job does not read is no reason to run it again.
            sections["arms"] = {n: arm for n, arm in sections["arms"].items() if n in arms}
            if "streams" in sections:
                used = {arm["stream"] for arm in sections["arms"].values()}
                sections["streams"] = {n: s for n, s in sections["streams"].items() if n in used}
        return compact(sections)

    def _of(self, job: str, wildcards: Any) -> dict[str, Any]:
        """What a job is asked for beside its sections; the job says the same in its manifest."""
        told = _told(wildcards)
        of = {name: told[name] for name in _OF.get(job, ()) if name in told}
        if "seed" in told:
            of["seed"] = int(told["seed"])
        if job == "train":
            of["size"] = any_size(told["size"]).model_dump(mode="json")
            if (ends_at := self.study.arms[told["arm"]].ends_at) is not None:
                of["ends_at"] = ends_at
        if job in ("judge", "reward"):
            asked = self.study.arms[told["arm"]].reward
            of["family"] = asked and asked.family
            if job == "reward":
                of["source"] = asked and asked.source
        if job == "corpus":
            of["domains"] = sorted(self.archives)
        if job in _NUMBERED and (name := told.get(_NUMBERED[job])) is not None:
            of[_NUMBERED[job]] = int(name) if name.isdecimal() else None
        if job in ("analyze", "items"):
            names = dict.fromkeys(
                z for arm in self._read_by(job) for z in self.study.arms[arm].seeds
            )
            of["sizes"] = [size.model_dump(mode="json") for size in map(any_size, names)]
        if job == "published":
            found = self.register.named(["A16"]).claims
            of["A16"] = found[0].borders if found else None
        if job in _CLAIMS:
            of["claims"] = _CLAIMS[job](self.register, told)
        return of

    def plan(self, job: str, wildcards: Any = None) -> Identity:
        """The identity of a job without its inputs, which may not be there yet."""
        kind_of = _kind_of(job, _told(wildcards))
        return plan(kind_of, of=self._of(job, wildcards), config=self._config(job, wildcards))

    def config(self, job: str) -> Callable[[Any], str]:
        """For a rule's parameters: the JSON of the job's sections, by wildcards."""
        return lambda wildcards: self._config(job, wildcards)

    def identity(self, job: str) -> Callable[[Any], str]:
        """For a rule's parameters: the hash of the job's plan, which reruns it when it changes."""
        return lambda wildcards: self.plan(job, wildcards).sha256

    # -- paths --------------------------------------------------------------------------------

    def runs(self, pattern: str, arm: str | None = None) -> list[str]:
        """`pattern` with the wildcards arm, size and seed filled in, for each run (of an arm)."""
        return [pattern.format(**run._asdict()) for run in self.study.runs(arm)]

    def ladder(self, pattern: str) -> list[str]:
        """`pattern` for each run of the ladder."""
        return self.runs(pattern, LADDER)

    def _read_by(self, job: str) -> list[str]:
        """The study's arms that a job reads."""
        known = kind(job).arms
        return [arm for arm in self.study.arms if known is None or arm in known]

    def runs_read_by(self, job: str, pattern: str) -> list[str]:
        """`pattern` for each run of the arms that a job reads."""
        return [path for arm in self._read_by(job) for path in self.runs(pattern, arm)]

    def logs_read_by(self, job: str, log: str, updates: str) -> list[str]:
        """The logs of the runs of the arms that a job reads: `updates` of those by reward."""
        rewarded = self.study.arms.rewarded
        return [
            path
            for arm in self._read_by(job)
            for path in self.runs(updates if arm in rewarded else log, arm)
        ]

    def streams_read_by(self, job: str, pattern: str) -> list[str]:
        """`pattern` for each stream of the arms that a job reads."""
        streams = dict.fromkeys(self.study.stream_of(arm) for arm in self._read_by(job))
        return [pattern.format(stream=stream) for stream in streams]

    def editions(self, pattern: str, *pages: str) -> list[str]:
        """`pattern` with the wildcard page filled in: `pages` in the languages beside English."""
        others = [language for language in languages() if language != LANGUAGE]
        return [pattern.format(page=page_of(page, one)) for page in pages for one in others]

    def of_stream(self, pattern: str) -> Callable[[Any], str]:
        """For a rule's inputs: `pattern` with the stream of the wildcard `arm`."""
        return lambda wildcards: pattern.format(stream=self.study.stream_of(wildcards.arm))

    def of_parent(self, pattern: str) -> Callable[[Any], list[str]]:
        """For a rule's inputs: `pattern` of the run that this one continues; none without one."""

        def fill(wildcards: Any) -> list[str]:
            parent = self.study.arms[wildcards.arm].parent
            told = {**_told(wildcards), "arm": parent}
            return [] if parent is None else [pattern.format(**told)]

        return fill

    def parent_option(self, pattern: str) -> Callable[[Any], list[str]]:
        """For a rule's parameters: what tells a training its parent's folder and its end."""
        of_parent = self.of_parent(pattern)

        def words(wildcards: Any) -> list[str]:
            ends_at = self.study.arms[wildcards.arm].ends_at
            last = [] if ends_at is None else ["--ends-at", f"{ends_at:g}"]
            return [w for path in of_parent(wildcards) for w in ("--parent", path)] + last

        return words

    # -- arms that are trained by reward -------------------------------------------------------

    @property
    def rewarded(self) -> str:
        """For a rule's constraints: the arms that are trained by reward; nothing without any."""
        return "|".join(self.study.arms.rewarded) or r"[^\s\S]"

    def _reward(self, arm: str) -> Rewarded:
        found = self.study.arms[arm].reward
        if found is None:
            raise StudyError(f"arms.{arm}: is not trained by reward; give it a `reward`")
        return found

    def rewarded_for(self, name: str) -> Callable[[Any], str]:
        """For a rule's parameters: what the arm is rewarded for, `family` or `source`."""
        return lambda wildcards: getattr(self._reward(wildcards.arm), name)

    def of_judge(self, pattern: str) -> Callable[[Any], str]:
        """For a rule's inputs: `pattern` of the run that reads questions for an arm and a seed."""

        def fill(wildcards: Any) -> str:
            parent, size = self.study.arms[wildcards.arm].parent, self.study.reward.judge
            return pattern.format(arm=parent, size=size, seed=wildcards.seed)

        return fill

    def judged(self, pattern: str) -> Callable[[Any], list[str]]:
        """For a rule's inputs: `pattern` of the learned rewards; none where they are exact."""

        def fill(wildcards: Any) -> list[str]:
            learned = self._reward(wildcards.arm).source == "learned"
            return [pattern.format(**_told(wildcards))] if learned else []

        return fill

    def judged_option(self, pattern: str) -> Callable[[Any], list[str]]:
        """For a rule's parameters: what tells a run the folder of its learned rewards."""
        of_judge = self.judged(pattern)
        return lambda wildcards: [w for path in of_judge(wildcards) for w in ("--judged", path)]

    def tasks(self, wildcards: Any) -> list[str]:
        """Task files that the evaluation of an arm uses."""
        families = self.planted(self.study.stream_of(wildcards.arm))
        return [str(path) for path in task_files(TASKS, families, self.study.evaluation.tasks)]

    # -- resources ----------------------------------------------------------------------------

    def _of_cluster(self, *more: str) -> dict[str, Any]:
        """What every job tells SLURM beside partition, memory and time; `more` options of its."""
        if self.cluster is None:
            return {}
        told = {"slurm_account": self.cluster.account, "qos": self.cluster.qos,
                "constraint": self.cluster.constraint,
                "slurm_extra": shlex.join([*self.cluster.options, *more]) or None}  # fmt: skip
        return {name: value for name, value in told.items() if value is not None}

    def cpu_resources(self, network: bool = False) -> dict[str, Any]:
        """Resources of a rule that needs no GPU; one that needs the `network` runs where it is.

        Each try asks for more memory than the one before, since the last may have lacked it.
        """
        if self.cluster is None:
            return {"slurm_partition": "", "mem_mb": LOCAL.memory_mb, "runtime": 0}
        cluster, each = self.cluster, 4 * LOCAL.memory_mb
        partition = (cluster.network_partition if network else None) or cluster.cpu_partition
        return self._of_cluster() | {
            "slurm_partition": partition,
            "mem_mb": lambda wildcards, attempt: min(each * attempt, cluster.memory_per_node_mb),
            "runtime": cluster.cpu_max_minutes,
        }

    @staticmethod
    def cpus(requests: Mapping[tuple[str, str], Request]) -> Callable[[Any], int]:
        """Threads of a rule that runs a rung."""
        return lambda wildcards: requests[wildcards.arm, wildcards.size].cpus

    def gpu_resources(self, requests: Mapping[tuple[str, str], Request]) -> dict[str, Any]:
        """Resources of a rule that runs a rung, from the requests of all rungs."""

        def asked(name: str) -> Callable[[Any], int]:
            return lambda wildcards: getattr(requests[wildcards.arm, wildcards.size], name)

        # Only trainings are told their nodes: those of evaluations in one group would add up.
        nodes = {"nodes": asked("nodes")} if requests is self.training else {}
        return (
            self._of_cluster()
            | nodes
            | {
                "gpu": asked("gpus"),
                "local_gpus": asked("gpus"),
                "gpu_model": self.cluster.gpu_model if self.cluster else "",
                "slurm_partition": self.cluster.gpu_partition if self.cluster else "",
                "mem_mb": self._memory(requests),
                "runtime": asked("minutes"),
            }
        )

    def _memory(self, requests: Mapping[tuple[str, str], Request]) -> Callable[..., int]:
        """Memory of a rung, more at each try, up to all that a node has."""

        def asked(wildcards: Any, attempt: int) -> int:
            each = requests[wildcards.arm, wildcards.size].memory_mb
            return min(each * attempt, self.cluster.memory_per_node_mb) if self.cluster else each

        return asked

    def node_resources(self) -> dict[str, Any]:
        """Resources of a training on several nodes: the executor gives the nodes, we start tasks.

        GPUs are asked for a node, because the executor would turn a total into tasks a GPU.
        """
        alike = self.gpu_resources(self.training)
        gpus = f"--gpus-per-node={self.cluster.gpu_model}:{self.cluster.gpus_per_node}"
        return self._of_cluster(gpus) | {
            "slurm_partition": self.cluster.gpu_partition,
            "mpi": "srun",
            "local_gpus": self.cluster.gpus_per_node,
            "tasks": alike["nodes"],
            "nodes": alike["nodes"],
            "mem_mb": alike["mem_mb"],
            "runtime": alike["runtime"],
        }

    def prefix(self, base: str, conda: bool) -> str:
        """What runs before each command: strict mode, modules, container, the package's place.

        `base` is the project's folder. With `conda` Snakemake makes environments that hold what
        the package needs, but not the package, and so does the image of a container; else jobs run
        by the interpreter that runs Snakemake, also where nobody activated its environment. Goes
        with `suffix`.
        """
        commands = [_STRICT, *(surroundings(self.cluster) if self.cluster else [])]
        # Keys that decide no result are no parameter of a rule: they reach its job this way.
        # Jobs run side by side. A job that may use more threads says so in front of its command;
        # libraries that took every core each would wait for one another on a busy machine.
        inside = ["export OMP_NUM_THREADS=1"]
        asides = compact(self.study.asides())
        inside.append(f"export {ASIDES_VARIABLE}={shlex.quote(asides)}")
        if conda or self.container:
            inside.append(f"export PYTHONPATH={shlex.quote(base)}/workflow")
        else:
            inside.append(f"export PATH={shlex.quote(str(Path(sys.executable).parent))}:$PATH")
        if self.container:
            inside.insert(0, _STRICT)
            commands.append(f"{container_command(self.cluster)} <<'{HERE}'\n")
        text = "; ".join(commands) + ("" if self.container else "; ")
        # Snakemake fills in what stands in braces, so those of the JSON are doubled.
        text += "".join(f"{command}; " for command in inside)
        return text.replace("{", "{{").replace("}", "}}")

    @property
    def suffix(self) -> str:
        """What runs behind each command: the end of what a container is told."""
        return f"\n{HERE}" if self.container else ""


def _told(wildcards: Any) -> dict[str, str]:
    """The wildcards of a job by name."""
    return dict(wildcards.items()) if wildcards is not None else {}


def _kind_of(job: str, told: Mapping[str, str]) -> str:
    """The kind of a job: a sparse size is trained by more code than a dense one."""
    sparse = job == "train" and isinstance(any_size(told["size"]), SparseSize)
    return "train_sparse" if sparse else job
