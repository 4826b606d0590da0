"""What a linked library weighs, by the crate that asked for the code."""

import re
from collections import Counter

# A crate in a mangled name of Rust (RFC 2603): `C`, perhaps a disambiguator, and the length before the name.
CRATE = re.compile(r"C(?:s[0-9A-Za-z]*_)?(\d+)_?")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
STANDARD_NAME = "Rust's standard library"
# It is many crates.
STANDARD = {
    "addr2line", "alloc", "compiler_builtins", "core", "gimli", "miniz_oxide", "object", "panic_unwind",
    "rustc_demangle", "std", "unwind",
}  # fmt: skip
# Parts of less are added up.
SHOWN_BYTES = 20_000


def crate_at(mangled: str, position: int) -> tuple[str, int] | None:
    """The crate whose name begins at `position`, and where it ends."""
    found = CRATE.match(mangled, position)
    if not found:
        return None
    end = found.end() + int(found[1])
    return (mangled[found.end() : end], end) if end <= len(mangled) else None


def crate_of(symbol: str) -> str | None:
    """The crate that a Rust symbol was made for; None for another symbol.

    Generic code belongs to the crate that needed it, which stands at the end of its name; other code to the crate
    where it is written.
    """
    mangled = re.sub(r"\.llvm\.\d+$", "", symbol).lstrip("_")
    if not mangled.startswith("R"):
        return None
    mangled = mangled[1:]
    # What occurred before is named by where: in base 62, `_` for zero.
    if again := re.search(r"B([0-9A-Za-z]*)_$", mangled):
        position = 0
        for digit in again[1]:
            position = position * 62 + DIGITS.index(digit)
        position += 1 if again[1] else 0
        # Else the letter belongs to a name that happens to end so.
        if position < again.start() and (found := crate_at(mangled, position)):
            return found[0]
    crates = [found for match in CRATE.finditer(mangled) if (found := crate_at(mangled, match.start()))]
    if not crates:
        return None
    last, end = crates[-1]
    return last if end == len(mangled) else crates[0][0]


def part_of(symbol: str) -> str:
    """The name of the part of the library that a symbol belongs to."""
    if crate := crate_of(symbol):
        return STANDARD_NAME if crate in STANDARD else crate
    if re.match(r"_(uniffi|ffi|UNIFFI)_", symbol):
        return "kyotaku_ffi"
    if symbol.startswith("_OUTLINED_FUNCTION"):
        return "shared ends of functions"
    if symbol.startswith("_rust_"):
        return STANDARD_NAME
    # The rest is C and assembly, and only ring has some.
    return "ring"


def code_by_part(symbols: list[tuple[int, str]], size: int) -> Counter[str]:
    """Bytes of code by part. `symbols` are address and name of a section of `size` bytes.

    Formats for object files of Apple's have no sizes of symbols: one ends where the next begins.
    """
    weights: Counter[str] = Counter()
    ordered = sorted(symbols)
    ends = [address for address, _ in ordered[1:]] + [ordered[0][0] + size]
    for (address, name), end in zip(ordered, ends, strict=True):
        weights[part_of(name)] += end - address
    return weights


def table(code: Counter[str], others: dict[str, int], total: int) -> str:
    """The parts as a table of Markdown, heaviest first; what `total` has besides is its last row."""
    small = {part: size for part, size in code.items() if size < SHOWN_BYTES}
    shown = [(f"code of {part}", size) for part, size in code.most_common() if part not in small]
    shown.append((f"code of {len(small)} smaller parts", sum(small.values())))
    shown += others.items()
    shown.append(("headers, symbols and the rest of pages", total - sum(size for _, size in shown)))
    rows = [f"| {part} | {size / 1000:.0f} | {100 * size / total:.1f} % |" for part, size in shown]
    rows.append(f"| **all, stripped** | **{total / 1000:.0f}** | |")
    return "\n".join(["| part | kB | share |", "|---|---:|---:|", *rows])
