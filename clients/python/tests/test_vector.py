"""The vector interface with the running gateway: Gymnasium's documented semantics."""

from __future__ import annotations

import unittest
from typing import Any

import numpy as np

from medusa_env import FEATURES, AutoresetMode, MedusaActionType, MedusaClient, MedusaVectorEnv, NotFound, ResetNeeded, StepsRefused

from .gateway import gateway

SYNC, COMMIT = 0, 10


class VectorCase(unittest.TestCase):
    def vector(self, num_envs: int, *arguments: Any, **settings: Any) -> MedusaVectorEnv:
        env = MedusaVectorEnv(num_envs, *arguments, base_url=gateway().url, **settings)
        self.addCleanup(env.close)
        return env


class AVectorEnvironment(VectorCase):
    def test_has_spaces_of_one_and_of_all(self) -> None:
        env = self.vector(3)
        self.assertEqual((3, AutoresetMode.NEXT_STEP), (env.num_envs, env.metadata["autoreset_mode"]))
        self.assertEqual(((16,), (3, 16)), (env.single_observation_space.shape, env.observation_space.shape))
        self.assertEqual((11, [11, 11, 11]), (env.single_action_space.n, env.action_space.nvec.tolist()))
        self.assertEqual(FEATURES, env.feature_names)
        self.assertEqual(env.action_space.nvec[0], len(MedusaActionType))
        observations, _ = env.reset(seed=0)
        self.assertTrue(env.observation_space.contains(observations))
        self.assertEqual(np.float32, observations.dtype)
        self.assertTrue(env.action_space.contains(env.action_space.sample()))

    def test_numbers_the_actions_as_the_server_lists_them(self) -> None:
        names = [action["name"] for action in MedusaClient(gateway().url).environment("medusa")["actions"]]
        self.assertEqual(names, [action.value for action in MedusaActionType])

    def test_gives_environment_i_the_seed_plus_i(self) -> None:
        env = self.vector(3)
        observations, infos = env.reset(seed=5)
        self.assertEqual([5, 6, 7], infos["seed"].tolist())
        alone = MedusaClient(gateway().url).create("medusa", seed=6)[0].observation["features"]
        np.testing.assert_array_equal(np.float32(alone), observations[1])

    def test_takes_seeds_one_by_one_and_refuses_another_number_of_them(self) -> None:
        env = self.vector(2)
        _, infos = env.reset(seed=[8, None])
        self.assertEqual(8, infos["seed"][0])
        with self.assertRaises(ValueError):
            env.reset(seed=[1, 2, 3])

    def test_repeats_a_whole_run_from_one_seed(self) -> None:
        def run() -> list[Any]:
            env = self.vector(4, options={"max_steps": 3})
            seen = [env.reset(seed=3)[0]]
            env.action_space.seed(9)
            seen.extend(env.step(env.action_space.sample())[0] for _ in range(12))
            return seen

        for one, other in zip(run(), run()):
            np.testing.assert_array_equal(one, other)

    def test_takes_indices_names_and_dicts(self) -> None:
        env = self.vector(3)
        env.reset(seed=0)
        _, rewards, terminations, truncations, _ = env.step([np.int64(COMMIT), "SYNC_CHECK", {"action": "COMMIT", "params": {}}])
        np.testing.assert_allclose([-20.2, -0.2, -35.2][:2], rewards[:2])
        self.assertEqual([True, False, True], terminations.tolist())
        self.assertEqual([False] * 3, truncations.tolist())
        self.assertEqual((np.float64, np.bool_), (rewards.dtype, terminations.dtype))

    def test_gives_observations_that_later_steps_leave_alone(self) -> None:
        env = self.vector(2)
        first, _ = env.reset(seed=0)
        second = env.step([SYNC, SYNC])[0]
        env.step([SYNC, SYNC])
        self.assertEqual([0.0, 0.05], [round(float(observations[0, 15]), 6) for observations in (first, second)])

    def test_leaves_everything_as_it_was_where_an_action_is_none(self) -> None:
        env = self.vector(2)
        env.reset(seed=0)
        for actions in ([SYNC], [SYNC, 11], [SYNC, -1], [SYNC, "FLY"], [SYNC, True], [SYNC, None], "SYNC_CHECK", {"action": "SYNC_CHECK"}):
            with self.subTest(actions), self.assertRaises(ValueError):
                env.step(actions)
        self.assertEqual([1, 1], env.step([SYNC, SYNC])[4]["step"].tolist())

    def test_corrects_refused_actions_without_taking_the_others_twice(self) -> None:
        env = self.vector(2)
        env.reset(seed=0)
        with self.assertRaises(StepsRefused) as caught:
            env.step([SYNC, {"action": "FLY"}])
        self.assertEqual(("invalid_action", [1]), (caught.exception.code, list(caught.exception.errors)))
        self.assertEqual([1, 1], env.step([SYNC, SYNC])[4]["step"].tolist())
        self.assertEqual([2, 2], env.step([SYNC, SYNC])[4]["step"].tolist())

    def test_tells_in_infos_what_it_is_asked_to_tell(self) -> None:
        env = self.vector(2, info=("metrics", "end_reason"))
        env.reset(seed=0)
        infos = env.step([SYNC, COMMIT])[4]
        self.assertEqual([True, False], infos["metrics"]["progress"]["did_sync_check"].tolist())
        self.assertEqual([False, True], infos["_end_reason"].tolist())
        self.assertEqual([None, "committed"], infos["end_reason"].tolist())
        self.assertNotIn("episode_id", infos)

    def test_gives_each_environment_its_own_task_and_options(self) -> None:
        env = self.vector(2, task=["clean_pipeline", None], options=[{}, {"max_steps": 7}])
        env.reset()
        client = MedusaClient(gateway().url)
        summaries = [client.summary(str(episode)) for episode in env.episode_ids]
        self.assertEqual([("clean_pipeline", 0), (None, None)], [(summary["task"], summary["seed"] if summary["task"] else None) for summary in summaries])
        self.assertEqual(7, summaries[1]["options"]["max_steps"])

    def test_takes_options_for_the_episodes_of_one_reset(self) -> None:
        env = self.vector(1, autoreset_mode="SameStep")
        env.reset(options={"max_steps": 1})
        client = MedusaClient(gateway().url)
        self.assertTrue(env.step([SYNC])[3][0])
        self.assertEqual(20, client.summary(str(env.episode_ids[0]))["options"]["max_steps"])
        with self.assertRaises(StepsRefused) as refused:
            env.reset(options={"no_such_option": 1})
        self.assertEqual("invalid_request", refused.exception.code)

    def test_closes_what_still_runs(self) -> None:
        client = MedusaClient(gateway().url)
        env = self.vector(2)
        env.reset(seed=0)
        first = env.episode_ids
        env.step([SYNC, COMMIT])
        env.reset(seed=0)
        second = env.episode_ids
        self.assertEqual(["closed", "done"], [client.summary(str(episode))["status"] for episode in first])
        env.close()
        env.close()
        self.assertEqual(["closed", "closed"], [client.summary(str(episode))["status"] for episode in second])

    def test_wants_a_reset_first_and_an_environment_that_exists(self) -> None:
        with self.assertRaises(ResetNeeded):
            self.vector(1).step([SYNC])
        with self.assertRaises(NotFound):
            self.vector(1, "chess")


