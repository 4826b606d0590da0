#!/usr/bin/env python3
"""Reads what a test run printed and says how many tests passed, failed and were skipped.

    tally.py FORMAT LOG STATUS        FORMAT is nextest, libtest, unittest, swift, node or plain

Prints `passed failed skipped` on one line, and the names of failed tests on the lines below, where the
format tells them; more than twenty are only counted. A run is believed only as far as it can be checked: one
that printed no count, whose count contradicts itself, or that ended with a non-zero status without a
failed test is one failure more.
"""

import re
import sys
from typing import NamedTuple, Optional


class Tally(NamedTuple):
    """Numbers of tests of one run."""

    passed: int
    failed: int
    skipped: int


def _counts(text: str) -> dict[str, int]:
    """`3 passed, 1 timed out` as a table; the details in parentheses are subsets and do not count."""
    parts = re.sub(r"\([^)]*\)", "", text).split(",")
    found = (re.search(r"(\d+) ([a-z]+(?: out| failed)?)", part) for part in parts)
    return {match[2]: int(match[1]) for match in found if match}


def nextest(log: str) -> Optional[Tally]:
    """`Summary [ 0.123s] 12 tests run: 10 passed (1 slow), 2 failed, 3 skipped`."""
    found = re.findall(r"^\s*Summary \[[^]]*\] (?:(\d+)/)?(\d+) tests? run: (.*)$", log, re.MULTILINE)
    if not found:
        return None
    finished, planned, rest = found[-1]
    counts = _counts(rest)
    passed, skipped = counts.pop("passed", 0), counts.pop("skipped", 0)
    failed = sum(counts.values())
    if passed + failed != int(finished or planned):
        return None
    # Tests that were planned and never ran have not passed.
    return Tally(passed, int(planned) - passed, skipped)


def libtest(log: str) -> Optional[Tally]:
    """Every `test result:` line of `cargo test`, at least one after every `Doc-tests` heading."""
    total = Tally(0, 0, 0)
    sections = re.split(r"^\s*Doc-tests .*$", log, flags=re.MULTILINE)
    if len(sections) < 2:
        return None
    for section in sections[1:]:
        results = re.findall(
            r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;", section, re.MULTILINE
        )
        if not results:
            return None
        for passed, failed, ignored in results:
            total = Tally(total.passed + int(passed), total.failed + int(failed), total.skipped + int(ignored))
    return total


def unittest(log: str) -> Optional[Tally]:
    """`Ran 12 tests in 0.1s` and the verdict below it, as Python's unittest prints them."""
    ran = re.findall(r"^Ran (\d+) tests? in ", log, re.MULTILINE)
    verdict = re.findall(r"^(?:OK|FAILED)(?: \((.*)\))?$", log, re.MULTILINE)
    if not ran or not verdict:
        return None
    details = {name: int(number) for name, number in re.findall(r"(\w[\w ]*)=(\d+)", verdict[-1])}
    failed = sum(details.get(name, 0) for name in ("failures", "errors", "unexpected successes"))
    skipped = details.get("skipped", 0)
    passed = int(ran[-1]) - failed - skipped
    return Tally(passed, failed, skipped) if passed >= 0 else None


def _xctest(run: str) -> Tally:
    """One run of XCTest; one that was cut, by a crash or a hang, is one failure more."""
    passed = len(re.findall(r"Test Case '[^'\n]*' passed \(", run))
    failed = len(re.findall(r"Test Case '[^'\n]*' failed \(", run))
    verdict = re.search(
        r"Test Suite '(?:All|Selected) tests' (passed|failed) at .*\n"
        r"\s*Executed (\d+) tests?, with (?:(\d+) tests? skipped and )?\d+ failures?",
        run,
    )
    if not verdict:
        return Tally(passed, failed + 1, 0)
    executed, skipped = int(verdict[2]), int(verdict[3] or 0)
    # What tests print themselves can hide the line of one.
    failed = max(failed, 1 if verdict[1] == "failed" else 0)
    return Tally(executed - failed - skipped, failed, skipped)


def _swift_testing(run: str) -> Tally:
    """One run of Swift Testing; its number of tests includes the skipped ones."""
    passed = len(re.findall(r"^\S+ Test (?!run with)\S.* passed after [\d.]+ seconds", run, re.MULTILINE))
    failed = len(re.findall(r"^\S+ Test (?!run with)\S.* failed after [\d.]+ seconds", run, re.MULTILINE))
    skipped = len(re.findall(r"^\S+ Test (?!run with)\S.* skipped(?:\.|: .*)$", run, re.MULTILINE))
    verdict = re.search(r"Test run with (\d+) tests?(?: in \d+ suites?)? (passed|failed) after", run)
    if not verdict:
        return Tally(passed, failed + 1, skipped)
    failed = max(failed, 1 if verdict[2] == "failed" else 0)
    return Tally(int(verdict[1]) - failed - skipped, failed, skipped)


