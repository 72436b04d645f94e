"""JSON over one HTTP connection that is kept open."""

from __future__ import annotations

import http.client
import json
import threading
from typing import Any

from .address import Address
from .errors import ConnectionLost, MedusaError, Unauthorized, error_of
from .retry import RetryPolicy


class HttpTransport:
    """Requests to one server. Safe to use from several threads, one request at a time."""

    def __init__(self, address: Address, *, timeout_s: float = 60.0, retry: RetryPolicy | None = None) -> None:
        self.address = address
        self.retry = retry or RetryPolicy()
        self._timeout_s = timeout_s
        self._connection: http.client.HTTPConnection | None = None
        self._lock = threading.Lock()
        self._answered = False

    def ask(self, method: str, path: str, body: Any = None, *, repeatable: bool) -> Any:
        """The answer's JSON, or None where there is none.

        Args:
            repeatable: whether doing it twice is the same as doing it once, because the method says so or because the body
                carries names. Only then a request is asked again after a lost connection, a 429, 503 or 504.

        Raises:
            MedusaError: refused, or not answered until the retry policy gave up.
        """
        data = None if body is None else json.dumps(body, separators=(",", ":")).encode()
        for attempt in self.retry.attempts():
            try:
                return self._once(method, path, data)
            except MedusaError as error:
                # Where nothing has ever answered, the address is wrong or the server not started: waiting would only hide it.
                if not repeatable or not self._answered:
                    raise
                attempt.failed(error)
        raise AssertionError("attempts end by raising")

    def close(self) -> None:
        """Closes the connection; the next request opens another."""
        with self._lock:
            self._drop()

    def _once(self, method: str, path: str, data: bytes | None) -> Any:
        with self._lock:
            try:
                status, headers, content = self._exchange(method, path, data)
            except (OSError, http.client.HTTPException) as error:
                self._drop()
                where = f"http{'s' if self.address.secure else ''}://{self.address.authority}"
                raise ConnectionLost("connection_lost", f"{where} gave no answer to {method} {path}: {error or type(error).__name__}") from error
        self._answered = True
        if status >= 400:
            raise self._refusal(status, headers, content)
        try:
            return json.loads(content) if content else None
        except ValueError as error:
            raise MedusaError("invalid_answer", f"The answer to {method} {path} is no JSON: is this a Medusa server?", status=status) from error

    def _exchange(self, method: str, path: str, data: bytes | None) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = self._connection
        if connection is None:
            kind = http.client.HTTPSConnection if self.address.secure else http.client.HTTPConnection
            connection = self._connection = kind(self.address.host, self.address.port, timeout=self._timeout_s)
        headers = {"Accept": "application/json"}
        if data is not None:
            headers["Content-Type"] = "application/json"
        if self.address.authorization is not None:
            headers["Authorization"] = self.address.authorization
        connection.request(method, self.address.path + path, data, headers)
        response = connection.getresponse()
        content = response.read()
        if response.will_close:
            self._drop()
        return response.status, response.headers, content

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @staticmethod
    def _refusal(status: int, headers: http.client.HTTPMessage, content: bytes) -> MedusaError:
        try:
            problem = json.loads(content)
        except ValueError:
            problem = {}
        if not isinstance(problem, dict):
            problem = {}
        after = headers.get("Retry-After")
        if after is not None and after.isdecimal():
            problem.setdefault("retry_after_s", int(after))
        if status == 401 and not problem:
            return Unauthorized("unauthorized", "The server wants an API key: pass api_key, or put it into the URL's user-info.", status=401)
        return error_of(problem, status)
