"""Organisations: each mention to an entry of the registry, or to a name that only the document knows.

What no registry knows gets an id of the document, `doc:` and the name, so that a name and the acronym that the document
defines for it ("Voces del Norte (AVN)") are one. So does a ministry whose country has no entry: another country's is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sitrep_nlp.linking.countries import countries_in, country_code, without_country
from sitrep_nlp.linking.gazetteer import slug
from sitrep_nlp.linking.registry import Key, Organization, key, registry

__all__ = ["Organization", "link", "organization"]

DOCUMENT = "doc:"

# HDX HAPI org_type codes of what each state has its own of: government, military.
_OF_A_STATE = ("435", "440")
_TRIM = re.compile(r"^(?:[Tt]he|[Ll]a|[Ee]l|[Ll]os)\s+|[’'´`]s?$|[.,;:]+$")
_BRACKETED = re.compile(r"(?P<name>.+?)\s*\((?P<acronym>[^()]+)\)?$")
_OPENS = re.compile(r"\s*\(\s*(?:(?:also|or|known as|hereafter|hereinafter|in short|for short),?\s)?(?:as\s)?[“\"]?")
_CLOSES = re.compile(r"[”\"]?(?:[,;]? [^()]{0,40})?\)")
_ACRONYM = re.compile(r"[A-ZÀ-Ý][\w&./-]*[A-ZÀ-Ý][\w&./-]*")
# What a civil society's name begins with and may as well go without.
_SORT = re.compile(
    r"^(?:(?:Asociaci[oó]n|Fundaci[oó]n|Associaç[aã]o|Fundaç[aã]o|Corporaci[oó]n|Instituto|ONG|NGO|Association|Foundation)"
    r"(?: (?:Civil|Ben[eé]fica|Cultural))?(?: (?:de|del|para|of|for))? )(?=[A-ZÀ-Ý])"
)
_CAPITAL = re.compile(r"\b[A-ZÀ-Ý]")
_BREAK = re.compile(r"[.!?•|]\s|\n\s*\n")


def organization(value: str) -> Organization | None:
    """The registry's entry with this id; None for an id that only a document defines (`doc:…`) or that nothing bears."""
    return registry().organizations.get(value)


def link(text: str, mentions: Sequence[tuple[int, int]], country: str | None = None) -> list[str | None]:
    """The id of each mention, in order: a registry id, `doc:<name>`, or None where several organisations are named at once.

    mentions: character offsets into the text, ascending. country: ISO 3166-1 alpha-3 code of the bulletin's country, which tells
    apart the names and acronyms that several countries use (MINSA).
    """
    names = [_clean(text[start:end]) for start, end in mentions]
    known = [_known(name, text, start, country) for name, (start, _) in zip(names, mentions, strict=True)]
    defined = dict(_definitions(text, mentions, names, known))
    own: dict[Key, str] = {}
    return [defined.get(name) or value or _own(name, own, defined) for name, value in zip(names, known, strict=True)]


def _clean(mention: str) -> str:
    return _TRIM.sub("", " ".join(mention.split()))


def _known(name: str, text: str, start: int, country: str | None) -> str | None:
    """The registry's id for a name at a place in the text."""
    if (giver := country_code(name)) and "gov-" + giver.lower() in registry().organizations:
        return "gov-" + giver.lower()  # a donor named by its country
    for form, branch in _forms(name):
        ids = registry().ids(form)
        if ids and (chosen := _choice(ids, form, branch, text, start, country)):
            return chosen
    return None


@lru_cache(maxsize=65536)
def _forms(name: str) -> tuple[tuple[str, str], ...]:
    """A name, then the same without what may be left out: the acronym in brackets, the country of a branch, the word for its sort,
    the second of two names for one; each with the country left out."""
    forms = [(name, "")]
    if match := _BRACKETED.fullmatch(name):
        forms += [(match.group("name"), ""), (match.group("acronym"), "")]
    if branch := without_country(forms[-1][0]):
        forms.append(branch)
    first, _, second = name.partition("/")
    if second and registry().ids(first) == registry().ids(second):
        forms.append((first, ""))
    forms += [(_SORT.sub("", form), branch) for form, branch in forms if _SORT.match(form)]
    return tuple(forms)


