"""What holds for all tests."""

import contextlib
import os
import signal
import sys
from pathlib import Path

# Before anything imports numpy: small problems on many threads wait for one another where other
# processes are busy, and a test of seconds takes minutes.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from hypothesis import HealthCheck, settings
from sizewise.study.absent import remember_absent
from sizewise.study.store import STORE_VARIABLE

# `nohup` hands an ignored SIGHUP on: tests that send it ask what happens without.
with contextlib.suppress(ValueError):  # not in the main thread
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


# As the command line does: tests that call a job's function check tables as fast as it does.
remember_absent(sys.modules)

# How long an example takes depends on what else the machine does; no test asserts a time.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# A test makes what it looks at: nothing is taken from a store, here or in the processes it starts.
os.environ[STORE_VARIABLE] = ""

# Files that take minutes, the longest first. A file is one worker's (`--dist loadfile`): one that
# begins last has the other worker wait for its end.
LONGEST = (
    "workflow/test_edits.py", "slurm/test_slurm.py", "training/test_stops.py",
    "workflow/test_pull.py", "workflow/test_stops.py", "workflow/test_study.py",
    "workflow/test_publish.py", "workflow/test_pages.py", "workflow/test_damage.py",
    "slurm/test_ends.py", "workflow/test_arms.py", "workflow/test_parts.py",
    "workflow/test_odd_places.py", "workflow/test_dry_run.py",
    "training/test_loop.py", "training/test_full_disk.py", "report/test_execute.py",
    "analysis/test_analyze.py",
)  # fmt: skip


def pytest_collection_modifyitems(items):
    """Run the longest files first; within a file, and among the others, nothing moves."""
    here = Path(__file__).parent
    order = {here / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path, len(order)))
