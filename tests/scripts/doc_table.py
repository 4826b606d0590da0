#!/usr/bin/env python3
"""doc_table.py NAME FILE: puts what comes on standard input between the markers of NAME in FILE.

The markers are `<!-- NAME:begin -->` and `<!-- NAME:end -->`, once each. Tables of measurements in the
documentation are written by the command that measures, and only so.
"""

import sys
from pathlib import Path


def put(text: str, name: str, table: str) -> str:
    """The text with `table` between its markers. Raises ValueError where they are not there once each."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise ValueError(f"no place for the table: {begin} and {end} must be there once, in this order")
    before, rest = text.split(begin)
    after = rest.split(end)[1]
    return f"{before}{begin}\n\n{table.strip()}\n\n{end}{after}"


def main(arguments: list[str]) -> int:
    """Runs the command line described at the top of the file."""
    if len(arguments) != 2:
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    name, file = arguments[0], Path(arguments[1])
    file.write_text(put(file.read_text(encoding="utf-8"), name, sys.stdin.read()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
