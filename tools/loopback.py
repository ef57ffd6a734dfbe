"""`loopback.py COMMAND…`: bring loopback up in a new network namespace, then become the command, with OFFLINE=1."""

import fcntl
import os
import socket
import struct
import sys

_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 1
_REQUEST = "16sh14x"


def up(name: bytes) -> None:
    """As `ip link set NAME up`, which not every machine has."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        _, flags = struct.unpack(_REQUEST, fcntl.ioctl(asked, _GET_FLAGS, struct.pack(_REQUEST, name, 0)))
        fcntl.ioctl(asked, _SET_FLAGS, struct.pack(_REQUEST, name, flags | _UP))


if __name__ == "__main__":
    up(b"lo")
    os.environ["OFFLINE"] = "1"
    os.execvp(sys.argv[1], sys.argv[1:])
