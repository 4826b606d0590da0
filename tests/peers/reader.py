"""What every peer test stands on: running programs, naming checks, and the virtual reader with its card."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator, Optional, Sequence

PEERS = Path(__file__).resolve().parent
READER = "Virtual PCD 00 00"
# Long enough for a slow machine under load; nothing is ever waited for longer than it takes.
PATIENCE = 30.0


class Failed(Exception):
    """A check did not hold. The text says what was seen instead."""


class CannotRun(Exception):
    """This machine cannot run the tests. The text says why."""


def expect(holds: bool, seen: object) -> None:
    """Fails the check with what was seen."""
    if not holds:
        raise Failed(str(seen).strip() or "nothing")


@dataclass
class Report:
    """The checks so far, each printed as it ends."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @contextlib.contextmanager
    def check(self, name: str) -> Iterator[None]:
        """One named check: its body raises if it does not hold."""
        try:
            yield
        except (Failed, OSError, subprocess.SubprocessError, KeyError, ValueError) as failure:
            self.failed += 1
            print(f"FAIL {name}: {type(failure).__name__}: {failure}", flush=True)
        else:
            self.passed += 1
            print(f"PASS {name}", flush=True)

    def skip(self, name: str, reason: str) -> None:
        """A check that cannot run on this machine."""
        self.skipped += 1
        print(f"SKIP {name}: {reason}", flush=True)

    def summary(self) -> str:
        """The counts, as the test run reads them."""
        tail = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{tail}"


@dataclass(frozen=True)
class Ended:
    """How a program ended and what it said."""

    status: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Both outputs, for people and for searching."""
        return (self.out + self.err).decode(errors="replace")


def run(*command: object, pin: Optional[str] = None, **environment: str) -> Ended:
    """Runs a program to its end. A `pin` is handed over on a pipe, as `--pin-fd N` behind the arguments."""
    arguments = [str(part) for part in command]
    descriptors: tuple[int, ...] = ()
    if pin is not None:
        read, write = os.pipe()
        os.write(write, pin.encode() + b"\n")
        os.close(write)
        arguments += ["--pin-fd", str(read)]
        descriptors = (read,)
    try:
        done = subprocess.run(
            arguments,
            env={**os.environ, "LC_ALL": "C", **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=2 * PATIENCE,
            pass_fds=descriptors,
            check=False,
        )
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
    return Ended(done.returncode, done.stdout, done.stderr)


def must(*command: object, **environment: str) -> Ended:
    """Runs a program that has to succeed."""
    ended = run(*command, **environment)
    expect(ended.status == 0, f"{Path(str(command[0])).name} ended with {ended.status}: {ended.text}")
    return ended


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Asks again until it holds; that it never does is a failure."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise Failed(f"{what} within {PATIENCE:.0f} s")
        time.sleep(0.02)


def readers() -> dict[str, bool]:
    """The readers that PC/SC knows, and whether a card is in each."""
    listing = run("opensc-tool", "--list-readers").out.decode()
    rows = re.findall(r"^\d+ +(Yes|No) .*?(\S.*)$", listing, re.MULTILINE)
    return {name: card == "Yes" for card, name in rows}


def card_present() -> bool:
    """Whether a card is in the virtual reader."""
    return readers().get(READER, False)


def stop(process: subprocess.Popen[bytes]) -> bytes:
    """Ends a process that we started and returns what it printed."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        out, _ = process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        out, _ = process.communicate()
    return out or b""


@dataclass(frozen=True)
class Exchange:
    """One command and its answer, as the card's log has it."""

    header: str
    command_bytes: int
    response_bytes: int
    status: str

    @property
    def spends_a_try(self) -> bool:
        """VERIFY with data."""
        return self.header[2:4] == "20" and self.command_bytes > 5


@dataclass
class CardRun:
    """A card in the reader, and what it was asked until it left."""

    log: Path

    def exchanges(self) -> list[Exchange]:
        """Every command so far, in order."""
        if not self.log.exists():
            return []
        return [Exchange(**json.loads(line)) for line in self.log.read_text().splitlines()]

    def statuses(self, instruction: str) -> list[str]:
        """Status words of all commands with this instruction byte that carried data."""
        return [one.status for one in self.exchanges() if one.header[2:4] == instruction and one.command_bytes > 5]


