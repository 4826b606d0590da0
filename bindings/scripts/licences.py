#!/usr/bin/env python3
"""licences.py [--check]: writes which software the library for iPhones is made of, and on what terms.

The app shows it (ios/KyotakuKit/Sources/KyotakuScreens/Resources/Licences.json). With --check nothing is
written: the exit status says whether the file is what it would be.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "ios/KyotakuKit/Sources/KyotakuScreens/Resources/Licences.json"
TARGET = "aarch64-apple-ios"


def metadata() -> dict:
    """What cargo knows of the library and all that it is made of, by the lock file."""
    command = ["cargo", "metadata", "--locked", "--format-version=1", f"--filter-platform={TARGET}"]
    done = subprocess.run(
        [*command, "--manifest-path", ROOT / "bindings/Cargo.toml"], check=True, capture_output=True
    )
    return json.loads(done.stdout)


def linked(known: dict) -> list[dict]:
    """The packages of others that end up in the library: what only builds or tests it does not."""
    packages = {package["id"]: package for package in known["packages"]}
    nodes = {node["id"]: node for node in known["resolve"]["nodes"]}
    seen, rest = set(), [known["resolve"]["root"]]
    while rest:
        package = rest.pop()
        if package in seen:
            continue
        seen.add(package)
        for dependency in nodes[package]["deps"]:
            is_linked = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            target = packages[dependency["pkg"]]["targets"]
            is_macro = any("proc-macro" in one["kind"] for one in target)
            if is_linked and not is_macro:
                rest.append(dependency["pkg"])
    return [packages[package] for package in seen if packages[package]["source"]]


def text() -> str:
    """The file: an entry for each package, by name."""
    entries = [
        {"software": f"{package['name']} {package['version']}", "terms": terms(package)}
        for package in linked(metadata())
    ]
    entries.sort(key=lambda entry: entry["software"])
    return json.dumps(entries, indent=1) + "\n"


def terms(package: dict) -> str:
    """The licence of a package, as its author writes it; some still write / for OR."""
    if not package["license"]:
        sys.exit(f"{package['name']} names no licence")
    return package["license"].replace(" / ", " OR ").replace("/", " OR ")


def main() -> None:
    if sys.argv[1:] == ["--check"]:
        if not FILE.exists() or FILE.read_text() != text():
            sys.exit("Licences.json is not up to date; bindings/scripts/licences.py writes it")
    elif not sys.argv[1:]:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(text())
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
