#!/usr/bin/env python3
"""What the benchmarks found, as one table.

    table.py LOG

Reads the counts that gungraun left in target/gungraun and the times that divan printed into LOG, and prints
the table. Counts are rounded to three digits, because the allocator makes the last ones differ. Times of one machine mean nothing on another, so they are
given as multiples of one signature verification in the same run, to one digit.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any, Iterator, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
COUNTS = ROOT / "target" / "gungraun" / "kyotaku-bench" / "instructions" / "core"
NANOSECONDS = {"ns": 1.0, "µs": 1e3, "ms": 1e6, "s": 1e9}


class Work(NamedTuple):
    """A piece of work under the names of both benchmarks, and how often it was done."""

    about: str
    counted: str
    timed: str
    times: int = 1


VERIFICATION = Work("verify one RSA-2048 signature", "verify_signature.rsa", "verify_signature")
WORK = (
    Work("whole tap with PIN, short reads, 11 commands", "pin_tap.short", "Short"),
    Work("whole tap with PIN, one extended read, 5 commands", "pin_tap.extended", "Extended"),
    Work("one command: compose, yield to the driver, resume, read the answer", "exchanges.hundred", "exchanges", 100),
    Work("encode the signing command", "encode_command.signing", "encode_command"),
    Work("parse the signing command", "parse_command.signing", "parse_command"),
    Work("parse a response of 256 bytes", "parse_response.full", "parse_response"),
    Work("parse the certificate and check its profile", "parse_certificate.user", "parse_certificate"),
    Work("its standing: issuer proven, dates judged", "standing.user", "standing"),
    VERIFICATION,
)


def instructions(work: Work) -> float:
    """Instructions of one piece of work, as valgrind counted them."""
    summary = json.loads((COUNTS / work.counted / "summary.json").read_text())
    for profile in summary["profiles"]:
        found = next(walk(profile["data"]["total"], "Ir"), None)
        if found is not None:
            return float(found["values"]["new"]) / work.times
    raise ValueError(f"{work.counted}: no instructions in the summary")


def walk(tree: object, key: str) -> Iterator[Any]:
    """Every value of a key, however deep."""
    if isinstance(tree, dict):
        if key in tree:
            yield tree[key]
        for value in tree.values():
            yield from walk(value, key)


def nanoseconds(work: Work, log: str) -> float:
    """Median time of one piece of work, as divan printed it: fastest, slowest, median."""
    columns = r"\s+[\d.]+ \S+\s+│\s+[\d.]+ \S+\s+│\s+([\d.]+) (\S+)"
    found = re.search(rf"^[│ ]*[├╰]─ {work.timed}{columns}", log, re.MULTILINE)
    if not found:
        raise ValueError(f"{work.timed}: no time in the log")
    return float(found[1]) * NANOSECONDS[found[2]] / work.times


def rounded(number: float, digits: int) -> str:
    """A number with so many significant digits, thousands apart, never with an exponent."""
    significant = float(f"{number:.{digits - 1}e}")
    if significant >= 10 ** (digits - 1):
        return f"{significant:,.0f}"
    places = max(0, digits - 1 - int(f"{significant:e}".split("e")[1]))
    return f"{significant:.{places}f}"


def render(log: str) -> str:
    """The whole table."""
    count, time = instructions(VERIFICATION), nanoseconds(VERIFICATION, log)
    lines = [
        "| piece of work | instructions | in verifications, by instructions | in verifications, by time |",
        "|---|---:|---:|---:|",
    ]
    for work in WORK:
        one = instructions(work)
        relative, timed = rounded(one / count, 2), rounded(nanoseconds(work, log) / time, 1)
        lines.append(f"| {work.about} | {rounded(one, 3)} | {relative} | {timed} |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Runs the command line described at the top of the file."""
    if len(arguments) != 1 or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    print(render(Path(arguments[0]).read_text(encoding="utf-8")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
