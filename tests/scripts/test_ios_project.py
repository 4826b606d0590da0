"""The parts of the iPhone app that only Xcode reads say what the code says."""

import fnmatch
import json
import os
import plistlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/ios"))

import privacy
import project

APP = ROOT / "ios/App"
PROJECT = project.parse((ROOT / "ios/project.yml").read_text(encoding="utf-8"))
INFO = plistlib.loads((APP / "Info.plist").read_bytes())
ENTITLEMENTS = plistlib.loads((APP / "Kyotaku.entitlements").read_bytes())
TEXTS = json.loads((APP / "InfoPlist.xcstrings").read_text(encoding="utf-8"))["strings"]
IDENTIFIERS = "com.apple.developer.nfc.readersession.iso7816.select-identifiers"
# What is in the app, without what is generated.
WRITTEN = [
    path
    for directory in (APP, ROOT / "ios/KyotakuKit/Sources", ROOT / "bindings/swift/Sources/KyotakuCore")
    for path in sorted(directory.rglob("*.swift"))
    if path.name != "kyotaku_ffi.swift"
]
# What differs by platform may also be in the manifests and in generated code.
CONDITIONAL = [
    *WRITTEN,
    ROOT / "bindings/swift/Sources/KyotakuCore/kyotaku_ffi.swift",
    ROOT / "bindings/swift/Package.swift",
    ROOT / "ios/KyotakuKit/Package.swift",
]


def source(path: Path) -> str:
    """The content of a file."""
    return path.read_text(encoding="utf-8")


def code(path: Path) -> str:
    """A Swift source without its comments."""
    return re.sub(r"//.*", "", source(path))


WRITTEN_CODE = "\n".join(map(code, WRITTEN))


def usage_descriptions() -> set[str]:
    """The keys of Info.plist under which iOS finds what it asks a person with."""
    return {key for key in INFO if key.endswith("UsageDescription")}


class InfoTest(unittest.TestCase):
    """Info.plist."""

    def test_the_applications_of_cards_are_those_of_the_core_in_its_order(self) -> None:
        layout = source(ROOT / "core/src/card/layout.rs")
        constants = re.findall(r"pub const \w+: Self = Self\(&\[((?:0x[0-9A-F]{2}(?:, )?)+)\]\)", layout)
        identifiers = ["".join(re.findall(r"0x(..)", constant)) for constant in constants]
        self.assertTrue(identifiers)
        self.assertEqual(INFO[IDENTIFIERS], identifiers)

    def test_every_question_of_the_system_is_worded_in_both_languages(self) -> None:
        self.assertEqual(usage_descriptions(), set(TEXTS))
        self.assertEqual(INFO["CFBundleLocalizations"], ["ja", "en"])
        for key, text in TEXTS.items():
            self.assertEqual(set(text["localizations"]), {"ja", "en"}, key)
            for unit in text["localizations"].values():
                self.assertEqual(unit["stringUnit"]["state"], "translated", key)
            self.assertEqual(text["localizations"]["ja"]["stringUnit"]["value"], INFO[key])
            self.assertTrue(text["comment"], key)

    def test_a_framework_that_asks_somebody_has_its_question(self) -> None:
        asking = {"CoreNFC": "NFCReaderUsageDescription", "LocalAuthentication": "NSFaceIDUsageDescription"}
        for framework, key in asking.items():
            self.assertRegex(WRITTEN_CODE, rf"(?m)^import {framework}$")
            self.assertIn(key, usage_descriptions())

    def test_versions_are_those_of_the_library(self) -> None:
        version = tomllib.loads(source(ROOT / "Cargo.toml"))["workspace"]["package"]["version"]
        settings = PROJECT["settings"]["base"]
        self.assertEqual(settings["MARKETING_VERSION"], version)
        self.assertEqual(settings["CURRENT_PROJECT_VERSION"], version)
        self.assertEqual(INFO["CFBundleShortVersionString"], "$(MARKETING_VERSION)")
        self.assertEqual(INFO["CFBundleVersion"], "$(CURRENT_PROJECT_VERSION)")

    def test_nothing_goes_on_in_the_background_and_no_file_is_shared(self) -> None:
        self.assertEqual(INFO["UIBackgroundModes"], [])
        self.assertIs(INFO["UIFileSharingEnabled"], False)
        self.assertIs(INFO["LSSupportsOpeningDocumentsInPlace"], False)

    def test_only_phones_that_read_cards_install_the_app(self) -> None:
        self.assertEqual(INFO["UIRequiredDeviceCapabilities"], ["nfc"])
        self.assertEqual(PROJECT["settings"]["base"]["TARGETED_DEVICE_FAMILY"], "1")


