"""Names of organisations by their build: a run of capitalised words around a word that makes an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.trie import alternation

# Words that open a name ("Ministry of Health") and words that close one ("Protection Working Group").
_OPENERS = (
    r"Ministr(?:y|ies)|Vice[- ]?[Mm]inistry|Superintendenc[ey]|Superintendency|Directorate(?:[- ]General)?|General Directorate|Secretariat|Sub-?[Ss]ecretariat|Undersecretariat|Department|Embassy|Consulate|"
    r"Government|Regional Government|Provincial Government|Municipality|Prefecture|Mayor’s Office|Institute|National Institute|Office|Bureau|Commission|Committee|Council|Centre|Center|Agency|Authority|Academy|"
    r"Association|Federation|Foundation|University|Network|Observatory|Service|Office of the|High Commissioner|Chamber|Society|Order|Diocese|Archdiocese|Vicariate|Bank|Fund|Union|Confederation|"
    r"Ministerio|Secretar[ií]a|Superintendencia|Defensor[ií]a|Canciller[ií]a|Alcald[ií]a|Gobernaci[oó]n|Gobierno|Municipalidad|Direcci[oó]n|Gerencia|Instituto|Oficina|Comisi[oó]n|Comit[eé]|Consejo|"
    r"Centro|Centros|Asociaci[oó]n|Fundaci[oó]n|Federaci[oó]n|Corporaci[oó]n|Red|Universidad|Hospital|Cruz Roja|Parroquia|Pastoral|Vicar[ií]a|Casa|Unidad|Unidades|Servicio|Mesa|Cooperativa|Colegio|Colectivo|Coalici[oó]n|Movimiento|"
    r"Minist[eè]re|Direction|Préfecture|Mairie|Croix-Rouge|Association|Fondation|Réseau|Comité|Conseil|Office|Commissariat|Secrétariat|Centre|Hôpital|Université|"
    r"Ministério|Secretaria|Prefeitura|Defensoria|Fundação|Associação|Instituto|Cáritas|Caritas|Conselho|Comitê|Cruz Vermelha|Serviço|Pastoral|Polícia|Colectif|Collectif|Mouvement|Organisation|Organization|Organización|Agence|Agencia|Agência"
)
_CLOSERS = (
    r"Ministry|Superintendence|Directorate|Secretariat|Department|Embassy|Consulate|Government|Municipality|Institute|Office|Bureau|Commission|Committee|Council|Centre|Center|Agency|Authority|Association|Federation|"
    r"Foundation|University|Network|Observatory|Platform|Cluster|Sub-?[Cc]luster|Sector|Working Group|Sub-?[Ww]orking Group|Task Force|Taskforce|Coordination Group|Coordination Team|Country Team|Consortium|Alliance|Coalition|Forum|Fund|Bank|Hospital|Clinic|"
    r"Police|Army|Navy|Air Force|Armed Forces|Guard|Brigade|Unit|Units|Ombudsperson’s [Oo]ffice|Ombudsman’s [Oo]ffice|Ombudsperson's [Oo]ffice|Society|Red Cross|Red Cross Society|Red Crescent|Red Crescent Society|Church|Diocese|Union|Group|Trust|Initiative|Organisation|Organization|Mission|Service|Services|Company|Corporation|Registry|Administration"
)
_CAP = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*[\w’'])"
_LINK = (
    r"(?:of|for|and|the|de|del|la|las|los|el|y|e|du|des|da|do|das|dos|on|against|pour|et|para|por|en|&|-|–|in|to|with)"
)
_PHRASE = rf"{_CAP}(?:[ \n]{{1,2}}(?:{_LINK}[ \n]{{1,2}}){{0,3}}{_CAP}){{0,9}}"
_OPENED = re.compile(
    rf"(?<![\w-])(?:(?:{_CAP}[ \n]){{0,4}})(?:{_OPENERS})(?![\w])[ \n](?:(?:of|for|de|del|du|des|da|do|on|para|pour|la|the|against|y|e|en|to)[ \n](?:(?:the|la|los|las|el)[ \n])?)*{_PHRASE}"
    rf"(?:(?<=[a-z])(?:,[ \n]{_CAP}(?:[ \n]{_CAP}){{0,2}}){{1,3}},?[ \n](?:and|y|e|et)[ \n]{_CAP}(?:[ \n]{_CAP}){{0,2}})?"
)
_CLOSED = re.compile(
    rf"(?<![\w-])(?:{_CAP}[ \n](?:(?:of|for|and|on|the|&|/)[ \n](?:the[ \n])?)?){{1,7}}(?:{_CLOSERS})(?![\w’'])(?:[ \n](?:of|for|on|in)[ \n](?:the[ \n])?{_CAP}(?:[ \n](?:and[ \n])?{_CAP}){{0,4}})?"
)
_LOWER_CLOSED = re.compile(
    rf"(?<![\w-])(?:{_CAP}[ \n]){{1,3}}(?:[a-z]+[ \n]){{0,1}}(?:sub[- ]working group|working group|coordination group|task force|municipality|hospital|cluster)(?![\w])"
    r"|\b[Mm]unicipalit(?:y|ies) of [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}|\b(?:provincial|regional|local|district) government of [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
)
_STARTS_TO_DROP = re.compile(
    r"^(?:The|This|That|These|In|On|At|By|For|With|From|To|And|Of|As|An?|Its|Their|Our|Through|During|Since|While|When|Following|Under|Both|All|Each|Also|Moreover|Furthermore|Additionally|However|Meanwhile|Together|Although|After|Before|Between|Within|Some|Over|Other|Local|Most|New|Many|Similarly|Support|According|Despite|El|La|Los|Las|Le|Les|L’|O|Os|En|Con|Por)[ \n]+"
)
_GENERIC = re.compile(
    r"^(?:(?:National|Local|Regional|Provincial|District|Health|Community|Support|Reception|Transit|Border|Registration|Distribution|Evacuation|Learning|Legal|Host|Central|Federal|State|Municipal|Main|Primary|Country|Field|Head|Sub|Response|Support|Services?|Protection|Education|Nutrition|Shelter|WASH|Food Security|Health|Logistics|Humanitarian|Emergency|Public|Social|Private|Informal|Formal|Justice|Security|Agriculture|Water|Energy|Tourism|Refugee|Migrant|Relief|Rescue) )?"
    r"(?:Ministr(?:y|ies)|Government|Municipality|Office|Department|Centre|Center|Hospital|Clinic|Committee|Council|Agency|Authority|Association|Network|Platform|Sector|Service|Services|Unit|Units|Group|Mission|Church|Police|Army|Fund|Initiative|Union|Mission|Administration|Organisation|Organization|Secretariat|University|Guard|Institute|Registry|Company|Society|Forum)$",
    re.I,
)
_STOP_INSIDE = re.compile(
    r"[ \n](?:and|y|et|e|with|to|in|for|the|of|de)[ \n](?:the[ \n])?(?=(?:Ministr|Superintenden|Government|UN |Embassy|National Institute|Office of|Ombuds|Municipal|Secretar|Department of|Directorate|[A-Z]{3,}\b))"
)
_SPLIT_AND = re.compile(
    r"[ \n]and[ \n]the[ \n]|[ \n]to[ \n](?:the[ \n])?|[ \n]with[ \n](?:the[ \n])?|[ \n]in[ \n](?:the[ \n])?"
)


@lru_cache(maxsize=1)
def _national() -> re.Pattern[str]:
    adjectives = alternation(row["adjective"] for row in lexicon.rows("demonyms"))
    return re.compile(
        rf"\b{adjectives}[ \n](?:Red[ \n](?:Cross|Crescent)(?:[ \n]Society)?|[Gg]overnment|[Cc]onsulate(?: [Gg]eneral)?|[Ee]mbassy|[Aa]rmy|[Nn]avy|[Aa]ir [Ff]orce|[Aa]rmed [Ff]orces|[Cc]oast [Gg]uard|Civil Protection|Civil Defen[cs]e|National Police|[Pp]arliament|Congress)\b"
    )


def find(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that are built like an organisation's name, each cut to its likely bounds."""
    for match in _national().finditer(text):
        yield match.span()
    for pattern in (_OPENED, _CLOSED):
        for match in pattern.finditer(text):
            span = _bounds(text, *match.span())
            if span:
                yield span
    for match in _LOWER_CLOSED.finditer(text):
        span = _bounds(text, *match.span())
        if span and not re.match(
            r"(?:[A-Z][a-z]+ )?(?:[Hh]ealth|[Pp]rotection|The|This) (?:hospital|cluster)$", text[span[0] : span[1]]
        ):
            yield span


def _bounds(text: str, start: int, end: int) -> tuple[int, int] | None:
    while drop := _STARTS_TO_DROP.match(text[start:end]):
        start += drop.end()
    inside = _STOP_INSIDE.search(text, start + 1, end)
    if (
        inside
        and inside.start() - start > 8
        and not re.fullmatch(
            r"(?:\w+ )?(?:Ministry|Government|Office|Embassy|Superintendence|Superintendency|Directorate|Secretariat|Department|Institute|Commission|Network|Association|Fund|Bureau|Council)",
            text[start : inside.start()],
        )
    ):
        end = inside.start()
    split = _SPLIT_AND.search(text, start, end)
    if split and " for " not in text[start : split.start()][-5:]:
        end = split.start()
    phrase = " ".join(text[start:end].split())
    if phrase.count(" ") == 0 or _GENERIC.match(phrase) or phrase.isupper() or "\n\n" in text[start:end]:
        return None
    return start, end