class NextStep(VectorCase):
    def test_resets_with_the_next_step_whose_action_is_ignored(self) -> None:
        env = self.vector(2)
        env.reset(seed=0)
        ended, rewards, terminations, _, infos = env.step([COMMIT, SYNC])
        first = env.episode_ids
        self.assertEqual([True, False], terminations.tolist())
        self.assertNotIn("final_obs", infos)
        self.assertAlmostEqual(0.05, ended[0, 15], 6)
        # What is no action at all is not looked at either.
        observations, rewards, terminations, truncations, infos = env.step(["ignored", SYNC])
        self.assertEqual((0.0, False, False), (rewards[0], terminations[0], truncations[0]))
        self.assertEqual(0.0, observations[0, 15])
        self.assertEqual([0, 2], infos["step"].tolist())
        self.assertEqual([True, False], infos["_seed"].tolist())
        self.assertNotEqual(first[0], env.episode_ids[0])
        self.assertEqual(first[1], env.episode_ids[1])

    def test_tells_a_truncation_from_a_termination(self) -> None:
        env = self.vector(2, options={"max_steps": 2})
        env.reset(seed=0)
        env.step([SYNC, SYNC])
        _, _, terminations, truncations, infos = env.step([SYNC, COMMIT])
        self.assertEqual(([False, True], [True, False]), (terminations.tolist(), truncations.tolist()))
        self.assertEqual(["max_steps", "committed"], infos["end_reason"].tolist())


class SameStep(VectorCase):
    def test_resets_at_once_and_keeps_the_last_observation_in_infos(self) -> None:
        env = self.vector(2, autoreset_mode=AutoresetMode.SAME_STEP)
        env.reset(seed=0)
        first = env.episode_ids
        observations, rewards, terminations, _, infos = env.step([COMMIT, SYNC])
        self.assertEqual([True, False], terminations.tolist())
        self.assertAlmostEqual(-20.2, rewards[0])
        self.assertEqual(0.0, observations[0, 15])
        self.assertEqual([True, False], infos["_final_obs"].tolist())
        self.assertAlmostEqual(0.05, infos["final_obs"][0][15], 6)
        self.assertIsNone(infos["final_obs"][1])
        self.assertEqual([True, False], infos["_final_info"].tolist())
        self.assertEqual((first[0], "committed"), (infos["final_info"]["episode_id"][0], infos["final_info"]["end_reason"][0]))
        self.assertEqual([0, 1], infos["step"].tolist())
        self.assertEqual([1, 2], env.step([SYNC, SYNC])[4]["step"].tolist())

    def test_leaves_infos_without_final_ones_where_nothing_ended(self) -> None:
        env = self.vector(1, autoreset_mode="SameStep")
        env.reset(seed=0)
        self.assertNotIn("final_obs", env.step([SYNC])[4])


