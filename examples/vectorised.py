"""Many episodes of MEDUSA at once, by Gymnasium's vector interface, and a policy that reads only the sixteen features.

    python3 examples/vectorised.py --envs 64 --episodes 256

Needs medusa_env (`pip install ./clients/python`, or PYTHONPATH=clients/python) and numpy.
"""

from __future__ import annotations

import argparse
import os
import time
from typing import Any

import numpy as np

from medusa_env import FEATURES, MedusaActionType, MedusaVectorEnv

SYNC, EVOLVE, PREP_A, PREP_B, DEDUP, JOIN, SCD_2, COMMIT = (
    list(MedusaActionType).index(MedusaActionType(name))
    for name in ("SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT")
)
COLUMN = {name: index for index, name in enumerate(FEATURES)}


class Policy:
    """Does what the features say is needed, then joins, loads and commits.

    The features do not tell what was looked at, joined and loaded, so the policy remembers what it did in each environment.
    """

    def __init__(self, num_envs: int) -> None:
        self._done = np.zeros((num_envs, len(MedusaActionType)), dtype=bool)

    def forget(self, ended: Any) -> None:
        """Begins anew where an episode ended."""
        self._done[ended] = False

    def act(self, features: Any) -> Any:
        """One action an environment."""
        of = {name: features[:, column] for name, column in COLUMN.items()}
        needed = {
            SYNC: ((of["is_stale_a"] > 0) | (of["is_stale_b"] > 0)) & ~self._done[:, SYNC],
            EVOLVE: (of["new_cols_a_norm"] > 0) | (of["new_cols_b_norm"] > 0),
            PREP_A: (of["did_prep_a"] == 0) & (of["schema_compat"] < 1),
            PREP_B: (of["did_prep_b"] == 0) & (of["schema_compat"] < 1),
            DEDUP: (of["did_dedup_b"] == 0) & (of["uniqueness_b"] < 1),
            JOIN: ~self._done[:, JOIN],
            SCD_2: ~self._done[:, SCD_2],
        }
        actions = np.select(list(needed.values()), list(needed), default=COMMIT)
        self._done[np.arange(len(actions)), actions] = True
        return actions


def main() -> None:
    """Plays until so many episodes have ended, and says how they went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="http://127.0.0.1:8000", help="Medusa's address (%(default)s)")
    parser.add_argument("--envs", type=int, default=64, help="environments at a time (%(default)s)")
    parser.add_argument("--episodes", type=int, default=256, help="%(default)s")
    parser.add_argument("--seed", type=int, default=0, help="of the first environment's first episode (%(default)s)")
    arguments = parser.parse_args()
    with MedusaVectorEnv(arguments.envs, "medusa", base_url=arguments.host, api_key=os.environ.get("MEDUSA_API_KEY"), autoreset_mode="SameStep") as envs:
        policy = Policy(arguments.envs)
        features, _ = envs.reset(seed=arguments.seed)
        returns: list[float] = []
        finished: list[str] = []
        steps, begin = 0, time.perf_counter()
        while len(finished) < arguments.episodes:
            features, _, terminations, truncations, infos = envs.step(policy.act(features))
            steps += arguments.envs
            ended = terminations | truncations
            if ended.any():
                finished += infos["final_info"]["episode_id"][ended].tolist()
                returns += infos["final_info"]["cumulative_reward"][ended].tolist()
            policy.forget(ended)
        seconds = time.perf_counter() - begin
        passed = [envs.client.grade(episode)["passed"] for episode in finished]
    print(f"{len(finished)} episodes: mean return {np.mean(returns):.1f}, {np.mean(passed):.0%} passed, {steps / seconds:,.0f} steps/s")


if __name__ == "__main__":
    main()
