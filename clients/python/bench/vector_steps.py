"""How many steps a second MedusaVectorEnv takes from a running server.

    python3 clients/python/bench/vector_steps.py --host http://127.0.0.1:8000 --envs 64,1024 --seconds 10

One client process, one connection, one request a step of all environments. Actions are drawn uniformly, so that episodes end and begin
throughout; the steps that only reset (NEXT_STEP) are not counted.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import sys
import time

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from medusa_env import MedusaVectorEnv  # noqa: E402


def measure(host: str, environment: str, num_envs: int, seconds: float) -> tuple[float, float, float]:
    """Steps a second, and the median and the 99th percentile of a vector step's time in milliseconds."""
    options = {"reward": "score"} if environment.startswith("dataselect") else None
    with MedusaVectorEnv(num_envs, environment, base_url=host, api_key=os.environ.get("MEDUSA_API_KEY"), options=options) as envs:
        envs.reset(seed=0)
        envs.action_space.seed(0)
        actions = [envs.action_space.sample() for _ in range(64)]
        for action in actions[:5]:
            envs.step(action)
        times: list[float] = []
        steps, turn, begin = 0, 0, time.perf_counter()
        ended = np.zeros(num_envs, dtype=bool)
        while (now := time.perf_counter()) - begin < seconds:
            _, _, terminations, truncations, _ = envs.step(actions[turn % len(actions)])
            times.append(time.perf_counter() - now)
            steps += num_envs - int(ended.sum())
            ended = terminations | truncations
            turn += 1
        whole = time.perf_counter() - begin
    return steps / whole, float(np.percentile(times, 50)) * 1e3, float(np.percentile(times, 99)) * 1e3


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="http://127.0.0.1:8000", help="%(default)s")
    parser.add_argument("--environment", default="medusa", help="%(default)s")
    parser.add_argument("--envs", default="64,1024", help="numbers of environments, separated by commas (%(default)s)")
    parser.add_argument("--seconds", type=float, default=10.0, help="for each number (%(default)s)")
    arguments = parser.parse_args()
    print("| Environments | Steps/s | Vector step, median | 99 % |\n|---|---|---|---|")
    for num_envs in map(int, arguments.envs.split(",")):
        rate, median, late = measure(arguments.host, arguments.environment, num_envs, arguments.seconds)
        print(f"| {num_envs:,} | {rate:,.0f} | {median:.1f} ms | {late:.1f} ms |", flush=True)


if __name__ == "__main__":
    main()