class Disabled(VectorCase):
    def test_wants_a_reset_of_those_that_ended(self) -> None:
        env = self.vector(3, autoreset_mode=AutoresetMode.DISABLED)
        env.reset(seed=0)
        before, _, terminations, _, _ = env.step([SYNC, COMMIT, SYNC])
        with self.assertRaises(ResetNeeded) as caught:
            env.step([SYNC, SYNC, SYNC])
        self.assertEqual("episode_done", caught.exception.code)
        kept = env.episode_ids
        observations, infos = env.reset(seed=40, options={"reset_mask": terminations})
        self.assertEqual(([False, True, False], 41), (infos["_seed"].tolist(), infos["seed"][1]))
        np.testing.assert_array_equal(before[[0, 2]], observations[[0, 2]])
        self.assertEqual((kept[0], kept[2]), (env.episode_ids[0], env.episode_ids[2]))
        self.assertEqual([2, 1, 2], env.step([SYNC, SYNC, SYNC])[4]["step"].tolist())

    def test_refuses_masks_as_gymnasium_does(self) -> None:
        env = self.vector(2, autoreset_mode="Disabled")
        env.reset(seed=0)
        for mask, error in (([True, False], TypeError), (np.array([1, 0]), TypeError), (np.array([True]), ValueError), (np.array([False, False]), ValueError)):
            with self.subTest(mask), self.assertRaises(error):
                env.reset(options={"reset_mask": mask})

    def test_does_not_change_the_callers_options(self) -> None:
        env = self.vector(1, autoreset_mode="Disabled")
        env.reset(seed=0)
        options = {"reset_mask": np.array([True]), "scenario": "clean"}
        env.reset(options=options)
        self.assertEqual({"reset_mask", "scenario"}, set(options))


class DataSelect(VectorCase):
    def test_has_a_dict_of_arrays(self) -> None:
        env = self.vector(2, "dataselect", task="easy")
        observations, _ = env.reset()
        self.assertEqual({"remaining_budget": [300, 300], "samples_available": [1100, 1100]}, {name: observations[name].tolist() for name in ("remaining_budget", "samples_available")})
        self.assertEqual({"i": 2, "f": 3}, {kind: sum(column.dtype.kind == kind for column in observations.values()) for kind in "if"})
        self.assertEqual(set(observations), set(env.single_observation_space.spaces))
        self.assertEqual((2,), env.observation_space["noise_estimate"].shape)

    def test_takes_dicts_and_a_dict_of_arrays(self) -> None:
        env = self.vector(2, "dataselect", task="easy")
        env.reset()
        weights = {"uncertainty": 0.4, "diversity": 0.4, "random": 0.2}
        batched = {"action_type": np.array([0, 1]), "batch_size": np.array([10, 5]), "strategy_weights": np.array([[0.4, 0.4, 0.2]] * 2)}
        for actions in (batched, [{"action_type": "select_batch", "batch_size": 10, "strategy_weights": weights}, {"action_type": "stop"}]):
            observations, rewards, terminations, _, _ = env.step(actions)
            self.assertEqual(([290, 300], [False, True]), (observations["remaining_budget"].tolist(), terminations.tolist()))
            env.reset()
        self.assertEqual((2, (2, 3)), (len(env.action_space.sample()["batch_size"]), env.action_space.sample()["strategy_weights"].shape))
        env.step(env.action_space.sample())

    def test_refuses_indices(self) -> None:
        env = self.vector(1, "dataselect")
        env.reset(seed=0)
        with self.assertRaises(ValueError):
            env.step([0])


class Infos(unittest.TestCase):
    def test_change_to_objects_where_environments_differ_in_type(self) -> None:
        from medusa_env.vector.infos import add_info

        infos: dict[str, Any] = {}
        for index, value in enumerate([1, 0.5, None]):
            add_info(infos, {"x": value, "nested": {"y": [index]}}, index, 3)
            add_info(infos, {"seed": [7, 2**100, 8][index]}, index, 3)
        self.assertEqual([1, 0.5, None], infos["x"].tolist())
        self.assertEqual([7, 2**100, 8], infos["seed"].tolist())
        self.assertEqual([[0], [1], [2]], infos["nested"]["y"].tolist())
        self.assertEqual(([True] * 3, [True] * 3), (infos["_nested"].tolist(), infos["nested"]["_y"].tolist()))
