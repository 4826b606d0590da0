#!/usr/bin/env python3
"""Verifies the golden presence vectors without any code of this project.

Standard library only: DER is written by hand from the ASN.1, hashing is hashlib, and ECDSA over
P-256 (FIPS 186-5, SEC 1) is done on plain integers. Usage: verify_vectors.py [FILE]
"""

import base64
import hashlib
import json
import pathlib
import re
import sys

# NIST P-256 (SP 800-186): prime, order, coefficient b and base point.
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def add(p, q):
    """Adds two points of the curve; None is the neutral element."""
    if p is None or q is None:
        return p or q
    if p[0] == q[0] and (p[1] + q[1]) % P == 0:
        return None
    if p == q:
        slope = (3 * p[0] * p[0] - 3) * pow(2 * p[1], -1, P) % P
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, P) % P
    x = (slope * slope - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P


def multiply(k, point):
    total = None
    while k:
        if k & 1:
            total = add(total, point)
        point, k = add(point, point), k >> 1
    return total


def ecdsa_is_valid(public, message, signature):
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    if len(signature) != 64 or not (0 < r < N and 0 < s < N):
        return False
    e = int.from_bytes(hashlib.sha256(message).digest(), "big")
    w = pow(s, -1, N)
    point = add(multiply(e * w % N, G), multiply(r * w % N, public))
    return point is not None and point[0] % N == r


def tlv(tag, value):
    length = len(value)
    if length < 0x80:
        return bytes([tag, length]) + value
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + value


def statement_der(s):
    time = lambda text: tlv(0x18, re.sub("[-:T]", "", text).encode())  # 20261122090000Z
    octets = lambda text: tlv(0x04, bytes.fromhex(text))
    record = s["visualRecord"]
    return tlv(0x30, b"".join([
        tlv(0x02, b"\x01"),
        octets(s["challengeId"]),
        octets(s["nonce"]),
        tlv(0x0C, s["institution"].encode()),
        octets(s["deviceKey"]),
        tlv(0x0C, s["account"].encode()),
        tlv(0x0A, bytes([s["careKind"]])),
        tlv(0x0A, bytes([s["method"]])),
        time(s["issuedAt"]),
        time(s["tapBefore"]),
        tlv(0xA0, octets(record)) if record else b"",
    ]))


def unbase64url(text):
    assert re.fullmatch(r"[A-Za-z0-9_-]+", text), "not base64url without padding"
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verify(vector, public, point, key_id):
    der = bytes.fromhex(vector["der"])
    assert statement_der(vector["statement"]) == der, "DER"
    # SubjectPublicKeyInfo of id-ecPublicKey with prime256v1 (RFC 5480).
    algorithm = bytes.fromhex("06072a8648ce3d0201" "06082a8648ce3d030107")
    spki = tlv(0x30, tlv(0x30, algorithm) + tlv(0x03, b"\x00" + point))
    assert vector["statement"]["deviceKey"] == hashlib.sha256(spki).hexdigest(), "device key"
    digest = hashlib.sha256(b"KYOTAKU-PRESENCE-1\x00" + der).hexdigest()
    assert digest == vector["digest"], "digest"

    header, payload, signature = vector["jws"].split(".")
    assert json.loads(unbase64url(header)) == {
        "alg": "ES256", "kid": key_id, "typ": "kyotaku-presence+jws",
    }, "header"
    body = json.loads(unbase64url(payload))
    assert set(body) == {"statement", "cardSignature", "certificate", "tappedAt"}, "members"
    assert unbase64url(body["statement"]) == der, "statement"
    assert unbase64url(body["cardSignature"]).hex() == vector["cardSignature"], "card signature"
    assert unbase64url(body["certificate"]).hex() == vector["certificate"], "certificate"
    assert body["tappedAt"] == vector["tappedAt"], "tappedAt"
    signed = f"{header}.{payload}".encode()
    assert ecdsa_is_valid(public, signed, unbase64url(signature)), "signature"
    assert not ecdsa_is_valid(public, signed + b" ", unbase64url(signature)), "verifier"


def main():
    default = pathlib.Path(__file__).parents[1] / "fixtures/wire/presence-v1.json"
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    golden = json.loads(path.read_text(encoding="utf-8"))
    point = bytes.fromhex(golden["publicKey"])
    public = int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")
    assert point[0] == 4 and (public[1] ** 2 - public[0] ** 3 + 3 * public[0] - B) % P == 0
    for vector in golden["vectors"]:
        verify(vector, public, point, golden["keyId"])
        print(f"ok  {vector['name']}")
    assert golden["vectors"], "no vectors"
    print(f"{len(golden['vectors'])} passed, 0 failed, 0 skipped")


if __name__ == "__main__":
    main()
