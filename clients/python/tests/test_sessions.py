"""OpenEnv sessions with the running gateway."""

from __future__ import annotations

import hashlib
import unittest

from medusa_env import (
    ConnectionLost,
    DataSelectAction,
    DataSelectEnv,
    MedusaAction,
    MedusaActionType,
    MedusaClient,
    MedusaEnv,
    NotFound,
    OpenEnvSession,
    ServerError,
    Unauthorized,
)

from .gateway import gateway

STEPS = ["SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"]
KEYS = {"one": "a first key of no worth", "two": "a second key of no worth"}


def guarded() -> str:
    """A gateway that wants one of two keys."""
    settings: dict[str, str] = {}
    for index, (name, key) in enumerate(KEYS.items()):
        settings[f"Medusa__Keys__{index}__Id"] = name
        settings[f"Medusa__Keys__{index}__Sha256"] = hashlib.sha256(key.encode()).hexdigest()
    return gateway(**settings).url


class AMedusaSession(unittest.TestCase):
    def test_plays_the_documented_steps_to_a_passed_grade(self) -> None:
        with MedusaEnv(gateway().url) as env:
            first = env.reset(seed=1)
            self.assertEqual((16,), first.observation.vector.shape)
            self.assertIsNone(first.reward)
            rewards = []
            for name in STEPS:
                result = env.step(MedusaAction(action=MedusaActionType(name)))
                self.assertEqual(result.reward, result.observation.reward)
                rewards.append(result.reward)
            self.assertTrue(result.done and result.observation.done)
            self.assertEqual("committed", result.metadata["end_reason"])
            state = env.state()
            self.assertTrue(state.grader_passed)
            self.assertEqual(("dirty_keys_1", 8, {}), (state.scenario_id, state.step_count, state.extra))
            self.assertAlmostEqual(sum(rewards), state.cumulative_reward)

    def test_is_the_same_through_sync_and_with_names_in_place_of_actions(self) -> None:
        with MedusaEnv(gateway().url).sync() as env:
            env.reset(seed=0)
            self.assertAlmostEqual(-20.2, env.step("COMMIT").reward)
        with self.assertRaises(ValueError):
            MedusaEnv()._step_payload(MedusaAction("FLY"))

    def test_takes_a_step_with_a_number_once(self) -> None:
        with MedusaEnv(gateway().url) as env:
            env.reset(seed=0)
            action = MedusaAction(MedusaActionType.SYNC_CHECK, metadata={"step": 1})
            self.assertEqual(env.step(action), env.step(action))
            self.assertEqual(1, env.state().step_count)

    def test_raises_what_the_server_refuses_and_goes_on(self) -> None:
        with MedusaEnv(gateway().url) as env:
            env.reset(seed=0)
            with self.assertRaises(ServerError) as caught:
                env.step({"action": "FLY"})
            self.assertEqual("VALIDATION_ERROR", caught.exception.code)
            self.assertIsInstance(caught.exception, RuntimeError)
            self.assertEqual(1, env.step("SYNC_CHECK").metadata["step"])

    def test_wants_a_reset_after_its_connection_was_lost(self) -> None:
        env = MedusaEnv(gateway().url)
        env.reset(seed=0)
        self.cut(env)
        for _ in range(2):
            with self.assertRaises(ConnectionLost):
                env.step("SYNC_CHECK")
        self.assertEqual(0, env.reset(seed=0).metadata["step"])
        env.close()
        env.close()

    def test_goes_on_with_its_episode_where_the_url_has_a_session_key(self) -> None:
        env = MedusaEnv(f"{gateway().url}/s/a-key-of-this-test")
        env.reset(seed=0)
        env.step("SYNC_CHECK")
        self.cut(env)
        with self.assertRaises(ConnectionLost):
            env.state()
        self.assertEqual(1, env.connect().state().step_count)
        self.assertEqual(2, env.step("COMMIT").metadata["step"])
        env.close()

    def test_closes_its_episode_with_itself(self) -> None:
        with MedusaEnv(gateway().url) as env:
            episode = env.reset(seed=0).metadata["episode_id"]
        self.assertEqual("closed", MedusaClient(gateway().url).summary(episode)["status"])

    @staticmethod
    def cut(env: OpenEnvSession[object, object, object]) -> None:
        assert env._socket is not None
        env._socket._socket.shutdown(2)


class ADataSelectSession(unittest.TestCase):
    def test_reaches_the_baseline_of_the_easy_task(self) -> None:
        with DataSelectEnv(f"{gateway().url}/envs/dataselect") as env:
            result = env.reset(task="easy")
            self.assertEqual(300, result.observation.remaining_budget)
            balanced = DataSelectAction(batch_size=10, strategy_weights={"uncertainty": 0.4, "diversity": 0.4, "random": 0.2})
            while not result.done:
                result = env.step(balanced)
            self.assertEqual((5,), result.observation.vector.shape)
            state = env.state()
            self.assertEqual(("easy", True, {}), (state.task_id, state.done, state.extra))
            grade = MedusaClient(gateway().url).grade(result.metadata["episode_id"])
        self.assertEqual((0.7019, True), (round(grade["score"], 4), grade["task_passed"]))

    def test_stops_with_a_bare_action(self) -> None:
        with DataSelectEnv(f"{gateway().url}/envs/dataselect") as env:
            env.reset(task="hard")
            self.assertEqual("stopped", env.step(DataSelectAction("stop")).metadata["end_reason"])


class AKey(unittest.TestCase):
    def test_opens_sessions_and_routes_as_bearer_and_in_the_url(self) -> None:
        url = guarded()
        inside = url.replace("http://", f"http://any:{KEYS['one'].replace(' ', '%20')}@")
        for env in (MedusaEnv(url, api_key=KEYS["one"]), MedusaEnv(inside)):
            with env:
                self.assertEqual(0, env.reset(seed=0).metadata["step"])
        for client in (MedusaClient(url, api_key=KEYS["one"]), MedusaClient(inside)):
            self.assertEqual("medusa", client.environment("MEDUSA")["name"])

    def test_is_wanted_where_there_is_none(self) -> None:
        with self.assertRaises(Unauthorized):
            MedusaEnv(guarded()).connect()
        with self.assertRaises(Unauthorized) as caught:
            MedusaClient(guarded(), api_key="wrong").environments()
        self.assertEqual("unauthorized", caught.exception.code)

    def test_does_not_see_another_keys_episodes(self) -> None:
        one, two = (MedusaClient(guarded(), api_key=key) for key in KEYS.values())
        episode = one.create("medusa", seed=0)[0].episode_id
        with self.assertRaises(NotFound):
            two.summary(episode)
