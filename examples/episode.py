"""One episode of MEDUSA with dirty keys, played to a passed grade over an OpenEnv session.

    PYTHONPATH=clients/python python3 examples/episode.py

Needs a server (`./build.sh serve`) and nothing but Python's standard library.
"""

from __future__ import annotations

import argparse

from medusa_env import MedusaEnv

STEPS = ("SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT")


def main() -> int:
    """Plays it; 1 where the grader is not content."""
    parser = argparse.ArgumentParser(description="Plays one episode of MEDUSA.")
    parser.add_argument("--host", default="http://127.0.0.1:8000", help="where the server is")
    parser.add_argument("--seed", type=int, default=1, help="which episode: 0 is clean, 1 has dirty keys, 2 is stale, 3 has drifted")
    arguments = parser.parse_args()
    with MedusaEnv(arguments.host) as env:
        print(env.reset(seed=arguments.seed).observation.message)
        for action in STEPS:
            result = env.step(action)
            print(f"{action:18} reward {result.reward:6.1f}  {result.observation.message}")
        passed = env.state().grader_passed
    print("passed" if passed else "not passed")
    return 0 if passed else 1


if __name__ == "__main__":
    raise SystemExit(main())
