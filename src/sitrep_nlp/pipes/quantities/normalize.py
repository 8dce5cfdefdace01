"""From the words of a quantity to its value, kind and unit.

The strict finder in `patterns.py` decides what is a quantity; this lenient reader only says what it is worth. What it
cannot read itself it gives to quantulum3, one phrase at a time and cached.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import lru_cache

from sitrep_nlp import lexicon
from sitrep_nlp.pipes.quantities import torn

UNITS_IN_WORDS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS_IN_WORDS = {
    word: value
    for value, word in zip(
        range(20, 100, 10), ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], strict=True
    )
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "lakh": 1e5,
    "crore": 1e7,
}
SHORT_SCALES = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mio": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "million": 1e6,
    "millions": 1e6,
    "billion": 1e9,
    "billions": 1e9,
    "trillion": 1e12,
    "thousand": 1e3,
    "thousands": 1e3,
    "hundred": 1e2,
    "lakh": 1e5,
    "lakhs": 1e5,
    "crore": 1e7,
    "crores": 1e7,
    "millones": 1e6,
    "millón": 1e6,
    "mil": 1e3,
    "milhões": 1e6,
    "mille": 1e3,
}
FRACTIONS = {
    "half": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "tenth": 10,
    "tenths": 10,
}
TIMES = {
    "twice": 2.0,
    "double": 2.0,
    "doubled": 2.0,
    "doubling": 2.0,
    "doubles": 2.0,
    "thrice": 3.0,
    "triple": 3.0,
    "tripled": 3.0,
    "tripling": 3.0,
    "treble": 3.0,
    "trebled": 3.0,
    "quadrupled": 4.0,
    "quadruple": 4.0,
    "halved": 0.5,
}

PERCENT = re.compile(
    r"\s*(?:%|per\s*-?\s*cents?\b|percentage points?|percent\b|pct\b|por ciento|por cento|pour cent)", re.I
)


@dataclass(frozen=True, slots=True)
class Amount:
    """What a quantity is worth. `high` is the upper end of a range. `unit` is `%`, an ISO 4217 code or a unit of measure."""

    value: float
    high: float | None = None
    kind: str = "count"
    unit: str = ""


@lru_cache(maxsize=1)
def currency_forms() -> list[tuple[str, str]]:
    """Each written form of a currency with its ISO 4217 code, the longest first."""
    pairs = [(row["form"], row["code"]) for row in lexicon.rows("currencies")]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


@lru_cache(maxsize=1)
def national_letter() -> str:
    """A pattern for the single letters that stand for a country's currency before an amount: `K3,500`, `Q192 million`."""
    letters = {row["word"] for row in lexicon.rows("national_currencies") if len(row["word"]) == 1}
    return f"(?-i:[{''.join(sorted(letters))}])"


@lru_cache(maxsize=1)
def unit_forms() -> dict[str, str]:
    """Unit of measure by each of its written forms."""
    return {form: row["unit"] for row in lexicon.rows("units") for form in row["forms"].split(";")}


@lru_cache(maxsize=8192)
def amount(text: str, decimal_dots: bool = True) -> Amount | None:
    """Read the words of a quantity; None when they cannot be read.

    `decimal_dots` says that the document writes thousands with a comma, so that `2.500` is two and a half; else a dot
    before exactly three digits parts thousands, unless a multiplier, a percent sign or a unit shows it to be decimal.
    """
    phrase = " ".join(text.replace("*", "").replace("\\", "").split()).rstrip(".,")
    phrase = _SAID_IN_DIGITS.sub("", phrase)
    kind, unit, rest = _unit(torn.whole(phrase) or phrase)
    ratio = _ratio(rest)
    if ratio is not None and kind == "count":
        return Amount(ratio, kind="ratio")
    rest = _FOREIGN_SIGN.sub("", rest)
    if rest.lower().startswith("minus "):
        below = amount(rest[6:], decimal_dots)
        return Amount(-below.value, None, kind, unit) if below else None
    numbers = _split_range(rest)
    values = [_number(part, (decimal_dots and kind != "count") or kind in ("percent", "measure")) for part in numbers]
    if any(value is None for value in values):
        fallback = _by_quantulum(rest)
        return Amount(fallback, kind=kind, unit=unit) if fallback is not None else None
    low, high = values[0], values[-1] if len(values) > 1 else None
    assert low is not None
    if high is not None:
        scale = re.search(r"([A-Za-z]+)$", numbers[-1])
        factor = SHORT_SCALES.get(scale.group(1).lower(), 1.0) if scale else 1.0
        if factor > 1 and not re.search(r"[A-Za-z]$", numbers[0]) and low < high / factor * 10:
            low *= factor
    return Amount(low, high, kind, unit)


