"""Trains a language model on MEDUSA with TRL's GRPO: the model calls the environment's actions as tools.

    pip install trl datasets ./clients/python
    python3 examples/trl_grpo.py --host http://127.0.0.1:8000 --model Qwen/Qwen3-0.6B

MEDUSA_API_KEY is sent to the server, where it wants a key. docs/tutorials/trl.md explains it.
"""

from __future__ import annotations

import argparse
import os
from typing import Any

from datasets import Dataset
from trl import GRPOConfig, GRPOTrainer

from medusa_env import MedusaAction, MedusaEnv

PROMPT = """You integrate two raw tables into one. Source A holds facts, source B a dimension; both may be stale, dirty, or have new columns.
Call one tool at a time and read its answer. Check and clean only what needs it, join, load Silver with history, then call commit, which ends the episode and audits what you built."""

HOST = "http://127.0.0.1:8000"


class MedusaTools:
    """One episode at a time. TRL makes an instance for each completion of a group, and every public method but reset is a tool."""

    def __init__(self) -> None:
        self._env = MedusaEnv(HOST, api_key=os.environ.get("MEDUSA_API_KEY"))
        self.total = 0.0
        self.is_done = False

    def reset(self, seed: int | None = None, task: str | None = None, **_: Any) -> str:
        """Starts an episode; the row's columns are the arguments, so that all completions of a row get the same tables."""
        self.total, self.is_done = 0.0, False
        return self._env.reset(**{name: value for name, value in (("seed", seed), ("task", task)) if value is not None}).observation.message

    def sync_check(self) -> str:
        """Look at the age of both sources; one that is too old is called STALE."""
        return self._step("SYNC_CHECK")

    def evolve_schema(self) -> str:
        """Register the new columns of both sources in Silver."""
        return self._step("EVOLVE_SCHEMA")

    def prep_keys_a(self) -> str:
        """Clean the join keys of source A."""
        return self._step("PREP_KEYS_A")

    def prep_keys_b(self) -> str:
        """Clean the join keys of source B."""
        return self._step("PREP_KEYS_B")

    def deduplicate_b(self) -> str:
        """Keep one row for each key of source B."""
        return self._step("DEDUPLICATE_B")

    def join_left(self) -> str:
        """Join A with B; rows of A without a partner go to quarantine."""
        return self._step("EXECUTE_JOIN_LEFT")

    def join_inner(self) -> str:
        """Join A with B; rows of A without a partner are dropped."""
        return self._step("EXECUTE_JOIN_INNER")

    def join_anti(self) -> str:
        """Send the rows of A without a partner to quarantine."""
        return self._step("EXECUTE_JOIN_ANTI")

    def apply_scd_1(self) -> str:
        """Write the joined rows into Silver, overwriting what has changed."""
        return self._step("APPLY_SCD_1")

    def apply_scd_2(self) -> str:
        """Write the joined rows into Silver, keeping the history of what has changed."""
        return self._step("APPLY_SCD_2")

    def commit(self) -> str:
        """End the episode and have the result audited."""
        return self._step("COMMIT")

    def _step(self, action: str) -> str:
        if self.is_done:
            # The trainer shows the model what an exception says.
            raise ValueError("The episode has ended.")
        result = self._env.step(MedusaAction(action=action))
        self.total += result.reward or 0.0
        self.is_done = result.done
        progress = result.observation.metrics["progress"]
        return f"{result.observation.message} Steps left: {progress['steps_left']}. Columns not registered: {', '.join(progress['pending_columns']) or 'none'}."


def episode_return(environments: list[MedusaTools], **_: Any) -> list[float]:
    """The sum of an episode's rewards."""
    return [environment.total for environment in environments]


def main(arguments: list[str] | None = None) -> None:
    """Trains."""
    global HOST
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default=HOST, help="Medusa's address (%(default)s)")
    parser.add_argument("--model", default="Qwen/Qwen3-0.6B", help="%(default)s")
    parser.add_argument("--seeds", type=int, default=256, help="how many scenarios to train on (%(default)s)")
    chosen = parser.parse_args(arguments)
    HOST = chosen.host
    rows = [{"prompt": [{"role": "user", "content": PROMPT}], "seed": seed} for seed in range(chosen.seeds)]
    trainer = GRPOTrainer(
        model=chosen.model,
        train_dataset=Dataset.from_list(rows),
        reward_funcs=episode_return,
        environment_factory=MedusaTools,
        args=GRPOConfig(num_generations=8, max_completion_length=4096, log_completions=True, chat_template_kwargs={"enable_thinking": False}),
    )
    trainer.train()


if __name__ == "__main__":
    main()