class EntitlementsTest(unittest.TestCase):
    """What the app is allowed, against what it does."""

    def test_nothing_is_allowed_that_is_not_used(self) -> None:
        self.assertEqual(
            set(ENTITLEMENTS),
            {
                "com.apple.developer.default-data-protection",
                "com.apple.developer.nfc.readersession.formats",
                "keychain-access-groups",
            },
        )

    def test_cards_are_read_as_tags(self) -> None:
        self.assertIn("NFCTagReaderSession(", WRITTEN_CODE)
        self.assertEqual(ENTITLEMENTS["com.apple.developer.nfc.readersession.formats"], ["TAG"])

    def test_files_and_keys_are_readable_from_the_same_moment(self) -> None:
        self.assertIn("kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly", WRITTEN_CODE)
        self.assertEqual(
            ENTITLEMENTS["com.apple.developer.default-data-protection"],
            "NSFileProtectionCompleteUntilFirstUserAuthentication",
        )

    def test_keys_are_in_the_own_group_which_no_item_needs_to_name(self) -> None:
        self.assertNotIn("kSecAttrAccessGroup", WRITTEN_CODE)
        self.assertEqual(
            ENTITLEMENTS["keychain-access-groups"], ["$(AppIdentifierPrefix)$(PRODUCT_BUNDLE_IDENTIFIER)"]
        )


class PrivacyTest(unittest.TestCase):
    """PrivacyInfo.xcprivacy. What the Rust library asks of the system is compared by ios_check.sh."""

    manifest = APP / "PrivacyInfo.xcprivacy"

    def test_what_swift_uses_is_explained(self) -> None:
        used = privacy.of_swift(WRITTEN_CODE)
        self.assertLessEqual(used, set(privacy.explained(self.manifest)))
        self.assertEqual(used, {privacy.DEFAULTS})

    def test_the_defaults_are_only_read_and_only_for_what_manages_the_phone(self) -> None:
        self.assertEqual(privacy.explained(self.manifest)[privacy.DEFAULTS], ["AC6B.1"])
        calls = re.findall(r"defaults\.(\w+)\(forKey: ([\w.]+)\)", code(APP / "AppConfiguration.swift"))
        self.assertEqual(calls, [("dictionary", "Self.managedKey")])

    def test_nobody_is_tracked_and_everything_that_leaves_serves_the_visit(self) -> None:
        content = plistlib.loads(self.manifest.read_bytes())
        self.assertIs(content["NSPrivacyTracking"], False)
        self.assertEqual(content["NSPrivacyTrackingDomains"], [])
        for collected in content["NSPrivacyCollectedDataTypes"]:
            self.assertIs(collected["NSPrivacyCollectedDataTypeTracking"], False)
            self.assertIs(collected["NSPrivacyCollectedDataTypeLinked"], True)
            self.assertEqual(
                collected["NSPrivacyCollectedDataTypePurposes"], ["NSPrivacyCollectedDataTypePurposeAppFunctionality"]
            )


class ProjectTest(unittest.TestCase):
    """project.yml, the manifests and the scripts."""

    def test_everything_that_is_named_exists(self) -> None:
        paths = [*PROJECT["configFiles"].values()]
        paths += [package["path"] for package in PROJECT["packages"].values()]
        for target in PROJECT["targets"].values():
            paths += [entry["path"] for entry in target["sources"] if entry.get("optional") != "true"]
            settings = target["settings"]["base"]
            paths += [settings[key] for key in ("INFOPLIST_FILE", "CODE_SIGN_ENTITLEMENTS") if key in settings]
        self.assertGreater(len(paths), 6)
        for path in paths:
            self.assertTrue((ROOT / "ios" / path).exists(), path)

    def test_products_are_those_of_the_packages(self) -> None:
        offered = {
            name: set(re.findall(r'\.library\(name: "(\w+)"', source(ROOT / "ios" / package["path"] / "Package.swift")))
            for name, package in PROJECT["packages"].items()
        }
        wanted = [entry for entry in PROJECT["targets"]["Kyotaku"]["dependencies"] if "package" in entry]
        self.assertEqual(len(wanted), len(offered))
        for entry in wanted:
            products = entry.get("products") or [entry["product"]]
            self.assertLessEqual(set(products), offered[entry["package"]])

    def test_what_the_app_imports_is_linked(self) -> None:
        # Frameworks of the system link themselves.
        linked = {"CryptoKit", "Foundation", "Network", "SwiftUI", "UIKit", "os"}
        for entry in PROJECT["targets"]["Kyotaku"]["dependencies"]:
            linked |= {*entry.get("products", []), entry.get("product")}
        for path in sorted(APP.rglob("*.swift")):
            self.assertLessEqual(set(re.findall(r"(?m)^import (\w+)$", code(path))), linked, path.name)

    def test_the_oldest_system_is_the_same_everywhere(self) -> None:
        floor = PROJECT["options"]["deploymentTarget"]["iOS"]
        major = floor.removesuffix(".0")
        self.assertIn(f"\nreadonly ios_floor={floor}\n", source(ROOT / "bindings/scripts/ios_lib.sh"))
        for manifest in ("bindings/swift/Package.swift", "ios/KyotakuKit/Package.swift"):
            self.assertIn(f"platforms: [.iOS(.v{major}),", source(ROOT / manifest), manifest)
        self.assertRegex(WRITTEN_CODE, rf"static let oldestSystem = {major}\b")

    def test_swift_is_checked_as_strictly_as_on_linux(self) -> None:
        settings = PROJECT["settings"]["base"]
        self.assertEqual(settings["SWIFT_VERSION"], "6.0")
        self.assertEqual(settings["SWIFT_STRICT_CONCURRENCY"], "complete")
        self.assertEqual(settings["SWIFT_TREAT_WARNINGS_AS_ERRORS"], "YES")

    def test_the_app_is_compiled_on_linux_from_the_same_files(self) -> None:
        for link, directory in (("Sources/Kyotaku", APP), ("Tests/KyotakuTests", ROOT / "ios/AppTests")):
            self.assertEqual((ROOT / "ios/KyotakuKit" / link).resolve(), directory)

    def test_what_identifies_an_own_build_is_in_no_committed_file(self) -> None:
        ignored = source(ROOT / ".gitignore").splitlines()
        self.assertIn("/ios/Signing.xcconfig", ignored)
        self.assertIn("/ios/Reference", ignored)
        self.assertNotIn("DEVELOPMENT_TEAM", source(ROOT / "ios/Build.xcconfig"))
        self.assertNotIn("DEVELOPMENT_TEAM", json.dumps(PROJECT))


