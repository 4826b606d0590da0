"""run_simulator.sh does what it should with the commands of a Mac, which stand-ins of them write down here."""

import os
import plistlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = "target/xcode/Build/Products/Debug-iphonesimulator/Kyotaku.app"
PATIENCE = 20

# What is called, and what it does besides writing that down.
COMMANDS = {
    "uname": "echo Darwin",
    "cargo": "",
    "open": "",
    "xcrun": "",
    "plutil": """
        case $1 in
            -extract) echo jp.example.kyotaku ;;
            -remove) python3 -c 'import plistlib, sys
file = open(sys.argv[2], "r+b"); values = plistlib.load(file); del values[sys.argv[1]]
file.seek(0); file.truncate(); plistlib.dump(values, file)' "$2" "$3" ;;
        esac
    """,
}
# Programs that go on until they are ended.
SERVES = "echo $$ >>pids; echo serving; trap 'echo ended >>ends; exit 0' TERM; while :; do sleep 0.1; done"
SCRIPTS = {
    "ios/scripts/build_app.sh": "",
    "ios/scripts/reference_world.sh": "",
    "tests/scripts/run_server.sh": f"mkdir -p .run; echo listening >.run/server.log; {SERVES}",
    "target/debug/kyotaku-preview": f"echo kyotaku-preview: http://127.0.0.1:8470/; {SERVES}",
    "target/debug/kyotaku-cardsim": "",
    "target/debug/kyotaku-server": "echo 'Activation code: ABCD-EFGH'",
}


class RunSimulatorTest(unittest.TestCase):
    """The script in a directory of its own, with nothing of a Mac but names."""

    def setUp(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="kyotaku-"))
        self.addCleanup(shutil.rmtree, self.root)
        for path in ("ios/scripts/run_simulator.sh", "tests/scripts/lib.sh"):
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, self.root / path)
        for name, body in COMMANDS.items():
            self.write(f"bin/{name}", name, body)
        for path, body in SCRIPTS.items():
            self.write(path, path, body)
        (self.root / "bindings/swift/KyotakuCore.xcframework").mkdir(parents=True)
        (self.root / APP).mkdir(parents=True)
        shutil.copy(ROOT / "ios/App/Info.plist", self.root / APP)

    def write(self, path: str, name: str, body: str) -> None:
        """A program that writes down how it is called."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'#!/usr/bin/env bash\necho "{name} $*" >>"{self.root}/calls"\n{body}\n', encoding="utf-8")
        file.chmod(0o755)

    def lines(self, name: str) -> list[str]:
        """What was written down, each line once it is whole."""
        file = self.root / name
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    def start(self) -> subprocess.Popen[str]:
        """The script, until it has printed its last line of the beginning."""
        environment = {
            **os.environ,
            "PATH": f"{self.root}/bin:{os.environ['PATH']}",
            "KYOTAKU_CACHE": str(self.root / "cache"),
            "CARGO_TARGET_DIR": str(self.root / "target"),
        }
        run = subprocess.Popen(
            [self.root / "ios/scripts/run_simulator.sh"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            start_new_session=True,
            # Where these tests run in the background, it is ignored, and a shell cannot change that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.addCleanup(run.stdout.close)
        self.addCleanup(self.end, run)
        self.printed = []
        for line in run.stdout:
            self.printed.append(line)
            if "Ctrl-C" in line:
                break
        return run

    def end(self, run: subprocess.Popen[str]) -> None:
        """Whatever is left of it."""
        if run.poll() is None:
            run.kill()
        run.wait()
        for pid in self.lines("pids"):
            if Path(f"/proc/{pid}").exists():
                os.kill(int(pid), signal.SIGKILL)

    def test_the_app_is_started_when_server_and_cards_are_there(self) -> None:
        run = self.start()
        calls = self.lines("calls")
        order = [
            "cargo build",
            "ios/scripts/reference_world.sh https://localhost:8443",
            "ios/scripts/build_app.sh",
            "tests/scripts/run_server.sh",
            "xcrun simctl boot ",
            "xcrun simctl install",
            "xcrun simctl launch",
            "target/debug/kyotaku-server admin code issue",
        ]
        found = [next((at for at, call in enumerate(calls) if call.startswith(begin)), None) for begin in order]
        self.assertNotIn(None, found, calls)
        self.assertEqual(found, sorted(found), calls)
        self.assertIn(
            f"target/debug/kyotaku-preview --app {self.root}/target/debug/kyotaku-cardsim -- relay",
            [call for call in calls if "kyotaku-preview" in call],
        )
        text = "".join(self.printed)
        self.assertIn("http://127.0.0.1:8470/", text)
        self.assertIn("ABCD-EFGH", text)
        run.terminate()
        self.assertEqual(run.wait(PATIENCE), 0)

    def test_the_installed_app_asks_for_no_nfc_and_the_source_still_does(self) -> None:
        run = self.start()
        installed = plistlib.loads((self.root / APP / "Info.plist").read_bytes())
        self.assertNotIn("UIRequiredDeviceCapabilities", installed)
        self.assertIn("UIRequiredDeviceCapabilities", plistlib.loads((ROOT / "ios/App/Info.plist").read_bytes()))
        run.terminate()
        run.wait(PATIENCE)

    def test_an_app_that_was_not_built_anew_is_installed_again(self) -> None:
        for _ in range(2):
            run = self.start()
            run.terminate()
            self.assertEqual(run.wait(PATIENCE), 0)
        self.assertEqual(len([call for call in self.lines("calls") if call.startswith("xcrun simctl install")]), 2)

    def test_what_it_has_started_ends_with_it(self) -> None:
        for sent in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(sent.name):
                for name in ("pids", "ends"):
                    (self.root / name).unlink(missing_ok=True)
                run = self.start()
                begin = time.monotonic()
                while len(self.lines("pids")) < 2:
                    self.assertLess(time.monotonic() - begin, PATIENCE)
                run.send_signal(sent)
                self.assertEqual(run.wait(PATIENCE), 0)
                self.assertEqual(self.lines("ends"), ["ended", "ended"])

    def test_a_server_that_does_not_start_ends_it_all(self) -> None:
        self.write("tests/scripts/run_server.sh", "tests/scripts/run_server.sh", "exit 1")
        run = self.start()
        self.assertEqual(run.wait(PATIENCE), 1)
        self.assertIn("the server did not start", "".join(self.printed))
        self.assertFalse([call for call in self.lines("calls") if call.startswith("xcrun")])


if __name__ == "__main__":
    unittest.main()
