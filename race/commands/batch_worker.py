"""A worker of a batch: started by the runner, `python -m race.commands.batch_worker DIR`."""

from __future__ import annotations

import sys
from pathlib import Path

from race.base.errors import RaceError
from race.batch.running.worker import serve
from race.experiments import open_work


def main() -> int:
    """Serve the runner that started this process."""
    folder = Path(sys.argv[1])
    try:
        work = open_work(folder)
    except RaceError as error:
        print(f"race: {error}", file=sys.stderr)
        return error.exit_code
    return serve(work, folder)


if __name__ == "__main__":
    raise SystemExit(main())
