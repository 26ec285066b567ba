"""What `sizewise power` found, for a terminal and as a page of the documentation."""

from collections.abc import Iterator, Mapping
from typing import Any

Told = Mapping[str, Any]
"""What `gate.power` gives."""


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


def _seeds(plan: Mapping[str, int]) -> str:
    return ", ".join(f"{size} {n}" for size, n in plan.items())


def _minutes(told: Told) -> str:
    return ", ".join(
        f"{size} {value:.0f}{' (carried over)' if size in told['carried'] else ''}"
        for size, value in told["minutes"].items()
    )


def power_lines(told: Told) -> Iterator[str]:
    """A table for a terminal."""
    yield f"{told['study']}: {_seeds(told['design'])} seeds; Holm over {told['tests']} tests"
    head = f"{'claim':6}{'supported beyond':>17}{'matters':>9}{'can be seen':>13}"
    yield head + (f"{'with plan':>11}" if "plan" in told else "") + "  unit"
    for one in told["claims"]:
        line = f"{one['claim']:6}{_number(one['threshold']):>17}{_number(one['matters']):>9}"
        line += f"{_number(one['detectable']):>13}"
        line += f"{_number(one.get('planned')):>11}" if "plan" in told else ""
        yield f"{line}  {one['unit']}"
    if "plan" not in told:
        return
    yield f"this design takes {told['design_hours']:.1f} core-hours"
    yield f"minutes a seed: {_minutes(told)}"
    yield f"plan for {told['core_hours']:g} core-hours: {_seeds(told['plan'])} seeds"
    yield f"takes {told['plan_hours']:.1f} core-hours"
    yield f"chosen for {', '.join(told['served'])}"


def markdown(told: Told, command: str, measured: bool) -> str:
    """The page. `measured`: minutes are those of a study's own jobs and not of the table."""
    planned = "plan" in told
    heads = ["claim", "supported beyond", "effect that matters", "effect that can be seen"]
    heads += ["with the plan"] * planned + ["unit"]
    lines = [
        "# What a design can see, and which seeds would serve best", "",
        f"Made by `{command}`; not written by hand. Simulated ladders of the first world in which "
        f"the essay is right, {told['resamples']:,} resamples.", "",
        f"The study {told['study']} has these seeds by size: {_seeds(told['design'])}. An effect "
        "can be seen if its claim is supported in 80 % of such ladders at the hardest place of "
        f"Holm's correction over {told['tests']} tests.", "",
        f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}",
    ]  # fmt: skip
    for one in told["claims"]:
        cells = [one["claim"], *map(_number, (one["threshold"], one["matters"], one["detectable"]))]
        cells += [_number(one.get("planned"))] * planned + [one["unit"]]
        lines.append(f"| {' | '.join(cells)} |")
    if planned:
        what = (
            "all jobs of a seed: training, its shorter trainings, evaluations and probes"
            if measured
            else "the training alone (data/run_minutes.csv)"
        )
        lines += [
            "", f"## Seeds for {told['core_hours']:g} core-hours", "",
            f"Core minutes a seed, {what}: {_minutes(told)}. This design takes "
            f"{told['design_hours']:.1f} core-hours.", "",
            f"The seeds that serve the claims best in {told['core_hours']:g} core-hours, no size "
            f"with fewer than three: **{_seeds(told['plan'])}**; they take "
            f"{told['plan_hours']:.1f}. Chosen for {', '.join(told['served'])}: what is least is "
            "the mean over these claims of the standard error over the effect that matters.",
        ]  # fmt: skip
    return "\n".join([*lines, ""])