class ConditionalsTest(unittest.TestCase):
    """Swift that is compiled differently somewhere."""

    def test_every_condition_is_listed(self) -> None:
        listed = {
            tuple(line.split(maxsplit=1))
            for line in source(ROOT / "ios/linux/conditionals.txt").splitlines()
            if line and not line.startswith("#")
        }
        found = Counter(
            (str(path.relative_to(ROOT)), condition)
            for path in CONDITIONAL
            for condition in re.findall(r"(?m)^\s*#(?:if|elseif) (.+)$", code(path))
        )
        for (path, condition), count in sorted(found.items()):
            print(f"{count:5} {path}: #if {condition.strip()}")
        self.assertEqual({(path, condition.strip()) for path, condition in found}, listed)


class SimulatorTest(unittest.TestCase):
    """What is in a build for the simulator, and in no other."""

    files = sorted((APP / "Simulated").rglob("*.swift"))

    def test_no_build_for_a_phone_has_a_file_of_it(self) -> None:
        # A pattern of fnmatch(3) for names, as Xcode reads it.
        pattern = PROJECT["targets"]["Kyotaku"]["settings"]["base"]["EXCLUDED_SOURCE_FILE_NAMES[sdk=iphoneos*]"]
        self.assertGreater(len(self.files), 3)
        excluded = [path for path in WRITTEN if fnmatch.fnmatchcase(path.name, pattern)]
        self.assertEqual(excluded, self.files)

    def test_nothing_else_names_it_but_where_it_is_chosen(self) -> None:
        declared = set()
        for path in self.files:
            declared |= set(re.findall(r"\b(?:class|struct|enum|func|var|let|extension) (Simulated\w*)", code(path)))
        declared |= {"ofSimulator"}
        self.assertGreater(len(declared), 4)
        chosen = re.compile(r"#if targetEnvironment\(simulator\)\n\s*ofSimulator\(container: container\)\n\s*#else\n")
        for path in WRITTEN:
            if path in self.files:
                continue
            text = code(path)
            if path.name == "SystemRoles.swift":
                text, count = chosen.subn("", text)
                self.assertEqual(count, 1)
            for name in declared:
                self.assertNotRegex(text, rf"\b{name}\b", path.name)

    def test_phone_and_program_meet_at_the_same_port(self) -> None:
        reader = re.findall(r"static let port: UInt16 = (\d+)\n", source(APP / "Simulated/SimulatedReader.swift"))
        program = re.findall(r"pub const PORT: u16 = (\d+);", source(ROOT / "tests/cardsim/src/relay.rs"))
        self.assertEqual(len(reader), 1)
        self.assertEqual(reader, program)


class ScreensTest(unittest.TestCase):
    """What no screen does by itself."""

    def test_nothing_lies_over_a_screen_that_is_not_hidden_with_it(self) -> None:
        presenting = re.compile(
            r"\b(sheet|fullScreenCover|popover|alert|confirmationDialog|fileExporter|fileImporter|inspector)\("
        )
        found = {
            path.name
            for path in WRITTEN
            if "KyotakuScreens" in path.parts or APP in path.parents
            if presenting.search(code(path))
        }
        self.assertEqual(found, {"Panels.swift"})


