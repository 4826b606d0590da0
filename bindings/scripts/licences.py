#!/usr/bin/env python3
"""licences.py [--check]: writes which software the library for iPhones is made of, on what terms, and their texts.

The app shows it (ios/KyotakuKit/Sources/KyotakuScreens/Resources/Licences.json). With --check nothing is
written: the exit status says whether the file is what it would be.

The texts are the authors' own, from the sources that cargo builds of, because they name who holds the rights. Where
authors leave the choice, one licence of theirs is enough. Where they bring no text of it, that of bindings/licences
goes along.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "ios/KyotakuKit/Sources/KyotakuScreens/Resources/Licences.json"
PUBLISHED = ROOT / "bindings/licences"
TARGET = "aarch64-apple-ios"
# Of several licences the first of these is taken.
PREFERRED = ("MIT", "ISC", "BSD-3-Clause", "Zlib", "Apache-2.0")
NAMES = re.compile(r"(LICEN[CS]E|COPYING|COPYRIGHT|NOTICE)", re.IGNORECASE)


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
    """The file: an entry for each package, by name, with the places of its texts; and each text once."""
    packages = sorted(linked(metadata()), key=lambda package: (package["name"], package["version"]))
    written = {package["id"]: texts(package) for package in packages}
    all_texts = sorted({one for those in written.values() for one in those})
    places = {one: place for place, one in enumerate(all_texts)}
    entries = [
        {
            "software": f"{package['name']} {package['version']}",
            "terms": terms(package),
            "source": package["repository"] or f"https://crates.io/crates/{package['name']}",
            "texts": [places[one] for one in written[package["id"]]],
        }
        for package in packages
    ]
    return json.dumps({"packages": entries, "texts": all_texts}, indent=1, ensure_ascii=False) + "\n"


def terms(package: dict) -> str:
    """The licence of a package, as its author writes it; some still write / for OR."""
    if not package["license"]:
        sys.exit(f"{package['name']} names no licence")
    return package["license"].replace(" / ", " OR ").replace("/", " OR ")


def texts(package: dict) -> list[str]:
    """The texts that go along with a package."""
    directory = Path(package["manifest_path"]).parent
    found = sorted(path for path in directory.iterdir() if path.is_file() and NAMES.match(path.name))
    choice = terms(package).split(" OR ")
    taken = next((licence for licence in PREFERRED if licence in choice), choice[0])
    if len(choice) > 1:
        # `LICENSE-APACHE` for Apache-2.0; and what speaks of everything, whatever is chosen.
        ending = f"-{taken.upper().split('-')[0]}"
        named = [path for path in found if path.name.upper().endswith(ending)]
        always = [path for path in found if re.match(r"COPYRIGHT|NOTICE|.*THIRD", path.name, re.IGNORECASE)]
        # A file that names no licence may be the only one.
        found = sorted({*named, *always}) if named else [path for path in found if "-" not in path.name]
    if not found:
        found = [PUBLISHED / f"{next(one for one in (*choice, taken) if has_published(one))}.txt"]
    return [flowing(path.read_text(encoding="utf-8")) for path in found]


def has_published(licence: str) -> bool:
    """Whether the text of a licence is kept here: of one that names nobody."""
    return (PUBLISHED / f"{licence}.txt").exists()


def flowing(written: str) -> str:
    """A text whose lines break only where they mean to, not where a page was full."""
    lines = [line.strip() for line in written.replace("\f", "\n").splitlines()]
    joined: list[str] = []
    previous = ""
    for line in lines:
        goes_on = len(previous) > 50 and line and not re.match(r"(Copyright|\(?\w{1,2}[.)] |[-*=/])", line)
        if goes_on:
            joined[-1] += f" {line}"
        elif line or previous:
            joined.append(line)
        previous = line
    return "\n".join(joined).strip()


def main() -> None:
    if sys.argv[1:] == ["--check"]:
        if not FILE.exists() or FILE.read_text(encoding="utf-8") != text():
            sys.exit("Licences.json is not up to date; bindings/scripts/licences.py writes it")
    elif not sys.argv[1:]:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(text(), encoding="utf-8")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
