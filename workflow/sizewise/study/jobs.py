"""The jobs of the workflow: which module each runs and which sections of the configuration it sees.

The one place from which Snakemake's rules (`sizewise.flow`), the jobs themselves
(`sizewise.study.work`) and their manifests know what a result depends on.
"""

from dataclasses import dataclass

from sizewise.study.errors import StudyError


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What every job of one kind depends on beside its inputs."""

    modules: tuple[str, ...]
    """Modules that it runs; their imports follow from them."""
    sections: tuple[str, ...]
    """Sections of the configuration that it is handed."""
    arms: tuple[str, ...] | None = None
    """Arms whose runs it reads, of those that a study may have; None for all that it is told of."""
    packages: tuple[str, ...] = ()
    """Packages whose version moves its result though no module of ours imports them."""
    script: tuple[str, str] | None = None
    """Folder beside the package, and the part of what is asked for that names the script in it
    which the job runs: what that imports counts too."""

    @property
    def entries(self) -> tuple[str, ...]:
        """Modules from which everything that it can reach follows: its own, and its sections'."""
        return (*self.modules, *(_SECTIONS[name] for name in self.sections if name in _SECTIONS))


_SECTIONS = {
    "arms": "sizewise.study.arms",
    "mix": "sizewise.study.mix",
    "corpus": "sizewise.corpus.config",
    "world": "sizewise.world.config",
    "stream": "sizewise.stream.config",
    "training": "sizewise.training.config",
    "reward": "sizewise.reward.config",
    "sparse": "sizewise.training.sparse.config",
    "evaluation": "sizewise.evaluation.config",
    "probes": "sizewise.probes.config",
    "analysis": "sizewise.study.statistics",
    "report": "sizewise.report.config",
}
"""The module that declares a section; the study's name needs none."""

REWARDED = ("deductions_exact", "deductions_learned", "feelings_exact", "feelings_learned")
"""Arms that are trained by reward: a family and the source of its reward (B4, B5)."""

KINDS = {
    "corpus": Kind(modules=("sizewise.corpus.build",), sections=("corpus",)),
    "files": Kind(modules=("sizewise.corpus.shards.files",), sections=("corpus",)),
    "read": Kind(modules=("sizewise.corpus.shards.read",), sections=("corpus",)),
    "held_out": Kind(modules=("sizewise.corpus.shards.held_out",), sections=("corpus",)),
    "screen": Kind(modules=("sizewise.corpus.shards.screen",), sections=("corpus",)),
    "gather": Kind(modules=("sizewise.corpus.shards.gather",), sections=("corpus",)),
    "world": Kind(modules=("sizewise.world.build",), sections=("world", "mix")),
    "stream": Kind(modules=("sizewise.stream.build",), sections=("stream", "mix")),
    **{
        job: Kind(modules=(f"sizewise.stream.shards.{job}",), sections=("stream", "mix"))
        for job in ("vocabulary", "encode", "mixture", "pack", "close")
    },
    "facts": Kind(modules=("sizewise.stream.facts",), sections=()),
    "train": Kind(
        modules=("sizewise.training.loop", "sizewise.runs.command"), sections=("training",)
    ),
    "judge": Kind(
        modules=("sizewise.reward.judge",), sections=("reward",), packages=("tokenizers",)
    ),
    "reward": Kind(
        modules=("sizewise.reward.loop", "sizewise.runs.command"),
        sections=("reward",),
        packages=("tokenizers",),
    ),
    "train_sparse": Kind(
        modules=(
            "sizewise.training.loop",
            "sizewise.runs.command",
            "sizewise.training.sparse.network",
        ),
        sections=("training", "sparse"),
    ),
    "evaluate": Kind(
        # Task files name functions of the second, which lm-eval loads.
        modules=("sizewise.evaluation.job", "sizewise.evaluation.items"),
        sections=("evaluation", "mix"),
        packages=("tokenizers",),
    ),
    "probe": Kind(modules=("sizewise.probes.job",), sections=("probes",), packages=("tokenizers",)),
    "observe": Kind(modules=("sizewise.observation.build",), sections=("analysis",)),
    "published": Kind(modules=("sizewise.analysis.pythia.published",), sections=("analysis",)),
    "analyze": Kind(
        modules=("sizewise.analysis.analyze",),
        sections=("name", "arms", "streams", "analysis", "mix"),
        arms=(
            "ladder",
            "eighth",
            "quarter",
            "half",
            "capacity",
            "capacity_short",
            *REWARDED,
            "sparse",
        ),
    ),
    "chapter": Kind(
        modules=("sizewise.report.build",),
        sections=("name", "report"),
        packages=("ipykernel",),
        script=("notebooks", "chapter"),
    ),
    "items": Kind(
        modules=("sizewise.report.items.build",),
        sections=("name", "arms", "report"),
        arms=("ladder", "capacity"),
    ),
    "index": Kind(modules=("sizewise.report.index",), sections=("name", "arms", "mix", "report")),
}

ANALYSED = ("ladder", "capacity", "reward", "observational", "projection", "context")
"""Arms of the claims that `analyze` judges or carries on; others are not run so far."""

ASIDE = frozenset({
    # How artifacts are named, checked, kept and reported: none of it moves a byte of a result.
    "sizewise.study.artifacts",
    "sizewise.study.caches",
    "sizewise.study.devices",
    "sizewise.study.differences",
    "sizewise.study.errors",
    "sizewise.study.explain",
    "sizewise.study.identity",
    "sizewise.study.lasting",
    "sizewise.study.work",
    "sizewise.study.yaml_files",
    "sizewise.study.jobs",
    "sizewise.study.source",
    "sizewise.study.statements",
    "sizewise.study.store",
    # Rows of sizes and claims are handed to the jobs that read them, one by one.
    "study/sizes.csv",
    "study/sparse_sizes.csv",
})  # fmt: skip
"""Modules and data files that decide no result, reviewed one by one."""

PLUMBING = frozenset({"pydantic", "yaml", "filelock", "typer", "click"})
"""Packages that check, lock and parse: their versions move no result."""


def kind(job: str) -> Kind:
    """The kind called `job`. Raises StudyError that lists the known ones."""
    try:
        return KINDS[job]
    except KeyError:
        raise StudyError(f"unknown job {job!r}; known jobs: {', '.join(KINDS)}") from None
