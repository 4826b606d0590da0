#!/usr/bin/env python3
"""standins.py: every public symbol of the stand-ins for Apple's frameworks says where it comes from.

In ios/linux/AppleStandIns/Sources, what an app may use of a framework has the line

    /// Apple: documentation/corenfc/nfctagreadersession/restartpolling()

with the path of Apple's page in lower case. The controls of the virtual world, which Apple does not have, lie in
folders named `World`, and their documentation begins with

    /// Stand-in only: takes everything away from the phone.

So does elsewhere only how a view is evaluated: what takes a `Scope`, which no app has.

Prints each symbol that does not, and exits 1.
"""

import re
import sys
from pathlib import Path

SOURCES = "ios/linux/AppleStandIns/Sources"

APPLE = re.compile(r"\s*///? ?Apple: documentation(/[a-z0-9_.:()\-]+)+$")
OURS = re.compile(r"\s*/// Stand-in only: \S")
EVALUATES = re.compile(r"\(in scope: Scope\)")

MODIFIERS = (
    r"(?:(?:static|final|class|override|required|convenience|weak|mutating|nonmutating|lazy|indirect|nonisolated"
    r"|nonisolated\(unsafe\)|private\(set\)|fileprivate\(set\)|internal\(set\)|prefix|postfix|infix)\s+)*"
)
ATTRIBUTES = r"(?:@\w+(?:\([^)]*\))?\s+)*"
KINDS = r"(?:func|var|let|init|subscript|struct|class|enum|protocol|actor|typealias|case|associatedtype|macro)"
PUBLIC = re.compile(rf"\s*{ATTRIBUTES}(?:public|open)\s+{MODIFIERS}({KINDS})\b")
MEMBER = re.compile(rf"\s*{ATTRIBUTES}{MODIFIERS}({KINDS})\b")
OPENS_SCOPE = re.compile(
    rf"\s*{ATTRIBUTES}(?:(public|open|internal|fileprivate|private|package)\s+)?{MODIFIERS}"
    r"(struct|class|enum|protocol|actor|extension)\b"
)
PUBLIC_EXTENSION = re.compile(rf"\s*{ATTRIBUTES}public\s+extension\b")
C_SYMBOL = re.compile(r"\s*(?:typedef|extern|#define\s+\w+\s+\S|[A-Z]\w*\s*(?:=|,|\(|__attribute__|$))")


def without_text(line: str) -> str:
    """The line without comments and the contents of strings, which may hold braces."""
    line = re.sub(r'"(?:\\.|[^"\\])*"', '""', line)
    return line.split("//")[0]


def documentation(lines: list[str], symbol: int) -> list[str]:
    """The documentation lines directly above a symbol; attributes and plain comments may lie between."""
    above = []
    for line in reversed(lines[:symbol]):
        text = line.strip()
        if text.startswith("///"):
            above.append(line)
        elif not (text.startswith(("@", "//")) or (text.startswith("#if") and not above)):
            break
    return above[::-1]


def swift_symbols(lines: list[str]) -> list[int]:
    """Numbers of the lines that declare something public, as it can be told without a compiler."""
    found = []
    # For each open brace: how members of that scope come to be public.
    scopes: list[str] = []
    in_block_text = False
    for number, line in enumerate(lines):
        if line.count('"""') % 2:
            in_block_text = not in_block_text
            continue
        if in_block_text:
            continue
        code = without_text(line)
        scope = scopes[-1] if scopes else "file"
        if PUBLIC.match(code):
            found.append(number)
        elif scope == "all" and MEMBER.match(code) or scope == "cases" and re.match(r"\s*(indirect\s+)?case\b", code):
            found.append(number)
        opened = opens(code)
        for brace in re.findall(r"[{}]", code):
            if brace == "{":
                scopes.append(opened)
                opened = "none"
            elif scopes:
                scopes.pop()
    return found


def opens(code: str) -> str:
    """What is public in the scope that a line opens: `all` members, only `cases`, or what `says` so."""
    match = OPENS_SCOPE.match(code)
    if not match:
        return "none"
    access, kind = match.groups()
    if PUBLIC_EXTENSION.match(code) or (access in ("public", "open") and kind == "protocol"):
        return "all"
    return "cases" if access in ("public", "open") and kind == "enum" else "says"


def c_symbols(lines: list[str]) -> list[int]:
    """Numbers of the lines of a header that declare something, or begin to."""
    return [
        number
        for number, line in enumerate(lines)
        if C_SYMBOL.match(line.split("//")[0]) and line.split("//")[0].strip()
    ]


def findings(path: Path, text: str) -> list[str]:
    """One line for each symbol of the file without its origin."""
    lines = text.splitlines()
    in_world = "World" in path.parts
    symbols = c_symbols(lines) if path.suffix == ".h" else swift_symbols(lines)
    report = []
    for number in symbols:
        above = documentation(lines, number)
        is_ours = in_world or EVALUATES.search(lines[number])
        if is_ours and not any(OURS.match(line) for line in above):
            report.append(f"{path}:{number + 1}: needs `/// Stand-in only: …`: {lines[number].strip()}")
        elif not is_ours and not any(APPLE.match(line) for line in above):
            report.append(f"{path}:{number + 1}: needs `/// Apple: documentation/…`: {lines[number].strip()}")
    return report


def main() -> int:
    """Looks at all stand-ins of the repository."""
    root = Path(__file__).resolve().parents[2]
    files = sorted(file for file in (root / SOURCES).rglob("*") if file.suffix in (".swift", ".h"))
    report = [
        line
        for file in files
        for line in findings(file.relative_to(root), file.read_text(encoding="utf-8"))
    ]
    if not files:
        report = [f"{SOURCES}: there are no stand-ins"]
    print("\n".join(report) if report else f"{len(files)} files: every public symbol says where it comes from")
    return 1 if report else 0


if __name__ == "__main__":
    sys.exit(main())
