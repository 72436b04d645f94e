"""The examples, run as a reader runs them."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import types
import unittest
from typing import Any

from medusa_env import MedusaClient

from .chat_stub import ChatStub, Script
from .gateway import REPOSITORY, gateway

STEPS = ["SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"]
SELECT = '{"action_type": "select_batch", "batch_size": "10", "strategy_weights": {"uncertainty": 0.4, "diversity": 0.4, "random": 0.2}, "why": "balance"}'


def example(name: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs an example by the sources, with no variables of this process's that it reads."""
    read = ("HF_TOKEN", "OPENAI_API_KEY", "API_BASE_URL", "MODEL_NAME", "MEDUSA_API_KEY")
    inherited = {key: value for key, value in os.environ.items() if key not in read}
    environment = {**inherited, "PYTHONPATH": str(REPOSITORY / "clients/python"), "PYTHONDONTWRITEBYTECODE": "1", **variables}
    return subprocess.run([sys.executable, str(REPOSITORY / "examples" / name), *arguments], env=environment, capture_output=True, text=True, timeout=120)


def inference_module() -> types.ModuleType:
    """examples/inference.py, imported."""
    spec = importlib.util.spec_from_file_location("inference", REPOSITORY / "examples/inference.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclass looks its module up.
    sys.modules["inference"] = module
    spec.loader.exec_module(module)
    return module


class Episode(unittest.TestCase):
    def test_passes_with_each_canonical_seed(self) -> None:
        for seed in range(4):
            done = example("episode.py", "--host", gateway().url, "--seed", str(seed))
            self.assertEqual((0, ""), (done.returncode, done.stderr))
            self.assertEqual("passed", done.stdout.splitlines()[-1])


class Inference(unittest.TestCase):
    def stub(self, script: Script) -> ChatStub:
        stub = ChatStub(script)
        self.addCleanup(stub.close)
        return stub

    def test_plays_medusas_tasks_by_the_models_answers(self) -> None:
        def documented(asked: dict[str, Any]) -> str:
            steps = sum(message["role"] == "assistant" for message in asked["messages"])
            return f"<think>COMMIT? No.</think>I will go on.\n```json\n{json.dumps({'action': STEPS[steps].lower(), 'reason': 'next'})}\n```"

        stub = self.stub(documented)
        done = example("inference.py", "--host", gateway().url, "--tasks", "clean_pipeline,dirty_integration", HF_TOKEN="hf_x", API_BASE_URL=stub.url, MODEL_NAME="a-model")
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        self.assertIn("mean score 1.0000 over 2 tasks", done.stdout)
        self.assertEqual(2, done.stdout.count("  yes     committed"))
        self.assertEqual(16, len(stub.requests))
        self.assertEqual({"Bearer hf_x"}, set(stub.keys))
        first = stub.requests[0]
        self.assertEqual("a-model", first["model"])
        self.assertIn("EXECUTE_JOIN_ANTI", first["messages"][0]["content"])
        self.assertIn("- match_rate: ", first["messages"][0]["content"])
        self.assertIn("row_explosion", first["messages"][0]["content"])
        self.assertIn('"features"', first["messages"][-1]["content"])
        self.assertIn("Reward: -0.2", stub.requests[1]["messages"][-1]["content"])

    def test_plays_dataselect(self) -> None:
        stub = self.stub(lambda _: SELECT)
        done = example("inference.py", "--host", gateway().url, "--environment", "dataselect", "--json", OPENAI_API_KEY="sk-x", API_BASE_URL=stub.url, MODEL_NAME="m")
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        scores = {outcome["task"]: round(outcome["score"], 4) for outcome in map(json.loads, done.stdout.splitlines())}
        self.assertEqual({"easy": 0.7019, "medium": 0.66, "hard": 0.4175}, scores)
        self.assertEqual("Bearer sk-x", stub.keys[0])
        self.assertIn("strategy_weights", stub.requests[0]["messages"][0]["content"])

    def test_asks_again_where_the_service_is_busy_and_where_an_answer_is_no_action(self) -> None:
        answers: list[str | int | None] = [429, 503, "Let me see.", "[1, 2]", "COMMIT it is: COMMIT."]
        stub = self.stub(lambda _: answers.pop(0))
        done = example("inference.py", "--host", gateway().url, "--tasks", "clean_pipeline", API_BASE_URL=stub.url, MODEL_NAME="m")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("mean score 0.4500 over 1 task", done.stdout)
        self.assertEqual([None] * 5, stub.keys)
        self.assertIn("That was no action", stub.requests[-1]["messages"][-1]["content"])
        self.assertIn("SYNC_CHECK", stub.requests[-1]["messages"][-1]["content"])

    def test_gives_an_episode_up_whose_model_does_not_act(self) -> None:
        stub = self.stub(lambda _: "I would rather not.")
        done = example("inference.py", "--host", gateway().url, "--tasks", "clean_pipeline", "--retries", "2", HF_TOKEN="x", API_BASE_URL=stub.url, MODEL_NAME="m")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("no usable action", done.stdout)
        self.assertEqual(3, len(stub.requests))

    def test_says_in_one_line_what_is_missing(self) -> None:
        stub = self.stub(lambda _: 401)
        cases = [
            (2, "Set HF_TOKEN or OPENAI_API_KEY", {}, []),
            (2, "Set MODEL_NAME", {"OPENAI_API_KEY": "sk-x"}, []),
            (2, "no task 'chess'", {"HF_TOKEN": "x"}, ["--tasks", "chess"]),
            (1, "no environment 'chess'", {"HF_TOKEN": "x"}, ["--environment", "chess"]),
            (1, "answered 401", {"HF_TOKEN": "x", "API_BASE_URL": stub.url, "MODEL_NAME": "m"}, []),
        ]
        for code, text, variables, arguments in cases:
            with self.subTest(text):
                done = example("inference.py", "--host", gateway().url, *arguments, **variables)
                self.assertEqual((code, 1), (done.returncode, len(done.stderr.splitlines())), done.stderr)
                self.assertIn(text, done.stderr)

    def test_asks_again_where_the_connection_breaks(self) -> None:
        answers: list[str | None] = [None, "COMMIT"]
        stub = self.stub(lambda _: answers.pop(0))
        chat = inference_module().Chat(stub.url, None, "m", wait_s=0.0)
        self.assertEqual("COMMIT", chat.complete([]))

    def test_takes_the_services_that_the_variables_name(self) -> None:
        chat = inference_module().Chat.from_environment
        self.assertEqual(("https://router.huggingface.co/v1/chat/completions", "meta-llama/Llama-3.1-8B-Instruct"), (chat({"HF_TOKEN": "x"})._url, chat({"HF_TOKEN": "x"}).model))
        self.assertEqual("https://api.openai.com/v1/chat/completions", chat({"OPENAI_API_KEY": "x", "MODEL_NAME": "m"})._url)
        self.assertEqual("http://here/v1/chat/completions", chat({"API_BASE_URL": "http://here/v1/", "MODEL_NAME": "m"})._url)


class AnAnswer(unittest.TestCase):
    def read(self, text: str, environment: str) -> dict[str, Any]:
        action: dict[str, Any] = inference_module().read_action(text, MedusaClient(gateway().url).environment(environment))
        return action

    def test_is_read_however_it_is_wrapped(self) -> None:
        readings = {
            '{"action": "COMMIT"}': "COMMIT",
            'First {"action": "SYNC_CHECK"}, but rather:\n```json\n{"action": "PREP_KEYS_A", "params": {}}\n```': "PREP_KEYS_A",
            '{"plan": {"action": 1}} {"action": " commit "}': "COMMIT",
            "Broken {json, then sync_check": "SYNC_CHECK",
            "**APPLY_SCD_2**": "APPLY_SCD_2",
            "<think>{\"action\": \"COMMIT\"}</think> DEDUPLICATE_B": "DEDUPLICATE_B",
        }
        for text, name in readings.items():
            with self.subTest(text):
                self.assertEqual(name, self.read(text, "medusa")["action"])

    def test_keeps_what_the_server_knows_and_numbers_as_numbers(self) -> None:
        expected = {"action_type": "select_batch", "batch_size": 10, "strategy_weights": {"uncertainty": 0.4, "diversity": 0.4, "random": 0.2}}
        self.assertEqual(expected, self.read(SELECT, "dataselect"))
        self.assertEqual(12, self.read('{"action_type": "select_batch", "batch_size": 12.0}', "dataselect")["batch_size"])

    def test_without_an_action_says_what_is_wanted(self) -> None:
        for text, environment in (("", "medusa"), ("{}", "medusa"), ("RECOMMIT", "medusa"), ("stop", "dataselect")):
            with self.subTest(text), self.assertRaises(ValueError) as caught:
                self.read(text, environment)
            self.assertIn("Answer with one JSON object", str(caught.exception))


class Vectorised(unittest.TestCase):
    def test_passes_every_episode(self) -> None:
        done = example("vectorised.py", "--host", gateway().url, "--envs", "16", "--episodes", "40")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("100% passed", done.stdout)
