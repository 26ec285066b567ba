"""What every rung asks of a cluster, as lines to read before anything is submitted."""

from collections.abc import Iterable, Iterator

from sizewise.planning.cluster import Cluster
from sizewise.planning.forecast import Forecast, Published, forecast, forecast_by_reward
from sizewise.planning.requests import UTILISATION
from sizewise.study.sections import Sections
from sizewise.study.sparse import any_size

_LINE = "{:>18} {:>8} {:>16} {:>9} {:>6} {:>6} {:>8} {:>5} {:>9} {:>13} {:>10} {:>13}"
_PUBLISHED = "{:>16} {:>10} {:>9} {:>13} {:>13} {:>8} {:>7} {:>6}"


def lines(arms: Iterable[tuple[str, Sections, list[str], bool]], cluster: Cluster) -> Iterator[str]:
    """A table, a line a size of an arm, and the sum over all runs and all their jobs.

    `arms` are names of arms, the sections as each sees them, names of sizes, once a seed, and
    whether they are trained by reward.
    """
    yield _LINE.format(
        "arm", "size", "parameters", "FLOP", "GPUs", "nodes", "GB a GPU", "jobs", "hours",
        "GPU-hours", "MWh", "price",
    )  # fmt: skip
    hours, energy, price, runs = 0.0, 0.0, 0.0, 0
    notes: list[str] = []
    for arm, seen, names, by_reward in arms:
        compute = forecast_by_reward if by_reward else forecast
        for name in dict.fromkeys(names):
            found, seeds = compute(any_size(name), seen, cluster), names.count(name)
            yield _line(arm, found, cluster)
            hours += found.gpu_hours * seeds
            energy += found.energy_mwh(cluster) * seeds
            price += found.price(cluster) * seeds
            runs += seeds
            if not by_reward:
                notes.append(f"{name}: {_stage_note(found, seen)}")
    yield (
        f"{runs} run(s): {hours:,.0f} GPU-hours of {cluster.gpu_model}, {energy:,.1f} MWh, price "
        f"{price:,.0f}, evaluations not counted"
    )
    yield (
        f"at {UTILISATION:.0%} of the peak, which published runs miss and beat by up to a factor "
        "of two (sizewise plan --published)"
    )
    yield from dict.fromkeys(notes)


def _line(arm: str, found: Forecast, cluster: Cluster) -> str:
    request = found.request
    return _LINE.format(
        arm, found.size.name, f"{found.parameters:,}", f"{found.flops:.2e}",
        request.gpus if request else "-", request.nodes if request else "-", f"{found.gb:,.1f}",
        request.jobs if request else "-",
        f"{found.wall_hours:,.1f}" if found.wall_hours is not None else "-",
        f"{found.gpu_hours:,.1f}", f"{found.energy_mwh(cluster):,.2f}",
        f"{found.price(cluster):,.0f}",
    )  # fmt: skip


def _stage_note(found: Forecast, seen: Sections) -> str:
    if found.lacking:
        return found.lacking
    told = ", ".join(
        f"stage {stage} {'never' if gb is None else f'{gb:,.1f} GB'}"
        for stage, gb in found.stages.items()
    )
    request = found.request
    several = (
        f"; {request.jobs} jobs one after the other, each going on where the last one stopped"
        if request and request.jobs > 1
        else ""
    )
    fewest = f"each on the fewest GPUs that hold it: {told}"
    return f"ZeRO stage {seen.training.zero_stage} as configured ({fewest}){several}"


def published_lines(runs: Iterable[Published]) -> Iterator[str]:
    """A table: published GPU-hours, what the planner says, and the utilisation between them.

    Hours that were read where somebody quotes their source have a star.
    """
    yield _PUBLISHED.format(
        "model", "GPU", "FLOP", "GPU-hours ", "planned", "error", "of peak", "W"
    )
    for one in runs:
        yield _PUBLISHED.format(
            one.model, one.gpu, f"{one.flops:.2e}",
            f"{one.gpu_hours:,.0f}{'*' if one.quoted else ' '}",
            f"{one.planned_hours:,.0f}", f"{one.planned_hours / one.gpu_hours - 1:+.0%}",
            f"{one.utilisation:.0%}", "-" if one.watts is None else f"{one.watts:.0f}",
        )  # fmt: skip
