"""A gateway that is killed while many episodes are played."""

from __future__ import annotations

import socket
import tempfile
import threading
import unittest

import numpy as np

from medusa_env import MedusaClient, MedusaVectorEnv, RetryPolicy

from .gateway import Gateway

ENVS, STEPS = 16, 30


def free_port() -> int:
    """A port on which a gateway can come back."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


class AKilledGateway(unittest.TestCase):
    def test_loses_no_step_and_takes_none_twice(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        server = Gateway({"PORT": str(free_port()), "Medusa__Journal__Kind": "sqlite", "Medusa__Journal__Path": f"{folder.name}/medusa.db"})
        self.addCleanup(server.stop)
        begun, finished = threading.Event(), threading.Event()

        def kill_and_start() -> None:
            begun.wait(60)
            for _ in range(2):
                if not finished.wait(0.2):
                    server.stop()
                    server.start()

        disturber = threading.Thread(target=kill_and_start)
        disturber.start()
        self.addCleanup(disturber.join)
        self.addCleanup(finished.set)
        env = MedusaVectorEnv(ENVS, base_url=server.url, options={"max_steps": 1000}, retry=RetryPolicy(give_up_s=60.0, first_s=0.05, longest_s=0.2))
        env.reset(seed=0)
        rewards = np.zeros(ENVS)
        begun.set()
        # At least so many steps, and on until it was killed twice.
        taken = 0
        while taken < STEPS or disturber.is_alive():
            _, reward, terminations, _, infos = env.step(["SYNC_CHECK"] * ENVS)
            rewards += reward
            taken += 1
            self.assertFalse(terminations.any())
            self.assertEqual([taken] * ENVS, infos["step"].tolist())
            self.assertLess(taken, 999)
        finished.set()
        client = MedusaClient(server.url)
        self.addCleanup(client.close)
        for episode, total in zip(env.episode_ids, rewards):
            log = client.trajectory(str(episode))
            self.assertEqual(taken, len(log["steps"]))
            self.assertAlmostEqual(total, log["return"])
        env.close()
