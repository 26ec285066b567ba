"""`python -m sizewise`."""

import sys

from sizewise.cli import main

sys.exit(main())
