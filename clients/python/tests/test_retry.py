"""When a request is asked again."""

from __future__ import annotations

import unittest

from medusa_env import InvalidRequest, MedusaError, OutcomeUnknown, RetryPolicy, Unavailable
from medusa_env.errors import error_of


class ARetryPolicy(unittest.TestCase):
    def setUp(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def policy(self, give_up_s: float) -> RetryPolicy:
        return RetryPolicy(give_up_s, first_s=1.0, longest_s=4.0, sleep=self.sleep, clock=lambda: self.now, draw=lambda: 1.0)

    def run_out(self, policy: RetryPolicy, error: MedusaError) -> None:
        for attempt in policy.attempts():
            attempt.failed(error)

    def test_waits_twice_as_long_each_time_and_raises_the_error_in_the_end(self) -> None:
        with self.assertRaises(OutcomeUnknown):
            self.run_out(self.policy(14.0), OutcomeUnknown("timeout", "no answer"))
        self.assertEqual([1.0, 2.0, 4.0, 4.0], self.waits)

    def test_waits_as_long_as_the_server_says(self) -> None:
        with self.assertRaises(Unavailable):
            self.run_out(self.policy(7.0), error_of({"status": 503, "code": "overloaded", "retry_after_s": 3}))
        self.assertEqual([3.0, 3.0], self.waits)

    def test_raises_at_once_what_waiting_does_not_mend(self) -> None:
        with self.assertRaises(InvalidRequest):
            self.run_out(self.policy(100.0), error_of({"status": 422, "code": "invalid_action"}))
        self.assertEqual([], self.waits)


class AnError(unittest.TestCase):
    def test_has_a_class_by_its_status_and_all_fields_of_the_problem(self) -> None:
        expected = {401: "Unauthorized", 404: "NotFound", 409: "Conflict", 410: "Expired", 415: "InvalidRequest", 429: "RateLimited", 500: "MedusaError", 503: "Unavailable", 504: "OutcomeUnknown"}
        for status, name in expected.items():
            error = error_of({"status": status, "code": "a_code", "detail": "what to do", "expected_step": 3})
            self.assertEqual((name, "a_code", status, 3), (type(error).__name__, error.code, error.status, error.problem["expected_step"]))
