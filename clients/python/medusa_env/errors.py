"""What can go wrong, by the codes that the server's errors carry (docs/api.md, Errors)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class MedusaError(Exception):
    """A request that was refused, or whose outcome is unknown.

    ``code`` is stable and is what a program should look at; the text says what to do. ``status`` is the HTTP status, or
    None where no HTTP answer carried the error; ``problem`` holds every field of the server's answer, such as
    ``expected_step`` of a ``step_conflict``.
    """

    def __init__(self, code: str, detail: str, *, status: int | None = None, problem: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{detail} ({code})")
        self.code = code
        self.detail = detail
        self.status = status
        self.problem: dict[str, Any] = dict(problem or {})


class Unauthorized(MedusaError):
    """401, 403: the key is missing, wrong, or not enough for this route."""


class NotFound(MedusaError):
    """404: there is no such environment, episode, table or route; another key's episodes are not there either."""


class Conflict(MedusaError):
    """409: the request does not fit where the episode stands. ``problem["expected_step"]`` says the next step."""


class Expired(MedusaError):
    """410: the episode was there and is not kept any more."""


class InvalidRequest(MedusaError):
    """400, 413, 415, 422: correct the request. ``problem["errors"]`` lists path and message where fields are wrong."""


class RateLimited(MedusaError):
    """429: more than this key may ask for."""


class Unavailable(MedusaError):
    """503: not now. The same request may succeed later; nothing happened, unless the code says otherwise."""


class OutcomeUnknown(MedusaError):
    """The request may or may not have been carried out: ask again under the same names."""


class ConnectionLost(OutcomeUnknown):
    """There was no answer: nobody listens, or the connection broke. The code is ``connection_lost``."""


class ServerError(MedusaError, RuntimeError):
    """An error frame of an OpenEnv session. A RuntimeError too, which is what OpenEnv's own client raises."""


class ResetNeeded(MedusaError):
    """A step of an episode that has ended, where resetting is the caller's (``autoreset_mode`` DISABLED), or before the first reset."""


_BY_STATUS: dict[int, type[MedusaError]] = {
    401: Unauthorized,
    403: Unauthorized,
    404: NotFound,
    409: Conflict,
    410: Expired,
    429: RateLimited,
    503: Unavailable,
    504: OutcomeUnknown,
}


def error_of(problem: Mapping[str, Any], status: int | None = None) -> MedusaError:
    """The exception for a problem+json object."""
    number = int(problem.get("status") or status or 500)
    kind = _BY_STATUS.get(number)
    if kind is None:
        kind = InvalidRequest if 400 <= number < 500 else MedusaError
    code = str(problem.get("code") or f"http_{number}")
    return kind(code, str(problem.get("detail") or problem.get("title") or f"HTTP {number}"), status=number, problem=problem)


def is_retryable(error: MedusaError) -> bool:
    """Whether the very same request, under the same names, may get an answer later."""
    return isinstance(error, (Unavailable, OutcomeUnknown)) or error.code == "rate_limited"
