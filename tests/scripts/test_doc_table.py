"""Tests of doc_table.py: only what is between the markers changes, and a second run changes nothing."""

import unittest

from doc_table import put

DOCUMENT = "before\n<!-- a:begin -->\nold\n<!-- a:end -->\nbetween\n<!-- b:begin -->\n<!-- b:end -->\nafter\n"


class DocTable(unittest.TestCase):
    def test_replaces_only_its_own_place(self) -> None:
        written = put(DOCUMENT, "a", "| new |\n")
        self.assertEqual(written.count("| new |"), 1)
        self.assertNotIn("old", written)
        self.assertTrue(written.startswith("before\n"))
        self.assertTrue(written.endswith("between\n<!-- b:begin -->\n<!-- b:end -->\nafter\n"))

    def test_writing_twice_is_writing_once(self) -> None:
        once = put(DOCUMENT, "b", "| new |")
        self.assertEqual(put(once, "b", "| new |"), once)

    def test_a_document_without_the_place_is_refused(self) -> None:
        for damaged in ("", "<!-- a:begin -->", "<!-- a:end --><!-- a:begin -->", DOCUMENT + DOCUMENT):
            with self.assertRaises(ValueError):
                put(damaged, "a", "| new |")


if __name__ == "__main__":
    unittest.main()
