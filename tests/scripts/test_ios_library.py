"""Tests of what ios_check.sh says about the library for iPhones."""

import sys
import unittest
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "ios"))

import privacy
import weight


class CrateTest(unittest.TestCase):
    """The crate that a symbol was made for."""

    def test_code_belongs_to_the_crate_where_it_is_written(self) -> None:
        name = "__RNvMsd_Cs6pMlypCrp5m_8smallvecINtB5_8SmallVecATjcEj3b_E5clear"
        self.assertEqual(weight.crate_of(name), "smallvec")

    def test_generic_code_belongs_to_the_crate_that_needed_it(self) -> None:
        name = "__RNvMsd_Cs6pMlypCrp5m_8smallvecINtB5_8SmallVecAcj3b_E7reserveCs6JCOxovbXCo_4idna"
        self.assertEqual(weight.crate_of(name), "idna")

    def test_a_crate_that_occurred_before_is_found_again(self) -> None:
        name = "__RNvXs3_NtCs6JCOxovbXCo_4idna8punycodeINtB5_6DecodehNtB5_14InternalCallerENtNtNtNtCshp4ZhacDUni_4core4iter6traits8iterator8Iterator4nextB7_"
        self.assertEqual(weight.crate_of(name), "idna")

    def test_what_a_linker_split_off_belongs_with_the_rest(self) -> None:
        self.assertEqual(weight.crate_of("__RNvCs6pMlypCrp5m_4sled4open.llvm.1234"), "sled")

    def test_a_name_from_c_is_of_no_crate(self) -> None:
        self.assertIsNone(weight.crate_of("_ring_core_0_17_14__sha256_block_data_order"))
        self.assertEqual(weight.part_of("_ring_core_0_17_14__sha256_block_data_order"), "ring")

    def test_a_letter_within_a_name_is_no_reference(self) -> None:
        self.assertEqual(weight.crate_of("__RNvCs6pMlypCrp5m_4sled8openBZz9_"), "sled")

    def test_the_crates_of_the_standard_library_are_one_part(self) -> None:
        self.assertEqual(weight.part_of("__RNvNtNtCshp4ZhacDUni_4core3fmt5write"), "Rust's standard library")


class WeightTest(unittest.TestCase):
    """Bytes by part."""

    def test_a_function_ends_where_the_next_begins(self) -> None:
        symbols = [(110, "__RNvCs6pMlypCrp5m_4sled4open"), (150, "_ring_core_0"), (140, "_uniffi_kyotaku_ffi_x")]
        self.assertEqual(
            weight.code_by_part(symbols, 80),
            Counter({"sled": 30, "kyotaku_ffi": 10, "ring": 40}),
        )

    def test_small_parts_are_added_up_and_the_rest_is_named(self) -> None:
        code = Counter({"sled": 300_000, "hex": 1_000, "base64": 2_000})
        table = weight.table(code, {"constants": 100_000}, 500_000)
        self.assertIn("| code of sled | 300 | 60.0 % |", table)
        self.assertIn("| code of 2 smaller parts | 3 | 0.6 % |", table)
        self.assertIn("| headers, symbols and the rest of pages | 97 | 19.4 % |", table)
        self.assertIn("| **all, stripped** | **500** | |", table)


class PrivacyTest(unittest.TestCase):
    """Functions whose use has to be explained."""

    def test_a_function_is_found_in_each_of_its_forms(self) -> None:
        self.assertEqual(
            privacy.of_functions({"_stat$INODE64", "_lstat", "_open"}),
            {privacy.FILE_TIMESTAMP: {"stat", "lstat"}},
        )

    def test_swift_is_searched_without_its_comments(self) -> None:
        self.assertEqual(privacy.of_swift("let a = UserDefaults.standard // systemUptime"), {privacy.DEFAULTS})
        self.assertEqual(privacy.of_swift("/// Reads UserDefaults.\nlet a = 1"), set())

    def test_words_that_only_contain_a_name_do_not_count(self) -> None:
        self.assertEqual(privacy.of_swift("let filesystemSizes = status(of: it)"), set())


if __name__ == "__main__":
    unittest.main()
