"""Tests of traceability.py: what is missing, absent or ignored is found, and a whole page is not."""

import json
import unittest

from traceability import REQUIREMENTS, Row, findings, rows, suites, tests

KNOWN = {"kyotaku-core::a b::does_this": False, "kyotaku-core c::is_left_out": True}


def page(**changed: Row) -> list[Row]:
    """A page on which all is planned, but for the rows that are given."""
    return [changed.get(id.replace("-", "_"), Row(id, "planned", ())) for id in REQUIREMENTS]


def found(page: list[Row]) -> list[str]:
    return list(findings(page, KNOWN, {"peers"}))


class Page(unittest.TestCase):
    def test_rows_are_read_with_status_and_names(self):
        text = (
            "# Title\n\n| id | what | status | held by |\n|---|---|---|---|\n"
            "| SD-01 | Refuse it with `MKA-E1108` | proven | `kyotaku-core::a b::does_this`, `peers` |\n"
            "| F2 | Another | planned: the console | |\n"
        )
        self.assertEqual(
            list(rows(text)),
            [
                Row("SD-01", "proven", ("kyotaku-core::a b::does_this", "peers")),
                Row("F2", "planned", ()),
            ],
        )

    def test_a_row_of_the_wrong_shape_has_no_status(self):
        self.assertEqual(list(rows("| SD-01 | proven | |"))[0].status, "")

    def test_every_requirement_is_there_once_and_in_order(self):
        self.assertEqual(found(page()), [])
        for wrong in (page()[1:], page() + page()[:1], page()[::-1], page() + [Row("F16", "planned", ())]):
            self.assertEqual(len(found(wrong)), 1)

    def test_a_status_is_one_of_three(self):
        self.assertEqual(found(page(F1=Row("F1", "outside", ()))), [])
        self.assertTrue(found(page(F1=Row("F1", "done", ("peers",)))))


class Names(unittest.TestCase):
    def test_a_test_or_a_suite_proves_a_row_and_nothing_does_not(self):
        self.assertEqual(found(page(SD_01=Row("SD-01", "proven", ("kyotaku-core::a b::does_this",)))), [])
        self.assertEqual(found(page(SD_01=Row("SD-01", "proven", ("peers",)))), [])
        self.assertEqual(found(page(SD_01=Row("SD-01", "proven", ()))), ["SD-01: is proven by nothing"])

    def test_an_absent_or_ignored_test_is_found_in_every_row(self):
        for status in ("proven", "planned"):
            for name in ("kyotaku-core::a b::does_that", "kyotaku-core c::is_left_out", "peer"):
                self.assertEqual(len(found(page(F3=Row("F3", status, (name,))))), 1, name)


class Listing(unittest.TestCase):
    def test_tests_are_named_as_nextest_prints_them(self):
        case = {"kind": "test", "ignored": True, "filter-match": {"status": "mismatch"}}
        listing = {"rust-suites": {"kyotaku-core::a": {"testcases": {"b::does_this": case}}}}
        self.assertEqual(tests(json.dumps(listing)), {"kyotaku-core::a b::does_this": True})

    def test_suites_are_those_that_the_script_runs(self):
        script = "    case $1 in\n        doc) suite doc libtest x ;;\n        pg) suite_after_setup pg plain y ;;\n"
        self.assertEqual(suites(script + "        *) die 'no suite' ;;\n"), {"doc", "pg"})


if __name__ == "__main__":
    unittest.main()
