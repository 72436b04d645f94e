"""Runs the tests, or lists them: `python3 -m tests [--list] [--results FILE] [NAME …]`, in this package's folder.

--results writes one JSON object a test: {"test", "outcome": "passed" | "failed" | "skipped", "detail"}.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys
import unittest
from collections.abc import Iterator
from typing import Any

FOLDER = pathlib.Path(__file__).resolve().parent


class RecordedResult(unittest.TextTestResult):
    """Keeps how each test ended."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.records: dict[str, tuple[str, str]] = {}

    def addSuccess(self, test: unittest.TestCase) -> None:
        super().addSuccess(test)
        self.records.setdefault(test.id(), ("passed", ""))

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        super().addSkip(test, reason)
        self.records[test.id()] = ("skipped", reason)

    def addFailure(self, test: unittest.TestCase, err: Any) -> None:
        super().addFailure(test, err)
        self.records[test.id()] = ("failed", self.failures[-1][1])

    def addError(self, test: unittest.TestCase, err: Any) -> None:
        super().addError(test, err)
        self.records[test.id()] = ("failed", self.errors[-1][1])

    def addSubTest(self, test: unittest.TestCase, subtest: unittest.TestCase, err: Any) -> None:
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.records[test.id()] = ("failed", f"{subtest}: {self._exc_info_to_string(err, test)}")


def cases(suite: unittest.TestSuite | unittest.TestCase) -> Iterator[unittest.TestCase]:
    """The tests of a suite, one by one."""
    if isinstance(suite, unittest.TestCase):
        yield suite
    else:
        for part in suite:
            yield from cases(part)


def main() -> int:
    """Lists or runs; the exit code is 1 where a test failed."""
    parser = argparse.ArgumentParser(prog="python3 -m tests", description=__doc__)
    parser.add_argument("--list", action="store_true", help="names, one a line; runs nothing")
    parser.add_argument("--results", type=pathlib.Path, help="where to write how each test ended")
    parser.add_argument("names", nargs="*", help="only tests whose name contains one of these")
    arguments = parser.parse_args()
    suite = unittest.defaultTestLoader.discover(str(FOLDER), top_level_dir=str(FOLDER.parent))
    chosen = [case for case in cases(suite) if not arguments.names or any(name in case.id() for name in arguments.names)]
    if arguments.list:
        print("\n".join(case.id() for case in chosen))
        return 0
    result = unittest.TextTestRunner(resultclass=RecordedResult, verbosity=1).run(unittest.TestSuite(chosen))
    assert isinstance(result, RecordedResult)
    if arguments.results is not None:
        lines = [json.dumps({"test": test, "outcome": outcome, "detail": detail}) for test, (outcome, detail) in result.records.items()]
        arguments.results.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
