#!/usr/bin/env python3
"""Verifies the golden vectors of signed statements without any code of this project.

Standard library only: DER is written by hand from the ASN.1, hashing is hashlib, and ECDSA over
P-256 (FIPS 186-5, SEC 1) is done on plain integers. A forgery counts as passed when it is refused
for the reason that it names. Usage: verify_vectors.py [FILE...], by default every file with vectors.
"""

import base64
import datetime
import hashlib
import hmac
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


class Refused(Exception):
    """A JWS that must not be believed; the reason is one of the words of the vectors."""


def demand(holds, reason):
    if not holds:
        raise Refused(reason)


def base64url(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def unbase64url(text, reason="form"):
    demand(re.fullmatch(r"[A-Za-z0-9_-]*", text) and len(text) % 4 != 1, reason)
    octets = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    # One value has one text: the bits that no octet uses are zero.
    demand(base64url(octets) == text, reason)
    return octets


def strict_json(octets, reason):
    """An object whose names are there once each, and nothing behind it."""
    def pairs(members):
        demand(len(dict(members)) == len(members), reason)
        return dict(members)

    try:
        value = json.loads(octets, object_pairs_hook=pairs)
    except ValueError:
        raise Refused(reason) from None
    demand(isinstance(value, dict), reason)
    return value


def open_jws(jws, kind, key_id, public, are_claims):
    """The claims of a compact JWS (RFC 7515) by this signer. Raises Refused."""
    parts = jws.split(".")
    demand(len(parts) == 3, "form")
    header = strict_json(unbase64url(parts[0]), "header")
    demand(all(isinstance(header.get(name), str) for name in ("alg", "kid", "typ")), "header")
    demand(header["alg"] == "ES256", "algorithm")
    demand(header["typ"] == kind, "type")
    demand("crit" not in header, "critical")
    claims = strict_json(unbase64url(parts[1]), "payload")
    demand(are_claims(claims), "payload")
    signature = unbase64url(parts[2])
    demand(header["kid"] == key_id, "signer")
    demand(ecdsa_is_valid(public, f"{parts[0]}.{parts[1]}".encode(), signature), "signature")
    return claims


def is_time(text):
    try:
        datetime.datetime.strptime(re.sub(r"\.\d{1,9}Z$", "Z", text), "%Y-%m-%dT%H:%M:%SZ")
    except (TypeError, ValueError):
        return False
    return True


def is_octets(text, length):
    return isinstance(text, str) and len(unbase64url(text, "payload")) == length


def is_consent(claims):
    optional = {"prescriptionIssueSelect"}
    if set(claims) - optional != {"receiptId", "items", "respondent", "answeredAt"}:
        return False
    items, respondent = claims["items"], claims["respondent"]
    proxies = {"spouse", "child", "parent", "otherRelative", "legalRepresentative", "other"}
    return (
        is_octets(claims["receiptId"], 16)
        and set(items) == {
            "pharmacistsInfo", "diagnosisInfo", "operationInfo", "specificHealthCheckupsInfo",
            "specificDiseasesCertificate", "limitApplicationCertificate",
        }
        and all(isinstance(answer, bool) for answer in items.values())
        and (
            respondent == {"kind": "patient"}
            or respondent.get("kind") == "proxy" and set(respondent) == {"kind", "relationship"}
            and respondent["relationship"] in proxies
        )
        and claims.get("prescriptionIssueSelect", "1") in ("1", "2")
        and is_time(claims["answeredAt"])
    )


def is_receipt(claims):
    names = {"receiptId", "institution", "careKind", "method", "verifiedAt", "pseudonym"}
    return (
        set(claims) == names
        and is_octets(claims["receiptId"], 16)
        and re.fullmatch(r"\d{10}", claims["institution"])
        and claims["careKind"] in ("outpatient", "homeVisit", "online")
        and claims["method"] in ("pin", "visual", "web")
        and is_time(claims["verifiedAt"])
        and is_octets(claims["pseudonym"], 32)
    )


def is_presence(claims):
    return set(claims) == {"statement", "cardSignature", "certificate", "tappedAt"}


def deterministic_signature(private, message):
    """r and s with the nonce of RFC 6979 §3.2, for SHA-256 and a curve of 256 bits."""
    octets = lambda number: number.to_bytes(32, "big")
    mac = lambda key, data: hmac.new(key, data, hashlib.sha256).digest()
    digest = int.from_bytes(hashlib.sha256(message).digest(), "big") % N
    seed = octets(private) + octets(digest)
    v, k = b"\x01" * 32, b"\x00" * 32
    k = mac(k, v + b"\x00" + seed)
    v = mac(k, v)
    k = mac(k, v + b"\x01" + seed)
    v = mac(k, v)
    while True:
        v = mac(k, v)
        nonce = int.from_bytes(v, "big")
        if 0 < nonce < N:
            r = multiply(nonce, G)[0] % N
            s = pow(nonce, -1, N) * (digest + r * private) % N
            if r and s:
                return octets(r) + octets(s)
        k = mac(k, v + b"\x00")
        v = mac(k, v)


def point_of(text):
    """The octets and the coordinates of an uncompressed point of the curve."""
    point = bytes.fromhex(text)
    x, y = int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")
    assert len(point) == 65 and point[0] == 4 and (y * y - x**3 + 3 * x - B) % P == 0, "point"
    return point, (x, y)


def thumbprint(point):
    """RFC 7638 §3: the required members of the JWK, in lexicographic order, without a blank."""
    x, y = base64url(point[1:33]), base64url(point[33:])
    jwk = f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'
    return base64url(hashlib.sha256(jwk.encode()).digest())


def verify_presence(golden):
    point, public = point_of(golden["publicKey"])
    # SubjectPublicKeyInfo of id-ecPublicKey with prime256v1 (RFC 5480).
    algorithm = bytes.fromhex("06072a8648ce3d0201" "06082a8648ce3d030107")
    spki = tlv(0x30, tlv(0x30, algorithm) + tlv(0x03, b"\x00" + point))
    for vector in golden["vectors"]:
        der = bytes.fromhex(vector["der"])
        assert statement_der(vector["statement"]) == der, "DER"
        assert vector["statement"]["deviceKey"] == hashlib.sha256(spki).hexdigest(), "device key"
        digest = hashlib.sha256(b"KYOTAKU-PRESENCE-1\x00" + der).hexdigest()
        assert digest == vector["digest"], "digest"
        kind = "kyotaku-presence+jws"
        body = open_jws(vector["jws"], kind, golden["keyId"], public, is_presence)
        assert unbase64url(body["statement"]) == der, "statement"
        assert unbase64url(body["cardSignature"]).hex() == vector["cardSignature"], "card signature"
        assert unbase64url(body["certificate"]).hex() == vector["certificate"], "certificate"
        assert body["tappedAt"] == vector["tappedAt"], "tappedAt"
        yield vector["name"]


def verify_claims(golden, are_claims, key_names_itself):
    signer = golden["signer"]
    private = int(signer["privateKey"], 16)
    point, public = point_of(signer["publicKey"])
    assert multiply(private, G) == public, "key pair"
    assert thumbprint(point) == signer["thumbprint"], "thumbprint"
    assert not key_names_itself or signer["keyId"] == signer["thumbprint"], "key id"
    read = lambda jws: open_jws(jws, golden["format"], signer["keyId"], public, are_claims)
    for vector in golden["vectors"]:
        assert read(vector["jws"]) == vector["claims"], "claims"
        signed, signature = vector["jws"].rsplit(".", 1)
        assert deterministic_signature(private, signed.encode()) == unbase64url(signature), "RFC 6979"
        yield vector["name"]
    assert golden["forgeries"], "no forgeries"
    for forgery in golden["forgeries"]:
        try:
            read(forgery["jws"])
        except Refused as refused:
            assert str(refused) == forgery["because"], f"{forgery['name']}: refused for {refused}"
        else:
            raise AssertionError(f"{forgery['name']}: accepted")
        yield f"refused: one {forgery['name']}"


FORMATS = {
    "KYOTAKU-PRESENCE-1": verify_presence,
    "kyotaku-consent+jws": lambda golden: verify_claims(golden, is_consent, False),
    "kyotaku-receipt+jws": lambda golden: verify_claims(golden, is_receipt, True),
}


def main():
    fixtures = pathlib.Path(__file__).parents[1] / "fixtures/wire"
    paths = [pathlib.Path(name) for name in sys.argv[1:]] or sorted(fixtures.glob("*.json"))
    passed = 0
    for path in paths:
        golden = json.loads(path.read_text(encoding="utf-8"))
        assert golden["vectors"], f"{path.name}: no vectors"
        for name in FORMATS[golden["format"]](golden):
            print(f"ok  {path.stem}: {name}")
            passed += 1
    assert passed, "no vectors"
    print(f"{passed} passed, 0 failed, 0 skipped")


if __name__ == "__main__":
    main()
