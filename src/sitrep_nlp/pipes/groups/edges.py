"""Where a group of people begins and ends, beyond the listed words: open modifiers and complements."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from sitrep_nlp import lexicon
from sitrep_nlp.pipes.quantities.normalize import SCALES, TENS_IN_WORDS, UNITS_IN_WORDS

_WORD_BEFORE = re.compile(r"(?<![\w’'-])(?P<word>[A-Za-z][a-z]+(?:-[a-z]+)*)[ \n]\Z")
_OPENING = re.compile(r"(?:\A|[.\n:]|[-•●*])\s?\Z")
_PROPER = r"(?:the[ \n])?[A-Z][\w’'-]+(?:[ \n](?:(?:de|del|la|el|al|of)[ \n])*[A-Z][\w’'-]+)*"
_ORIGIN = re.compile(rf"[ \n]from[ \n]{_PROPER}(?:(?:,|[ \n](?:and|or))[ \n]{_PROPER})*")
_HAVING = re.compile(r"[ \n](?:without|(?P<with>with))[ \n](?:(?:a|an|any|no|their)[ \n])?")
_NOUN = re.compile(r"[a-z]+(?:[-’'][a-z]+)*(?![\w-])")
# "provide women with kits": what follows "with" is the gift.
_GIVING = re.compile(
    r"\b(?:provi[ds]|assist|support|suppl|serv|equip|train|meet|met\b|work|coordinat|distribut|reach|help|deliver|"
    r"shar|link|connect|target|treat|cover|consult|engag|interview|together|fit|match|"
    r"reunit|plac|prepar|fed\b|feed|paid\b|pay)[^.;]*\Z"
)
# "evacuated people from Aleppo": where they left, which need not define them.
_MOVING = re.compile(r"\b(?:carr[iy]|return|deport|evacuat|expel|flew|flown|transfer|relocat|mov|protect|free)[^.;]*\Z")
# Beside numbers and verbs, what counts a noun rather than describes it: "fewer families", "80 per cent women".
_QUANTIFIERS = frozenset("new other few more fewer many several total cent per".split())


def widened(text: str, start: int, taken: bytearray) -> int:
    """The start of the phrase with the unlisted nouns and adjectives before it."""
    for _ in range(2):
        before = _WORD_BEFORE.search(text, max(0, start - 40), start)
        if (
            not before
            or taken[before.start("word")]
            or not _describes(before.group("word"), text, before.start("word"))
        ):
            break
        start = before.start("word")
    return start


def completed(text: str, end: int, taken: bytearray) -> int:
    """The end of the phrase with an unlisted complement: a lack, a possession or a place of origin."""
    origin = _ORIGIN.match(text, end)
    if origin and not any(taken[end : origin.end()]) and not _MOVING.search(text, max(0, end - 120), end):
        return origin.end()
    having = _HAVING.match(text, end)
    if not having or (having.group("with") and _GIVING.search(text, max(0, end - 120), end)):
        return end
    last = end
    position = having.end()
    for _ in range(3):
        word = _NOUN.match(text, position)
        if not word or taken[position] or word.group().lower() in STOP_WORDS:
            break
        if last > end and (word.group() in _not_nominal() or word.group().endswith(("ed", "ly"))):
            break
        last = word.end()
        if re.search(r"[^su]s$", word.group()):  # a plural ends the phrase: "without papers | sleep outdoors"
            break
        position = last + 1
        if text[last:position] not in (" ", "\n"):
            break
    return last


def _describes(word: str, text: str, start: int) -> bool:
    """Whether a word before a head can be nothing but a part of its phrase."""
    if word.lower() in STOP_WORDS or not _not_nominal().isdisjoint((word.lower(), word.rpartition("-")[2])):
        return False
    if text.endswith(("to ", "to\n"), 0, start):  # "to enable foreigners"
        return False
    if re.search(r"(?:[^su]s|ly|ing)$", word):  # "keeps families", "mostly women", "screening children"
        return False
    if re.search(r"[a-z]ed$", word) and "-" not in word:  # "battered women", but "they moved families"
        return bool(re.search(r"(?:\b(?:for|of|with|by|from|the|and)|\d)\s$", text[max(0, start - 8) : start]))
    if word[0].islower():
        return not text.endswith("-\n", 0, start)
    end = start + len(word)
    return text[end] == " " and text[end + 1].islower() and bool(_OPENING.search(text, max(0, start - 2), start))


@lru_cache(maxsize=1)
def _not_nominal() -> frozenset[str]:
    """Verb forms, numerals and other words that end what stands before a noun phrase."""
    verbs = {row["form"] for row in lexicon.rows("verbs") if row["shape"] != "ing"}
    return frozenset(verbs | _QUANTIFIERS | UNITS_IN_WORDS.keys() | TENS_IN_WORDS.keys() | SCALES.keys())
