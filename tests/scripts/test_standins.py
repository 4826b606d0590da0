"""Tests of standins.py: which symbols are public, and which marks they need."""

import contextlib
import io
import unittest
from pathlib import Path

from standins import findings, main

OURS = Path("Sources/CoreNFC/NFCTag.swift")
WORLD = Path("Sources/CoreNFC/World/VirtualTag.swift")
HEADER = Path("Sources/CoreNFCErrorCodes/include/Codes.h")


def lines_of(path: Path, text: str) -> list[int]:
    """The numbers of the lines that are found fault with."""
    return [int(line.split(":")[1]) for line in findings(path, text)]


class StandIns(unittest.TestCase):
    def test_each_kind_of_public_declaration_needs_its_page(self) -> None:
        for declaration in (
            "public func a() {}",
            "public static let a = 1",
            "open class A {}",
            "@discardableResult public func a() -> Int { 1 }",
            "public final class A {}",
            "public convenience init() {}",
            "public private(set) var a = 1",
            "@TaskLocal public static var a = 1",
            "public typealias A = Int",
            "public nonisolated func a() {}",
        ):
            with self.subTest(declaration):
                self.assertEqual(lines_of(OURS, declaration), [1])
                self.assertEqual(lines_of(OURS, f"/// Apple: documentation/corenfc/a(_:)\n{declaration}"), [])
                self.assertEqual(lines_of(OURS, f"/// What it does.\n{declaration}"), [2])

    def test_what_is_not_public_needs_nothing(self) -> None:
        self.assertEqual(lines_of(OURS, "func a() {}\nstruct B { let c = 1 }\nprivate enum D { case e }"), [])
        self.assertEqual(lines_of(OURS, "// public func a()\nlet text = \"public func a()\""), [])

    def test_members_of_protocols_and_cases_of_enumerations_are_public_with_them(self) -> None:
        page = "/// Apple: documentation/corenfc/a\n"
        self.assertEqual(lines_of(OURS, page + "public protocol A {\n    var b: Int { get }\n}"), [3])
        self.assertEqual(lines_of(OURS, page + "public enum A {\n    case b(Int), c\n    func d() {}\n}"), [3])
        self.assertEqual(lines_of(OURS, "public extension A {\n    func b() {}\n}"), [2])
        self.assertEqual(lines_of(OURS, "enum A {\n    case b\n}\nprotocol C {\n    func d()\n}"), [])

    def test_a_switch_in_a_public_enumeration_has_no_cases_of_it(self) -> None:
        text = (
            "/// Apple: documentation/a/b\npublic enum A {\n"
            "    /// Apple: documentation/a/b\n    public var c: Int {\n"
            "        switch self {\n        case .d: 1\n        }\n    }\n}"
        )
        self.assertEqual(lines_of(OURS, text), [])

    def test_attributes_and_plain_comments_may_lie_between(self) -> None:
        text = "/// Apple: documentation/a/b\n// a reason\n@discardableResult\npublic func a() -> Int { 1 }"
        self.assertEqual(lines_of(OURS, text), [])

    def test_the_page_is_a_path_in_lower_case(self) -> None:
        for page in ("corenfc/a", "documentation/CoreNFC/a", "https://developer.apple.com/documentation/a/b", ""):
            self.assertEqual(lines_of(OURS, f"/// Apple: {page}\npublic let a = 1"), [2])

    def test_the_world_is_marked_as_ours_and_nothing_else_is(self) -> None:
        ours = "/// Stand-in only: what it does.\npublic let a = 1"
        self.assertEqual(lines_of(WORLD, ours), [])
        self.assertEqual(lines_of(OURS, ours), [2])
        self.assertEqual(lines_of(WORLD, "/// Apple: documentation/a/b\npublic let a = 1"), [2])

    def test_headers_name_a_page_for_each_constant(self) -> None:
        marked = "/// Apple: documentation/a/b\n"
        enumeration = f"{marked}typedef enum : long {{\n    {marked}    CodeA\n        __attribute__((x)) = 1,\n"
        self.assertEqual(lines_of(HEADER, enumeration + "} Code;\n"), [])
        self.assertEqual(lines_of(HEADER, enumeration + "    CodeB = 2,\n} Code;\n"), [6])

    def test_the_stand_ins_keep_the_rule(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()) as report:
            self.assertEqual(main(), 0, report.getvalue())


if __name__ == "__main__":
    unittest.main()
