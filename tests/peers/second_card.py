#!/usr/bin/env python3
"""A second card, which knows nothing of this repository.

    second_card.py issue DIR                      makes a CA and a card's certificate with openssl
    second_card.py serve DIR --port N [--log F]   is that card, in the reader whose vpcd listens on port N

The emulator and the core were written side by side and share the APDU codec, so they could share a
mistake. This card was written from the standards alone (ISO/IEC 7816-4 and -8, RFC 8017), in another
language and on the Python standard library only; its CA, certificate and key come from openssl. What the core
achieves with it, it achieves with a card it does not know, under a CA it was only told of.

It is a JPKI application with the files of user authentication and nothing else: EF 000A (certificate,
followed by filler as a chip's files are), 0017 (key), 0018 (PIN 1234, three tries). Nothing outlives the
process. TEST ONLY: its key is worth nothing and its arithmetic leaks it.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Optional, TextIO

APPLICATION = bytes.fromhex("D392F000260100000001")
ATR = bytes.fromhex("3B8880010000 41E0B381A1003B")
CERTIFICATE, KEY, PIN = 0x000A, 0x0017, 0x0018
TRIES = 3
FILLER = b"\xff" * 100

DONE, END_OF_FILE, BLOCKED, NOT_OPEN = 0x9000, 0x6282, 0x6984, 0x6982
WRONG_LENGTH, WRONG_FILE, NO_FILE, NOT_FOUND = 0x6700, 0x6981, 0x6986, 0x6A82
WRONG_P1_P2, PAST_END, NO_INSTRUCTION, NO_CLASS = 0x6A86, 0x6B00, 0x6D00, 0x6E00

# The profile of J-LIS, as far as a card reader can check it: names of a JPKI test authority, the
# policy of test cards, and the usages of user authentication.
PROFILE = """
[req]
prompt = no
distinguished_name = authority_name
x509_extensions = authority
[authority_name]
C = JP
O = JPKI-SECOND
OU = JPKI for user authentication
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[holder]
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
certificatePolicies = critical, 1.2.392.200149.8.5.1.0.30
authorityKeyIdentifier = keyid:always
crlDistributionPoints = list
[list]
fullname = dirName:list_name
[list_name]
C = JP
O = JPKI-SECOND
CN = Somewhere CRLDP
"""


def issue(directory: Path) -> None:
    """Makes `ca/ca.pem`, `card.der` (certificate) and `card.key` (PKCS#8, DER) in `directory`."""

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True)

    (directory / "ca").mkdir(parents=True, exist_ok=True)
    (directory / "profile.cnf").write_text(PROFILE)
    new_key = ("-newkey", "rsa:2048", "-nodes", "-config", "profile.cnf")
    openssl("req", "-x509", *new_key, "-keyout", "ca.key", "-days", "3650", "-out", "ca/ca.pem")
    subject = ("-subj", "/C=JP/CN=00000000SECOND99201000B")
    openssl("req", "-new", *new_key, "-keyout", "card.pem", *subject, "-out", "card.csr")
    authority = ("-CA", "ca/ca.pem", "-CAkey", "ca.key", "-set_serial", "0x2A5EC0")
    extensions = ("-extfile", "profile.cnf", "-extensions", "holder")
    lifetime = ("-days", "1500", "-sha256", "-outform", "DER")
    openssl("x509", "-req", "-in", "card.csr", *authority, *extensions, *lifetime, "-out", "card.der")
    openssl("pkcs8", "-topk8", "-nocrypt", "-in", "card.pem", "-outform", "DER", "-out", "card.key")


def read_tlv(data: bytes, at: int) -> tuple[bytes, int]:
    """The value of the DER object at `at`, and where the next one begins."""
    length, start = data[at + 1], at + 2
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(data[at + 2 : start], "big")
    return data[start : start + length], start + length


