"""Reads ios/project.yml: the part of YAML that it is written in.

Mappings and lists by indentation, `[a, b]` in one line, comments, plain and quoted words. Anything else is an error,
so that nothing is passed over.
"""

import re
from typing import Any

KEY = re.compile(r"([\w ./-]+(?:\[sdk=\w+\*\])?):(?: (.*))?$")


def word(text: str) -> Any:
    """A value within a line."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [word(item) for item in text[1:-1].split(",")]
    if re.match(r"[&*!|>%@`{\[]", text):
        raise ValueError(f"not understood: {text}")
    return text[1:-1] if text[:1] == text[-1:] == '"' else text


def lines_of(text: str) -> list[tuple[int, str]]:
    """What is written, with its indentation. A dash indents what follows it."""
    found = []
    for line in text.splitlines():
        line = re.sub(r"(^|\s)#.*", "", line).rstrip()
        if line:
            content = line.lstrip()
            found.append((len(line) - len(content), content))
    return found


def parse(text: str) -> Any:
    """The content of a document."""
    lines = lines_of(text)

    def block(indent: int) -> Any:
        return items(indent) if lines[0][1].startswith("- ") else mapping(indent)

    def items(indent: int) -> list[Any]:
        result = []
        while lines and lines[0][0] == indent and lines[0][1].startswith("- "):
            content = lines[0][1][2:]
            if KEY.match(content):
                lines[0] = (indent + 2, content)
                result.append(mapping(indent + 2))
            else:
                lines.pop(0)
                result.append(word(content))
        return result

    def mapping(indent: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while lines and lines[0][0] == indent:
            line = lines.pop(0)[1]
            match = KEY.match(line)
            if not match or match[1] in result:
                raise ValueError(f"not understood: {line}")
            if match[2]:
                result[match[1]] = word(match[2])
            else:
                result[match[1]] = block(lines[0][0]) if lines and lines[0][0] > indent else None
        return result

    document = block(0)
    if lines:
        raise ValueError(f"not understood: {lines[0][1]}")
    return document