class Bench:
    """A private pcscd with one virtual reader, and cards to put into it."""

    def __init__(self, scratch: Path, programs: Path) -> None:
        self.scratch = scratch
        self.desk = programs / "kyotaku-desk"
        self.cardsim = programs / "kyotaku-cardsim"
        self.world = scratch / "world"
        self.port = 0
        self._runs = 0

    @contextlib.contextmanager
    def service(self) -> Iterator[None]:
        """Runs pcscd until the block ends. Refuses readers that may hold somebody's real card."""
        self.port = free_ports()
        configuration = self.scratch / "reader.conf.d"
        configuration.mkdir()
        (configuration / "vpcd").write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{self.port:#x}\n'
            f"LIBPATH {driver()}\nCHANNELID {self.port:#x}\n"
        )
        with (self.scratch / "pcscd.log").open("wb") as log:
            pcscd = subprocess.Popen(
                ["pcscd", "--foreground", "--critical", "--config", str(configuration)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            try:
                wait_until(lambda: pcscd.poll() is not None or READER in readers(), "pcscd shows no virtual reader")
                if pcscd.poll() is not None:
                    said = (self.scratch / "pcscd.log").read_text(errors="replace").strip()
                    raise CannotRun(f"pcscd does not start: {said.splitlines()[-1] if said else pcscd.returncode}")
                real = [name for name in readers() if not name.startswith("Virtual PCD")]
                if real:
                    raise CannotRun(f"wrong PINs will be sent, so real readers must be unplugged: {', '.join(real)}")
                yield
            finally:
                stop(pcscd)

    @contextlib.contextmanager
    def card(self, name: str = "T01", *options: str) -> Iterator[CardRun]:
        """An emulated card in the reader, fresh from its issue, until the block ends."""
        log = self._next_log()
        command = [self.cardsim, "vpcd", "--card", name, "--world", self.world, "--port", self.port, "--log", log]
        with self._inserted([*command, *options], log) as (inserted, process):
            yield inserted
            summary = json.loads(stop(process))
            expect(summary["forbidden"] == 0, "個人番号 was touched")

    @contextlib.contextmanager
    def second_card(self, directory: Path) -> Iterator[CardRun]:
        """The card that is not ours, until the block ends."""
        log = self._next_log()
        serve = ["python3", PEERS / "second_card.py", "serve", directory, "--port", self.port, "--log", log]
        with self._inserted(serve, log) as (inserted, _):
            yield inserted

    def _next_log(self) -> Path:
        self._runs += 1
        return self.scratch / f"card-{self._runs:02}.log"

    @contextlib.contextmanager
    def _inserted(self, command: Sequence[object], log: Path) -> Iterator[tuple[CardRun, subprocess.Popen[bytes]]]:
        process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
        )
        try:
            wait_until(lambda: process.poll() is not None or card_present(), "no card in the virtual reader")
            expect(process.poll() is None, f"the card ended with {process.returncode}")
            yield CardRun(log), process
        finally:
            stop(process)
            wait_until(lambda: not card_present(), "the card did not leave the virtual reader")


def driver() -> str:
    """Where the package put the driver of the virtual reader."""
    for file in Path("/etc/reader.conf.d").glob("*vpcd*"):
        found = re.search(r"^\s*LIBPATH\s+(\S+)", file.read_text(), re.MULTILINE)
        if found:
            return found[1]
    raise CannotRun("the driver vpcd of vsmartcard is not installed")


def free_ports() -> int:
    """A port that nothing listens on, nor on the one after it: the driver takes both."""
    for port in range(35963, 36963, 2):
        with contextlib.ExitStack() as both:
            try:
                for number in (port, port + 1):
                    both.enter_context(socket.socket()).bind(("0.0.0.0", number))
            except OSError:
                continue
            return port
    raise CannotRun("no port is free for the virtual reader")