# The first number of a range may be said twice: "fifty (50) to sixty".
_SAID_IN_DIGITS = re.compile(r"(?<=[a-z])\s*\(\d+\)(?=\s+(?:to|and|or)\b)", re.I)
# A currency's sign that the lexicon does not know ("K3,500", "Afl. 120"): the number is read all the same.
_FOREIGN_SIGN = re.compile(r"^[^\d\s+~<>≈-]{1,4}\.?\s?(?=\d)")


@lru_cache(maxsize=4096)
def national_currency(text: str, country: str | None) -> str | None:
    """The code of a currency whose name several countries share ("pesos"), for the ISO 3166-1 alpha-3 code of one.

    None when the words name no such currency; an empty string when the country does not say which it is.
    """
    for row in lexicon.rows("national_currencies"):
        word = row["word"].rstrip("s")
        if len(word) == 1 and not re.match(rf"{word}\d", text):
            continue
        if re.search(rf"(?<![A-Za-z]){re.escape(word)}s?\.?(?![A-Za-z])", text) and not re.search(
            r"[A-Z][a-z]+ [a-z]+$", text
        ):
            same = (
                other["code"]
                for other in lexicon.rows("national_currencies")
                if (other["word"], other["country"]) == (row["word"], country)
            )
            return next(same, "")
    return None


def number_within(text: str) -> tuple[int, int]:
    """Where the number stands in the words of a quantity, without its article, currency, percent sign or unit; all of them where it cannot be told."""
    *_, rest = _unit(" ".join(text.split()))
    words = re.sub(r"^an?\s", "", rest, flags=re.IGNORECASE).split()
    found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return found.span() if found else (0, len(text))


def _unit(phrase: str) -> tuple[str, str, str]:
    """Kind, unit and what is left of the phrase without its unit."""
    if PERCENT.search(phrase):
        return "percent", "%", PERCENT.sub("", phrase)
    for form, code in currency_forms():
        if form in phrase:
            bounded = re.compile(rf"(?<![A-Za-z$]){re.escape(form)}(?![A-Za-z])\s*(?:of\s+)?")
            if bounded.search(phrase):
                return "money", code, bounded.sub("", phrase).strip()
    letter = rf"(?<![^\W\d_]){national_letter()}(?=\d)"
    if re.match(letter, phrase):
        return "money", "", re.sub(letter, "", phrase)
    measure = re.search(r"(?<=[\d\s])([^\W\d_][^\d]*[²³23]?|°C)$", phrase)
    if measure:
        words = measure.group(1).strip()
        for start in _word_starts(words):
            found = unit_forms().get(words[start:])
            if found:
                head = phrase[: len(phrase) - len(words) + start].strip()
                if not (found == "m" and words[start:] == "m" and not re.search(r"\d$", head)):
                    return "measure", found, head
    return "count", "", phrase


def _word_starts(words: str) -> list[int]:
    return [0] + [match.end() for match in re.finditer(r"\s+", words)]


def _ratio(phrase: str) -> float | None:
    lowered = phrase.lower().strip()
    if lowered in TIMES:
        return TIMES[lowered]
    times = re.fullmatch(r"(.+?)[\s-]*(?:times|fold|-fold)", lowered)
    if times:
        return _number(times.group(1), True)
    out_of = re.fullmatch(r"(\S+(?:-\S+)?)\s+(?:in|out of|of)\s+(?:every\s+)?(\S+)", lowered)
    out_of = out_of or re.fullmatch(r"([\d.]+):([\d.]+)", lowered)
    if out_of:
        part, whole = _number(out_of.group(1), True), _number(out_of.group(2), True)
        return part / whole if part is not None and whole else None
    if lowered.startswith("every "):
        return 1 / {"second": 2, **FRACTIONS}[lowered.removeprefix("every ")]
    fraction = re.fullmatch(r"(?:(a|an|one|two|three|four|five|seven|nine)[\s-]+)?(\w+)", lowered)
    if fraction and fraction.group(2) in FRACTIONS:
        count = {"a": 1, "an": 1, None: 1}.get(fraction.group(1)) or UNITS_IN_WORDS[fraction.group(1)]
        return count / FRACTIONS[fraction.group(2)]
    return None


