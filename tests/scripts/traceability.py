#!/usr/bin/env python3
"""traceability.py: every requirement of docs/traceability.md is there, and every test it names exists.

A test is named as cargo-nextest prints it (`kyotaku-server::device_api proofs::a_sentence`); a suite of
test.sh that is no Rust test is named as a suite (`peers`). A row is `proven` by at least one name, `planned`,
or `outside` the product; names are checked in every row. An ignored test proves nothing.

The names come from `cargo nextest list`, not from reading the sources: only the compiler knows which files
belong to a test binary, what a macro makes, and what is ignored. After `test.sh` nothing is built for it.
Whether the tests pass is test.sh's matter. Prints each finding and exits 1.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/traceability.md"
SUITES = ROOT / "tests/scripts/test.sh"

REQUIREMENTS = [f"SD-{number:02}" for number in range(1, 19)] + [f"F{number}" for number in range(1, 16)]
STATUSES = ("proven", "planned", "outside")


class Row(NamedTuple):
    """One requirement: its id, its status and the names of what holds it."""

    id: str
    status: str
    names: tuple[str, ...]


def rows(page: str) -> Iterator[Row]:
    """The rows of the page's tables: id, what, status with an explanation after a colon, names."""
    for line in page.splitlines():
        if re.match(r"\|\s*(SD-|F)\d", line):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            status = cells[2].partition(":")[0] if len(cells) == 4 else ""
            yield Row(cells[0], status, tuple(re.findall(r"`([^`]+)`", cells[-1])))


def tests(listing: str) -> dict[str, bool]:
    """From nextest's list in JSON: every test as it is printed, and whether it is ignored."""
    return {
        f"{binary} {test}": details["ignored"]
        for binary, suite in json.loads(listing)["rust-suites"].items()
        for test, details in suite["testcases"].items()
    }


def suites(script: str) -> set[str]:
    """The suites of test.sh."""
    return set(re.findall(r"(?:\) |=\S+ )suite(?:_after_setup)? ([\w-]+) ", script))


def findings(found: list[Row], known: dict[str, bool], suite_names: set[str]) -> Iterator[str]:
    """What is wrong with the page."""
    ids = [row.id for row in found]
    if ids != REQUIREMENTS:
        wrong = sorted(set(ids) ^ set(REQUIREMENTS)) or ["the order, or a row that is there twice"]
        yield f"the page must have one row for each requirement, in order; wrong: {', '.join(wrong)}"
    for row in found:
        if row.status not in STATUSES:
            yield f"{row.id}: the status is none of {', '.join(STATUSES)}"
        if row.status == "proven" and not row.names:
            yield f"{row.id}: is proven by nothing"
        for name in row.names:
            if name not in suite_names and name not in known:
                yield f"{row.id}: there is no test {name}"
            elif known.get(name):
                yield f"{row.id}: {name} is ignored"


def main(arguments: list[str]) -> int:
    """Checks the page against the tests of the workspace."""
    if arguments:
        print(__doc__)
        return 0 if arguments[0] in ("-h", "--help") else 2
    command = ["cargo", "nextest", "list", "--workspace", "--message-format", "json"]
    listing = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = list(rows(PAGE.read_text(encoding="utf-8")))
    wrong = list(findings(found, tests(listing), suites(SUITES.read_text(encoding="utf-8"))))
    for finding in wrong:
        print(finding)
    of = {status: sum(row.status == status for row in found) for status in STATUSES}
    print(f"traceability: {', '.join(f'{number} {status}' for status, number in of.items())}, {len(wrong)} findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
