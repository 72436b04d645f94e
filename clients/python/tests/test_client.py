"""The native API's client with the running gateway, and with connections that break."""

from __future__ import annotations

import unittest
from dataclasses import replace

import numpy as np

from medusa_env import Conflict, ConnectionLost, InvalidRequest, MedusaClient, MedusaError, NotFound, RetryPolicy, StepReply
from medusa_env.tables import columns_of

from .faults import FaultyProxy
from .gateway import gateway

# Real backoff without the waiting.
AT_ONCE = RetryPolicy(sleep=lambda _: None)


class AClient(unittest.TestCase):
    def setUp(self) -> None:
        self.client = MedusaClient(gateway().url)
        self.addCleanup(self.client.close)

    def test_starts_steps_grades_and_exports_an_episode(self) -> None:
        [episode] = self.client.create("medusa", task="clean_pipeline", labels={"of": "a test"})
        for step, name in enumerate(["EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"], start=1):
            reply = self.client.step(episode.episode_id, {"action": name}, step=step)
        self.assertTrue(reply.done and reply.terminated and not reply.truncated)
        self.assertTrue(self.client.grade(episode.episode_id)["passed"])
        self.assertEqual(3, len(self.client.trajectory(episode.episode_id)["steps"]))
        self.assertEqual({"of": "a test"}, self.client.summary(episode.episode_id)["labels"])

    def test_starts_one_episode_a_seed_and_equal_ones_in_a_group(self) -> None:
        seeds = self.client.create("medusa", seeds=[4, 5])
        self.assertEqual([4, 5], [reply.metadata["seed"] for reply in seeds])
        group = self.client.create("medusa", seed=4, count=3)
        self.assertEqual(1, len({reply.metadata["state_digest"] for reply in [seeds[0], *group]}))

    def test_forks_an_episode_at_a_step(self) -> None:
        [episode] = self.client.create("medusa", seed=0)
        self.client.step(episode.episode_id, {"action": "SYNC_CHECK"})
        self.client.step(episode.episode_id, {"action": "COMMIT"})
        forks = self.client.fork(episode.episode_id, at=1, count=2)
        self.assertEqual([1, 1], [fork.step for fork in forks])
        self.assertFalse(self.client.step(forks[0].episode_id, {"action": "PREP_KEYS_A"}).done)

    def test_reads_tables_as_columns_page_by_page(self) -> None:
        [episode] = self.client.create("medusa", seed=1, options={"n_fact_rows": 25})
        self.client.step(episode.episode_id, {"action": "PREP_KEYS_A"})
        table = self.client.table(episode.episode_id, "bronze_a_prepped", page=10)
        self.assertEqual({"entity_id": "O", "fact_value": "f", "fact_category": "O", "created_at": "M"}, {name: column.dtype.kind for name, column in table.items()})
        self.assertEqual(25, len(table["entity_id"]))
        self.assertIn(None, table["entity_id"].tolist())
        before = self.client.table(episode.episode_id, "bronze_a_prepped", at=0)
        self.assertNotEqual(before["entity_id"].tolist(), table["entity_id"].tolist())
        rows = {table["name"]: table["rows"] for table in self.client.tables(episode.episode_id)}
        self.assertEqual((25, 0), (rows["bronze_a"], rows["silver"]))

    def test_raises_typed_errors_with_the_servers_code(self) -> None:
        [episode] = self.client.create("medusa", seed=0)
        with self.assertRaises(Conflict) as conflict:
            self.client.step(episode.episode_id, {"action": "COMMIT"}, step=5)
        self.assertEqual(("step_conflict", 1), (conflict.exception.code, conflict.exception.problem["expected_step"]))
        with self.assertRaises(InvalidRequest) as invalid:
            self.client.step(episode.episode_id, {"action": "FLY"})
        self.assertEqual("invalid_action", invalid.exception.code)
        with self.assertRaises(NotFound) as unknown:
            self.client.environment("chess")
        self.assertIn("medusa", str(unknown.exception))
        with self.assertRaises(Conflict) as running:
            self.client.grade(episode.episode_id)
        self.assertEqual("not_done", running.exception.code)

    def test_answers_each_element_of_a_batch_by_itself(self) -> None:
        [episode] = self.client.create("medusa", seed=0)
        good, bad = self.client.steps(
            [{"episode_id": episode.episode_id, "step": 1, "action": {"action": "SYNC_CHECK"}}, {"episode_id": "nobody", "step": 1, "action": {"action": "SYNC_CHECK"}}]
        )
        self.assertIsInstance(good, StepReply)
        self.assertIsInstance(bad, NotFound)

    def test_takes_batches_of_any_length(self) -> None:
        [episode] = self.client.create("medusa", seed=0)
        element = {"episode_id": episode.episode_id, "step": 1, "request_id": "the same", "action": {"action": "SYNC_CHECK"}}
        replies = self.client.steps([element] * 4100)
        self.assertEqual(4100, len(replies))
        self.assertEqual(1, sum(isinstance(reply, StepReply) and not reply.replayed for reply in replies))


