"""A bulletin in parts, to be laid out in several ways and to be known exactly."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Prose. A soft hyphen in a word is where a line may end in it."""

    text: str


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Headline:
    """A number in big type with its label. label_first: whether the label stands above it."""

    number: str
    label: str
    label_first: bool = False


@dataclass(frozen=True)
class Grid:
    """A table. heads: rows of heads; an empty head is covered by the one left of it. rows: label and numbers."""

    heads: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Footnote:
    text: str


Part = Heading | Paragraph | Bullets | Headline | Grid | Footnote

TITLE = Heading("TACNA AND PUNO | REFUGEES AND MIGRANTS", 1)
SUBTITLE = Heading("Monthly bulletin, June 2021", 2)

KEY_FIGURES = (
    Headline("18,640", "people reached by the partners in June"),
    Headline("27", "partner organizations at work along the border"),
    Headline("$6.2M", "received for the response"),
    Headline("41%", "of the requirements funded"),
)

SITUATION: tuple[Part, ...] = (
    Heading("Situation"),
    Paragraph(
        "The border post of Desaguadero counted some 2,380 arrivals from Bolivia in June, up from 1,945 in May. Half of "
        "the families that the monitors spoke to had walked for more than a week, and about 35 per cent of them had "
        "slept in the open. The Regional Health Directorate vaccinated 1,120 travellers against measles and yellow "
        "fever at the terminal."
    ),
    Paragraph(
        "On 14 June the National Superintendence of Migration opened a desk in Tacna, where 860 persons have asked for "
        "a temporary permit since. Frost in the high districts of Puno has left 140 households without shelter, among "
        "them 52 households of Venezuelan nationals."
    ),
)

HEALTH: tuple[Part, ...] = (
    Heading("Health"),
    Paragraph(
        "Partners paid for 1,310 medical consulta\u00adtions, of which 415 were for children under five and 230 for "
        "pregnant women. Three mobile brigades travelled along the road to Mazocruz and treated 640 patients for "
        "respira\u00adtory infec\u00adtions. In Juliaca a midwife of the regional hospital trained 38 community "
        "volun\u00adteers in prenatal counsel\u00adling."
    ),
    Bullets(
        (
            "Médicos del Mundo supplied 24 health posts with 9,500 face masks and 1,200 oximeters.",
            "Aldeas Infantiles gave psychosocial support to 275 children and 190 caregivers in Tacna.",
            "Over 3,000 leaflets on mental health were handed out at the bus terminal of Puno.",
        )
    ),
)

SHELTER: tuple[Part, ...] = (
    Heading("Shelter and NFI"),
    Paragraph(
        "Two shelters in Tacna housed 730 persons for up to ten nights, and a third one in Ilave has had room for 60 "
        "persons since the middle of June. The Peruvian Red Cross distributed 1,450 blankets and 820 hygiene kits to "
        "families on the move. A further 210 households received vouchers to pay their rent for two months."
    ),
    Paragraph(
        "The owners of eleven houses agreed to let rooms to asylum-seekers, after a non-\u00adgovernmental organi\u00adzation "
        "had vouched for them. It follows each of these households for half a year."
    ),
)

TABLE_TITLE = Heading("People reached by sector")

SECTORS = Grid(
    (("Population", "Health", "Shelter", "Protection", "WASH"),),
    (
        ("Refugees and migrants", "4,120", "1,980", "3,365", "2,740"),
        ("Host community", "860", "215", "1,040", "1,905"),
        ("Total", "4,980", "2,195", "4,405", "4,645"),
    ),
)

MERGED = Grid(
    (("Sector", "Reached", "", "Targeted", ""), ("", "Women", "Men", "Women", "Men")),
    (
        ("Health", "2,510", "2,470", "3,300", "3,100"),
        ("Shelter", "1,190", "1,005", "1,750", "1,600"),
        ("Protection", "2,615", "1,790", "3,900", "2,850"),
    ),
)

NOTE = Footnote("1 Persons who were helped by several partners are counted once, as far as the partners could tell.")
