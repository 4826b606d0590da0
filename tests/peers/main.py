#!/usr/bin/env python3
"""The peer tests; started by tests/scripts/peers.sh, which builds what they need.

    main.py --programs DIR [--myna-card FILE | --no-myna-card REASON] [--table FILE]

Prints a line per check and ends with `N passed, N failed`. Exit status 77, with the reason as the last
line: this machine cannot run them.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import socket
import struct
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import opensc
import ours
import table
from reader import Bench, CannotRun, Failed, Report, must

CANNOT_RUN = 77


def raise_loopback() -> None:
    """A new network namespace has its loopback down; where it is up already this changes nothing."""
    flags = 0x8914  # SIOCSIFFLAGS
    up, running = 0x1, 0x40
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, flags, struct.pack("16sh14x", b"lo", up | running))


def run(options: argparse.Namespace, scratch: Path) -> Report:
    """All suites on one pcscd, then the table."""
    report = Report()
    bench = Bench(scratch, options.programs)
    os.environ["HOME"] = str(scratch)
    (scratch / "message").write_bytes(b"The patient is here.\n")
    must(bench.cardsim, "pki", "--out", bench.world)
    must(bench.cardsim, "export", "--card", "T01", "--world", bench.world, "--out", scratch / "exported")
    with bench.service():
        opensc.suite(bench, report)
        ours.suite(bench, report)
        ours.second_card_suite(bench, report)
        rows = table.measure(bench, report, options.myna_card, options.no_myna_card)
    print(f"\n{table.render(rows)}\n")
    if options.table and not report.failed:
        options.table.write_text(table.render(rows), encoding="utf-8")
    return report


def main() -> int:
    """Runs the command line described at the top of the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, required=True, help="where kyotaku-desk and kyotaku-cardsim are")
    parser.add_argument("--myna-card", type=Path, help="the peer built on the crate myna-card")
    parser.add_argument("--no-myna-card", default="not built", help="why there is none")
    parser.add_argument("--private", action="store_true", help="this is a network namespace of its own")
    parser.add_argument("--table", type=Path, help="also write the table to this file, if nothing failed")
    options = parser.parse_args()
    # A signal must unwind, so that every process that was started is ended.
    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(1))
    try:
        if options.private:
            raise_loopback()
        with tempfile.TemporaryDirectory(prefix="kyotaku-peers-") as scratch:
            report = run(options, Path(scratch))
    except CannotRun as reason:
        print(f"SKIP: {reason}")
        return CANNOT_RUN
    except Failed as failure:
        print(f"FAIL setting up: {failure}")
        print("0 passed, 1 failed")
        return 1
    print(report.summary())
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
