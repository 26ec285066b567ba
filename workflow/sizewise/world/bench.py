"""How fast planted text is written, on one core."""

import itertools
import time
from typing import Any

from sizewise.study.sections import Sections
from sizewise.world.build import plan_of, tables_of_job
from sizewise.world.families import planted

_SECONDS = 2.0


def measure(study: Sections) -> list[dict[str, Any]]:
    """MB/s of each family of `study`: jobs written into tables for about two seconds.

    Planning (names, facts) is paid once a study and not counted; nor is what the first job pays
    for libraries.
    """
    rows = []
    for family in planted(study):
        plan = plan_of(study, family)
        tables_of_job(family, 0, plan.write(0))
        size, began = 0, time.process_time()
        for job in itertools.count():
            size += sum(tables_of_job(family, job, plan.write(job)).sizes)
            seconds = time.process_time() - began
            if seconds > _SECONDS:
                break
        rows.append(
            {
                "what": f"world: {family}, one core",
                "value": size / seconds / 1e6,
                "unit": "MB/s",
                "compared_with": None,
            }
        )
    return rows
