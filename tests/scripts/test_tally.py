"""Tests of tally.py: counts are read as printed, and a run that cannot be believed is a failure."""

import unittest

from tally import MOST_NAMES, Tally, failures, judge

NEXTEST = """
        PASS [   0.004s] kyotaku-core apdu::tests::a
────────────
     Summary [   1.234s] 12 tests run: 9 passed (2 slow, 1 leaky), 2 failed, 1 timed out, 3 skipped
"""
NODE = """TAP version 13
# Subtest: a card is held
ok 1 - a card is held
not ok 2 - a card is lost
  ---
  error: 'waited in vain'
  ...
ok 3 - on a telephone # SKIP
not ok 4 - on another one # SKIP
ok 5 - the clock jumps
1..5
# tests 6
# suites 0
# pass 2
# fail 1
# cancelled 1
# skipped 1
# todo 1
# duration_ms 12.5
"""
DOCTESTS = """
   Doc-tests kyotaku_core

running 3 tests
test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s

   Doc-tests kyotaku_server

running 0 tests
test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
"""
XCTEST = """
Test Suite 'All tests' started at 2026-04-01 09:00:00.000
Test Suite 'debug.xctest' started at 2026-04-01 09:00:00.001
Test Suite 'TapTests' started at 2026-04-01 09:00:00.001
Test Case 'TapTests.testWrongPIN' started at 2026-04-01 09:00:00.001
tests/TapTests.swift:4: error: TapTests.testWrongPIN : XCTAssertEqual failed: ("1") is not equal to ("2") -
tests/TapTests.swift:5: error: TapTests.testWrongPIN : XCTAssertEqual failed: ("1") is not equal to ("3") -
Test Case 'TapTests.testWrongPIN' failed (0.001 seconds)
Test Case 'TapTests.testLastTry' started at 2026-04-01 09:00:00.002
Test Case 'TapTests.testLastTry' passed (0.0 seconds)
Test Case 'TapTests.testOnThePhone' started at 2026-04-01 09:00:00.002
Test Case 'TapTests.testOnThePhone' skipped (0.0 seconds)
Test Suite 'TapTests' failed at 2026-04-01 09:00:00.003
\t Executed 3 tests, with 1 test skipped and 2 failures (0 unexpected) in 0.001 (0.001) seconds
Test Suite 'debug.xctest' failed at 2026-04-01 09:00:00.003
\t Executed 3 tests, with 1 test skipped and 2 failures (0 unexpected) in 0.001 (0.001) seconds
Test Suite 'All tests' failed at 2026-04-01 09:00:00.003
\t Executed 3 tests, with 1 test skipped and 2 failures (0 unexpected) in 0.001 (0.001) seconds
"""
XCTEST_EMPTY = """
Test Suite 'All tests' started at 2026-04-01 09:00:00.000
Test Suite 'All tests' passed at 2026-04-01 09:00:00.001
\t Executed 0 tests, with 0 failures (0 unexpected) in 0.0 (0.0) seconds
"""
SWIFT_TESTING = """
◇ Test run started.
↳ Testing Library Version: 6.0.3
◇ Suite "What a tap ends in" started.
◇ Test wrongPIN() started.
✘ Suite Later skipped: "no phone here"
✘ Test onThePhone() skipped: "no phone here"
✘ Test another() skipped.
✘ Test wrongPIN() recorded an issue at TapTests.swift:3:20: Expectation failed: 1 == 2
✘ Test wrongPIN() recorded an issue at TapTests.swift:3:37: Expectation failed: 1 == 3
✘ Test wrongPIN() failed after 0.001 seconds with 2 issues.
✘ Test everyCut(_:) recorded an issue with 1 argument cut → 2 at TapTests.swift:6:50: Expectation failed: 2 == 1
✘ Test everyCut(_:) failed after 0.001 seconds with 1 issue.
✘ Test known() recorded a known issue at TapTests.swift:5:40: Expectation failed: 1 == 3
✘ Test known() passed after 0.001 seconds with 1 known issue.
✔ Test "The last try is asked for" passed after 0.001 seconds.
✘ Suite "What a tap ends in" failed after 0.001 seconds with 3 issues.
✘ Test run with 6 tests failed after 0.001 seconds with 4 issues (including 1 known issue).
"""
SWIFT_TESTING_EMPTY = """
◇ Test run started.
✔ Test run with 0 tests passed after 0.001 seconds.
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


class Swift(unittest.TestCase):
    def test_a_failed_test_counts_once_however_many_of_its_assertions_failed(self):
        self.assertEqual(judge("swift", XCTEST + SWIFT_TESTING_EMPTY, 1), Tally(1, 1, 1))
        self.assertEqual(judge("swift", XCTEST_EMPTY + SWIFT_TESTING, 1), Tally(2, 2, 2))

    def test_both_libraries_add_up(self):
        self.assertEqual(judge("swift", XCTEST + SWIFT_TESTING, 1), Tally(3, 3, 3))

    def test_a_selection_is_read_like_all_tests(self):
        self.assertEqual(judge("swift", XCTEST.replace("All tests", "Selected tests"), 1), Tally(1, 1, 1))

    def test_newer_versions_count_the_suites_too(self):
        log = "◇ Test run started.\n✔ Test run with 3 tests in 1 suite passed after 0.1 seconds.\n"
        self.assertEqual(judge("swift", log, 0), Tally(3, 0, 0))

    def test_no_test_at_all_is_a_failure(self):
        self.assertEqual(judge("swift", XCTEST_EMPTY + SWIFT_TESTING_EMPTY, 0), Tally(0, 1, 0))

    def test_a_build_that_broke_is_a_failure(self):
        self.assertEqual(judge("swift", "error: fatalError\n", 1), Tally(0, 1, 0))

    def test_a_crash_or_a_hang_is_a_failure_in_either_library_even_with_status_zero(self):
        crashed = XCTEST.split("Test Case 'TapTests.testOnThePhone' skipped")[0]
        self.assertEqual(judge("swift", crashed + SWIFT_TESTING_EMPTY, 0), Tally(1, 2, 0))
        crashed = SWIFT_TESTING.split("✘ Suite \"What")[0]
        self.assertEqual(judge("swift", XCTEST_EMPTY + crashed, 0), Tally(2, 3, 2))

    def test_a_crash_before_the_first_test_shows_in_the_status(self):
        log = XCTEST.replace("failed", "passed") + "error: Exited with unexpected signal code 11\n"
        self.assertEqual(judge("swift", log, 1), Tally(2, 1, 1))

    def test_a_failure_whose_line_is_hidden_is_still_one(self):
        log = XCTEST.replace("Test Case 'TapTests.testWrongPIN' failed", "something printed")
        self.assertEqual(judge("swift", log, 1), Tally(1, 1, 1))

    def test_counts_that_contradict_each_other_are_a_failure(self):
        log = SWIFT_TESTING.replace("with 6 tests", "with 1 test")
        self.assertEqual(judge("swift", log, 1), Tally(0, 1, 0))


class Node(unittest.TestCase):
    def test_the_counts_at_the_end_hold(self):
        self.assertEqual(judge("node", NODE, 1), Tally(2, 2, 2))

    def test_counts_that_do_not_add_up_are_a_failure(self):
        self.assertEqual(judge("node", NODE.replace("# pass 2", "# pass 1"), 1), Tally(0, 1, 0))

    def test_a_run_that_ends_before_its_counts_is_a_failure(self):
        self.assertEqual(judge("node", NODE.split("1..5")[0], 0), Tally(0, 1, 0))

    def test_no_test_at_all_is_a_failure(self):
        self.assertEqual(judge("node", "# tests 0\n# pass 0\n", 0), Tally(0, 1, 0))

    def test_what_a_test_prints_is_no_count(self):
        log = NODE.replace("1..5", "# # tests 9\n1..5")
        self.assertEqual(judge("node", log, 1), Tally(2, 2, 2))


class Plain(unittest.TestCase):
    def test_the_last_count_holds(self):
        self.assertEqual(judge("plain", "1 passed\n7 passed, 0 failed, 2 skipped\nbye\n", 0), Tally(7, 0, 2))

    def test_the_order_of_pytest_is_read_too(self):
        self.assertEqual(judge("plain", "== 1 failed, 2 passed in 0.3s ==\n", 1), Tally(2, 1, 0))

    def test_silence_is_a_failure(self):
        self.assertEqual(judge("plain", "", 0), Tally(0, 1, 0))


class Names(unittest.TestCase):
    def test_every_kind_of_failure_is_named_once(self):
        log = """
        FAIL [   0.100s] ( 603/1037) kyotaku-server store::tests::a_search
     TIMEOUT [ 180.030s] (  42/1037) kyotaku-desk::cli day::a_day
        SLOW [> 30.000s] (─────────) kyotaku-e2e::kills phone::a_phone
     SIGABRT [   0.004s] (   7/1037) kyotaku-core pki::tests::a_list
