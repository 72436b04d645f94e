"""The folders of Hugging Face Spaces: what their settings make a server do."""

from __future__ import annotations

import json
import re
import unittest
import urllib.error
import urllib.request

from medusa_env import DataSelectEnv, MedusaClient, MedusaEnv

from .gateway import REPOSITORY, gateway

SPACES = {"medusa": MedusaEnv, "dataselect": DataSelectEnv}


def settings(name: str) -> dict[str, str]:
    """The variables that a Space's Dockerfile sets."""
    text = (REPOSITORY / "spaces" / name / "Dockerfile").read_text(encoding="utf-8")
    instruction = next(line for line in text.replace("\\\n", " ").splitlines() if line.startswith("ENV "))
    return dict(re.findall(r"(\S+)=(\S+)", instruction))


class ASpace(unittest.TestCase):
    def test_serves_its_environment_to_everybody_at_the_root(self) -> None:
        for name, client in SPACES.items():
            with self.subTest(name):
                server = gateway(**settings(name))
                with urllib.request.urlopen(f"{server.url}/schema") as answer:
                    self.assertEqual(f"{client.__name__.removesuffix('Env')}Action", json.load(answer)["action"]["title"])
                self.assertIn(name, [environment["name"] for environment in MedusaClient(server.url).environments()])
                with client(server.url) as env:
                    self.assertFalse(env.reset(seed=1).done)

    def test_shows_its_page_in_frames_of_hugging_face_alone(self) -> None:
        for name in SPACES:
            with self.subTest(name), urllib.request.urlopen(f"{gateway(**settings(name)).url}/web/") as answer:
                self.assertIn("frame-ancestors https://huggingface.co", answer.headers["Content-Security-Policy"])
                self.assertNotIn("X-Frame-Options", answer.headers)

    def test_keeps_to_its_limits(self) -> None:
        server = gateway(**settings("medusa"))
        body = json.dumps({"environment": "medusa", "options": {"n_fact_rows": 20001}}).encode()
        request = urllib.request.Request(f"{server.url}/v1/episodes", body, {"Content-Type": "application/json"})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        self.assertEqual(422, refused.exception.code)
        refused.exception.close()

    def test_has_the_files_that_openenvs_command_line_wants(self) -> None:
        for name in SPACES:
            folder = REPOSITORY / "spaces" / name
            for file in ("openenv.yaml", "__init__.py", "client.py", "models.py", "README.md", "Dockerfile", "pyproject.toml"):
                self.assertTrue((folder / file).is_file(), f"{name}/{file}")
            self.assertIn('dependencies = ["medusa-env[openenv]>=0.1.0"]', (folder / "pyproject.toml").read_text(encoding="utf-8"))
