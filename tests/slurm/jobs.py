"""What SLURM remembers."""

import subprocess


def jobs() -> list[dict[str, str]]:
    """What SLURM remembers of its jobs: JobId, JobState, TresPerJob, Comment and the like."""
    done = subprocess.run(
        ["scontrol", "show", "job", "--oneliner"], capture_output=True, text=True, check=True
    )
    return [
        dict(field.split("=", 1) for field in line.split() if "=" in field)
        for line in done.stdout.splitlines()
    ]
