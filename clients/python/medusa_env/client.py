"""The native API, for programs that drive many episodes (docs/api.md)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from .address import Address
from .errors import MedusaError, NotFound, error_of
from .results import StepReply
from .retry import RetryPolicy
from .transport import HttpTransport

if TYPE_CHECKING:
    # Tables alone need numpy.
    from .tables import Columns

# The most elements that one POST /v1/steps takes.
MAX_BATCH = 4096


class MedusaClient:
    """Episodes by the native API.

    Everything that changes something carries a name, so that a request whose answer was lost is asked again and done once.

    Args:
        base_url: such as ``http://127.0.0.1:8000``; a key may stand in its user-info.
        api_key: sent as a Bearer token.
        timeout_s: how long to wait for one answer, in seconds. The server's own deadline of a step is 50 s.
        retry: when to ask again, and when to give up.
    """

    def __init__(self, base_url: str = "http://127.0.0.1:8000", *, api_key: str | None = None, timeout_s: float = 60.0, retry: RetryPolicy | None = None) -> None:
        self._http = HttpTransport(Address.parse(base_url, api_key), timeout_s=timeout_s, retry=retry)

    @property
    def retry(self) -> RetryPolicy:
        """When a request is asked again."""
        return self._http.retry

    def environments(self) -> list[dict[str, Any]]:
        """What the server offers: names, versions, schemas, tasks, policies."""
        found: list[dict[str, Any]] = self._get("/v1/environments")["environments"]
        return found

    def environment(self, name: str) -> dict[str, Any]:
        """One environment's description.

        Raises:
            NotFound: the server has no environment of that name.
        """
        offered = self.environments()
        for environment in offered:
            if environment["name"].casefold() == name.casefold():
                return environment
        names = ", ".join(environment["name"] for environment in offered)
        raise NotFound("unknown_environment", f"There is no environment {name!r}; this server has {names}.", status=404)

    def create(
        self,
        environment: str,
        *,
        seed: int | None = None,
        seeds: Sequence[int] | None = None,
        task: str | None = None,
        options: Mapping[str, Any] | None = None,
        count: int | None = None,
        **fields: Any,
    ) -> list[StepReply]:
        """Starts episodes: one, one for each of ``seeds``, or a group of ``count`` equal ones.

        ``fields`` are the other fields of docs/api.md, Starting episodes: ``labels``, ``durability``, ``idle_timeout_s``, …
        """
        body: dict[str, Any] = {"environment": environment, "request_id": uuid.uuid4().hex, **fields}
        given = {"seed": seed, "seeds": None if seeds is None else list(seeds), "task": task, "options": options, "count": count}
        body.update({name: value for name, value in given.items() if value is not None})
        return self._episodes(self._http.ask("POST", "/v1/episodes", body, repeatable=True))

    def step(self, episode_id: str, action: Mapping[str, Any], *, step: int | None = None, request_id: str | None = None) -> StepReply:
        """Takes one step, exactly once.

        Args:
            step: "take step n", 1 for the first. Without it the step is taken wherever the episode stands.
            request_id: names the step; drawn where it is not given.
        """
        body: dict[str, Any] = {"action": dict(action), "request_id": request_id or uuid.uuid4().hex}
        if step is not None:
            body["step"] = step
        return StepReply.read(self._http.ask("POST", f"{_path(episode_id)}/step", body, repeatable=True))

    def steps(self, elements: Sequence[Mapping[str, Any]]) -> list[StepReply | MedusaError]:
        """Steps and creations of many episodes in one request, answered in order: each a reply or why it was refused.

        The request is asked again as a whole where its answer was lost, so every element must carry a ``request_id`` or a ``step``.
        """
        results = self.ask_steps(elements)
        return [StepReply.read(result) if "error" not in result else _error(result) for result in results]

    def ask_steps(self, elements: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """As :meth:`steps`, with the results as the server's JSON."""
        results: list[dict[str, Any]] = []
        for begin in range(0, len(elements), MAX_BATCH):
            answer = self._http.ask("POST", "/v1/steps", {"steps": list(elements[begin : begin + MAX_BATCH])}, repeatable=True)
            results.extend(answer["results"])
        return results

    def fork(self, episode_id: str, *, at: int | None = None, count: int = 1, label: str | None = None) -> list[StepReply]:
        """Copies of an episode after its step ``at`` (now, where it is not given)."""
        body: dict[str, Any] = {"count": count, "request_id": uuid.uuid4().hex}
        if at is not None:
            body["at"] = at
        if label is not None:
            body["label"] = label
        return self._episodes(self._http.ask("POST", f"{_path(episode_id)}/fork", body, repeatable=True))

    def summary(self, episode_id: str) -> dict[str, Any]:
        """Where an episode stands."""
        return self._object(_path(episode_id))

    def state(self, episode_id: str, *, at: int | None = None) -> dict[str, Any]:
        """The environment's state, after step ``at`` or now."""
        return self._object(f"{_path(episode_id)}/state", at=at)

    def grade(self, episode_id: str) -> dict[str, Any]:
        """Checks with their reasons, the task's score, ``passed``.

        Raises:
            Conflict: ``not_done`` while the episode runs.
        """
        return self._object(f"{_path(episode_id)}/grade")

    def trajectory(self, episode_id: str) -> dict[str, Any]:
        """The whole episode: every observation, action and reward, and the grade."""
        return self._object(f"{_path(episode_id)}/trajectory")

    def tables(self, episode_id: str, *, at: int | None = None) -> list[dict[str, Any]]:
        """Names, rows and columns of the episode's tables."""
        listed: list[dict[str, Any]] = self._object(f"{_path(episode_id)}/tables", at=at)["tables"]
        return listed

    def table(self, episode_id: str, name: str, *, at: int | None = None, page: int = 10_000) -> Columns:
        """A table's columns as numpy arrays, after step ``at`` or now.

        Args:
            page: rows a request, at most the server's MaxPageRows.
        """
        from .tables import columns_of

        return columns_of(self._pages(f"{_path(episode_id)}/tables/{quote(name, safe='')}", at, page))

    def close_episode(self, episode_id: str) -> None:
        """Closes an episode; its log stays readable until the server's retention ends. Closing twice is no error."""
        self._http.ask("DELETE", _path(episode_id), repeatable=True)

    def close(self) -> None:
        """Closes the connection. Episodes go on."""
        self._http.close()

    def __enter__(self) -> MedusaClient:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _pages(self, path: str, at: int | None, size: int) -> Iterator[dict[str, Any]]:
        offset = 0
        while True:
            page = self._object(path, at=at, offset=offset, limit=size)
            yield page
            offset += len(page["values"])
            if not page["values"] or offset >= page["rows"]:
                return

    def _object(self, path: str, **query: Any) -> dict[str, Any]:
        given = {name: value for name, value in query.items() if value is not None}
        answer: dict[str, Any] = self._get(path + (f"?{urlencode(given)}" if given else ""))
        return answer

    def _get(self, path: str) -> Any:
        return self._http.ask("GET", path, repeatable=True)

    @staticmethod
    def _episodes(answer: Mapping[str, Any]) -> list[StepReply]:
        return [StepReply.read(episode) for episode in answer["episodes"]]


def _path(episode_id: str) -> str:
    return f"/v1/episodes/{quote(episode_id, safe='')}"


def _error(result: Mapping[str, Any]) -> MedusaError:
    return error_of(result["error"])