def read_key(pkcs8: bytes) -> tuple[int, int]:
    """Modulus and private exponent of an RSA key (RFC 5208 §5, RFC 8017 §A.1.2)."""
    outer, _ = read_tlv(pkcs8, 0)
    _, at = read_tlv(outer, 0)  # version
    _, at = read_tlv(outer, at)  # algorithm
    wrapped, _ = read_tlv(outer, at)
    key, _ = read_tlv(wrapped, 0)
    integers, at = [], 0
    for _ in range(4):  # version, modulus, public exponent, private exponent
        value, at = read_tlv(key, at)
        integers.append(int.from_bytes(value, "big"))
    return integers[1], integers[3]


class Refusal(Exception):
    """A status word other than 9000, and nothing else."""

    def __init__(self, status: int) -> None:
        super().__init__(f"{status:04X}")
        self.status = status


class Card:
    """The card: three files, one PIN counter, and what it forgets without power."""

    def __init__(self, certificate: bytes, modulus: int, exponent: int) -> None:
        self.contents = certificate + FILLER
        self.modulus, self.exponent = modulus, exponent
        self.tries = TRIES
        self.power_on()

    def power_on(self) -> None:
        """Nothing is selected and nothing is open."""
        self.selected = False
        self.current: Optional[int] = None
        self.open = False

    def answer(self, command: bytes) -> bytes:
        """Response data and status word."""
        try:
            data, status = self.execute(command)
        except Refusal as refusal:
            data, status = b"", refusal.status
        return data + status.to_bytes(2, "big")

    def execute(self, command: bytes) -> tuple[bytes, int]:
        """Takes the command apart (ISO/IEC 7816-4 §5.2) and does it."""
        if len(command) < 4:
            raise Refusal(WRONG_LENGTH)
        kind, p1, p2 = command[:2], command[2], command[3]
        data, expected = split_body(command[4:])
        if kind == b"\x00\xa4":
            return self.select(p1, data)
        if kind[0] not in (0x00, 0x80):
            raise Refusal(NO_CLASS)
        if not self.selected:
            raise Refusal(NO_INSTRUCTION)
        if kind == b"\x00\xb0":
            return self.read(p1, p2, expected)
        if kind == b"\x00\x20" and p1 == 0:
            return self.verify(self.file(p2), data)
        if kind == b"\x80\x2a" and p1 == 0:
            return self.sign(self.file(p2), data, expected)
        raise Refusal(NO_INSTRUCTION)

    def select(self, p1: int, data: bytes) -> tuple[bytes, int]:
        """An application by name, or a file of it."""
        if p1 == 0x04:
            if data != APPLICATION:
                raise Refusal(NOT_FOUND)
            self.selected, self.current = True, None
            return b"", DONE
        if p1 != 0x02 or not self.selected:
            raise Refusal(WRONG_P1_P2)
        file = int.from_bytes(data, "big")
        if file not in (CERTIFICATE, KEY, PIN):
            raise Refusal(NOT_FOUND)
        self.current = file
        return b"", DONE

    def file(self, reference: int) -> int:
        """The file that P2 names: bit 8 and a short identifier, or zeros for the current one."""
        if not reference & 0x80:
            raise Refusal(WRONG_P1_P2)
        if reference & 0x1F:
            if reference & 0x1F not in (CERTIFICATE, KEY, PIN):
                raise Refusal(NOT_FOUND)
            self.current = reference & 0x1F
        if self.current is None:
            raise Refusal(NO_FILE)
        return self.current

    def read(self, p1: int, p2: int, expected: int) -> tuple[bytes, int]:
        """READ BINARY; what lies behind the certificate is filler, and behind that nothing."""
        offset = (p1 << 8) + p2
        if p1 & 0x80:
            self.file(p1)
            offset = p2
        if self.current is None:
            raise Refusal(NO_FILE)
        if self.current != CERTIFICATE:
            raise Refusal(WRONG_FILE)
        if offset >= len(self.contents):
            raise Refusal(PAST_END)
        data = self.contents[offset : offset + expected]
        return data, DONE if len(data) == expected else END_OF_FILE

    def verify(self, file: int, data: bytes) -> tuple[bytes, int]:
        """VERIFY: with a PIN a try, without one the question how many are left."""
        if file != PIN:
            raise Refusal(WRONG_FILE)
        if not self.tries:
            raise Refusal(BLOCKED)
        if not data:
            raise Refusal(0x63C0 + self.tries)
        self.open = data == b"1234"
        self.tries = TRIES if self.open else self.tries - 1
        return b"", DONE if self.open else 0x63C0 + self.tries

    def sign(self, file: int, data: bytes, expected: int) -> tuple[bytes, int]:
        """RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.1) over a DigestInfo that the reader composed."""
        if file != KEY:
            raise Refusal(WRONG_FILE)
        if not self.open:
            raise Refusal(NOT_OPEN)
        if not 1 <= len(data) <= 245 or not expected:
            raise Refusal(WRONG_LENGTH)
        padded = b"\x00\x01" + b"\xff" * (253 - len(data)) + b"\x00" + data
        power = pow(int.from_bytes(padded, "big"), self.exponent, self.modulus)
        return power.to_bytes(256, "big"), DONE


