"""A seeded server on the loopback interface, its devices, and the report of what was checked of it."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import shutil
import ssl
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator, Protocol, Sequence

INSTITUTION = "9919999012"
ADMINISTRATOR = "kanri01"
# Long enough for a slow machine under load; nothing is ever waited for longer than it takes.
PATIENCE = 60.0


class Failed(Exception):
    """A check did not hold. The text says what was seen instead."""


@dataclass
class Report:
    """The checks so far, each printed as it ends."""

    passed: int = 0
    failed: int = 0

    def note(self, name: str, failure: str = "") -> None:
        """One check that has ended, with what was seen if it did not hold."""
        if failure:
            self.failed += 1
            print(f"FAIL {name}: {failure}", flush=True)
        else:
            self.passed += 1
            print(f"PASS {name}", flush=True)

    def summary(self) -> str:
        """The counts, as the test run reads them."""
        return f"{self.passed} passed, {self.failed} failed"


def must(*command: object, answers: Sequence[str] = ()) -> str:
    """Runs a command that has to succeed, gives it the lines that it asks for, and returns what it printed."""
    words = [str(part) for part in command]
    lines = "".join(f"{answer}\n" for answer in answers)
    done = subprocess.run(words, input=lines, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode != 0:
        raise Failed(f"{' '.join(words[:3])}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout.strip()


@dataclass(frozen=True)
class Device:
    """A registered device: its certificate and key, PEM, and the request that it was certified for."""

    certificate: Path
    key: Path
    request: str


@dataclass(frozen=True)
class Ports:
    """Where the listeners are."""

    device: int
    web: int
    operations: int


class Database(Protocol):
    """A database that can go back to what it was."""

    url: str

    def keep(self) -> None:
        """Remembers what is in it; nobody uses it now."""

    def restore(self) -> None:
        """Goes back to that; nobody uses it now."""


class Sqlite:
    """A file."""

    def __init__(self, directory: Path) -> None:
        self._file = directory / "clinic.sqlite"
        self._kept = b""
        self.url = f"sqlite://{self._file}?mode=rwc"

    def keep(self) -> None:
        """See `Database`."""
        self._kept = self._file.read_bytes()

    def restore(self) -> None:
        """See `Database`."""
        for leftover in self._file.parent.glob(f"{self._file.name}-*"):
            leftover.unlink()
        self._file.write_bytes(self._kept)


class Postgres:
    """A database of a PostgreSQL server, which copies it itself."""

    def __init__(self, server: str) -> None:
        self._server = server
        self.url = f"{server}/clinic"
        self._say("CREATE DATABASE clinic")

    def keep(self) -> None:
        """See `Database`."""
        self._say("CREATE DATABASE kept TEMPLATE clinic")

    def restore(self) -> None:
        """See `Database`."""
        self._say("DROP DATABASE clinic")
        self._say("CREATE DATABASE clinic TEMPLATE kept")

    def _say(self, statement: str) -> None:
        must("psql", "--no-psqlrc", "--quiet", f"{self._server}/postgres", "--command", statement)


class Clinic:
    """The world, the database and the server of one run."""

    def __init__(self, scratch: Path, programs: Path, postgres: str = "") -> None:
        """On PostgreSQL if there is the address of a server, else on SQLite."""
        scratch.mkdir(exist_ok=True)
        self.scratch = scratch
        self.programs = programs
        self.world = scratch / "world"
        self.root = self.world / "tls-ca.pem"
        self.log = scratch / "server.log"
        self.ports = Ports(0, 0, 0)
        self._devices = 0
        self._database: Database = Postgres(postgres) if postgres else Sqlite(scratch)
        must(programs / "kyotaku-cardsim", "pki", "--out", self.world)
        self.server("seed")
        self._database.keep()

    def server(self, *command: object) -> str:
        """Runs a command of the server on this clinic's world and database."""
        return must(self.programs / "kyotaku-server", *command, *self._common())

    def _common(self) -> list[str]:
        return ["--world", str(self.world), "--database", self._database.url]

    @contextlib.contextmanager
    def serving(self) -> Iterator[None]:
        """Serves what was seeded, on free ports; the process ends with the block, whatever happens in it."""
        self._database.restore()
        shutil.rmtree(self.scratch / "phone", ignore_errors=True)
        anywhere = "127.0.0.1:0"
        listeners = ["--listen", anywhere, "--web-listen", anywhere, "--operations-listen", anywhere]
        command = [str(self.programs / "kyotaku-server"), "serve", *self._common(), *listeners]
        with self.log.open("w") as log:
            process = subprocess.Popen([*command, "--log-format", "json"], stderr=log, stdin=subprocess.DEVNULL)
        try:
            self.ports = self._listening(process)
            yield
            if process.poll() is not None:
                raise Failed(f"the server ended with {process.returncode}:\n{self.log.read_text()[-2000:]}")
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _listening(self, process: subprocess.Popen[bytes]) -> Ports:
        """The ports, once the log has told all of them."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and process.poll() is None:
            told = {}
            for line in self.log.read_text().splitlines():
                with contextlib.suppress(json.JSONDecodeError):
                    fields = json.loads(line)["fields"]
                    if fields.get("message") == "listening":
                        told[fields["listener"]] = int(fields["address"].rsplit(":", 1)[1])
            if "device" in told:
                return Ports(**told)
            time.sleep(0.05)
        raise Failed(f"the server did not start:\n{self.log.read_text()[-2000:]}")

    def request(self, key: Path) -> str:
        """A certification request of a new P-256 key, as the API takes it."""
        request = key.with_suffix(".csr")
        curve = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=test".split()
        must("openssl", "req", "-new", "-outform", "DER", *curve, "-keyout", key, "-out", request)
        return base64.urlsafe_b64encode(request.read_bytes()).decode().rstrip("=")

    def four_inputs(self, account: str, request: str) -> dict[str, str]:
        """What a phone is registered with: among others an activation code that is issued now."""
        code = self.server("admin", "code", "issue", "--institution", INSTITUTION, "--as", ADMINISTRATOR)
        return {
            "institution": INSTITUTION,
            "userId": account,
            "password": self.password(account),
            "activationCode": code.splitlines()[0].replace("-", ""),
            "certificationRequest": request,
        }

    def device(self, account: str) -> Device:
        """A new device, registered as a phone would."""
        self._devices += 1
        key = self.scratch / f"device-{self._devices}.key"
        request = self.request(key)
        registered = self.post("/v1/devices", self.four_inputs(account, request))
        certificate = key.with_suffix(".pem")
        der = base64.urlsafe_b64decode(registered["certificate"] + "==")
        certificate.write_text(ssl.DER_cert_to_PEM_cert(der))
        return Device(certificate, key, request)

    def password(self, account: str) -> str:
        """The password of an account of the seed."""
        seed = json.loads((self.world / "persons.json").read_text())
        accounts = (entry for entry in seed["accounts"] if entry["institution"] == INSTITUTION)
        return str(next(entry["password"] for entry in accounts if entry["id"] == account))

    def sign_in(self, device: Device, account: str) -> str:
        """Signs an account of the seed in, and returns the token."""
        body = {"userId": account, "password": self.password(account)}
        return str(self.post("/v1/sessions", body, device)["token"])

    def visit(self, account: str) -> str:
        """A patient's visit with a phone of an account's own, to the end; returns its 受付番号."""
        slip = self.server("admin", "code", "issue", "--institution", INSTITUTION, "--as", ADMINISTRATOR)
        password = self.scratch / "password"
        password.write_text(self.password(account) + "\n")
        who = ["--user", account, "--password-file", password]
        here = ["--server", f"https://localhost:{self.ports.device}", "--tls-ca", self.root]
        phone = ["--phone", self.scratch / "phone", *here, *who, "--json"]
        desk = self.programs / "kyotaku-desk"
        must(desk, "activate", *phone, "--slip", "-", answers=[slip.splitlines()[1]])
        # The PIN; it is the person on the card; the patient answers; all of it; no objection; register this.
        answers = ["1234", "1", "1", "1", "2", "yes"]
        return str(json.loads(must(desk, "visit", *phone, "--emulated", "T01", answers=answers))["receptionNumber"])

    def post(self, path: str, body: dict[str, str], device: Device | None = None, token: str = "") -> dict[str, Any]:
        """The answer to a request that has to be accepted."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        tls = ssl.create_default_context(cafile=str(self.root))
        if device:
            tls.load_cert_chain(device.certificate, device.key)
        connection = http.client.HTTPSConnection("localhost", self.ports.device, context=tls, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request("POST", path, json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        if answer.status != 200:
            raise Failed(f"POST {path}: {answer.status} {text}")
        accepted: dict[str, Any] = json.loads(text)
        return accepted
