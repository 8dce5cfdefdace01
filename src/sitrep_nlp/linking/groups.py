"""Facets of a group of people: population groups, sex, age, vulnerabilities, occupation, nationality.

All of them are what the phrase itself says. Codes are those of the column `code` in `lexicon/facets.csv`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.trie import any_of
from sitrep_nlp.linking.ages import years
from sitrep_nlp.linking.countries import countries_in


class Facets(NamedTuple):
    """What the words that name a group say of it. Codes stand in the order in which they are said.

    population_groups: such as `refugees`, `host_community`, `in_transit`. sex: `female` or `male` where the whole group is,
    else None. age_min, age_max: in whole years, inclusive, where the phrase gives numbers; None where open or not said.
    vulnerabilities: such as `survivor_gbv`. occupation: as said, in lower case ("health professionals"), several joined by
    "; "; None where none is said. age_groups: such as `children`, `older_persons`. nationalities: ISO 3166-1 alpha-3.
    """

    population_groups: tuple[str, ...] = ()
    sex: str | None = None
    age_min: int | None = None
    age_max: int | None = None
    vulnerabilities: tuple[str, ...] = ()
    occupation: str | None = None
    age_groups: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()


# Members whose sex is open: a group with one of them beside women is not a group of women.
_OPEN_MEMBERS = re.compile(
    r"(?<![\w-])(?:children|adolescents(?![’'])|youths?|minors|families|famil(?:y|ies) members|households|persons|people|"
    r"individuals|refugees|migrants|elderly|population|communit(?:y|ies)|parents|teenagers|husbands|relatives)(?![\w-])",
    re.I,
)
_JOINT = re.compile(r",\s*(?:and |or )?|\s+(?:and|or|as well as|along with)\s+|/")
# Who comes along with the group: "police officers and their families", "mothers with small children".
_ALONG = re.compile(
    r"\s(?:(?:and|or|with)\s(?:their|his|her)\s.*$|with\s(?:[a-z]+\s)?(?:children|babies|infants)\b)", re.I
)
_MARKUP = re.compile(r"\*+|(?<=[a-z])-\s+(?=[a-z])")


@lru_cache(maxsize=16384)
def facets(text: str) -> Facets:
    """The facets of a group as its phrase names it ("women and adolescent survivors of GBV").

    A facet of one member of a group of several is a facet of the group, but for its sex: women and children are not female.
    """
    phrase = " ".join(_MARKUP.sub("", text).split())
    own = _ALONG.sub("", phrase)
    age_min, age_max = years(phrase)
    return Facets(
        population_groups=_codes("population_group", phrase),
        sex=_sex(phrase),
        age_min=age_min,
        age_max=age_max,
        vulnerabilities=_vulnerabilities(phrase),
        occupation=_occupation(own),
        age_groups=_codes("age_group", own),
        nationalities=tuple(countries_in(phrase)),
    )


@lru_cache(maxsize=1)
def _patterns() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """By facet, each code with what says it."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for row in lexicon.rows("facets"):
        pattern = re.compile(rf"(?<![\w-])(?:{row['pattern']})(?![\w-])", re.I)
        found.setdefault(row["facet"], []).append((row["code"], pattern))
    return found


@lru_cache(maxsize=1)
def _occupations() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of(row['pattern'] for row in lexicon.rows('occupations'))}(?![\w-])", re.I)


def _codes(facet: str, phrase: str) -> tuple[str, ...]:
    found = [(match.start(), code) for code, pattern in _patterns()[facet] if (match := pattern.search(phrase))]
    return tuple(code for _, code in sorted(found, key=lambda each: each[0]))


def _vulnerabilities(phrase: str) -> tuple[str, ...]:
    codes = _codes("vulnerability", phrase)
    # The general word beside a particular one adds nothing, nor does violence beside the kind of it.
    general = {"survivor_violence"} if "survivor_gbv" in codes else set()
    return tuple(code for code in codes if code not in general)


def _sex(phrase: str) -> str | None:
    sexes = {sex for sex, pattern in _patterns()["sex"] if pattern.search(phrase)}
    if len(sexes) != 1:
        return None
    (sex,) = sexes
    pattern = dict(_patterns()["sex"])[sex]
    for member in _JOINT.split(phrase):
        if not pattern.search(member) and _OPEN_MEMBERS.search(member):
            return None
    return sex


def _occupation(phrase: str) -> str | None:
    found = [match.group().lower() for match in _occupations().finditer(phrase)]
    return "; ".join(dict.fromkeys(found)) or None
