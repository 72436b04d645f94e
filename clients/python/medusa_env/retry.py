"""When a request is asked again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .errors import MedusaError, is_retryable


@dataclass(frozen=True)
class RetryPolicy:
    """Exponential backoff with full jitter.

    Attributes:
        give_up_s: after so many seconds, from the first attempt on, the last error is raised. Zero asks once.
        first_s: the longest wait before the second attempt, in seconds; doubled for each further one.
        longest_s: the longest wait between two attempts, in seconds.
        sleep, clock, draw: replaced by tests.
    """

    give_up_s: float = 120.0
    first_s: float = 0.1
    longest_s: float = 5.0
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)
    draw: Callable[[], float] = field(default=random.random, repr=False)

    def attempts(self) -> Iterator["Attempt"]:
        """Attempts without end: ``Attempt.failed`` ends them by raising."""
        begin = self.clock()
        longest = self.first_s
        while True:
            yield Attempt(self, begin, longest)
            longest = min(longest * 2, self.longest_s)


@dataclass(frozen=True)
class Attempt:
    """One attempt of a request that may be repeated."""

    policy: RetryPolicy
    begin: float
    longest: float

    def failed(self, error: MedusaError) -> None:
        """Waits until the next attempt, at least as long as the server's Retry-After says.

        Raises:
            MedusaError: the error itself, where another attempt is of no use or would come too late.
        """
        if not is_retryable(error):
            raise error
        wait = max(self.longest * self.policy.draw(), float(error.problem.get("retry_after_s") or 0.0))
        if self.policy.clock() + wait - self.begin > self.policy.give_up_s:
            raise error
        self.policy.sleep(wait)