def split_body(body: bytes) -> tuple[bytes, int]:
    """Data and expected length (0: none) of what follows the header, in any of the seven cases."""
    if not body:
        return b"", 0
    if body[0] or len(body) == 1:
        if len(body) == 1:
            return b"", body[0] or 256
        end = 1 + body[0]
        return exactly(body, 1, end, 1), (body[end] or 256) if len(body) > end else 0
    length = int.from_bytes(body[1:3], "big")
    if len(body) == 3:
        return b"", length or 65536
    end = 3 + length
    rest = body[end:]
    return exactly(body, 3, end, 2), (int.from_bytes(rest, "big") or 65536) if rest else 0


def exactly(body: bytes, start: int, end: int, width: int) -> bytes:
    """The data field, provided that nothing or an expected length of `width` bytes follows it."""
    if len(body) not in (end, end + width):
        raise Refusal(WRONG_LENGTH)
    return body[start:end]


def serve(card: Card, port: int, log: Optional[TextIO]) -> None:
    """Sits in the virtual reader until the driver closes the connection."""
    deadline = time.monotonic() + 10
    while True:
        try:
            driver = socket.create_connection(("127.0.0.1", port))
            break
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
    driver.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while True:
        payload = receive(driver, int.from_bytes(receive(driver, 2), "big"))
        if len(payload) > 1:
            answer = card.answer(payload)
            if log:
                print(json.dumps(summary(payload, answer)), file=log, flush=True)
        elif payload == b"\x04":
            answer = ATR
        else:
            card.power_on()  # off, on and reset all end in a card that has forgotten
            continue
        driver.sendall(len(answer).to_bytes(2, "big") + answer)


def receive(driver: socket.socket, count: int) -> bytes:
    """Exactly `count` bytes. Ends the process when the driver has gone."""
    data = b""
    while len(data) < count:
        # The driver writes length and payload apart, and waits for the first to be acknowledged.
        if hasattr(socket, "TCP_QUICKACK"):
            driver.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        chunk = driver.recv(count - len(data))
        if not chunk:
            sys.exit(0)
        data += chunk
    return data


def summary(command: bytes, answer: bytes) -> dict[str, object]:
    """What may be told of an exchange: header, lengths and status word, and no data."""
    return {
        "header": command[:4].hex(),
        "command_bytes": len(command),
        "response_bytes": len(answer),
        "status": answer[-2:].hex(),
    }


def main() -> None:
    """Runs the command line described at the top of the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("issue", "serve"))
    parser.add_argument("directory", type=Path)
    parser.add_argument("--port", type=int, default=35963)
    parser.add_argument("--log", type=Path)
    options = parser.parse_args()
    if options.action == "issue":
        issue(options.directory)
        return
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    certificate = (options.directory / "card.der").read_bytes()
    card = Card(certificate, *read_key((options.directory / "card.key").read_bytes()))
    serve(card, options.port, options.log.open("w") if options.log else None)


if __name__ == "__main__":
    main()
