"""HTTP by hand: bytes sent as they are, and what comes back until the other side is done."""

import json
import socket
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answered:
    """One reply, its header names in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """Of the one error in it."""
        said: dict[str, Any] = json.loads(self.body)
        (error,) = said["errors"]
        return str(error["extensions"]["code"])


def talk(port: int, *parts: bytes, seconds: float = 10.0) -> bytes:
    """Everything that is sent back until the connection is closed, or stays silent for a second."""
    with socket.create_connection(("127.0.0.1", port), seconds) as connection:
        received = b""
        try:
            for part in parts:
                connection.sendall(part)
            connection.settimeout(1.0 if seconds > 1.0 else seconds)
            while more := connection.recv(65536):
                received += more
        except (TimeoutError, ConnectionError):
            pass
        return received


def read(received: bytes) -> Answered:
    """The first reply in what was received."""
    head, _, rest = received.partition(b"\r\n\r\n")
    line, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in lines)}
    return Answered(int(line.split(" ")[1]), headers, rest[: int(headers.get("content-length", len(rest)))])
