"""Tests of tally.py: counts are read as printed, and a run that cannot be believed is a failure."""

import unittest

from tally import Tally, judge

NEXTEST = """
        PASS [   0.004s] kyotaku-core apdu::tests::a
────────────
     Summary [   1.234s] 12 tests run: 9 passed (2 slow, 1 leaky), 2 failed, 1 timed out, 3 skipped
"""
DOCTESTS = """
   Doc-tests kyotaku_core

running 3 tests
test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s

   Doc-tests kyotaku_server

running 0 tests
test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
"""


class Nextest(unittest.TestCase):
    def test_every_kind_of_failure_counts(self):
        self.assertEqual(judge("nextest", NEXTEST, 100), Tally(9, 3, 3))

    def test_one_test_is_singular(self):
        log = "     Summary [   0.01s] 1 test run: 1 passed, 0 skipped"
        self.assertEqual(judge("nextest", log, 0), Tally(1, 0, 0))

    def test_a_test_that_never_ran_has_not_passed(self):
        log = "     Summary [   0.01s] 3/10 tests run: 3 passed, 0 skipped"
        self.assertEqual(judge("nextest", log, 0), Tally(3, 7, 0))

    def test_a_sum_that_does_not_add_up_is_a_failure(self):
        log = "     Summary [   0.01s] 5 tests run: 3 passed, 0 skipped"
        self.assertEqual(judge("nextest", log, 0), Tally(0, 1, 0))

    def test_a_build_that_broke_is_a_failure(self):
        self.assertEqual(judge("nextest", "error: could not compile `kyotaku-core`", 101), Tally(0, 1, 0))

    def test_colours_do_not_hide_the_summary(self):
        log = "\x1b[32;1m     Summary\x1b[0m [   0.01s] \x1b[1m1\x1b[0m test run: \x1b[1m1\x1b[0m passed, 0 skipped"
        self.assertEqual(judge("nextest", log, 0), Tally(1, 0, 0))


class Libtest(unittest.TestCase):
    def test_every_crate_is_added(self):
        self.assertEqual(judge("libtest", DOCTESTS, 0), Tally(2, 0, 1))

    def test_a_crate_without_a_result_is_a_failure(self):
        self.assertEqual(judge("libtest", DOCTESTS + "   Doc-tests kyotaku_desk\n", 0), Tally(0, 1, 0))

    def test_a_failed_run_without_a_failed_test_is_one_failure(self):
        self.assertEqual(judge("libtest", DOCTESTS, 101), Tally(2, 1, 1))


class Unittest(unittest.TestCase):
    def test_skipped_tests_have_not_passed(self):
        self.assertEqual(judge("unittest", "Ran 5 tests in 0.1s\n\nOK (skipped=2)\n", 0), Tally(3, 0, 2))

    def test_failures_and_errors_add_up(self):
        log = "Ran 5 tests in 0.1s\n\nFAILED (failures=1, errors=2)\n"
        self.assertEqual(judge("unittest", log, 1), Tally(2, 3, 0))

    def test_a_run_without_a_verdict_is_a_failure(self):
        self.assertEqual(judge("unittest", "Ran 5 tests in 0.1s\n", 0), Tally(0, 1, 0))


class Plain(unittest.TestCase):
    def test_the_last_count_holds(self):
        self.assertEqual(judge("plain", "1 passed\n7 passed, 0 failed, 2 skipped\nbye\n", 0), Tally(7, 0, 2))

    def test_the_order_of_pytest_is_read_too(self):
        self.assertEqual(judge("plain", "== 1 failed, 2 passed in 0.3s ==\n", 1), Tally(2, 1, 0))

    def test_silence_is_a_failure(self):
        self.assertEqual(judge("plain", "", 0), Tally(0, 1, 0))


if __name__ == "__main__":
    unittest.main()
