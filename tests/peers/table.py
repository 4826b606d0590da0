"""What the same job costs each peer on the same card, as a table of counts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import opensc
from ours import BUDGET, Desk
from reader import Bench, CardRun, Report, expect, must, run

HEADING = (
    "| program | APDUs | bytes to the card | bytes from the card | ms at 106 kbit/s | ms at 424 kbit/s |",
    "|---|---:|---:|---:|---:|---:|",
)


@dataclass(frozen=True)
class Row:
    """One run of one program."""

    name: str
    sums: dict[str, int]

    def line(self) -> str:
        """As Markdown."""
        keys = ("commands", "command_bytes", "response_bytes", "milliseconds_106", "milliseconds_424")
        return f"| {self.name} | " + " | ".join(str(self.sums[key]) for key in keys) + " |"


def reckon(bench: Bench, name: str, card: CardRun) -> Row:
    """Sums and modelled times of a run, by the emulator."""
    return Row(name, json.loads(must(bench.cardsim, "reckon", card.log).out))


def measure(bench: Bench, report: Report, myna_card: Optional[Path], no_myna_card: str) -> list[Row]:
    """Runs every program once, each on a fresh card: read the certificate, verify the PIN, sign."""
    rows: list[Row] = []
    certificate = bench.scratch / "exported" / "auth.der"
    for read, words in (("short", "short reads"), ("extended", "one extended read")):
        with report.check(f"budget: Kyotaku signs in at most {BUDGET[read]} APDUs with {words}"):
            with bench.card() as card:
                Desk(bench, bench.world / "jpki-ca", read).signs(certificate)
            rows.append(reckon(bench, f"Kyotaku, {words}, asks for the tries first", card))
            expect(rows[-1].sums["commands"] <= BUDGET[read], rows[-1].sums)
    name = f"OpenSC {opensc.version()}, `pkcs11-tool --sign`"
    for words, environment in (("driver forced", {"OPENSC_DRIVER": "jpki"}), ("driver found by itself", {})):
        with report.check(f"count: OpenSC signs, {words}"):
            signature = bench.scratch / "table.sig"
            with bench.card() as card:
                ended = opensc.sign(bench, signature, **environment)
                expect(ended.status == 0, ended.text)
                opensc.verify(bench, signature, certificate)
            rows.append(reckon(bench, f"{name}, {words}", card))
    if myna_card is None:
        report.skip("count: myna-card signs", no_myna_card)
        return rows
    with report.check("count: myna-card signs"):
        signature = bench.scratch / "myna.sig"
        with bench.card() as card:
            ended = run(myna_card, bench.scratch / "message", signature)
            expect(ended.status == 0, ended.text)
            opensc.verify(bench, signature, certificate)
        rows.insert(2, reckon(bench, f"{ended.out.decode().strip()}, does not ask for the tries", card))
    return rows


def render(rows: list[Row]) -> str:
    """The whole table."""
    return "\n".join([*HEADING, *(row.line() for row in rows)])
