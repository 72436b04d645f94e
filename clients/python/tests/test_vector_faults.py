"""The vector interface where answers are lost: every step is taken once."""

from __future__ import annotations

import unittest
from dataclasses import replace
from typing import Any

import numpy as np

from medusa_env import Conflict, ConnectionLost, MedusaClient, MedusaVectorEnv, OutcomeUnknown, RetryPolicy

from .faults import FaultyProxy
from .gateway import gateway

SYNC, COMMIT = 0, 10
AT_ONCE = RetryPolicy(sleep=lambda _: None)
ONCE = replace(AT_ONCE, give_up_s=0.0)


class LostAnswers(unittest.TestCase):
    def vector(self, retry: RetryPolicy = AT_ONCE, num_envs: int = 3, **settings: Any) -> MedusaVectorEnv:
        self.proxy = FaultyProxy(gateway().url)
        self.addCleanup(self.proxy.close)
        env = MedusaVectorEnv(num_envs, base_url=self.proxy.url, retry=retry, **settings)
        self.addCleanup(env.close)
        env.reset(seed=0)
        self.proxy.requests.clear()
        return env

    def steps_taken(self, env: MedusaVectorEnv) -> list[int]:
        client = MedusaClient(gateway().url)
        return [client.summary(str(episode))["next_step"] - 1 for episode in env.episode_ids]

    def test_are_asked_for_again_under_the_same_names(self) -> None:
        env = self.vector()
        for fault in ("cut", 503, 504):
            self.proxy.plan = [fault, fault, None]
            env.step([SYNC, SYNC, SYNC])
        self.assertEqual([3, 3, 3], self.steps_taken(env))
        batches = self.proxy.batches()
        self.assertEqual([batches[0]] * 3, batches[:3])
        self.assertTrue(all(element["step"] == 1 and element["request_id"] for element in batches[0]))

    def test_begin_each_episode_once(self) -> None:
        env = self.vector(num_envs=2, episode_fields={"labels": {"of": "once"}})
        env.step([COMMIT, SYNC])
        self.proxy.plan = ["cut", None]
        _, _, _, _, infos = env.step([SYNC, SYNC])
        self.assertEqual([0, 2], infos["step"].tolist())
        lost, repeated = self.proxy.batches()[-2:]
        self.assertEqual(lost, repeated)
        self.assertIn("create", lost[0])

    def test_are_asked_for_only_where_they_are_missing(self) -> None:
        def late(answer: Any) -> Any:
            answer["results"][1] = {"episode_id": "", "error": {"status": 504, "code": "outcome_unknown", "detail": "late"}}
            return answer

        env = self.vector()
        self.proxy.plan = [(200, late), None]
        _, rewards, _, _, infos = env.step([SYNC, SYNC, SYNC])
        self.assertEqual(([1, 1, 1], [3, 1]), (infos["step"].tolist(), [len(batch) for batch in self.proxy.batches()]))
        np.testing.assert_allclose([-0.2] * 3, rewards)
        self.assertEqual([1, 1, 1], self.steps_taken(env))

    def test_are_not_hurried_where_the_server_says_how_long_to_wait(self) -> None:
        def limited(answer: Any) -> Any:
            answer["results"][0] = {"episode_id": "", "error": {"status": 429, "code": "rate_limited", "detail": "later", "retry_after_s": 7}}
            return answer

        waits: list[float] = []
        env = self.vector(RetryPolicy(sleep=waits.append))
        # The proxy's 503 carries the header Retry-After: 1.
        self.proxy.plan = [503, (200, limited), None]
        env.step([SYNC, SYNC, SYNC])
        self.assertEqual([1.0, 7.0], waits)

    def test_leave_the_step_open_until_it_is_asked_again(self) -> None:
        env = self.vector(ONCE)
        self.proxy.plan = ["cut"]
        with self.assertRaises(ConnectionLost):
            env.step([SYNC, SYNC, SYNC])
        # Another step may not take its place: nobody knows whether the first was taken.
        with self.assertRaises(Conflict) as caught:
            env.step([SYNC, COMMIT, SYNC])
        self.assertEqual("request_conflict", caught.exception.code)
        self.assertEqual([1, 1, 1], env.step([SYNC, SYNC, SYNC])[4]["step"].tolist())
        self.assertEqual([1, 1, 1], self.steps_taken(env))

    def test_leave_the_step_open_where_the_next_episodes_do_not_begin(self) -> None:
        env = self.vector(ONCE, autoreset_mode="SameStep")
        self.proxy.plan = [None, 504]
        with self.assertRaises(OutcomeUnknown):
            env.step([COMMIT, SYNC, COMMIT])
        _, rewards, terminations, _, infos = env.step([COMMIT, SYNC, COMMIT])
        self.assertEqual(([True, False, True], [0, 1, 0]), (terminations.tolist(), infos["step"].tolist()))
        self.assertAlmostEqual(-20.2, rewards[0])
        # The step, its creations without an answer, and the creations again: no step was asked twice.
        self.assertEqual([3, 2, 2], [len(batch) for batch in self.proxy.batches()])

    def test_are_given_up_by_a_reset(self) -> None:
        env = self.vector(ONCE)
        self.proxy.plan = ["cut"]
        with self.assertRaises(ConnectionLost):
            env.step([SYNC, SYNC, SYNC])
        env.reset(seed=0)
        self.assertEqual([1, 1, 1], env.step([COMMIT, SYNC, SYNC])[4]["step"].tolist())

    def test_do_not_keep_environments_from_closing(self) -> None:
        env = self.vector(ONCE)
        self.proxy.close()
        env.close()
        self.assertTrue(env.closed)
