"""The pages' examples, followed as they are written, with the test's gateway in place of the reader's."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from .gateway import REPOSITORY, gateway


def blocks(page: str, language: str) -> list[str]:
    """The code of a page, at the gateway's address."""
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    return [block.replace("http://127.0.0.1:8000", gateway().url) for block in found]


class Documents(unittest.TestCase):
    def run_here(self, *command: str) -> str:
        with tempfile.TemporaryDirectory() as programs:
            # python3 is the Python that runs this test, whatever comes first on the PATH.
            pathlib.Path(programs, "python3").symlink_to(sys.executable)
            variables = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONDONTWRITEBYTECODE": "1"}
            done = subprocess.run(command, cwd=REPOSITORY, env=variables, capture_output=True, text=True, timeout=120)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        return done.stdout

    def test_of_the_first_ten_minutes_lead_to_a_passed_grade(self) -> None:
        session, vectorised = blocks("docs/python.md", "sh")[:2]
        self.assertIn("passed True", self.run_here("bash", "-ec", session))
        self.assertIn("100% passed", self.run_here("bash", "-ec", vectorised.replace(" --envs 64 --episodes 256", f" --host {gateway().url} --envs 16 --episodes 32")))

    def test_of_the_package_run(self) -> None:
        code = blocks("clients/python/README.md", "python")
        self.assertEqual(3, len(code))
        outputs = [self.run_here("env", "PYTHONPATH=clients/python", "python3", "-c", block) for block in code]
        self.assertIn("dirty_keys_1", outputs[0])
        self.assertIn("True", outputs[2])
