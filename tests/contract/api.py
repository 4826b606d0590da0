#!/usr/bin/env python3
"""The device API against its OpenAPI document; started by tests/scripts/contract.sh.

    api.py --programs DIR

Starts a seeded server, registers devices, signs in, and has Schemathesis send valid and invalid requests of
every operation of docs/openapi.json. No answer may be a failure of the server, or one that the document does not
announce: not its status, its media type, its body, its code. What breaks a rule of the document must be refused.
The golden bodies of tests/fixtures/wire are held against the document's schemas as well: among them are the answers
that take a card's signature to get. Prints a line per operation and golden body, and ends with `N passed, N failed`.

All of it is done on SQLite, and again on PostgreSQL where the environment names a server: they differ in what text they
can hold. An operation that would end the session or the device it runs with, or lock its account, runs on a server of its
own, so that the others keep theirs.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True

import jsonschema_rs

from clinic import Clinic, Failed, Report

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parents[1] / "docs" / "openapi.json"
# Beside the Python that runs this.
SCHEMATHESIS = Path(sys.executable).parent / "schemathesis"
VECTORS = HERE.parents[1] / "tests" / "fixtures" / "wire" / "api-v1"
# A query, which the document describes parameter by parameter.
NO_BODY = ("ConsentsQuery", "HistoryQuery", "MedicalQuery", "PatientsQuery", "ResultQuery")
ACCOUNT = "staff11"
SOMEBODY_ELSE = "doctor01"
# The same requests every time.
SEED = 20261122
EXAMPLES = 100
# The address of a PostgreSQL server, set by tests/scripts/with_postgres.sh.
POSTGRES = "KYOTAKU_TEST_POSTGRES"
# What names the result of a visit.
RESULTS = (
    "GET /v1/qualifications/{receptionNumber}",
    "POST /v1/qualifications/{receptionNumber}/requery",
)
# Far more than any run takes.
LIMIT = 600

# What would end or lock what it runs with.
ALONE = (
    "POST /v1/devices",
    "DELETE /v1/devices/self",
    "POST /v1/sessions",
    "POST /v1/sessions/self/reauth",
    "DELETE /v1/sessions/self",
)

# What no generated request succeeds at, because it takes the signature of a card; device_api tests them.
NEVER_ACCEPTED = (
    "POST /v1/presence/challenges/{challengeId}/terminal-signature",
    "POST /v1/presence/proofs",
    "POST /v1/consents",
    "GET /v1/consents",
    "PUT /v1/consents",
    "POST /v1/consents/revoke",
    "GET /v1/medical-information/{receptionNumber}",
)


def operations(document: dict[str, Any]) -> list[str]:
    """Every operation, such as `GET /v1/status`."""
    paths = document["paths"].items()
    return sorted(f"{method.upper()} {path}" for path, methods in paths for method in methods)


def with_examples(document: dict[str, Any], bodies: dict[str, Any]) -> dict[str, Any]:
    """The document with request bodies that are true of this clinic, which no generator could guess."""
    copy: dict[str, Any] = json.loads(json.dumps(document))
    for name, body in bodies.items():
        method, path = name.split(" ")
        copy["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]["example"] = body
    return copy



def golden_bodies(document: dict[str, Any], report: Report) -> None:
    """Every body that the code is known to write and read must be one that the document describes."""
    components = document["components"]
    for file in sorted(VECTORS.glob("*.json")):
        name = "".join(word.capitalize() for word in file.stem.split("-"))
        if name in NO_BODY:
            continue
        if name not in components["schemas"]:
            report.note(f"golden {name}", "the document has no such schema")
            continue
        schema = {"$ref": f"#/components/schemas/{name}", "components": components}
        validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        for what, body in json.loads(file.read_text()).items():
            errors = [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(body)]
            report.note(f"golden {name}, {what}", "; ".join(errors))


def of_path(document: dict[str, Any], name: str) -> dict[str, Any]:
    """The one parameter in the path of an operation."""
    method, path = name.split(" ")
    found: dict[str, Any]
    (found,) = (item for item in document["paths"][path][method.lower()]["parameters"] if item["in"] == "path")
    return found


class Run:
    """One run of Schemathesis on a fresh server."""

    def __init__(self, clinic: Clinic, chosen: list[str]) -> None:
        self.clinic = clinic
        self.chosen = chosen
        self.result: dict[str, Any] = {}

    @staticmethod
    def just_now() -> str:
        """The time of something that may still be reported."""
        return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def start(self, document: dict[str, Any]) -> str:
        """Runs it to its end and returns what it printed."""
        clinic = self.clinic
        with clinic.serving():
            device = clinic.device(ACCOUNT)
            token = clinic.sign_in(device, ACCOUNT)
            password = clinic.password(ACCOUNT)
            # What was found about patients is shown for a few minutes after the password was entered again.
            clinic.post("/v1/sessions/self/reauth", {"password": password}, device, token)
            another = clinic.request(clinic.scratch / "another.key")
            bodies: dict[str, Any] = {
                "POST /v1/devices": clinic.four_inputs(ACCOUNT, another),
                "POST /v1/devices/self/renew": {"certificationRequest": device.request},
                "POST /v1/events": {"kind": "screenshot", "occurredAt": self.just_now(), "account": ACCOUNT},
                "POST /v1/sessions": {"userId": ACCOUNT, "password": password},
                "POST /v1/sessions/self/reauth": {"password": password},
            }
            copy, report = clinic.scratch / "openapi.json", clinic.scratch / "report.json"
            examples = with_examples(document, bodies)
            if RESULTS[0] in self.chosen:
                number = clinic.visit(SOMEBODY_ELSE)
                for name in RESULTS:
                    of_path(examples, name)["example"] = number
            copy.write_text(json.dumps(examples))
            command: list[object] = [SCHEMATHESIS, "--config-file", HERE / "schemathesis.toml", "run", copy]
            command += ["--url", f"https://localhost:{clinic.ports.device}", "--tls-verify", clinic.root]
            command += ["--request-cert", device.certificate, "--request-cert-key", device.key]
            command += ["--header", f"Authorization: Bearer {token}"]
            # Each request on a connection of its own: on one that is kept, a request may cross the server's closing it
            # after a pause, and that would look like a failure of either.
            command += ["--header", "Connection: close"]
            command += ["--seed", SEED, "--max-examples", EXAMPLES]
            command += ["--report", "json", "--report-json-path", report]
            command += [f"--include-name={name}" for name in self.chosen]
            report.unlink(missing_ok=True)
            done = subprocess.run(
                [str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                cwd=clinic.scratch, timeout=LIMIT, check=False,
            )
            try:
                self.result = json.loads(report.read_text())
            except (OSError, json.JSONDecodeError) as error:
                text = f"{done.stdout}\n{done.stderr}"
                raise Failed(f"Schemathesis ended with {done.returncode} and no report:\n{text}") from error
            return done.stdout


def judge(run: Run, where: str, printed: str, report: Report) -> int:
    """Notes every operation of a run, and returns how many requests it sent."""
    result = run.result
    broken = {name for failure in result["failures"] for name in failure["operations"]}
    if broken or result["errors"]:
        print(printed)
    tested = result["operations"]["tested"]
    if not result["complete"] or result["errors"] or tested != len(run.chosen):
        raise Failed(f"{tested} of {len(run.chosen)} operations tested, {len(result['errors'])} errors")
    for name in run.chosen:
        failures = [failure["title"] for failure in result["failures"] if name in failure["operations"]]
        phases = result["valid_rates"].get(name, {}).values()
        accepted = sum(phase["accepted"] for phase in phases)
        if not accepted and name not in NEVER_ACCEPTED:
            failures.append("no valid request was accepted")
        report.note(f"{where}: {name}", "; ".join(failures))
    return int(result["test_cases"]["generated"])


def check(clinic: Clinic, where: str, document: dict[str, Any], report: Report) -> None:
    """Every operation of the document, in as many runs as it takes."""
    every = operations(document)
    lone = [name for name in every if name in ALONE]
    together = [name for name in every if name not in ALONE]
    requests = 0
    for chosen in [together, *([name] for name in lone)]:
        run = Run(clinic, chosen)
        requests += judge(run, where, run.start(document), report)
    print(f"{where}: {requests} requests of {len(every)} operations")


def main() -> int:
    """Runs the command line described at the top of the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, required=True, help="where kyotaku-server, kyotaku-cardsim and kyotaku-desk are")
    options = parser.parse_args()
    # A signal must unwind, so that every process that was started is ended.
    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(1))
    report = Report()
    document = json.loads(DOCUMENT.read_text())
    golden_bodies(document, report)
    databases = {"SQLite": ""}
    if POSTGRES in os.environ:
        databases["PostgreSQL"] = os.environ[POSTGRES]
    for where, server in databases.items():
        with tempfile.TemporaryDirectory(prefix="kyotaku-contract-") as scratch:
            try:
                check(Clinic(Path(scratch), options.programs, server), where, document, report)
            except Failed as failure:
                report.note(f"{where}: the run as a whole", str(failure))
    print(report.summary())
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
