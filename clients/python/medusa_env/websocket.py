"""A WebSocket client (RFC 6455): text messages over one connection."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import socket
import struct
import time

from .address import Address
from .errors import ConnectionLost, MedusaError, Unauthorized

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_CONTINUATION, _TEXT, _BINARY, _CLOSE, _PING, _PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
_MAX_HEAD = 64 * 1024


class WebSocketClosed(ConnectionLost):
    """The server closed the socket. ``close_code`` is its close code, 1006 where the connection just ended."""

    def __init__(self, close_code: int, reason: str) -> None:
        super().__init__("connection_lost", f"The server closed the session: {close_code}{f' {reason}' if reason else ''}")
        self.close_code = close_code


class WebSocket:
    """One connection. Not for several threads at a time.

    Pings are answered while :meth:`receive` waits.

    Args:
        address: where the server is.
        path: the route below the address's path.
        max_size: the longest message that is taken, in bytes; a longer one closes the socket with 1009.
    """

    def __init__(self, address: Address, path: str, *, connect_timeout_s: float = 10.0, max_size: int = 100 * 1024 * 1024) -> None:
        self._max_size = max_size
        self._buffer = bytearray()
        self._closed = False
        try:
            self._socket = address.connect(connect_timeout_s)
        except OSError as error:
            raise ConnectionLost("connection_lost", f"{address.authority} cannot be reached: {error}") from error
        try:
            self._shake_hands(address, path, time.monotonic() + connect_timeout_s)
        except BaseException:
            self._socket.close()
            raise

    def send(self, text: str) -> None:
        """Sends one text message.

        Raises:
            ConnectionLost: the connection is gone.
        """
        self._write(_TEXT, text.encode())

    def receive(self, timeout_s: float) -> str:
        """The next text message.

        Raises:
            TimeoutError: none came within ``timeout_s`` seconds.
            WebSocketClosed: the server closed the socket.
            MedusaError: ``protocol_error``, the server broke the protocol; the socket is closed.
        """
        deadline = time.monotonic() + timeout_s
        parts: list[bytes] = []
        size = 0
        while True:
            final, opcode, payload = self._frame(deadline, self._max_size - size)
            if opcode == _PING:
                self._write(_PONG, payload)
            elif opcode == _CLOSE:
                self._answer_close(payload)
            elif opcode != _PONG:
                # A message is one frame of text, or one and its continuations; control frames may stand between.
                if opcode != (_CONTINUATION if parts else _TEXT):
                    self._fail(1003 if opcode == _BINARY else 1002, f"a frame of kind {opcode} was not expected")
                parts.append(payload)
                size += len(payload)
                if final:
                    return self._text(b"".join(parts))

    def close(self, timeout_s: float = 2.0) -> None:
        """Closes with 1000 and waits a little for the server's answer. Closing twice is no error."""
        if self._closed:
            return
        try:
            self._write(_CLOSE, struct.pack("!H", 1000))
            deadline = time.monotonic() + timeout_s
            while self._frame(deadline, self._max_size)[1] != _CLOSE:
                pass
        except (OSError, MedusaError):
            # The socket is closed below, whatever became of the farewell.
            pass
        self.abort()

    def abort(self) -> None:
        """Closes the connection without a word."""
        self._closed = True
        self._socket.close()

    def _shake_hands(self, address: Address, path: str, deadline: float) -> None:
        key = base64.b64encode(secrets.token_bytes(16))
        lines = [
            f"GET {address.path}{path} HTTP/1.1",
            f"Host: {address.authority}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key.decode()}",
            "Sec-WebSocket-Version: 13",
        ]
        if address.authorization is not None:
            lines.append(f"Authorization: {address.authorization}")
        try:
            self._socket.sendall("\r\n".join(lines + ["", ""]).encode())
            head = self._head(deadline)
        except OSError as error:
            raise ConnectionLost("connection_lost", f"{address.authority} did not answer the handshake: {error or 'time-out'}") from error
        status, headers = head[0], dict(line.split(":", 1) for line in head[1:] if ":" in line)
        accepted = {name.strip().lower(): value.strip() for name, value in headers.items()}.get("sec-websocket-accept")
        code = status.split(" ")[1] if " " in status else ""
        if code == "401":
            raise Unauthorized("unauthorized", "The server wants an API key: pass api_key, or put it into the URL's user-info.", status=401)
        if code != "101":
            raise MedusaError("handshake_refused", f"{address.authority}{address.path}{path} answered the handshake with {status!r}.", status=int(code) if code.isdecimal() else None)
        if accepted != base64.b64encode(hashlib.sha1(key + _GUID).digest()).decode():
            raise MedusaError("protocol_error", "The server's Sec-WebSocket-Accept does not fit the key that was sent.")

    def _head(self, deadline: float) -> list[str]:
        while b"\r\n\r\n" not in self._buffer:
            if len(self._buffer) > _MAX_HEAD:
                raise MedusaError("protocol_error", "The handshake's answer has no end.")
            self._fill(deadline)
        head, _, rest = bytes(self._buffer).partition(b"\r\n\r\n")
        self._buffer = bytearray(rest)
        return head.decode("latin-1").split("\r\n")

    def _frame(self, deadline: float, room: int) -> tuple[bool, int, bytes]:
        first, second = self._take(2, deadline)
        length = second & 0x7F
        if first & 0x70 or second & 0x80:
            self._fail(1002, "the frame uses an extension or is masked")
        if length >= 126:
            length = int.from_bytes(self._take(2 if length == 126 else 8, deadline), "big")
        opcode = first & 0x0F
        if opcode >= 0x8 and (length > 125 or not first & 0x80):
            self._fail(1002, "a control frame is too long or in pieces")
        if opcode < 0x8 and length > room:
            self._fail(1009, f"the message is longer than {self._max_size} bytes")
        return bool(first & 0x80), opcode, self._take(length, deadline)

    def _take(self, count: int, deadline: float) -> bytes:
        while len(self._buffer) < count:
            self._fill(deadline)
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def _fill(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("The server did not answer in time.")
        self._socket.settimeout(left)
        try:
            more = self._socket.recv(256 * 1024)
        except TimeoutError:
            raise TimeoutError("The server did not answer in time.") from None
        except OSError as error:
            self.abort()
            raise WebSocketClosed(1006, str(error)) from error
        if not more:
            self.abort()
            raise WebSocketClosed(1006, "the connection ended")
        self._buffer += more

    def _write(self, opcode: int, payload: bytes) -> None:
        if self._closed:
            raise WebSocketClosed(1006, "it is closed already")
        length = len(payload)
        head = bytes([0x80 | opcode])
        if length < 126:
            head += bytes([0x80 | length])
        elif length < 0x10000:
            head += struct.pack("!BH", 0x80 | 126, length)
        else:
            head += struct.pack("!BQ", 0x80 | 127, length)
        mask = os.urandom(4)
        try:
            self._socket.settimeout(60.0)
            self._socket.sendall(head + mask + _masked(payload, mask))
        except OSError as error:
            self.abort()
            raise WebSocketClosed(1006, str(error)) from error

    def _text(self, payload: bytes) -> str:
        try:
            return payload.decode()
        except UnicodeDecodeError:
            self._fail(1007, "the message is no UTF-8")
            raise

    def _answer_close(self, payload: bytes) -> None:
        code = int.from_bytes(payload[:2], "big") if len(payload) >= 2 else 1005
        try:
            self._write(_CLOSE, payload[:2])
        except WebSocketClosed:
            # The server did not wait for the answer.
            pass
        self.abort()
        raise WebSocketClosed(code, payload[2:].decode(errors="replace"))

    def _fail(self, code: int, reason: str) -> None:
        try:
            self._write(_CLOSE, struct.pack("!H", code))
        except WebSocketClosed:
            # It is closed either way.
            pass
        self.abort()
        raise MedusaError("protocol_error" if code != 1009 else "too_large", f"The session was closed with {code}: {reason}.")


def _masked(payload: bytes, mask: bytes) -> bytes:
    length = len(payload)
    if length == 0:
        return payload
    stream = (mask * (length // 4 + 1))[:length]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(stream, "big")).to_bytes(length, "big")
