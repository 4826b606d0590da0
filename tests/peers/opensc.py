"""OpenSC, the reference driver for these cards, on our emulated card."""

from __future__ import annotations

import glob
import hashlib
import re
import ssl
from pathlib import Path

from reader import READER, Bench, CannotRun, CardRun, Ended, Report, expect, must, run

ATR = "3b:88:80:01:00:00:05:e0:b3:81:a1:00:7f"
WRONG = "9999"


def module() -> str:
    """OpenSC's PKCS#11 module."""
    for place in ("/usr/lib/*/opensc-pkcs11.so", "/usr/lib*/opensc-pkcs11.so", "/usr/lib*/pkcs11/opensc-pkcs11.so"):
        found = sorted(glob.glob(place))
        if found:
            return found[0]
    raise CannotRun("opensc-pkcs11.so is not installed")


def version() -> str:
    """OpenSC's own version, for the table."""
    found = re.search(r"\d+\.\d+(?:\.\d+)?", run("opensc-tool", "--info").text)
    return found[0] if found else "?"


def sign(bench: Bench, signature: Path, pin: str = "1234", **environment: str) -> Ended:
    """One `pkcs11-tool --sign` with the PIN, which may fail."""
    signature.unlink(missing_ok=True)
    return run(
        *("pkcs11-tool", "--module", module(), "--slot-index", "0", "--login", "--pin", pin),
        *("--sign", "--id", "01", "-m", "SHA256-RSA-PKCS"),
        *("-i", bench.scratch / "message", "-o", signature),
        **environment,
    )


def verify(bench: Bench, signature: Path, certificate: Path) -> None:
    """Has openssl verify a signature over the message with the certificate's key."""
    key = bench.scratch / f"{certificate.stem}.pub"
    must("openssl", "x509", "-inform", "DER", "-in", certificate, "-noout", "-pubkey", "-out", key)
    message = bench.scratch / "message"
    verdict = must("openssl", "dgst", "-sha256", "-verify", key, "-signature", signature, message)
    expect(verdict.out.strip() == b"Verified OK", verdict.text)


def pem_of(pkcs15: Ended) -> bytes:
    """DER of the certificate that `pkcs15-tool` printed."""
    found = re.search(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n", pkcs15.out, re.DOTALL)
    expect(found is not None, pkcs15.text)
    assert found
    return ssl.PEM_cert_to_DER_cert(found[0].decode())


def suite(bench: Bench, report: Report) -> None:
    """Every check of OpenSC. A new card per check is a power cycle: a verified PIN would outlive a process."""
    exported = bench.scratch / "exported"
    with report.check("OpenSC calls the card jpki"), bench.card():
        expect(must("opensc-tool", "--reader", READER, "-n").out.strip() == b"jpki", "another name")
    with report.check("OpenSC calls the card jpki by the ATR of contact readers"), bench.card("T01", "--atr", "contact"):
        expect(must("opensc-tool", "--reader", READER, "-n").out.strip() == b"jpki", "another name")
    with report.check("OpenSC reads the ATR of contactless readers"), bench.card():
        atr = must("opensc-tool", "--reader", READER, "-a").out.strip().decode()
        expect(atr == ATR, atr)
    with report.check("pkcs15-tool lists two PINs, two keys and four certificates"), bench.card():
        listing_is_complete(must("pkcs15-tool", "-D").text)
    with report.check("certificate 01 is EF 000A, byte for byte"), bench.card():
        der = pem_of(must("pkcs15-tool", "--read-certificate", "01"))
        expect(der == (exported / "auth.der").read_bytes(), f"{len(der)} other bytes")
    with report.check("certificate 02 is refused without its password"), bench.card() as card:
        refused = run("pkcs15-tool", "--read-certificate", "02")
        expect(b"BEGIN CERTIFICATE" not in refused.out, "it was given")
        expect("6982" in [one.status for one in card.exchanges()], "no 6982 in the log")
    with report.check("certificate 02 is EF 0001 with its password"), bench.card():
        unlocked = ("--verify-pin", "--auth-id", "02", "--pin", "ABC123")
        der = pem_of(must("pkcs15-tool", "--read-certificate", "02", *unlocked))
        expect(der == (exported / "sign.der").read_bytes(), f"{len(der)} other bytes")
    with report.check("pkcs11-tool signs and openssl verifies"), bench.card():
        signature = bench.scratch / "pkcs11.sig"
        ended = sign(bench, signature)
        expect(ended.status == 0, ended.text)
        verify(bench, signature, exported / "auth.der")
    with report.check("pkcs15-crypt signs and openssl verifies"), bench.card():
        pkcs15_crypt(bench, exported / "auth.der")
    with report.check("pkcs11-tool --test finds no errors"), bench.card():
        tested = run("pkcs11-tool", "--module", module(), "--slot-index", "0", "--login", "--pin", "1234", "--test")
        expect(tested.status == 0 and "No errors" in tested.text, tested.text)
    with report.check("the fourth PIN after three wrong ones meets a blocked card"), bench.card() as card:
        three_wrong_pins_block(bench, card)
    with report.check("a blocked card refuses the right PIN too"), bench.card("locked") as card:
        expect(sign(bench, bench.scratch / "blocked.sig").status != 0, "it signed")
        expect(card.statuses("20") in ([], ["6984"]), card.statuses("20"))
        expect("2a" not in [one.header[2:4] for one in card.exchanges() if one.status == "9000"], "it signed")


def listing_is_complete(listing: str) -> None:
    """What `pkcs15-tool -D` must show of a card with both certificates."""
    tries = re.findall(r"Tries left\s*:\s*(\d+)", listing)
    expect(tries == ["3", "5"], f"tries {tries} in: {listing}")
    for heading, count in (("PIN", 2), ("Private RSA Key", 2), ("X.509 Certificate", 4)):
        found = len(re.findall(rf"^{re.escape(heading)} \[", listing, re.MULTILINE))
        expect(found == count, f"{found} of {heading} in: {listing}")


def pkcs15_crypt(bench: Bench, certificate: Path) -> None:
    """PKCS#15 signs a digest that was computed outside."""
    digest, signature = bench.scratch / "digest", bench.scratch / "pkcs15.sig"
    digest.write_bytes(hashlib.sha256((bench.scratch / "message").read_bytes()).digest())
    must(
        *("pkcs15-crypt", "--sign", "-k", "01", "--sha-256", "--pkcs1", "--raw", "--pin", "1234"),
        *("-i", digest, "-o", signature),
    )
    verify(bench, signature, certificate)


def three_wrong_pins_block(bench: Bench, card: CardRun) -> None:
    """OpenSC counts the tries down; its own counter is no witness of a block, the card's log is."""
    for count in range(1, 5):
        refused = sign(bench, bench.scratch / "wrong.sig", WRONG)
        expect(refused.status != 0, "it signed")
        incorrect = "CKR_PIN_INCORRECT" in refused.text
        expect(incorrect == (count < 4), f"PIN {count}: {refused.text}")
    seen = card.statuses("20")
    expect(seen[:3] == ["63c2", "63c1", "63c0"] and seen[3:] in ([], ["6984"]), seen)
