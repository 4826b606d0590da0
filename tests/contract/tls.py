#!/usr/bin/env python3
"""What the listeners offer in a TLS handshake; started by tests/scripts/tls.sh.

    tls.py --programs DIR

testssl.sh shakes hands with the listener of devices and the one of browsers: protocols (-p), categories of ciphers
(-s), forward secrecy (-f), preferences (-P), certificate and extensions (-S) and the known vulnerabilities (-U). It
does not simulate clients (-c) nor try every cipher one by one (-e), which would take as long again and find
nothing that the categories do not. The same judgement must reject a listener of OpenSSL that offers TLS 1.1 and
ciphers without encryption; otherwise it would prove nothing. Ends with `N passed, N failed`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Iterator

sys.dont_write_bytecode = True

from clinic import PATIENCE, Clinic, Failed, Report, must

# Far more than the minute it takes.
LIMIT = 600
CHECKS = ("-p", "-s", "-f", "-P", "-S", "-U")

Findings = dict[str, tuple[str, str]]

# What must have been looked at, and found so. An id that is missing has not passed. Where releases of testssl.sh
# name a thing differently, each name is given.
REQUIRED: dict[tuple[str, ...], str] = {
    **{(name,): "not offered" for name in ("SSLv2", "SSLv3", "TLS1", "TLS1_1")},
    **{(name,): "offered" for name in ("TLS1_2", "TLS1_3")},
    **{(f"cipherlist_{name}",): "not offered" for name in ("NULL", "aNULL", "EXPORT", "LOW", "3DES_IDEA")},
    ("cipherlist_AVERAGE", "cipherlist_OBSOLETED"): "not offered",
    ("cipherlist_STRONG", "cipherlist_STRONG_FS"): "offered",
    ("PFS", "FS"): "offered",
    ("ALPN_HTTP2",): "h2",
    ("secure_renego",): "supported",
    ("cert_chain_of_trust",): "passed",
}
# Vulnerabilities; each must have been tried and ruled out.
RULED_OUT = (
    "heartbleed CCS ticketbleed ROBOT secure_client_renego CRIME_TLS BREACH POODLE_SSL fallback_SCSV SWEET32 FREAK"
    " DROWN LOGJAM BEAST LUCKY13 RC4"
).split()

GRAVE = ("MEDIUM", "HIGH", "CRITICAL", "FATAL", "WARN")
# Grave findings that are right here, each with its reason.
ALLOWED = {
    "cert_revocation": "the test CA runs no revocation service; devices pin it",
    "cipher_order": "every cipher that is offered is strong, so a phone may prefer what its processor does best",
    "engine_problem": "about the OpenSSL of this machine",
    "sessionresumption_ticket": "this testssl.sh asks its OpenSSL in a way that current ones refuse; tickets are judged by"
    " their lifetime and ticketbleed",
}


def start(port: int, root: Path, out: Path, checks: tuple[str, ...] = CHECKS) -> Findings:
    """What testssl.sh finds at a port: severity and text by id."""
    program = shutil.which("testssl") or shutil.which("testssl.sh")
    if program is None:
        raise Failed("testssl.sh is not there")
    quietly = ["--quiet", "--color", "0", "--warnings", "off", "--nodns", "none", "--ip", "127.0.0.1"]
    command = [program, *quietly, "--add-ca", str(root), "--jsonfile", str(out), *checks, f"https://localhost:{port}"]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LIMIT, check=False
    )
    try:
        found = json.loads(out.read_text())
    except (OSError, json.JSONDecodeError) as error:
        raise Failed(f"testssl.sh ended with {done.returncode}: {done.stdout[-1000:]}{done.stderr[-1000:]}") from error
    return {finding["id"]: (finding["severity"], finding["finding"].strip()) for finding in found}


def judge(findings: Findings) -> list[tuple[str, str]]:
    """Every check by name, with what is wrong, if anything is."""
    checks = []
    for names, expected in REQUIRED.items():
        seen = next((findings[name][1] for name in names if name in findings), "not looked at")
        # The beginning alone: what is offered may come with the version of its standard.
        checks.append((names[0], "" if seen.startswith(expected) else seen))
    for name in RULED_OUT:
        severity, seen = findings.get(name, ("", "not looked at"))
        checks.append((name, "" if severity == "OK" else f"{severity} {seen}"))
    grave = {name: found for name, found in findings.items() if found[0] in GRAVE and name not in ALLOWED}
    checks.append(("nothing else is of severity MEDIUM or above", str(grave) if grave else ""))
    return checks


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def careless_listener(scratch: Path) -> Iterator[int]:
    """OpenSSL, told to offer what nobody should."""
    key, certificate = scratch / "careless.key", scratch / "careless.pem"
    new = ["-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2"]
    must("openssl", "req", "-x509", *new, "-keyout", key, "-out", certificate)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    offers = ["-cipher", "ALL:eNULL:@SECLEVEL=0", "-min_protocol", "TLSv1", "-www", "-quiet"]
    command = ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", str(certificate), "-key", str(key), *offers]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + PATIENCE
        while not answers(port):
            if process.poll() is not None or time.monotonic() > end:
                raise Failed("openssl s_server does not listen")
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def check(clinic: Clinic, report: Report) -> None:
    """All three listeners at once: most of the time is spent waiting."""
    scratch = clinic.scratch
    with clinic.serving(), careless_listener(scratch) as careless, ThreadPoolExecutor() as pool:
        ports = {"device": clinic.ports.device, "web": clinic.ports.web}
        runs: dict[str, Future[Findings]] = {
            name: pool.submit(start, port, clinic.root, scratch / f"{name}.json") for name, port in ports.items()
        }
        old = pool.submit(start, careless, scratch / "careless.pem", scratch / "careless.json", ("-p", "-s"))
        for name, run in runs.items():
            for what, wrong in judge(run.result()):
                report.note(f"{name}: {what}", wrong)
        rejected = {what for what, wrong in judge(old.result()) if wrong and "not looked at" not in wrong}
        for what in ("TLS1", "TLS1_1", "cipherlist_NULL", "cipherlist_aNULL", "cipherlist_AVERAGE"):
            report.note(f"a careless listener is rejected: {what}", "" if what in rejected else "accepted")


def main() -> int:
    """Runs the command line described at the top of the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, required=True, help="where kyotaku-server and kyotaku-cardsim are")
    options = parser.parse_args()
    # A signal must unwind, so that every process that was started is ended.
    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(1))
    report = Report()
    with tempfile.TemporaryDirectory(prefix="kyotaku-tls-") as scratch:
        try:
            check(Clinic(Path(scratch), options.programs), report)
        except Failed as failure:
            report.note("the run as a whole", str(failure))
    print(report.summary())
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
