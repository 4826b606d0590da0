#!/usr/bin/env python3
"""mutants.py [NAME...]: plants each fault of tests/mutants/faults.toml and demands that a test catches it.

Every fault replaces one piece of text, which must occur exactly once in its file, in a copy of the tree;
then the tests of the named packages run there, or the one test that must notice. A fault that no test catches, that no longer fits the
source, or that does not compile (so that no test was asked) is reported, and the exit status is 1.
`--list` names the faults.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

try:
    import tomllib
except ModuleNotFoundError:
    sys.exit("mutants.py needs Python 3.11 or later")

ROOT = Path(__file__).resolve().parents[2]
FAULTS = ROOT / "tests/mutants/faults.toml"
# Inside the build directory, which is ignored; with its own Cargo.toml it is a workspace of its own. What
# it builds lies apart: Cargo names the artifacts of a workspace by relative paths, so that in a shared
# directory a faulty crate would pass for the real one.
COPY = ROOT / "target/mutants/tree"
BUILD = ROOT / "target/mutants/build"


class Fault(NamedTuple):
    """One entry of the list: what to change, why it matters, and whose tests must notice."""

    name: str
    why: str
    file: str
    old: str
    new: str
    packages: tuple[str, ...] = ()
    # As nextest prints it: package or package::binary, a blank, name.
    test: str = ""

    def builds(self) -> list[str]:
        """What must be built, as arguments of Cargo."""
        if not self.test:
            return selection(self.packages)
        package, _, binary = self.test.split()[0].partition("::")
        return ["-p", package, *(["--test", binary] if binary else ["--lib"])]

    def runs(self) -> list[str]:
        """What must run, as arguments of nextest."""
        if not self.test:
            return self.builds()
        return [*self.builds(), "-E", f"test(={self.test.split()[1]})"]

    def tests_of(self) -> set[str]:
        """The packages whose tests are asked."""
        return {self.test.split()[0].partition("::")[0]} if self.test else set(self.packages)


def load() -> list[Fault]:
    """The list, in its order."""
    with open(FAULTS, "rb") as file:
        entries = tomllib.load(file)["fault"]
    return [Fault(**entry) for entry in entries]


def tracked() -> list[str]:
    """The files of the working tree that git knows or would add."""
    command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"]
    command += ["--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()
    return [name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def copy_tree() -> None:
    """Brings the copy up to date. Unchanged files keep their time, so that Cargo rebuilds little."""
    names = set(tracked())
    for name in names:
        source, target = ROOT / name, COPY / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != source.read_bytes():
            shutil.copyfile(source, target)
    for stale in [path for path in COPY.rglob("*") if path.is_file()]:
        if str(stale.relative_to(COPY)) not in names:
            stale.unlink()


def cargo(*arguments: str) -> subprocess.CompletedProcess:
    """Runs Cargo in the copy."""
    return subprocess.run(
        ["cargo", *arguments, "--target-dir", str(BUILD), "--color", "never"],
        cwd=COPY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def selection(packages: Iterable[str]) -> list[str]:
    """The packages as arguments of Cargo."""
    return [argument for package in packages for argument in ("-p", package)]


def try_fault(fault: Fault) -> str:
    """Plants one fault, runs the tests, takes it out again. Returns `caught` or what went wrong."""
    path = COPY / fault.file
    original = path.read_text(encoding="utf-8") if path.is_file() else ""
    if original.count(fault.old) != 1:
        return f"does not fit: the text occurs {original.count(fault.old)} times in {fault.file}"
    path.write_text(original.replace(fault.old, fault.new), encoding="utf-8")
    try:
        built = cargo("nextest", "run", "--no-run", *fault.builds())
        if built.returncode != 0:
            return "does not compile:\n" + "\n".join(built.stdout.splitlines()[-15:])
        tested = cargo("nextest", "run", *fault.runs())
        # 100 is nextest's status for failed tests; any other says that it could not test.
        if tested.returncode == 100:
            return "caught"
        return "MISSED: no test fails" if tested.returncode == 0 else f"no verdict: status {tested.returncode}"
    finally:
        path.write_text(original, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Tries the named faults, or all."""
    if arguments and arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    faults = load()
    if arguments == ["--list"]:
        for fault in faults:
            print(f"{fault.name}: {fault.why}")
        return 0
    unknown = set(arguments) - {fault.name for fault in faults}
    if unknown:
        print(f"unknown faults: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    chosen = [fault for fault in faults if not arguments or fault.name in arguments]
    subprocess.run([str(ROOT / "tests/scripts/setup.sh"), "base", "test"], check=True)
    copy_tree()
    packages = sorted({package for fault in chosen for package in fault.tests_of()})
    if cargo("nextest", "run", *selection(packages)).returncode != 0:
        print("the tests fail without a fault; repair that first", file=sys.stderr)
        return 1
    caught = 0
    for fault in chosen:
        started = time.monotonic()
        verdict = try_fault(fault)
        caught += verdict == "caught"
        by = fault.test or " ".join(fault.packages)
        print(f"{fault.name}: {verdict} ({by}, {time.monotonic() - started:.0f} s)", flush=True)
    print(f"{caught} of {len(chosen)} planted faults caught")
    return 0 if caught == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
