"""Where a server is."""

from __future__ import annotations

import unittest

from medusa_env.address import Address


class AnAddress(unittest.TestCase):
    def test_keeps_the_path_and_takes_any_of_four_schemes(self) -> None:
        self.assertEqual(Address("host", 80, "/envs/medusa"), Address.parse("http://host/envs/medusa/"))
        self.assertEqual(Address("host", 443, "", True), Address.parse("wss://host"))
        self.assertEqual(Address("host", 8000), Address.parse("host:8000"))
        self.assertEqual("[::1]:8000", Address.parse("ws://[::1]:8000").authority)

    def test_makes_the_user_info_basic_and_a_key_bearer(self) -> None:
        self.assertEqual("Basic dTprL2V5", Address.parse("http://u:k%2Fey@host").authorization)
        self.assertEqual("Bearer other", Address.parse("http://u:key@host", "other").authorization)
        self.assertIsNone(Address.parse("http://host").authorization)

    def test_refuses_what_it_would_have_to_guess(self) -> None:
        for url in ("ftp://host", "http://host?x=1", "http://"):
            with self.subTest(url), self.assertRaises(ValueError):
                Address.parse(url)