class ABrokenConnection(unittest.TestCase):
    def setUp(self) -> None:
        self.proxy = FaultyProxy(gateway().url)
        self.addCleanup(self.proxy.close)
        self.client = MedusaClient(self.proxy.url, retry=AT_ONCE)
        self.client.environments()

    def test_does_a_step_once_however_often_its_answer_is_lost(self) -> None:
        [episode] = self.client.create("medusa", seed=0)
        self.proxy.plan = ["cut", 503, 504, 429, None]
        reply = self.client.step(episode.episode_id, {"action": "SYNC_CHECK"})
        self.assertEqual((1, 1), (reply.step, self.client.summary(episode.episode_id)["next_step"] - 1))
        sent = [body for method, path, body in self.proxy.requests if path.endswith("/step")]
        self.assertEqual(5, len(sent))
        self.assertEqual([sent[0]] * 5, sent)

    def test_starts_an_episode_once_though_the_answer_was_lost(self) -> None:
        before = len(self.running())
        self.proxy.plan = ["cut", "cut", None]
        self.client.create("medusa", seed=0, labels={"of": "lost"})
        self.assertEqual(before + 1, len(self.running()))

    def test_is_given_up_after_the_policys_time(self) -> None:
        [episode] = self.client.create("medusa", seed=0)
        hasty = MedusaClient(self.proxy.url, retry=replace(AT_ONCE, give_up_s=0.0))
        hasty.environments()
        self.proxy.plan = ["cut"]
        with self.assertRaises(ConnectionLost):
            hasty.step(episode.episode_id, {"action": "SYNC_CHECK"})

    def test_is_said_at_once_where_nothing_ever_answered(self) -> None:
        self.proxy.close()
        waits: list[float] = []
        with self.assertRaises(MedusaError) as caught:
            MedusaClient(self.proxy.url, retry=RetryPolicy(sleep=waits.append)).environments()
        self.assertEqual(("connection_lost", []), (caught.exception.code, waits))

    def running(self) -> list[object]:
        page = MedusaClient(gateway().url)._get("/v1/episodes?environment=medusa&status=running&label=of:lost&limit=1000")
        found: list[object] = [episode for episode in page["episodes"] if episode["labels"] == {"of": "lost"}]
        return found


class Columns(unittest.TestCase):
    def test_have_the_types_of_the_table(self) -> None:
        kinds = {"t": "text", "n": "number", "i": "integer", "j": "integer", "b": "boolean", "c": "boolean", "s": "timestamp"}
        page = {
            "columns": [{"name": name, "type": kind} for name, kind in kinds.items()],
            "values": [["x", 0.5, 2**60 + 1, 1, True, None, "2024-01-01T00:00:00"], [None, None, 2, None, False, True, None]],
        }
        table = columns_of([page])
        self.assertEqual("OfiibbM", "".join(column.dtype.kind for column in table.values()))
        self.assertEqual(["x", None], table["t"].tolist())
        self.assertTrue(np.isnan(table["n"][1]) and np.isnat(table["s"][1]))
        self.assertEqual([2**60 + 1, 2], table["i"].tolist())
        self.assertEqual(([1, None], [None, True]), (table["j"].tolist(), table["c"].tolist()))
        self.assertEqual(np.datetime64("2024-01-01"), table["s"][0])
