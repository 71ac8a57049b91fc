"""The commands of `race`, one module each, loaded only when it is the one that was asked for.

A command module offers two functions:

- `add_arguments(parser)` describes its arguments to an `argparse.ArgumentParser`;
- `run(args)` does the work, prints the answer to standard output and returns the exit code.

It reports what goes wrong by raising a `race.base.errors.RaceError`; `race.cli` prints it. A new
command is one module here and one line in the table `COMMANDS` of `race.cli`.
"""
