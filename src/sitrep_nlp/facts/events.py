"""Which kind of event a figure tells of, in the scheme of the HumSet quantities: aid, harm to people, or anything else.

The words of `lexicon/events.csv` tell, each by its class:

- `aid`: what people get or need (received, distributed, in need), also told as a share of them;
- `work`: what responders do (built, trained, conducted); a share of it is what a survey found of other people's doing;
- `harm`: people are harmed, ill, displaced or counted as cases; it tells in the activity and in the noun that is counted;
- `group`: names of people that were displaced; a share of them is a finding about the group, not its displacement;
- `finding`: what is said, asked, sold, owned or damaged.
"""

from __future__ import annotations

from typing import Final

from sitrep_nlp.facts.setting import first_of
from sitrep_nlp.figures import Figure

_SHARES: Final = ("percent", "ratio")
_OF_STATUS: Final = {"reached": "EventA", "targeted": "EventA", "in_need": "EventA", "affected": "EventP"}
# Here a count of people, where no word tells of it, is one of people to whom something happened; elsewhere (pupils, workers,
# farmers) it is not.
_AFFECTED_PEOPLE: Final = ("Context", "Health", "NFI", "Nutrition", "Protection", "Shelter", None)


def event_type(figure: Figure, status: str) -> str | None:
    """The event of a figure, one of `schema.EVENT_TYPES`; `status` is the figure's own.

    None where the figure has no activity and the noun that it counts does not tell.
    """
    share = figure.kind in _SHARES
    done, counted = _class_of_activity(figure), _class(figure.counted.text if figure.counted else "")
    if done == "aid" or (done == "work" and not share):
        return "EventA"
    if done in ("harm", "group") or counted == "harm" or (counted == "group" and not share):
        return "EventP"
    if figure.activity is None:
        return "EventO" if counted == "finding" else None
    if done is None and figure.kind == "count" and status in _OF_STATUS:
        return _OF_STATUS[status]
    if done == "finding":
        return "EventO"
    return "EventP" if _tells_of_people(figure) else "EventO"


def _class_of_activity(figure: Figure) -> str | None:
    words = figure.activity.text if figure.activity else ""
    # "reaching 19 per cent", "reached USD 4 a kilo": a level, not people.
    level = words.lower().startswith("reach") and figure.kind != "count" and figure.counted_type != "people"
    return None if level else _class(words)


def _class(words: str) -> str | None:
    found = first_of("events", words)
    return found[0] if found else None


def _tells_of_people(figure: Figure) -> bool:
    """Whether the sector says that the figure is of people who are ill, hungry or otherwise affected."""
    if figure.sector == "Nutrition":
        return figure.kind != "money"
    if figure.kind != "count":
        return False
    return figure.sector == "Health" or (figure.counted_type == "people" and figure.sector in _AFFECTED_PEOPLE)
