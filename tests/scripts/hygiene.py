#!/usr/bin/env python3
"""hygiene.py: rules for the tracked files that no compiler checks. Prints each finding and exits 1.

- The top level holds only what its list names.
- No path of somebody's machine, no package mirror: Cargo.lock names the default registry alone.
- Nothing is left undone: no `todo!`, `unimplemented!`, TODO or FIXME.
- No number that passes the check digit of a My Number (個人番号), as text or as ASCII in hex.
- No host of the real system outside documents and comments.
- Private keys only among the fixtures.
- No source file over 600 lines, none of views over 200, and no mod.rs. Data may be longer: fixtures, catalogues of
  texts.
- Catalogues of texts are written as Xcode writes them, so that its editor changes what somebody changed and no more.
- Relative links of Markdown files lead to a tracked file or folder.
"""

import json
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Iterator

ROOT = Path(__file__).resolve().parents[2]

TOP_LEVEL = frozenset(
    "bindings core docs ios server tests Cargo.lock Cargo.toml Makefile README.md"
    " CHANGELOG.md CONTRIBUTING.md LICENSE-APACHE LICENSE-MIT clippy.toml deny.toml rust-toolchain.toml"
    " rustfmt.toml .ci .config .editorconfig .gitattributes .github .gitignore .shellcheckrc .swift-format".split()
)
SOURCES = frozenset(".rs .swift .py .sh .js .mjs .ts .css .html .sql".split())
MAX_LINES = 600
VIEWS = "ios/KyotakuKit/Sources/KyotakuScreens/"
MAX_VIEW_LINES = 200
# Written by a generator, never by hand.
GENERATED = re.compile(r"^bindings/swift/Sources/(\w+FFI/|KyotakuCore/kyotaku_ffi\.swift$|KyotakuTesting/kyotaku_testing\.swift$)")
KEYS = "tests/fixtures/pki/"
# This file and its test spell out what they look for.
SPELLING = re.compile(r"^tests/scripts/(test_)?hygiene\.py$")

MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|root|home/\w+|Users/\w+|tmp/bash_jobs)/")
MIRROR = re.compile(r"https?://[^\s\"'/]*(?:artifactory|nexus|devpi|verdaccio|goproxy|mirror|\.internal\b)", re.I)
UNDONE = re.compile(r"\b(?:todo!|unimplemented!|TODO\b|FIXME\b)")
REAL_HOST = re.compile(r"(?:https?|ldaps?)://[^\s\"'/]*(?:\.(?:go|or|lg)\.jp|service-now\.com)\b")
COMMENT = re.compile(r"^\s*(?://|#|\*|--|<!--)")
PRIVATE_KEY = re.compile(r"^-----BEGIN [A-Z ]*PRIVATE KEY-----", re.MULTILINE)
# Cargo writes the default registry as the repository of its index.
DEFAULT_REGISTRY = re.compile(r'^source = "registry\+https://github\.com/rust-lang/[\w.-]+"$')
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)")

# Digits in a row, also in the groups of four of the printed card; a UUID's last group is not one.
DIGITS = re.compile(r"(?<![0-9A-Za-z.-])(\d{12}|\d{4}[ -]\d{4}[ -]\d{4})(?![0-9A-Za-z.-])")
HEX_DIGITS = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2})*?((?:3[0-9]){12})(?!3[0-9]|5[Aa])")


def is_my_number(digits: str) -> bool:
    """Whether twelve digits end in the check digit that the My Number ordinance prescribes."""
    body, check = [int(digit) for digit in digits[:11]], int(digits[11])
    # The weights count from the digit beside the check digit: 2 to 7, then 2 to 6.
    weights = (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6)
    remainder = sum(digit * weight for digit, weight in zip(reversed(body), weights)) % 11
    return check == (0 if remainder <= 1 else 11 - remainder) and len(set(digits)) > 1


def my_numbers(line: str) -> Iterator[str]:
    """The numbers of a line that could be somebody's My Number."""
    for match in DIGITS.finditer(line):
        yield re.sub(r"\D", "", match[1])
    for match in HEX_DIGITS.finditer(line):
        yield bytes.fromhex(match[1]).decode("ascii")


def check_line(path: str, line: str) -> Iterator[str]:
    """Findings in one line of text."""
    if MACHINE_PATH.search(line):
        yield "names a path of one machine"
    if MIRROR.search(line):
        yield "names a package mirror"
    if UNDONE.search(line) and not GENERATED.match(path):
        yield "leaves something undone"
    if any(is_my_number(number) for number in my_numbers(line)):
        yield "holds twelve digits that pass the My Number check"
    document = path.endswith(".md") or COMMENT.match(line)
    if not document and REAL_HOST.search(line):
        yield "names a host of the real system"
    if path.endswith("Cargo.lock") and line.startswith("source = ") and not DEFAULT_REGISTRY.search(line):
        yield "takes a crate from outside the default registry"


def check_links(path: str, text: str, tracked: frozenset[str]) -> Iterator[str]:
    """Relative links that lead nowhere. Code blocks are no links."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for target in LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
        if re.match(r"[a-z]+:", target):
            continue
        parts: list[str] = []
        for part in (PurePosixPath(path).parent / target).parts:
            if part == ".." and parts:
                parts.pop()
            elif part != ".":
                parts.append(part)
        joined = "/".join(parts)
        if joined and joined not in tracked and not any(name.startswith(joined + "/") for name in tracked):
            yield f"links to {target}, which is not there"


def is_as_xcode_writes(text: str) -> bool:
    """Whether a string catalogue has Xcode's layout: two spaces, ` : `, and no line feed at the end."""
    try:
        catalogue = json.loads(text)
    except ValueError:
        return False
    return text == json.dumps(catalogue, ensure_ascii=False, indent=2, separators=(",", " : "))


def check_file(path: str, text: str, tracked: frozenset[str]) -> Iterator[str]:
    """Findings in one file, each as `path[:line]: what`."""
    top = path.split("/", 1)[0]
    if top not in TOP_LEVEL:
        yield f"{path}: does not belong at the top level"
    if path.endswith("/mod.rs"):
        yield f"{path}: a module is `name.rs` beside `name/`"
    if PRIVATE_KEY.search(text) and not path.startswith(KEYS):
        yield f"{path}: holds a private key outside {KEYS}"
    lines = text.splitlines()
    most = MAX_VIEW_LINES if path.startswith(VIEWS) else MAX_LINES
    if Path(path).suffix in SOURCES and len(lines) > most and not GENERATED.match(path):
        yield f"{path}: has {len(lines)} lines, more than {most}"
    if path.endswith(".xcstrings") and not is_as_xcode_writes(text):
        yield f"{path}: is not written as Xcode writes it"
    if path.endswith(".md"):
        for finding in check_links(path, text, tracked):
            yield f"{path}: {finding}"
    if SPELLING.match(path):
        return
    for number, line in enumerate(lines, 1):
        for finding in check_line(path, line):
            yield f"{path}:{number}: {finding}"


def main(arguments: list[str]) -> int:
    """Checks every tracked file of the repository."""
    if arguments:
        print(__doc__)
        return 0 if arguments[0] in ("-h", "--help") else 2
    # A clone made by another user is refused by git unless it is named as safe.
    command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"]
    listing = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    tracked = frozenset(listing.decode().split("\0")) - {""}
    findings = []
    for path in sorted(tracked):
        file = ROOT / path
        if not file.is_file():
            continue
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            text = ""
        findings += check_file(path, text, tracked)
    for finding in findings:
        print(finding)
    print(f"hygiene: {len(tracked)} files, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
