"""What holds for all tests."""

import os

# Before anything imports numpy: small problems on many threads wait for one another where other
# processes are busy, and a test of seconds takes minutes.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from hypothesis import HealthCheck, settings
from sizewise.study.store import STORE_VARIABLE

# How long an example takes depends on what else the machine does; no test asserts a time.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# A test makes what it looks at: nothing is taken from a store, here or in the processes it starts.
os.environ[STORE_VARIABLE] = ""
