"""A pipeline component, found by its entry point as any other, that does what the bulletin's first word asks for."""

from __future__ import annotations

import os
import re
import signal
import time

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("faulty", default_config={"seconds": 0.0})
def create_faulty(nlp: Language, name: str, seconds: float) -> Faulty:
    return Faulty(seconds)


class Faulty:
    """Sleeps some seconds over every bulletin, so that there is time to kill somebody, and then misbehaves where told to."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self, doc: Doc) -> Doc:
        time.sleep(self.seconds)
        match doc[0].text:
            case "HANGS":
                # Without giving up the interpreter lock, as a regular expression does that runs away.
                re.match(r"(a+)+$", "a" * 64 + "b")
            case "EATS":
                eaten = []
                while True:
                    eaten.append(b"x" * 10_000_000)
            case "DIES":
                os.kill(os.getpid(), signal.SIGKILL)
            case "RAISES":
                raise RuntimeError("as it was told to")
            case "PRINTS":
                print("what a library may print")
        return doc

    def to_disk(self, path: object, exclude: object = ()) -> None:
        """Nothing to keep: the setting is in the config."""

    def from_disk(self, path: object, exclude: object = ()) -> Faulty:
        return self
