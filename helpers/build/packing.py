"""The keys of the exercises in one packed file, for those who get the helpers without the masters.

The build of the wheel runs this file by itself, before anything is installed: it imports only what comes with Python.
"""

from __future__ import annotations

import base64
import json
import tomllib
import zlib
from pathlib import Path

KEYS = Path(__file__).resolve().parents[2] / "exercises" / "instructor" / "keys"


def packed_keys(folder: Path = KEYS) -> bytes:
    """Return every key of a folder (``NN.toml``) as one packed file: JSON, compressed, in characters of ASCII.

    It holds what a check, a hint or a solution needs, which is all that a key may hold; comments are left out.
    It keeps an answer from being read by accident. It is no lock: whoever can program can unpack it.

    >>> b"letter" in packed_keys()
    False
    """
    keys = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}
    return base64.b85encode(zlib.compress(json.dumps(keys, ensure_ascii=False).encode(), 9))
