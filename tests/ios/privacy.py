"""Functions whose use Apple wants explained in a privacy manifest, and what a manifest explains.

Source: developer.apple.com, "Describing use of required reason API". Only what could occur in this project is
searched for by name in Swift; C functions are complete.
"""

import plistlib
import re
from pathlib import Path

FILE_TIMESTAMP = "NSPrivacyAccessedAPICategoryFileTimestamp"
BOOT_TIME = "NSPrivacyAccessedAPICategorySystemBootTime"
DISK_SPACE = "NSPrivacyAccessedAPICategoryDiskSpace"
KEYBOARDS = "NSPrivacyAccessedAPICategoryActiveKeyboards"
DEFAULTS = "NSPrivacyAccessedAPICategoryUserDefaults"

# C functions by category; some are in two.
FUNCTIONS = {
    FILE_TIMESTAMP: {
        "stat", "fstat", "lstat", "fstatat",
        "getattrlist", "fgetattrlist", "getattrlistat", "getattrlistbulk",
    },
    BOOT_TIME: {"mach_absolute_time"},
    DISK_SPACE: {"statfs", "statvfs", "fstatfs", "fstatvfs", "getattrlist", "fgetattrlist", "getattrlistat"},
}  # fmt: skip

# The same for Swift: words, as they stand in a source.
WORDS = {
    FILE_TIMESTAMP: r"creationDate(?:Key)?|(?:file|content)?[mM]odificationDate(?:Key)?|[fl]?stat\(|getattrlist",
    BOOT_TIME: r"systemUptime|mach_absolute_time",
    DISK_SPACE: r"volume\w*CapacityKey|volumeAvailableCapacity\w*|volumeTotalCapacity|systemFreeSize|systemSize",
    KEYBOARDS: r"activeInputModes",
    DEFAULTS: r"UserDefaults",
}


def of_functions(names: set[str]) -> dict[str, set[str]]:
    """The categories of C functions that a library asks of the system, each with those functions."""
    # Of several forms of a function the name says which one it is: `stat$INODE64`.
    plain = {name.removeprefix("_").split("$")[0] for name in names}
    return {category: used for category, those in FUNCTIONS.items() if (used := plain & those)}


def of_swift(source: str) -> set[str]:
    """The categories of what a Swift source uses; comments do not count."""
    code = re.sub(r"//.*", "", source)
    return {category for category, words in WORDS.items() if re.search(rf"\b(?:{words})", code)}


def explained(manifest: Path) -> dict[str, list[str]]:
    """The categories that a manifest explains, each with its reasons."""
    content = plistlib.loads(manifest.read_bytes())
    return {
        entry["NSPrivacyAccessedAPIType"]: entry["NSPrivacyAccessedAPITypeReasons"]
        for entry in content["NSPrivacyAccessedAPITypes"]
    }
