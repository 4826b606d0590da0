"""Our core through pcscd, on the emulated card and on the card that is not ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Optional

from opensc import verify
from reader import Bench, CardRun, Ended, Report, expect, must, run

# Exit codes of kyotaku-desk (docs/guides/desk.md).
DONE, UNSUITABLE, WRONG_PIN, BLOCKED, WITHHELD = 0, 4, 5, 6, 7
# Commands of one signature with the PIN, the question for the tries left included.
BUDGET = {"short": 11, "extended": 5}


class Desk:
    """`kyotaku-desk card` on one reader, with one way to read and one set of CAs."""

    def __init__(self, bench: Bench, cas: Optional[Path], read: str) -> None:
        self.bench = bench
        self.options: list[object] = ["--reader", 0, "--json", "--read", read]
        if cas:
            self.options += ["--jpki-ca", cas]

    def tap(self, *action: object, pin: Optional[str] = None) -> Ended:
        """One tap, which may fail."""
        return run(self.bench.desk, "card", *action, *self.options, pin=pin)

    def ask(self, *action: object) -> Any:
        """One tap that has to succeed, and what it said."""
        ended = self.tap(*action)
        expect(ended.status == DONE, ended.text)
        return json.loads(ended.out)

    def sign(self, pin: str, *options: object) -> Ended:
        """One signature over the message, into `ours.sig`."""
        signature = self.bench.scratch / "ours.sig"
        signature.unlink(missing_ok=True)
        return self.tap("sign", "--in", self.bench.scratch / "message", "--out", signature, *options, pin=pin)

    def signs(self, certificate: Path) -> None:
        """Has the card sign and openssl verify it."""
        ended = self.sign("1234")
        expect(ended.status == DONE, ended.text)
        verify(self.bench, self.bench.scratch / "ours.sig", certificate)

    def refuses(self, pin: str, exit_code: int, left: Optional[int], *options: object) -> None:
        """A signature that has to end with this exit code and number of tries."""
        ended = self.sign(pin, *options)
        expect(ended.status == exit_code, f"exit code {ended.status} instead of {exit_code}: {ended.text}")
        told = json.loads(ended.out)["error"].get("triesLeft")
        expect(told == left, f"{told} tries left instead of {left}")


def suite(bench: Bench, report: Report) -> None:
    """Our core on the emulated card, in both ways to read."""
    certificate = bench.scratch / "exported" / "auth.der"
    for read in ("short", "extended"):
        desk = Desk(bench, bench.world / "jpki-ca", read)
        common(report, bench, desk, f"Kyotaku, {read} reads", certificate)
    with report.check("Kyotaku, device check: this reader passes long answers"), bench.card():
        learned = Desk(bench, None, "auto").ask("device-check")
        expect(learned["extendedLe"] == "yes", learned)


def common(report: Report, bench: Bench, desk: Desk, name: str, certificate: Path) -> None:
    """What is asked of the emulated card."""
    with report.check(f"{name}: identifies the card"), bench.card():
        expect(desk.ask("identify")["card"] == "myNumberCard", "another card")
    with report.check(f"{name}: the certificate is EF 000A, byte for byte"), bench.card():
        reads(bench, desk, certificate)
    with report.check(f"{name}: asks for the tries and spends none"), bench.card() as card:
        expect(desk.ask("tries")["triesLeft"] == 3, "another number")
        expect(not any(one.spends_a_try for one in card.exchanges()), "a PIN was sent")
    with report.check(f"{name}: signs and openssl verifies"), bench.card():
        desk.signs(certificate)
    with report.check(f"{name}: a PIN that was verified is forgotten by the next tap"), bench.card() as card:
        desk.signs(certificate)
        desk.refuses("9999", WRONG_PIN, 2)
        expect(card.statuses("20") == ["9000", "63c2"], card.statuses("20"))
    with report.check(f"{name}: the last try is kept until the patient agrees"), bench.card() as card:
        the_last_try_is_kept(desk, card)
    with report.check(f"{name}: a blocked PIN is not sent to the card"), bench.card("locked") as card:
        desk.refuses("1234", BLOCKED, None)
        expect(desk.tap("tries").status == BLOCKED, "another exit code")
        expect(not any(one.spends_a_try for one in card.exchanges()), "a PIN was sent")


def reads(bench: Bench, desk: Desk, certificate: Path) -> None:
    """The certificate arrives whole and stands."""
    copy = bench.scratch / "ours.der"
    told = desk.ask("certificate", "--out", copy)
    expect(copy.read_bytes() == certificate.read_bytes(), "other bytes")
    expect(told["standing"] == "valid", told)


def the_last_try_is_kept(desk: Desk, card: CardRun) -> None:
    """Down to one try, withheld, refilled by the right PIN, and spent to the end."""
    desk.refuses("9999", WRONG_PIN, 2)
    desk.refuses("9999", WRONG_PIN, 1)
    desk.refuses("1234", WITHHELD, 1)
    expect(len(card.statuses("20")) == 2, "a PIN was sent")
    ended = desk.sign("1234", "--last-try")
    expect(ended.status == DONE, ended.text)
    expect(desk.ask("tries")["triesLeft"] == 3, "the counter was not refilled")
    desk.refuses("9999", WRONG_PIN, 2)
    desk.refuses("9999", WRONG_PIN, 1)
    desk.refuses("9999", BLOCKED, None, "--last-try")
    expect(card.statuses("20")[-3:] == ["63c2", "63c1", "63c0"], card.statuses("20"))


def second_card_suite(bench: Bench, report: Report) -> None:
    """Our core on a card that shares no code with it, under a CA that it is told of."""
    directory = bench.scratch / "second"
    must("python3", Path(__file__).with_name("second_card.py"), "issue", directory)
    certificate = directory / "card.der"
    for read in ("short", "extended"):
        name = f"second card, {read} reads"
        desk = Desk(bench, directory / "ca", read)
        with report.check(f"{name}: certificate, without the filler behind it"), bench.second_card(directory):
            reads(bench, desk, certificate)
        with report.check(f"{name}: tries"), bench.second_card(directory):
            expect(desk.ask("tries")["triesLeft"] == 3, "another number")
        with report.check(f"{name}: signs and openssl verifies"), bench.second_card(directory):
            desk.signs(certificate)
        with report.check(f"{name}: wrong PINs, the last try and the block"), bench.second_card(directory) as card:
            the_last_try_is_kept(desk, card)
            desk.refuses("1234", BLOCKED, None)
    with report.check("second card: foreign where its CA is not known"), bench.second_card(directory) as card:
        stranger = Desk(bench, None, "short")
        told = stranger.ask("certificate")
        expect(told["standing"] == "foreign", told)
        stranger.refuses("1234", UNSUITABLE, None)
        expect(not any(one.spends_a_try for one in card.exchanges()), "a PIN was sent")
