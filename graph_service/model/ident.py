"""Ids: a two-letter tag, `_`, and 20 characters of base32; 23 in all, because Neo4j plans again for another size."""

import re
from base64 import b32encode
from hashlib import sha256

PATTERN = re.compile(r"[a-z]{2}_[a-z2-7]{20}")


def ident(tag: str, kind: str, key: str) -> str:
    """The id of a label's node or a type's relationship that is known by `key`; the same key, the same id."""
    digest = sha256(f"{kind}\n{key}".encode()).digest()
    return f"{tag}_{b32encode(digest).decode().lower()[:20]}"


def well_formed(text: object) -> bool:
    """Whether this could be the id of something."""
    return isinstance(text, str) and PATTERN.fullmatch(text) is not None
