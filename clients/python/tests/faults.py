"""A proxy before a gateway that does to answers what networks and busy servers do."""

from __future__ import annotations

import http.client
import http.server
import json
import socket
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

# (method, path, body) of a request that came in.
Request = tuple[str, str, Any]


class FaultyProxy:
    """Passes requests on, except where ``plan`` has a fault for them.

    A fault is taken from ``plan`` for each POST: ``None`` passes it on; ``"cut"`` passes it on and closes the connection without the
    answer; an integer answers with this status and does not pass it on; ``(status, edit)`` is what ``edit`` makes of the real answer.
    """

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self.target = (parts.hostname, parts.port)
        self.plan: list[Any] = []
        self.requests: list[Request] = []
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body in one segment, or the client waits for an acknowledgement that is delayed.
            wbufsize = -1

            def setup(self) -> None:
                super().setup()
                self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

            def log_message(self, *_: Any) -> None:
                """Tests are quiet."""

            def do_GET(self) -> None:
                proxy._answer(self)

            do_POST = do_DELETE = do_GET

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()

    def batches(self) -> list[list[dict[str, Any]]]:
        """The elements of each POST /v1/steps, in order."""
        return [body["steps"] for method, path, body in self.requests if path == "/v1/steps"]

    def _answer(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        self.requests.append((handler.command, handler.path, json.loads(body) if body else None))
        fault = self.plan.pop(0) if self.plan and handler.command == "POST" else None
        if isinstance(fault, int):
            problem = {"code": "overloaded" if fault == 503 else "outcome_unknown" if fault == 504 else "rate_limited", "detail": "planned", "status": fault}
            return self._reply(handler, fault, json.dumps(problem).encode())
        status, content = self._pass_on(handler, body)
        if fault == "cut":
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return None
        if isinstance(fault, tuple):
            edit: Callable[[Any], Any] = fault[1]
            status, content = fault[0], json.dumps(edit(json.loads(content))).encode()
        return self._reply(handler, status, content)

    def _pass_on(self, handler: http.server.BaseHTTPRequestHandler, body: bytes) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(*self.target)
        headers = {name: value for name, value in handler.headers.items() if name.lower() not in ("host", "connection")}
        connection.request(handler.command, handler.path, body or None, headers)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response.status, content

    @staticmethod
    def _reply(handler: http.server.BaseHTTPRequestHandler, status: int, content: bytes) -> None:
        handler.send_response(status)
        if status == 503:
            handler.send_header("Retry-After", "1")
        if status != 204:
            handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)
