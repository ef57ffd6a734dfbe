"""Cursors of a question's own list: where a node stands in the order of name keys.  Opaque to clients."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from graph_service.errors import BadCursor
from graph_service.model.ident import well_formed

_LONGEST = 2000


def encoded(question: str, name_key: str, key: str) -> str:
    """The cursor of a node in a question's list."""
    text = json.dumps([_fingerprint(question), name_key, key])
    return urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def decoded(question: str, text: str, argument: str = "after") -> tuple[str, str]:
    """Name key and id.  Raises BadCursor for what is no cursor of this question."""
    try:
        found = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4))) if len(text) <= _LONGEST else None
    except (ValueError, RecursionError):
        raise BadCursor(argument) from None
    match found:
        case [str(print_), str(name_key), str(key)] if print_ == _fingerprint(question):
            if name_key.isascii() and well_formed(key):
                return name_key, key
    raise BadCursor(argument)


def _fingerprint(question: str) -> str:
    """Eight hex digits that tell one question's list from all others."""
    return sha256(f"{question}|nameKey:ASC".encode()).hexdigest()[:8]