def _choice(ids: Sequence[str], form: str, branch: str, text: str, start: int, country: str | None) -> str | None:
    """Of the entries that bear a name the one that is meant: that of the country named in it or, failing this, of the bulletin's
    country, of a country that the sentence names, or of no country. None where that leaves several, or another state's."""
    candidates = [registry().organizations[entry] for entry in ids]
    own = {branch} if branch else set(countries_in(form))
    for countries in (own, {country}, {""}):
        chosen = [each for each in candidates if each.country in countries]
        if len(chosen) == 1:
            return chosen[0].id
    stateless = [each for each in candidates if each.type_code not in _OF_A_STATE]
    if len(candidates) == len(stateless) == 1:
        return candidates[0].id
    if branch:
        return None
    if len(candidates) == 1 and _ACRONYM.fullmatch(form):
        return candidates[0].id
    named = countries_in(_sentence(text, start))
    chosen = [each for each in candidates if each.country in named]
    return chosen[0].id if len(chosen) == 1 else None


def _sentence(text: str, start: int) -> str:
    first = max(
        (match.end() for match in _BREAK.finditer(text, max(0, start - 400), start)), default=max(0, start - 400)
    )
    after = _BREAK.search(text, start)
    return text[first : after.start() if after else len(text)]


def _definitions(
    text: str, mentions: Sequence[tuple[int, int]], names: Sequence[str], known: Sequence[str | None]
) -> Iterator[tuple[str, str]]:
    """Acronyms and the names beside them, "Voces del Norte (AVN)" or "AVN (Voces del Norte)", each with the id of the two."""
    for name, value in zip(names, known, strict=True):
        match = _BRACKETED.fullmatch(name)
        if match and value is None and _ACRONYM.fullmatch(match.group("acronym")):
            yield from _both(match.group("name"), match.group("acronym"), None, None, name)
    for index in range(len(mentions) - 1):
        (_, end), (start, closed) = mentions[index], mentions[index + 1]
        if not _OPENS.fullmatch(text, end, start) or not _CLOSES.match(text, closed):
            continue
        one, other = index, index + 1
        if _ACRONYM.fullmatch(names[one]) and " " in names[other]:
            one, other = other, one
        if _ACRONYM.fullmatch(names[other]):
            yield from _both(names[one], names[other], known[one], known[other])


def _both(
    name: str, acronym: str, of_name: str | None, of_acronym: str | None, *others: str
) -> Iterator[tuple[str, str]]:
    value = of_name or DOCUMENT + slug(name)
    if of_name is None and of_acronym and _same(name, acronym, of_acronym):
        value = of_acronym
    for each in (name, acronym, *others):
        yield each, value


def _same(name: str, acronym: str, entry: str) -> bool:
    """Whether an entry may be what an unknown name stands for: it belongs to no other country and shares half of its words, or the
    whole world knows its acronym, which is not made of the name's own initials."""
    listed = registry().organizations[entry]
    words, named = key(name), countries_in(name)
    if listed.country and named and listed.country not in named:
        return False
    initials = "".join(_CAPITAL.findall(name))
    known_everywhere = not listed.country and len(initials) > 2 and not acronym.startswith(initials)
    return known_everywhere or 2 * len(set(words) & set(key(listed.name))) >= len(words)


def _own(name: str, own: dict[Key, str], defined: dict[str, str]) -> str | None:
    """The document's id of a name that no registry knows; names that differ in spelling alone share one."""
    if "/" in name and all(registry().ids(part) for part in name.split("/")):
        return None
    for each, value in defined.items():
        own.setdefault(key(_SORT.sub("", each)), value)
    return own.setdefault(key(_SORT.sub("", name)), DOCUMENT + slug(name)) if slug(name) else None
