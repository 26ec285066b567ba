"""`sizewise plan`: what every rung asks of a cluster, before anything is submitted."""

import argparse
from pathlib import Path


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add the `plan` command."""
    parser = subparsers.add_parser("plan", help="what each rung asks of a cluster")
    parser.add_argument(
        "files", nargs="*", type=Path, default=[Path("config.yaml")],
        help="config.yaml and files over it",
    )  # fmt: skip
    parser.add_argument("--cluster", type=Path, default=Path("slurm/cluster.yaml"))
    parser.set_defaults(run=_plan)


def _plan(arguments: argparse.Namespace) -> None:
    from sizewise.load import load_study
    from sizewise.planning.cluster import read_cluster
    from sizewise.planning.requests import training_memory_bytes, training_request
    from sizewise.study.ladder import size_named
    from sizewise.study.runs import LADDER

    study, cluster = load_study(arguments.files), read_cluster(arguments.cluster)
    vocabulary, length = study.stream.vocabulary_size, study.stream.sequence_length
    line = "{:>8} {:>14} {:>10} {:>6} {:>6} {:>9} {:>9} {:>12}"
    print(line.format("size", "parameters", "FLOP", "GPUs", "nodes", "GB a GPU", "minutes",
                      "GPU-hours"))  # fmt: skip
    total, runs = 0.0, study.runs(LADDER)
    for size in map(size_named, study.ladder):
        seeds = sum(run.size == size.name for run in runs)
        request = training_request(size, study, cluster)
        flops = study.mix.tokens * size.training_flops_per_token(vocabulary, length)
        hours = request.gpus * request.minutes / 60 * seeds
        total += hours
        memory = training_memory_bytes(size, study, request.gpus) / 1e9
        print(
            line.format(
                size.name, f"{size.counts(vocabulary).total:,}", f"{flops:.2e}", request.gpus,
                request.nodes, f"{memory:.1f}", request.minutes, f"{hours:,.1f}",
            )
        )  # fmt: skip
    print(
        f"{len(runs)} run(s): at most {total:,.0f} GPU-hours of {cluster.gpu_model}; a training "
        "that outlasts its minutes resumes in a further job"
    )