class FrameworkTest(unittest.TestCase):
    """xcframework.sh and the manifest that takes what it makes."""

    def commands(self) -> list[str]:
        """What would be run on a Mac."""
        script = [str(ROOT / "bindings/scripts/xcframework.sh"), "--dry-run"]
        return subprocess.run(script, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()

    def test_the_library_is_built_for_phones_and_for_both_simulators(self) -> None:
        builds = [line for line in self.commands() if " cargo rustc " in line]
        targets = [re.findall(r"--target (\S+)", line)[0] for line in builds]
        self.assertEqual(targets, ["aarch64-apple-ios", "aarch64-apple-ios-sim", "x86_64-apple-ios"])
        for line in builds:
            self.assertIn("IPHONEOS_DEPLOYMENT_TARGET=17.0 ", line)
            self.assertIn("--locked", line)
            self.assertIn("--crate-type staticlib --profile release-ios", line)
            self.assertIn(f"--remap-path-prefix={ROOT}=", line)

    def test_the_header_is_the_committed_one_in_a_directory_of_its_name(self) -> None:
        copied = next(line for line in self.commands() if line.startswith("cp "))
        *files, directory = copied.split()[1:]
        self.assertTrue(directory.endswith("/KyotakuCoreFFI/"))
        self.assertEqual({Path(file).name for file in files}, {"KyotakuCoreFFI.h", "module.modulemap"})
        for file in files:
            self.assertTrue((ROOT / file).is_file(), file)

    def test_one_framework_holds_a_library_for_phones_and_one_for_simulators(self) -> None:
        made = next(line for line in self.commands() if line.startswith("xcodebuild "))
        self.assertEqual(made.count("-library "), 2)
        self.assertEqual(made.count("-headers "), 2)
        self.assertIn("-output bindings/swift/KyotakuCore.xcframework ", made)
        self.assertIn("/bindings/swift/KyotakuCore.xcframework", source(ROOT / ".gitignore").splitlines())


class ManifestTest(unittest.TestCase):
    """What Swift makes of the manifest and the headers. Needs the Swift toolchain to be there already."""

    def setUp(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="kyotaku-"))
        self.addCleanup(shutil.rmtree, self.directory)
        installed = "source tests/scripts/lib.sh && source tests/scripts/swift_lib.sh && (swift_on_path || swift_root_complete)"
        if subprocess.run(["bash", "-c", installed], cwd=ROOT, check=False).returncode != 0:
            self.skipTest("there is no Swift here yet; make swift-toolchain installs it")

    def swift(self, *command: str) -> str:
        """Runs a command of Swift in the directory of the test."""
        script = [str(ROOT / "tests/scripts/swift.sh"), "--in", str(self.directory)]
        # Whoever runs this may have said where the libraries are, which the manifest would heed.
        environment = {name: value for name, value in os.environ.items() if name != "KYOTAKU_LIBRARIES"}
        run = subprocess.run([*script, *command], check=True, stdout=subprocess.PIPE, text=True, env=environment)
        return run.stdout

    def target(self, name: str) -> dict[str, Any]:
        """A target of the manifest, as Swift reads it."""
        shutil.copy(ROOT / "bindings/swift/Package.swift", self.directory)
        package = json.loads(self.swift("swift", "package", "dump-package"))
        return next(target for target in package["targets"] if target["name"] == name)

    def test_without_a_framework_the_library_is_this_machines(self) -> None:
        self.assertEqual(self.target("KyotakuCoreFFI")["type"], "system")

    def test_with_a_framework_the_library_is_the_phones_and_nothing_is_linked_besides(self) -> None:
        (self.directory / "KyotakuCore.xcframework").mkdir()
        self.assertEqual(self.target("KyotakuCoreFFI")["type"], "binary")
        settings = self.target("KyotakuCore")["settings"]
        self.assertEqual([setting for setting in settings if setting["tool"] == "linker"], [])

    def test_the_module_is_found_where_xcode_puts_the_headers(self) -> None:
        headers = self.directory / "include/KyotakuCoreFFI"
        shutil.copytree(ROOT / "bindings/swift/Sources/KyotakuCoreFFI", headers)
        program = "import KyotakuCoreFFI\nlet version = ffi_kyotaku_ffi_uniffi_contract_version()\n"
        (self.directory / "main.swift").write_text(program, encoding="utf-8")
        self.swift("swiftc", "-typecheck", "-I", "include", "main.swift")


if __name__ == "__main__":
    unittest.main()
