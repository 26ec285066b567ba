"""`python -m sizewise`."""

import os
import sys

if __name__ == "__main__":
    # Paths are UTF-8 for the libraries that write tables, whatever the locale (Latin-1, C) makes
    # Python believe; its own switch for that must be set when it starts.
    if sys.getfilesystemencoding() != "utf-8":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606

    from sizewise.cli import main

    sys.exit(main())
