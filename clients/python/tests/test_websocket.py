"""The WebSocket client, against a server that is scripted frame by frame."""

from __future__ import annotations

import base64
import hashlib
import socket
import struct
import threading
import unittest
from collections.abc import Callable

from medusa_env import ConnectionLost, MedusaEnv, MedusaError, OutcomeUnknown, ServerError, Unauthorized
from medusa_env.address import Address
from medusa_env.websocket import WebSocket, WebSocketClosed


def frame(opcode: int, payload: bytes, final: bool = True) -> bytes:
    """A server's frame."""
    head = bytes([(0x80 if final else 0) | opcode])
    length = len(payload)
    size = bytes([length]) if length < 126 else struct.pack("!BH", 126, length) if length < 65536 else struct.pack("!BQ", 127, length)
    return head + size + payload


class Peer:
    """The server's end of one connection."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.stream = connection.makefile("rb")
        self.head: list[str] = []

    def shake_hands(self, accept: str | None = None) -> None:
        self.head = []
        while (line := self.stream.readline().decode().strip()) != "":
            self.head.append(line)
        key = next(line.split(": ", 1)[1] for line in self.head if line.startswith("Sec-WebSocket-Key"))
        accept = accept or base64.b64encode(hashlib.sha1(key.encode() + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()).decode()
        self.connection.sendall(f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nsec-websocket-accept: {accept}\r\n\r\n".encode())

    def read(self) -> tuple[int, bytes]:
        """The client's next frame, unmasked; refuses one that is not masked."""
        first, second = self.stream.read(2)
        assert second & 0x80, "a client's frames are masked"
        length = second & 0x7F
        if length >= 126:
            length = int.from_bytes(self.stream.read(2 if length == 126 else 8), "big")
        mask = self.stream.read(4)
        return first & 0x0F, bytes(byte ^ mask[index % 4] for index, byte in enumerate(self.stream.read(length)))


class ScriptedCase(unittest.TestCase):
    def serve(self, script: Callable[[Peer], None]) -> Address:
        listener = socket.create_server(("127.0.0.1", 0))
        self.failure: BaseException | None = None

        def run() -> None:
            connection, _ = listener.accept()
            with listener, connection:
                try:
                    script(Peer(connection))
                except BaseException as error:
                    self.failure = error

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        self.addCleanup(self.finished, thread)
        return Address("127.0.0.1", listener.getsockname()[1], "/envs/x", authorization="Bearer key")

    def finished(self, thread: threading.Thread) -> None:
        thread.join(10)
        self.assertIsNone(self.failure)