def _split_range(phrase: str) -> list[str]:
    parts = re.split(r"\s*(?:–|—|(?<=[\dKMk])-(?=\d)|\bto\b|\bor\b|\band\b(?=\s*\d)|(?<=\d)\s+and\s+(?=\d))\s*", phrase)
    if len(parts) == 2 and all(parts):
        return parts
    words = re.fullmatch(r"([a-z-]+)\s+and\s+([a-z-]+)", phrase.lower())
    if words and words.group(1) not in SCALES and all(words_value(word) is not None for word in words.groups()):
        return list(words.groups())  # "between two and four"
    return [phrase]


def _number(text: str, dot_is_decimal: bool) -> float | None:
    text = text.strip().lower().lstrip("+~<>≈$ ")
    digits = re.fullmatch(r"(\d[\d., \u00a0\u2009\u202f']*)(?:\s*\(\d+\))?[\s-]*([a-zà-ú]+)?", text)
    if digits:
        value = digits_value(digits.group(1).strip(), dot_is_decimal or bool(digits.group(2)))
        scale = SHORT_SCALES.get(digits.group(2)) if digits.group(2) else 1.0
        return None if value is None or scale is None else _clean(value * scale)
    return words_value(text)


def digits_value(text: str, dot_is_decimal: bool) -> float | None:
    """The value of a number in digits, whichever signs part its thousands and decimals."""
    text = re.sub(r"[ \u00a0\u2009\u202f'](?=\d{3}(?!\d))", "", text).rstrip(".,")
    if re.fullmatch(r"\d+", text):
        return float(text)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}", text):
        return float(text.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+", text):
        return float(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text) and not dot_is_decimal:
        return float(text.replace(".", ""))
    if re.fullmatch(r"\d+\.\d+", text):
        return float(text)
    if re.fullmatch(r"\d+,\d+", text):
        return float(text.replace(",", "."))
    return None


def words_value(text: str) -> float | None:
    """The value of a number in English words, `half a million` and `two and a half million` among them."""
    text = re.sub(r"\s*\(\d+\)\s*$", "", text.lower())
    text = re.sub(r"\b(?:an?)\s+(?=hundred|thousand|million|billion|dozen)", "one ", text)
    half = re.fullmatch(r"half\s+(?:an?|one)\s+(\w+)", text.replace("half one", "half a"))
    if text in ("half a", "half an"):  # litre, acre
        return 0.5
    if half and half.group(1) in SCALES:
        return SCALES[half.group(1)] / 2
    total, current, seen = 0.0, 0.0, False
    words = [word for word in re.split(r"[\s-]+", text) if word]
    index = 0
    while index < len(words):
        word = words[index]
        if word == "and" and words[index + 1 : index + 3] == ["a", "half"]:
            current, index = current + 0.5, index + 3
            continue
        if word in UNITS_IN_WORDS:
            current, seen = current + UNITS_IN_WORDS[word], True
        elif word in TENS_IN_WORDS:
            current, seen = current + TENS_IN_WORDS[word], True
        elif word.rstrip("s") in SCALES and (seen or re.match(r"\d", text)):
            scale = SCALES[word.rstrip("s")]
            if scale == 100 or scale == 12:
                current *= scale
            else:
                total, current = total + current * scale, 0.0
        elif word != "and" or not seen:
            return None
        index += 1
    return _clean(total + current) if seen else None


def _clean(value: float) -> float:
    """148.64 * 1e6 without the dust of binary fractions."""
    return round(value, 6) if abs(value) < 1e6 else float(round(value, 2))


@lru_cache(maxsize=4096)
def _by_quantulum(phrase: str) -> float | None:
    """What quantulum3 reads in one phrase, when it reads exactly one number in it."""
    # Its classifier of ambiguous units needs a scikit-learn of one age, and only the number is asked for here.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import quantulum3.classifier
        from quantulum3 import parser

    quantulum3.classifier.USE_CLF = False

    found = parser.parse(phrase)
    return float(found[0].value) if len(found) == 1 else None
