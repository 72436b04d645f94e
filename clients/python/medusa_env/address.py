"""Where a server is, and how a client says who it is."""

from __future__ import annotations

import base64
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Address:
    """A server's address.

    ``path`` is the prefix of every route, without a slash at its end: ``""``, ``/envs/dataselect``, ``/s/<key>``, or what
    a proxy puts in front.
    """

    host: str
    port: int
    path: str = ""
    secure: bool = False
    authorization: str | None = None

    @staticmethod
    def parse(url: str, api_key: str | None = None) -> Address:
        """Reads ``http``, ``https``, ``ws`` and ``wss`` URLs, or a bare ``host:port``.

        A key in the URL's user-info (``http://any:<key>@host``) becomes Basic authorization, as OpenEnv's clients send
        it; ``api_key`` becomes a Bearer token and wins.

        Raises:
            ValueError: the URL has another scheme, no host, or a query.
        """
        parts = urlsplit(url if "://" in url else f"http://{url}")
        if parts.scheme not in ("http", "https", "ws", "wss"):
            raise ValueError(f"{parts.scheme}:// is not served: use http, https, ws or wss.")
        if not parts.hostname or parts.query or parts.fragment:
            raise ValueError(f"{url!r} should be a host with an optional port and path, without query.")
        secure = parts.scheme in ("https", "wss")
        authorization = f"Bearer {api_key}" if api_key else None
        if authorization is None and parts.username is not None:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            authorization = "Basic " + base64.b64encode(pair.encode()).decode("ascii")
        return Address(parts.hostname, parts.port or (443 if secure else 80), parts.path.rstrip("/"), secure, authorization)

    @property
    def authority(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"

    def connect(self, timeout_s: float) -> socket.socket:
        """A connected socket, TLS included.

        Raises:
            OSError: nobody answers, or the certificate is not trusted.
        """
        plain = socket.create_connection((self.host, self.port), timeout=timeout_s)
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host) if self.secure else plain
        except BaseException:
            plain.close()
            raise
