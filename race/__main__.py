"""`python -m race`: the same as the command `race`."""

import sys

from race.cli import main

if __name__ == "__main__":
    sys.exit(main())
