#!/usr/bin/env python3
"""Looks at the libraries that ios_check.sh has built, and says what the app gains by them.

Links the library for iPhones as an app would, only what Swift can call and what that needs, and without symbols.
There is no SDK of Apple on Linux: what the system is to bring is left open, and compared with what libSystem offers.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

import privacy
import weight

ROOT = Path(__file__).resolve().parents[2]
BINDINGS = ROOT / "bindings/swift/Sources/KyotakuCore/kyotaku_ffi.swift"
MANIFEST = ROOT / "ios/App/PrivacyInfo.xcprivacy"
# What Swift calls, and what the generator reads.
EXPORTED = re.compile(r"(uniffi_|ffi_|UNIFFI_)")
# Of an app of 100 MB this is what the core may take, for each architecture.
BUDGET = 6_000_000
# In C that only Xcode's header lets compile; see ios_check.sh.
NOT_COMPILED = {"_wrapped_os_log_with_type"}


class Tools:
    """The programs of LLVM, in one directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def run(self, name: str, *arguments: str | Path) -> str:
        """Runs a program and returns what it prints."""
        command = [str(self.directory / name), *map(str, arguments)]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

    def exports(self, library: Path) -> set[str]:
        """What a library offers by name, as it is called in C."""
        dynamic = ["--dynamic"] if library.suffix == ".so" else []
        lines = self.run("llvm-nm", *dynamic, "--quiet", "--defined-only", "--extern-only", library).splitlines()
        names = {line.split()[2] for line in lines if len(line.split()) == 3}
        if not dynamic:
            # Apple's linkers put one before each name.
            names = {name.removeprefix("_") for name in names}
        return {name for name in names if EXPORTED.match(name)}

    def link(self, archive: Path, floor: str) -> Path:
        """Links an archive into a library of its own, with the names of functions still in it."""
        exported, linked = archive.with_suffix(".exported"), archive.with_suffix(".dylib")
        functions = sorted(name for name in self.exports(archive) if not name.startswith("UNIFFI_"))
        exported.write_text("".join(f"_{name}\n" for name in functions), encoding="utf-8")
        self.run(
            "ld64.lld", "-arch", "arm64", "-platform_version", "ios", floor, floor, "-dylib", "-dead_strip",
            "-undefined", "dynamic_lookup", "-exported_symbols_list", exported, "-o", linked, archive,
        )  # fmt: skip
        return linked

    def strip(self, linked: Path) -> Path:
        """The same without the names."""
        stripped = linked.with_suffix(".stripped.dylib")
        self.run("llvm-strip", "-x", "-S", "-o", stripped, linked)
        return stripped

    def needed(self, linked: Path) -> set[str]:
        """What a library expects of the system."""
        return set(self.run("llvm-nm", "--undefined-only", "--just-symbol-name", linked).split())

    def checksums(self, linked: Path) -> dict[str, int]:
        """What the functions return by which Swift sees whether it fits the library, read from their code."""
        names = [f"_{name}" for name in self.exports(linked) if "_checksum_" in name]
        code = self.run("llvm-objdump", "--no-show-raw-insn", f"--disassemble-symbols={','.join(names)}", linked)
        constant = re.compile(r"<_(\w+)>:\n\s*\w+:\s+mov\s+w0, #(0x[0-9a-f]+|\d+)\s.*\n\s*\w+:\s+ret")
        return {name: int(number, 0) for name, number in constant.findall(code)}

    def sections(self, linked: Path) -> dict[str, int]:
        """The sections of a library with their sizes; a segment's name stands before a section's."""
        sizes, segment = {}, ""
        for line in self.run("llvm-size", "-m", linked).splitlines():
            if found := re.match(r"Segment (\w+): ", line):
                segment = found[1]
            elif found := re.match(r"\s+Section (\w+): (\d+)", line):
                sizes[f"{segment},{found[1]}"] = int(found[2])
        return sizes

    def functions(self, linked: Path) -> list[tuple[int, str]]:
        """Address and name of all code."""
        lines = self.run("llvm-nm", "-m", "--defined-only", linked).splitlines()
        return [(int(line.split()[0], 16), line.split()[-1]) for line in lines if "(__TEXT,__text)" in line]


