"""An OpenEnv session over the standard library's sockets."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Any, Generic, TypeVar

from .address import Address
from .errors import ConnectionLost, OutcomeUnknown, ServerError
from .results import StepResult
from .websocket import WebSocket

ActT = TypeVar("ActT")
ObsT = TypeVar("ObsT")
StateT = TypeVar("StateT")
SessionT = TypeVar("SessionT", bound="OpenEnvSession[Any, Any, Any]")


class OpenEnvSession(ABC, Generic[ActT, ObsT, StateT]):
    """One session with one environment: the surface of OpenEnv's EnvClient, synchronous, without its packages.

    A subclass says how its actions, observations and states look on the wire, by the three methods that a subclass of
    EnvClient has: ``_step_payload``, ``_parse_result`` and ``_parse_state``.

    A session that lost its connection, or whose answer did not come in time, raises until the next :meth:`reset`, which
    connects again: a step on a new connection would act on no episode. With a session key in the URL (``…/s/<key>``)
    :meth:`connect` attaches to the episode where it stands.

    Args:
        base_url: the environment's address, such as ``http://127.0.0.1:8000/envs/dataselect``; a key may stand in its user-info.
        api_key: sent as a Bearer token.
        connect_timeout_s: how long connecting may take, in seconds.
        message_timeout_s: how long to wait for an answer, in seconds.
        max_message_size_mb: the longest answer that is taken, in MiB.
    """

    def __init__(
        self,
        base_url: str = "http://127.0.0.1:8000",
        *,
        api_key: str | None = None,
        connect_timeout_s: float = 10.0,
        message_timeout_s: float = 60.0,
        max_message_size_mb: float = 100.0,
    ) -> None:
        self._address = Address.parse(base_url, api_key)
        self._connect_timeout_s = connect_timeout_s
        self._message_timeout_s = message_timeout_s
        self._max_size = int(max_message_size_mb * 1024 * 1024)
        self._socket: WebSocket | None = None

    @abstractmethod
    def _step_payload(self, action: ActT) -> dict[str, Any]:
        """The action as the server's JSON."""

    @abstractmethod
    def _parse_result(self, payload: dict[str, Any]) -> StepResult[ObsT]:
        """A step's answer from the server's JSON."""

    @abstractmethod
    def _parse_state(self, payload: dict[str, Any]) -> StateT:
        """The environment's state from the server's JSON."""

    def connect(self: SessionT) -> SessionT:
        """Connects, where it is not connected yet.

        Raises:
            ConnectionLost: nobody answers.
            Unauthorized: the key is missing or wrong.
        """
        if self._socket is None:
            self._socket = WebSocket(self._address, "/ws", connect_timeout_s=self._connect_timeout_s, max_size=self._max_size)
        return self

    def reset(self, **arguments: Any) -> StepResult[ObsT]:
        """Starts an episode, and connects where needed.

        Args:
            arguments: ``seed``, ``task``, ``episode_id``, the environment's options, … (docs/protocol/openenv.md, Reset arguments).

        Raises:
            ServerError: an argument is refused.
            ConnectionLost: the connection broke; the episode may have started. With ``request_id`` a repeat gets the same one.
        """
        self.connect()
        return self._parse_result(self._ask({"type": "reset", "data": arguments}))

    def step(self, action: ActT) -> StepResult[ObsT]:
        """Takes a step.

        Raises:
            ServerError: refused; the episode is as it was, unless ``problem["problem"]`` is ``outcome_unknown``.
            OutcomeUnknown: the answer did not come in time, and the session is closed.
            ConnectionLost: the connection broke; the step may have been taken.
        """
        return self._parse_result(self._ask({"type": "step", "data": self._step_payload(action)}))

    def state(self) -> StateT:
        """The environment's state."""
        return self._parse_state(self._ask({"type": "state"}))

    def close(self) -> None:
        """Ends the session, and its episode. Closing twice is no error."""
        socket, self._socket = self._socket, None
        if socket is not None:
            try:
                socket.send('{"type":"close"}')
            except ConnectionLost:
                # The server learns of it by the broken connection.
                pass
            socket.close()

    def sync(self: SessionT) -> SessionT:
        """This session: it is synchronous already. So code for OpenEnv's ``.sync()`` runs unchanged."""
        return self

    def __enter__(self: SessionT) -> SessionT:
        return self.connect()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        socket = self._socket
        if socket is None:
            raise ConnectionLost("connection_lost", "The session is not connected: reset it, which connects.")
        try:
            socket.send(json.dumps(message))
            answer = json.loads(socket.receive(self._message_timeout_s))
        except TimeoutError as error:
            # Its answer, coming late, would be taken for the next request's.
            self._drop()
            raise OutcomeUnknown("timeout", f"No answer within {self._message_timeout_s:g} s: the request may have been carried out.") from error
        except BaseException:
            self._drop()
            raise
        data: dict[str, Any] = answer.get("data") or {}
        if answer.get("type") == "error":
            raise ServerError(str(data.get("code", "UNKNOWN")), str(data.get("message", "The server refused the request.")), problem=data)
        return data

    def _drop(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            socket.abort()
