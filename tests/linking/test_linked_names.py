"""Organisations and places, each as a sentence in which one thing about linking shows."""

from __future__ import annotations

import pytest
from tests.linking.conftest import unmarked

from sitrep_nlp import lexicon
from sitrep_nlp.linking import organizations, places
from sitrep_nlp.linking.countries import countries_in, country_code, without_country
from sitrep_nlp.linking.gazetteer import gazetteer
from sitrep_nlp.linking.registry import alike, key, registry


def linked(marked: str, country: str | None = "PER") -> None:
    sentence = unmarked(marked)
    assert organizations.link(sentence.text, sentence.mentions, country) == sentence.gold


def test_one_organisation_has_one_id_in_every_language() -> None:
    linked("[ACNUR|unhcr], [UNHCR|unhcr] and the [UN Refugee Agency|unhcr] signed with [OPS/OMS|paho] and [FICR|ifrc].")


def test_an_acronym_of_several_countries_is_that_of_the_bulletin() -> None:
    linked("[MINSA|pe-minsa] counted.", "PER")
    linked("[MINSA|pa-minsa] counted.", "PAN")


def test_an_acronym_of_several_countries_is_that_of_the_sentence_where_the_bulletin_has_none() -> None:
    linked("In Panama, [MINSA|pa-minsa] counted.", None)


def test_another_states_ministry_is_no_answer() -> None:
    linked("The [Federal Police|doc:federal-police] came.", "CHL")


def test_what_the_document_defines_is_one_wherever_it_stands() -> None:
    linked(
        "[AVN|doc:voces-del-norte] met. The [Voces del Norte|doc:voces-del-norte] ([AVN|doc:voces-del-norte]) will go on."
    )


def test_a_definition_in_the_document_goes_before_the_registry() -> None:
    linked(
        "The [Mesa de Derechos Migrantes|doc:mesa-de-derechos-migrantes] ([MDM|doc:mesa-de-derechos-migrantes]) met."
    )


def test_a_joint_name_of_two_is_neither() -> None:
    sentence = unmarked("A report of [UNHCR/WFP].")
    assert organizations.link(sentence.text, sentence.mentions) == [None]


def test_a_registered_organisation_has_its_name_and_type() -> None:
    unhcr = organizations.organization("unhcr")
    assert unhcr is not None
    assert (unhcr.name, unhcr.type_code, unhcr.acronym) == (
        "United Nations High Commissioner for Refugees",
        "447",
        "UNHCR",
    )
    assert organizations.organization("doc:voces-del-norte") is None


def test_every_other_name_belongs_to_an_entry() -> None:
    assert {row["id"] for row in lexicon.rows("organization_aliases")} <= registry().organizations.keys()
    assert {row["code"] for row in lexicon.rows("place_aliases")} <= gazetteer().entries.keys()


def test_names_are_compared_by_their_weighty_words() -> None:
    assert key("Health Ministry") == key("the Ministry of Health")
    assert key("International Labor Organisation") == key("International Labour Organization")
    assert alike("ministery", "ministry")
    assert not alike("health", "wealth")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("UNICEF Peru", ("UNICEF", "PER")),
        ("Ministry of Health of the Dominican Republic", ("Ministry of Health", "DOM")),
        ("Peruvian Red Cross", ("Red Cross", "PER")),
        ("Manos Unidas por Venezuela", None),
    ],
)
def test_the_country_of_a_branch(name: str, expected: tuple[str, str] | None) -> None:
    assert without_country(name) == expected


def test_countries_by_name_and_adjective() -> None:
    assert countries_in("Venezuelans left Perú for the Dominican Republic") == ["VEN", "PER", "DOM"]
    assert (country_code("PER"), country_code("peru"), country_code("Atlantis")) == ("PER", "PER", None)


def values(marked: str, country: str | None = "PER") -> list[str | None]:
    sentence = unmarked(marked)
    return places.link(sentence.text, sentence.mentions, country)


def test_the_word_beside_a_name_says_which_place_it_is() -> None:
    assert values("In [Lima], in the province of [Lima] and in the district of [Lima].") == [
        "PE15",
        "PE1501",
        "PE150101",
    ]
    assert values("The provinces of [Piura] and [Tumbes]; [Cusco] and [Tacna] regions.") == [
        "PE2001",
        "PE2401",
        "PE08",
        "PE23",
    ]
    assert values("In two districts of [Lima].") == ["PE15"]


def test_the_place_beside_a_name_says_where_it_lies() -> None:
    assert values("In [Miraflores], [Lima], and in [Miraflores], [Arequipa].")[::2] == ["PE150122", "PE040110"]


def test_the_bulletins_country_decides_between_namesakes() -> None:
    assert values("In [Amazonas].", "COL") == ["CO91"]
    assert values("In [Amazonas].", "BRA") == ["BR13"]
    assert values("In [Amazonas], [Colombia].", None) == ["CO91", "COL"]


def test_a_name_between_two_places_has_no_link() -> None:
    assert values("In [San Miguel].", None) == [None]
    assert values("In [Nueva Betania].") == [None]


def test_a_line_break_in_a_name() -> None:
    assert values("In [Tum-\nbes] and [Madre\nde Dios].") == ["PE24", "PE17"]


def test_peru_is_complete() -> None:
    admin1 = {code for value in map(places.place, peru(2)) if value and (code := value.admin1_code)}
    assert len(admin1) == 25
    admin2 = {code for value in map(places.place, peru(4)) if value and (code := value.admin2_code)}
    assert len(admin2) == 196


def peru(digits: int) -> list[str]:
    return [f"PE{number:0{digits}d}" for number in range(1, 10**digits)]


def test_a_place_says_what_it_lies_in() -> None:
    assert places.place("PE150132") == places.Place(
        "San Juan de Lurigancho", "admin3", "PER", "PE15", "Lima", "PE1501", "Lima"
    )
    assert places.place("COL:cucuta") == places.Place(
        "Cúcuta", "admin2", "COL", "CO54", "Norte de Santander", None, "Cúcuta"
    )
    assert places.place("XYZ") is None