def expected_checksums() -> dict[str, int]:
    """What the committed Swift compares the checksums with."""
    found = re.findall(r"(uniffi_\w+_checksum_\w+)\(\) != (\d+)", BINDINGS.read_text(encoding="utf-8"))
    return {name: int(number) for name, number in found}


def differences(name: str, expected: set[str], actual: set[str]) -> list[str]:
    """Says what one set has and the other has not."""
    return [f"{name}: missing: {item}" for item in sorted(expected - actual)] + [
        f"{name}: too many: {item}" for item in sorted(actual - expected)
    ]


def unexplained(needed: set[str]) -> list[str]:
    """Functions of the system whose use the privacy manifest does not explain."""
    explained = privacy.explained(MANIFEST)
    return [
        f"{MANIFEST.name} does not explain {category}: {', '.join(sorted(functions))}"
        for category, functions in privacy.of_functions(needed).items()
        if category not in explained
    ]


def foreign(needed: set[str], zig: Path) -> list[str]:
    """What neither libSystem offers nor is known to be left out."""
    offered = set(re.findall(r"[\w$]+", (zig / "lib/libc/darwin/libSystem.tbd").read_text(encoding="utf-8")))
    # What the loader itself offers.
    offered |= {"dyld_stub_binder"}
    return [f"not in libSystem: {name}" for name in sorted(needed - offered - NOT_COMPILED)]


def paths(archive: Path) -> list[str]:
    """Paths of this machine in an archive; they would tell who built it, and differ elsewhere."""
    content = archive.read_bytes()
    machine = {str(path) for path in (ROOT, Path.home())} - {"/"}
    # A path begins where no other goes on.
    named = [path for path in machine if re.search(rb"(?<![\w.-])" + re.escape(f"{path}/").encode(), content)]
    return [f"{archive.name} names {path}" for path in named]


def weigh(tools: Tools, linked: Path, stripped: Path) -> str:
    """The table of parts."""
    sizes = tools.sections(linked)
    code = weight.code_by_part(tools.functions(linked), sizes.pop("__TEXT,__text"))
    unwinding = sum(sizes.pop(f"__TEXT,{name}", 0) for name in ("__gcc_except_tab", "__unwind_info", "__eh_frame"))
    constants = sum(size for name, size in sizes.items() if not name.startswith("__DATA,"))
    others = {"constants: tables, texts, vtables": constants, "what a panic needs to be caught": unwinding}
    return weight.table(code, others, stripped.stat().st_size)


def main() -> int:
    """Checks, prints, and writes the documentation where that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("tools", "zig", "host", "device"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--simulator", type=Path)
    parser.add_argument("--floor", required=True)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()

    tools = Tools(arguments.tools)
    linked = tools.link(arguments.device, arguments.floor)
    stripped = tools.strip(linked)
    size, needed, host = stripped.stat().st_size, tools.needed(linked), tools.exports(arguments.host)
    expected, checksums = expected_checksums(), tools.checksums(linked)
    failures = [
        *differences("exports for the iPhone", host, tools.exports(arguments.device)),
        *differences("checksums", {*map(str, expected.items())}, {*map(str, checksums.items())}),
        *foreign(needed, arguments.zig),
        *unexplained(needed),
        *paths(arguments.device),
    ]
    if arguments.simulator:
        failures += differences("exports for the simulator", host, tools.exports(arguments.simulator))
    if size > BUDGET:
        failures.append(f"{size} bytes are more than the budget of {BUDGET}")

    report = weigh(tools, linked, stripped)
    print(report)
    print(f"the archive takes {arguments.device.stat().st_size / 1e6:.1f} MB on disk before it is linked")
    print(f"{len(host)} exports, {len(checksums)} checksums, {len(needed)} functions of the system")
    for failure in failures:
        print(f"FAIL {failure}")
    if arguments.write and not failures:
        place = [ROOT / "tests/scripts/doc_table.py", "ios-library", ROOT / "docs/benchmarks.md"]
        subprocess.run([sys.executable, *map(str, place)], input=report, text=True, check=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
