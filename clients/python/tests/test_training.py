"""The training example, with a stand-in for TRL's trainer that plays what a model might answer."""

from __future__ import annotations

import importlib.util
import inspect
import sys
import types
import unittest
from typing import Any, ClassVar
from unittest import mock

from .gateway import REPOSITORY, gateway

TOOLS = ["sync_check", "evolve_schema", "prep_keys_a", "prep_keys_b", "deduplicate_b", "join_left", "apply_scd_2", "commit"]


class Trainer:
    """Makes an environment for each completion of a row, resets it with the row's columns, calls tools, then asks for rewards: TRL's contract."""

    rewards: ClassVar[list[list[float]]] = []
    messages: ClassVar[list[str]] = []

    def __init__(self, *, train_dataset: list[dict[str, Any]], reward_funcs: Any, environment_factory: Any, args: dict[str, Any], **_: Any) -> None:
        self._rows, self._reward, self._factory, self._group = train_dataset, reward_funcs, environment_factory, args["num_generations"]

    def train(self) -> None:
        environments = [self._factory() for _ in range(self._group)]
        for row in self._rows:
            observations = {environment.reset(**row) for environment in environments}
            assert len(observations) == 1, "a group does not see the same tables"
            for index, environment in enumerate(environments):
                # The second one commits at once; the others do what is documented.
                for name in ["commit"] if index == 1 else TOOLS:
                    self.messages.append(getattr(environment, name)())
                try:
                    environment.commit()
                except ValueError as ended:
                    self.messages.append(str(ended))
            self.rewards.append(self._reward(environments=environments, completions=[], prompts=[]))


class Training(unittest.TestCase):
    def setUp(self) -> None:
        trl, datasets = types.ModuleType("trl"), types.ModuleType("datasets")
        vars(trl).update(GRPOConfig=dict, GRPOTrainer=Trainer)
        vars(datasets).update(Dataset=types.SimpleNamespace(from_list=list))
        patched = mock.patch.dict(sys.modules, {"trl": trl, "datasets": datasets})
        patched.start()
        self.addCleanup(patched.stop)
        spec = importlib.util.spec_from_file_location("trl_grpo", REPOSITORY / "examples/trl_grpo.py")
        assert spec is not None and spec.loader is not None
        self.example = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.example)

    def test_rewards_each_completion_with_its_episodes_return(self) -> None:
        Trainer.rewards.clear()
        Trainer.messages.clear()
        self.example.main(["--host", gateway().url, "--seeds", "2"])
        self.assertEqual(2, len(Trainer.rewards))
        for rewards in Trainer.rewards:
            self.assertEqual(8, len(rewards))
            self.assertLess(rewards[1], 0)
            self.assertGreater(rewards[0], 40)
            self.assertEqual({rewards[0]}, {reward for index, reward in enumerate(rewards) if index != 1})
        self.assertIn("The episode has ended.", Trainer.messages)

    def test_has_a_described_tool_for_every_action(self) -> None:
        tools = [name for name, _ in inspect.getmembers(self.example.MedusaTools, inspect.isfunction) if not name.startswith("_") and name != "reset"]
        self.assertEqual(11, len(tools))
        for name in tools:
            self.assertTrue(inspect.getdoc(getattr(self.example.MedusaTools, name)))
