#!/usr/bin/env python3
"""What the benchmarks found, as tables.

    table.py LOG core|state|proofs|registration|results

Prints one table. `core` reads the counts that gungraun left in target/gungraun and the times that divan printed
into LOG. Counts are rounded to three digits, because the allocator makes the last ones differ. Times of one
machine mean nothing on another, so they are given as multiples of one signature verification in the same run,
to one digit. The other tables read the lines `measured NAME VALUE` of LOG; where there is a yardstick, it was
measured in the same run.
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
    Work("read an activation code as it was typed", "parse_code.typed", "parse_code"),
    Work("parse a consent and verify its signature", "read_consent.all", "read_consent"),
    Work("check a receipt offline", "check_receipt.pin", "check_receipt"),
    Work("seal a delivery of 4 KB", "seal.delivery", "seal"),
    Work("unseal the registration", "unseal.registration", "unseal"),
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


def core(log: str) -> list[str]:
    """The work of the core."""
    count, time = instructions(VERIFICATION), nanoseconds(VERIFICATION, log)
    lines = [
        "| piece of work | instructions | in verifications, by instructions | in verifications, by time |",
        "|---|---:|---:|---:|",
    ]
    for work in WORK:
        one = instructions(work)
        relative, timed = rounded(one / count, 2), rounded(nanoseconds(work, log) / time, 1)
        lines.append(f"| {work.about} | {rounded(one, 3)} | {relative} | {timed} |")
    return lines


def measured(log: str) -> dict[str, float]:
    """What the benchmarks that print `measured NAME VALUE` have found."""
    found = re.findall(r"^measured (\S+) (\S+)$", log, re.MULTILINE)
    return {name: float(value) for name, value in found}


def state(log: str) -> list[str]:
    """The state of a phone."""
    values = measured(log)
    lines = ["| what | median | 95th percentile | in flushes |", "|---|---:|---:|---:|"]
    for about, name in (
        ("open the state when the app starts", "state.open"),
        ("open the phone: its state, and the client of its server", "state.phone"),
        ("keep one more delivery, durably", "state.commit"),
        ("the yardstick: append 8 KB to a file, and flush it", "state.flush"),
    ):
        median, slow = (values[f"{name}.{which}"] for which in ("median", "p95"))
        flushes = rounded(median / values["state.flush.median"], 2)
        lines.append(f"| {about} | {rounded(median, 2)} ms | {rounded(slow, 2)} ms | {flushes} |")
    return lines


def proofs(log: str) -> list[str]:
    """Proofs of many devices at once."""
    values = measured(log)
    lines = [
        "| database | median | 95th percentile | proofs a second | bare verifications a second | proofs in verifications |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for about, name in (("SQLite", "proofs.sqlite"), ("PostgreSQL", "proofs.postgres")):
        if f"{name}.rate" in values:
            median, slow = (rounded(values[f"{name}.{which}"], 2) for which in ("median", "p95"))
            rate, bare = values[f"{name}.rate"], values[f"{name}.bare"]
            lines.append(
                f"| {about} | {median} ms | {slow} ms | {rounded(rate, 2)} | {rounded(bare, 2)} | {rounded(bare / rate, 2)} |"
            )
    return lines


def registration(log: str) -> list[str]:
    """Registrations with one wrong input."""
    values = measured(log)
    lines = ["| what is wrong | median | in the fastest |", "|---|---:|---:|"]
    ways = {
        "the institution, which is another one": "institution",
        "the institution, which does not exist": "nowhere",
        "the user id": "user",
        "the password": "password",
        "the activation code": "code",
    }
    medians = {about: values[f"registration.{name}.median"] for about, name in ways.items()}
    fastest = min(medians.values())
    for about, median in medians.items():
        lines.append(f"| {about} | {rounded(median, 3)} ms | {rounded(median / fastest, 3)} |")
    return lines


DATABASES = (("SQLite", "sqlite"), ("PostgreSQL", "postgres"))


def results(log: str) -> list[str]:
    """Searches among a million results."""
    values = measured(log)
    databases = [(about, name) for about, name in DATABASES if f"results.{name}.period.median" in values]
    columns = "".join(f" {about}, database alone | {about}, by a phone |" for about, _ in databases)
    lines = ["| what is searched for |" + columns, "|---|" + "---:|---:|" * len(databases)]
    for about, way in (
        ("everybody of 31 days", "period"),
        ("everybody of a day", "day"),
        ("outpatients, one in ten", "outpatients"),
        ("a kind of care that nobody had", "nobody"),
        ("a name, by its first kana", "one-kana"),
        ("the most frequent family name", "most-frequent-name"),
        ("a family name", "family-name"),
        ("a whole name", "whole-name"),
        ("a birth date", "birthdate"),
        ("a 照会番号", "reference"),
        ("patients of home visits, by name", "patients"),
        ("patients confirmed today", "patients-of-a-day"),
        ("patients of a family name", "patients-of-a-name"),
    ):
        cells = ""
        for _, name in databases:
            for by in ("", ".phone"):
                median, slow = (rounded(values[f"results.{name}.{way}{by}.{which}"], 2) for which in ("median", "p95"))
                cells += f" {median} / {slow} ms |"
        lines.append(f"| {about} |{cells}")
    return lines


def swift(log: str) -> list[str]:
    """What it costs that Swift drives the core."""
    values = measured(log)
    lines = ["| what | time |", "|---|---:|"]
    for about, name in (
        ("a call that gives a time", "now"),
        ("a call that takes and gives a text", "text"),
        ("a call that gives a record of eleven fields", "overview"),
        ("a call that is awaited, by way of a worker", "async"),
    ):
        lines.append(f"| {about} | {rounded(values[f'swift.{name}'], 2)} µs |")
    ratio = values["swift.tap"] / values["swift.tap-rust"]
    lines.append(f"| a whole tap with PIN, driven by Swift, as a multiple of the same tap in Rust | {rounded(ratio, 3)} |")
    return lines


TABLES = {
    "core": core,
    "state": state,
    "proofs": proofs,
    "registration": registration,
    "results": results,
    "swift": swift,
}


def main(arguments: list[str]) -> int:
    """Runs the command line described at the top of the file."""
    if len(arguments) != 2 or arguments[1] not in TABLES:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    log = Path(arguments[0]).read_text(encoding="utf-8")
    print("\n".join(TABLES[arguments[1]](log)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
