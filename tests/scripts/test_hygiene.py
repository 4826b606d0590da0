"""Tests of hygiene.py: each rule finds its example and leaves the innocent neighbour alone."""

import unittest

from hygiene import check_file, check_line, is_my_number

# Eleven digits and the check digit computed for them; a number of nobody, spelt in two pieces so that
# it stays out of searches.
NUMBER = "12345678901" + "8"


def findings(path: str, text: str, tracked: frozenset[str] = frozenset()) -> list[str]:
    return list(check_file(path, text, tracked))


class MyNumber(unittest.TestCase):
    def test_the_check_digit_decides(self):
        self.assertTrue(is_my_number(NUMBER))
        self.assertFalse(is_my_number(NUMBER[:-1] + "9"))

    def test_it_is_found_bare_grouped_and_as_ascii_in_hex(self):
        grouped = f"{NUMBER[:4]}-{NUMBER[4:8]}-{NUMBER[8:]}"
        for text in (NUMBER, grouped, NUMBER.encode().hex(), "0c0c" + NUMBER.encode().hex()):
            self.assertTrue(list(check_line("tests/fixtures/a.apdu", f"> {text}")), text)

    def test_longer_numbers_hex_and_identifiers_are_left_alone(self):
        for text in (NUMBER + "0", "a" + NUMBER, f"550e8400-e29b-41d4-a716-{NUMBER}", NUMBER + "Z"):
            self.assertEqual(list(check_line("tests/fixtures/a.txt", text)), [], text)


class Lines(unittest.TestCase):
    def test_machine_paths_are_found_and_urls_are_not(self):
        self.assertTrue(list(check_line("a.rs", 'let file = "/home/hanako/card.pem";')))
        self.assertEqual(list(check_line("a.rs", 'let url = "https://localhost/root/x";')), [])

    def test_real_hosts_may_stand_in_comments_only(self):
        self.assertTrue(list(check_line("a.rs", 'let url = "https://www.example.go.jp/crl";')))
        self.assertEqual(list(check_line("a.rs", "/// See https://www.example.go.jp/crl")), [])

    def test_unfinished_code_is_found(self):
        self.assertTrue(list(check_line("a.rs", "    todo!()")))
        self.assertTrue(list(check_line("a.swift", "    // TODO: later")))
        self.assertEqual(list(check_line("bindings/swift/Sources/KyotakuCore/kyotaku_ffi.swift", "    // TODO")), [])

    def test_only_the_default_registry_may_be_locked(self):
        good = 'source = "registry+https://github.com/rust-lang/index"'
        self.assertEqual(list(check_line("Cargo.lock", good)), [])
        self.assertTrue(list(check_line("Cargo.lock", 'source = "git+https://example.org/x"')))


class Files(unittest.TestCase):
    def test_strangers_at_the_top_level_are_found(self):
        self.assertTrue(findings("notes.txt", ""))
        self.assertEqual(findings("core/Cargo.toml", ""), [])

    def test_six_hundred_lines_are_enough(self):
        self.assertEqual(findings("core/a.rs", "x\n" * 600), [])
        self.assertTrue(findings("core/a.rs", "x\n" * 601))

    def test_two_hundred_lines_are_enough_for_views(self):
        path = "ios/KyotakuKit/Sources/KyotakuScreens/Home/HomeScreen.swift"
        self.assertEqual(findings(path, "x\n" * 200), [])
        self.assertTrue(findings(path, "x\n" * 201))

    def test_only_what_a_generator_writes_may_be_longer(self):
        sources = "bindings/swift/Sources/"
        for path in ("KyotakuCore/kyotaku_ffi.swift", "KyotakuTesting/kyotaku_testing.swift"):
            self.assertEqual(findings(sources + path, "x\n" * 601), [])
        for path in ("KyotakuCore/Clinic.swift", "KyotakuTesting/SoftwareVault.swift"):
            self.assertTrue(findings(sources + path, "x\n" * 601))

    def test_catalogues_of_texts_are_data_in_the_layout_of_xcode(self):
        path = "ios/KyotakuKit/Sources/KyotakuText/Resources/Plain.xcstrings"
        text = '{\n  "strings" : {\n' + ",\n".join(f'    "key{n}" : "文"' for n in range(700)) + "\n  }\n}"
        self.assertEqual(findings(path, text), [])
        for other in (text + "\n", text.replace(" : ", ": "), text.replace("文", "\\u6587"), "{"):
            self.assertTrue(findings(path, other), other[:40])

    def test_private_keys_stay_among_the_fixtures(self):
        key = "-----BEGIN PRIVATE KEY-----\n"
        self.assertTrue(findings("core/key.pem", key))
        self.assertEqual(findings("tests/fixtures/pki/key.pem", key), [])

    def test_links_are_followed_from_the_file_that_holds_them(self):
        tracked = frozenset({"README.md", "docs/adr/0001-a.md"})
        self.assertEqual(findings("docs/README.md", "[a](adr/0001-a.md) [b](../README.md) [c](adr/)", tracked), [])
        self.assertTrue(findings("docs/README.md", "[a](adr/0002-b.md)", tracked))


if __name__ == "__main__":
    unittest.main()
