"""Decrees, organisations, groups of people and places."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ministry published {R=decree/10/2020/IN:Decree 010-2020-IN} and {R=decree/10/2020/IN:Decree Nº 10-2020-IN}.",
        "Under {R=supreme decree/8/2018/IN:Supreme Decree No. 008-2018-IN} and {R=law/30754:Law 30754}.",
        "{R=resolution/177/2020:Resolution 177-2020} extends the permit.",
        "{R=decree/216/2021:Decree 216 of 2021} created the temporary status.",
        "Following the {R=law/refugee law:Refugee Law} and {R=executive order/14/2021:Executive Order 14 of 2021}.",
        "The permit (PTP) and the RMRP 2020 are no decrees.",
        "Banks open accounts since {R=resolution/1205/2021:Resolution ABC 1205-2021}.",
    ],
)
def test_decrees(finds, sentence):
    finds(sentence, "DECREE")


@pytest.mark.parametrize(
    "sentence",
    [
        "The {O:Ministry of Women and Vulnerable Populations} ({O:MIMP}) and {O:UNHCR} opened a centre.",
        "The {O:National Institute of Civil Defense} ({O:INDECI}) counted. {O:INDECI} will return.",
        "{O:Acción contra el Hambre} | {O:ACNUR} | {O:Aldeas Infantiles} | {O:Asociación Nuevo Sol de Ate} | {O:OPS/OMS} | {O:WFP}",
        "{O:Cruz Roja Peruana}, {O:Save the Children} and {O:Médecins Sans Frontières} gave support.",
        "The {O:Peruvian government} and the {O:Government of Chile} met with {O:ECHO}.",
        "Partners, local authorities and the government took part.",
        "The {O:Protection Cluster} and the {O:Health Working Group} met at the {O:Embassy of Canada}.",
        "PEOPLE REACHED IN HEALTH CARE",
    ],
)
def test_organizations(finds, sentence):
    finds(sentence, "ORG")


@pytest.mark.parametrize(
    "sentence",
    [
        "The GTRM helped {B:refugees and migrants from Venezuela} in Lima.",
        "Some 40 {B:women and adolescent survivors of gender-based violence (GBV)} came.",
        "For {B:pregnant and lactating women, children under five} and nothing else.",
        "{B:Persons with disabilities} and a tent; {B:unaccompanied children} in tents.",
        "Kits for 120 {B:persons living with HIV} and 18 {B:public servants}.",
        "{B:Venezuelans} and the law; {B:asylum-seekers} in the capital; {B:host communities} elsewhere.",
        "{B:Refugees, migrants and host community} took part.",
        "The vulnerability of the area is high.",
        # Words that no list holds, before and after a head.
        "A course for {B:cattle owners and motorcycle taxi drivers} in the district.",
        "Support to shelter is late; partners want to enable {B:migrants} to stay.",
        "{B:Families without running water} pay; {B:students from Zulia and Lara} do not.",
        "They provided {B:women} with kits and flew {B:families} from Marawi.",
    ],
)
def test_groups(finds, sentence):
    finds(sentence, "BENEFICIARY")


@pytest.mark.parametrize(
    "sentence",
    [
        "In {L:Lima}, {L:San Juan de Lurigancho} and {L:Tacna}, but not in {L:Peru} as a whole.",
        "The roads between {L:Quelimane} and {L:Beira} in {L:Mozambique} are cut.",
        "Venezuelan families crossed the northern border.",
        "Refugees from Venezuela (300) came to {L:Tumbes}.",
        "Floods hit {L:Namarroi} and {L:Lugela} districts.",
        "{L:PERU} | {L:TACNA}",
    ],
)
def test_places(finds, sentence):
    finds(sentence, "LOC")


def test_places_carry_their_codes(read):
    doc = read("From Tacna to Colombia.")
    assert [(ent.text, ent._.value) for ent in doc.ents] == [("Tacna", "PE23"), ("Colombia", "COL")]