def swift(log: str) -> Optional[Tally]:
    """`swift test`: a run of XCTest, a run of Swift Testing, or both, with at least one test together."""
    runs = re.split(r"(?=Test Suite '(?:All|Selected) tests' started)|(?=Test run started\.)", log)[1:]
    tallies = [(_swift_testing if run.startswith("Test run") else _xctest)(run) for run in runs]
    if any(number < 0 for tally in tallies for number in tally):
        return None
    total = [sum(numbers) for numbers in zip(*tallies)]
    return Tally(*total) if sum(total) > 0 else None


def node(log: str) -> Optional[Tally]:
    """The last lines of `node --test` in TAP, `# tests 5` and so on, which add up."""
    found = re.findall(r"^# (tests|pass|fail|cancelled|skipped|todo) (\d+)$", log, re.MULTILINE)
    counts = {name: int(number) for name, number in found}
    total = counts.pop("tests", 0)
    if total == 0 or sum(counts.values()) != total:
        return None
    failed = counts.get("fail", 0) + counts.get("cancelled", 0)
    return Tally(counts.get("pass", 0), failed, counts.get("skipped", 0) + counts.get("todo", 0))


def plain(log: str) -> Optional[Tally]:
    """The last line with `N passed` or `N failed`, as our own scripts and pytest print it."""
    for line in reversed(log.splitlines()):
        counts = _counts(line)
        if "passed" in counts or "failed" in counts:
            return Tally(counts.get("passed", 0), counts.get("failed", 0), counts.get("skipped", 0))
    return None


# What a line says of a failed test; its name is the group that matched.
FAILED = {
    "nextest": r"^\s*(?:FAIL|TIMEOUT|ABORT|XFAIL|LEAK-FAIL|SETUP FAIL|SIG\w+)[ +A-Z]* \[[^]]*\] (?:\([^)]*\) )?(.*)$",
    "libtest": r"^test (.*) \.\.\. FAILED$",
    "unittest": r"^(?:FAIL|ERROR|UNEXPECTED SUCCESS): (.*)$",
    "node": r"^\s*not ok \d+ - ((?:(?! # [A-Z]+).)*)$",
    "swift": r"Test Case '([^'\n]*)' failed \(|^\S+ Test (?!run with)(\S.*) failed after [\d.]+ seconds",
}
# The same of one that has begun, and of one that has ended.
BEGUN = r"Test Case '([^'\n]*)' started|^\S+ Test (?!run started)(\S.*) started\.$"
ENDED = (
    r"Test Case '([^'\n]*)' (?:passed|failed|skipped) \(|^\S+ Test (?!run with)(\S.*?) (?:passed|failed) after"
    r"|^\S+ Test (\S.*?) skipped(?:\.|: .*)$"
)
# So many names are told.
MOST_NAMES = 20


def _names(pattern: str, log: str) -> list[str]:
    """What the pattern names, each once, in order."""
    found = re.finditer(pattern, log, re.MULTILINE)
    return list(dict.fromkeys(next(filter(None, match.groups())) for match in found))


def failures(form: str, log: str, number: int) -> list[str]:
    """The names of failed tests, of which there are so many. Those in which a run was cut only began."""
    log = _without_colours(log)
    names = _names(FAILED[form], log) if form in FAILED else []
    if form == "swift" and len(names) < number:
        ended = set(_names(ENDED, log))
        names += [f"{name} (did not end)" for name in _names(BEGUN, log) if name not in ended]
    if len(names) > MOST_NAMES:
        names[MOST_NAMES:] = [f"and {len(names) - MOST_NAMES} more"]
    return names


FORMATS = {
    "nextest": nextest, "libtest": libtest, "unittest": unittest, "swift": swift, "node": node, "plain": plain,
}


def _without_colours(log: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", log)


def judge(form: str, log: str, status: int) -> Tally:
    """What the log says, corrected by the exit status."""
    tally = FORMATS[form](_without_colours(log))
    if tally is None:
        return Tally(0, 1, 0)
    if status != 0 and tally.failed == 0:
        return tally._replace(failed=1)
    return tally


def main(arguments: list[str]) -> int:
    """Runs the command line described at the top of the file."""
    if len(arguments) != 3 or arguments[0] not in FORMATS:
        print(__doc__, file=sys.stderr)
        return 2
    form, path, status = arguments
    with open(path, encoding="utf-8", errors="replace") as file:
        log = file.read()
    tally = judge(form, log, int(status))
    print(*tally)
    for name in failures(form, log, tally.failed):
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
