"""What holds for every Python file of the repository."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import unittest

from .gateway import REPOSITORY

FILES = sorted(path for folder in ("clients/python", "examples", "spaces") for path in (REPOSITORY / folder).rglob("*.py") if "build" not in path.parts)


class Sources(unittest.TestCase):
    def test_are_python_3_10(self) -> None:
        self.assertGreater(len(FILES), 30)
        for file in FILES:
            with self.subTest(file.name):
                ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 10))

    def test_have_types_and_stay_short(self) -> None:
        for file in FILES:
            text = file.read_text(encoding="utf-8")
            with self.subTest(file.name):
                self.assertLess(len(text.splitlines()), 400)
                for node in ast.walk(ast.parse(text)):
                    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                        bare = [argument.arg for argument in arguments if argument.annotation is None and argument.arg not in ("self", "cls")]
                        self.assertEqual([], bare, f"{file.name}:{node.lineno}")
                        self.assertIsNotNone(node.returns, f"{file.name}:{node.lineno}")

    def test_of_sessions_need_no_numpy(self) -> None:
        code = "import sys; sys.modules['numpy'] = None; from medusa_env import DataSelectEnv, MedusaClient, MedusaEnv; print('imported')"
        done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(REPOSITORY / "clients/python")}, capture_output=True, text=True)
        self.assertEqual("imported\n", done.stdout, done.stderr)
