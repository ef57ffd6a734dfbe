"""Behaviour 22: nothing reaches outside.  `make test` runs the suite in a network namespace with loopback only."""

import os
import socket

import pytest

from tests.conftest import AWAY

NOWHERE = ("192.0.2.1", 9)
"""An address kept for documents, to which nothing leads."""


def test_behaviour_22_there_is_nothing_but_loopback() -> None:
    if not os.environ.get("OFFLINE"):
        if os.environ.get("CI"):
            pytest.fail("CI must run in a network namespace: tools/offline says why it could not.", pytrace=False)
        pytest.skip("Not in a network namespace: `make test` enters one where the machine allows it.")
    assert [name for _, name in socket.if_nameindex()] == ["lo"]


def test_behaviour_22_who_reaches_outside_fails() -> None:
    """Without a namespace too."""
    with socket.socket() as outside, pytest.raises(RuntimeError, match="reached outside"):
        outside.connect(NOWHERE)
    assert AWAY.pop() == NOWHERE[0]