class AWebSocket(ScriptedCase):
    def test_sends_its_path_and_key_and_masks_what_it_sends(self) -> None:
        texts = ["", "é", "x" * 200, "y" * 70_000]

        def script(peer: Peer) -> None:
            peer.shake_hands()
            assert peer.head[0] == "GET /envs/x/ws HTTP/1.1" and "Authorization: Bearer key" in peer.head, peer.head
            for text in texts:
                assert peer.read() == (0x1, text.encode())
                peer.connection.sendall(frame(0x1, text.encode()))

        socket = WebSocket(self.serve(script), "/ws")
        for text in texts:
            socket.send(text)
            self.assertEqual(text, socket.receive(10))
        socket.abort()

    def test_joins_fragments_and_answers_pings_between_them(self) -> None:
        def script(peer: Peer) -> None:
            peer.shake_hands()
            # A character's two bytes come in different fragments.
            peer.connection.sendall(frame(0x1, b"caf\xc3", False) + frame(0x9, b"are you there") + frame(0x0, b"", False) + frame(0xA, b"") + frame(0x0, b"\xa9"))
            assert peer.read() == (0xA, b"are you there")

        socket = WebSocket(self.serve(script), "/ws")
        self.assertEqual("café", socket.receive(10))
        socket.abort()

    def test_says_with_which_code_the_server_closed(self) -> None:
        def script(peer: Peer) -> None:
            peer.shake_hands()
            peer.connection.sendall(frame(0x8, struct.pack("!H", 1012) + b"restarting"))
            assert peer.read() == (0x8, struct.pack("!H", 1012))

        socket = WebSocket(self.serve(script), "/ws")
        with self.assertRaises(WebSocketClosed) as caught:
            socket.receive(10)
        self.assertEqual(1012, caught.exception.close_code)
        self.assertIn("restarting", str(caught.exception))
        with self.assertRaises(ConnectionLost):
            socket.send("more")

    def test_closes_with_1000_and_waits_for_the_answer(self) -> None:
        def script(peer: Peer) -> None:
            peer.shake_hands()
            assert peer.read() == (0x8, struct.pack("!H", 1000))
            peer.connection.sendall(frame(0x8, struct.pack("!H", 1000)))
            assert peer.stream.read(1) == b""

        socket = WebSocket(self.serve(script), "/ws")
        socket.close()
        socket.close()

    def test_closes_what_breaks_the_protocol_with_a_code(self) -> None:
        broken = {
            1002: frame(0x0, b"continues nothing"),
            1003: frame(0x2, b"binary"),
            1007: frame(0x1, b"\xff"),
            1009: frame(0x1, b"x" * 60, False) + frame(0x0, b"x" * 60),
        }
        for code, sent in broken.items():
            with self.subTest(code):

                def script(peer: Peer, sent: bytes = sent, code: int = code) -> None:
                    peer.shake_hands()
                    peer.connection.sendall(sent)
                    assert peer.read() == (0x8, struct.pack("!H", code))

                socket = WebSocket(self.serve(script), "/ws", max_size=100)
                with self.assertRaises(MedusaError) as caught:
                    socket.receive(10)
                self.assertEqual("too_large" if code == 1009 else "protocol_error", caught.exception.code)

    def test_refuses_a_handshake_that_does_not_fit_its_key(self) -> None:
        with self.assertRaises(MedusaError) as caught:
            WebSocket(self.serve(lambda peer: peer.shake_hands("bm90IGl0")), "/ws")
        self.assertEqual("protocol_error", caught.exception.code)

    def test_says_that_a_key_is_wanted(self) -> None:
        with self.assertRaises(Unauthorized):
            WebSocket(self.serve(lambda peer: peer.connection.sendall(b"HTTP/1.1 401 Unauthorized\r\n\r\n")), "/ws")

    def test_says_that_nobody_listens(self) -> None:
        listener = socket.create_server(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        listener.close()
        with self.assertRaises(ConnectionLost):
            WebSocket(Address("127.0.0.1", port), "/ws")


class ASession(ScriptedCase):
    def test_does_not_take_a_late_answer_for_the_next_requests(self) -> None:
        def script(peer: Peer) -> None:
            peer.shake_hands()
            peer.read()
            # Nothing comes; the client gives up and closes.
            assert peer.stream.read(1) == b""

        address = self.serve(script)
        env = MedusaEnv(f"http://127.0.0.1:{address.port}", message_timeout_s=0.05)
        with self.assertRaises(OutcomeUnknown) as caught:
            env.reset(seed=0)
        self.assertEqual("timeout", caught.exception.code)
        with self.assertRaises(ConnectionLost):
            env.state()

    def test_says_why_a_full_server_refuses_it(self) -> None:
        def script(peer: Peer) -> None:
            peer.shake_hands()
            peer.read()
            peer.connection.sendall(frame(0x1, b'{"type":"error","data":{"message":"Server at capacity.","code":"CAPACITY_REACHED","max_sessions":1}}'))

        address = self.serve(script)
        with self.assertRaises(ServerError) as caught:
            MedusaEnv(f"http://127.0.0.1:{address.port}").reset()
        self.assertEqual(("CAPACITY_REACHED", 1), (caught.exception.code, caught.exception.problem["max_sessions"]))