FAIL + LEAK [   0.004s] (   8/1037) kyotaku-core pki::tests::another
        PASS [   0.004s] (   9/1037) kyotaku-core pki::tests::a_good_one
     Summary [   1.234s] 1037 tests run: 1033 passed, 3 failed, 1 timed out, 0 skipped
        FAIL [   0.100s] ( 603/1037) kyotaku-server store::tests::a_search
"""
        named = [
            "kyotaku-server store::tests::a_search",
            "kyotaku-desk::cli day::a_day",
            "kyotaku-core pki::tests::a_list",
            "kyotaku-core pki::tests::another",
        ]
        self.assertEqual(failures("nextest", log, 4), named)

    def test_colours_do_not_hide_a_name(self):
        log = "\x1b[31;1m        FAIL\x1b[0m [   0.1s] \x1b[35;1mkyotaku-core\x1b[0m \x1b[34;1ma::b\x1b[0m"
        self.assertEqual(failures("nextest", log, 1), ["kyotaku-core a::b"])

    def test_examples_are_named_by_file_and_line(self):
        log = "test core/src/a.rs - a (line 3) ... ok\ntest core/src/b.rs - b (line 7) ... FAILED\n"
        self.assertEqual(failures("libtest", log, 1), ["core/src/b.rs - b (line 7)"])

    def test_errors_of_python_are_named_like_its_failures(self):
        log = "FAIL: test_a (test_b.C.test_a)\n-----\nERROR: test_d (test_b.C.test_d)\n"
        self.assertEqual(failures("unittest", log, 2), ["test_a (test_b.C.test_a)", "test_d (test_b.C.test_d)"])

    def test_failures_of_node_are_named_and_those_that_do_not_count_are_not(self):
        self.assertEqual(failures("node", NODE, 2), ["a card is lost"])

    def test_both_libraries_of_swift_are_read(self):
        named = ["TapTests.testWrongPIN", "wrongPIN()", "everyCut(_:)"]
        self.assertEqual(failures("swift", XCTEST + SWIFT_TESTING, 3), named)

    def test_the_tests_in_which_a_run_was_cut_are_named(self):
        crashed = XCTEST.split("Test Case 'TapTests.testOnThePhone' skipped")[0]
        named = ["TapTests.testWrongPIN", "TapTests.testOnThePhone (did not end)"]
        self.assertEqual(failures("swift", crashed, 2), named)
        log = "◇ Test run started.\n◇ Test a() started.\n◇ Test \"b\" started.\n✔ Test a() passed after 0.1 seconds.\n"
        self.assertEqual(failures("swift", log, 1), ['"b" (did not end)'])

    def test_too_many_names_are_counted(self):
        log = "".join(f"test {number} ... FAILED\n" for number in range(MOST_NAMES + 3))
        named = failures("libtest", log, MOST_NAMES + 3)
        self.assertEqual(named[MOST_NAMES - 1 :], [str(MOST_NAMES - 1), "and 3 more"])

    def test_what_names_nothing_has_no_names(self):
        self.assertEqual(failures("plain", "1 failed\n", 1), [])
        self.assertEqual(failures("nextest", "error: could not compile `kyotaku-core`", 1), [])


if __name__ == "__main__":
    unittest.main()
