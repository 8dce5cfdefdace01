"""Quantities: what is one, what is none, and what each is worth."""

from __future__ import annotations

import pytest

from sitrep_nlp.pipes.quantities.modifiers import find as find_modifier
from sitrep_nlp.pipes.quantities.normalize import Amount, amount


@pytest.mark.parametrize(
    "sentence",
    [
        "Partners reached {Q:1,730} persons and {Q:80 per cent} of the households.",
        "The appeal asks for {Q=148640000 USD:$148.64 M}; {Q=330000 USD:USD 330K} came from a donor and {Q=2000000 USD:two million USD} is pledged.",
        "They collected some {Q=100 kg:100kg} of rubbish and trucked {Q=40 m3:40 m³} of water.",
        "Between {Q=50..100:50 and 100} families arrive each day, {Q=20..30:20 to 30} of them at night.",
        "The response needs {Q=1500000000:1.5 B} and has {Q=278800000 USD:USD 278.8 M}.",
        "They lost {Q=1/2 x:half} of the {Q:60} nurses and {Q=2/3 x:two thirds} of the drivers.",
        "{Q=12:Twelve} schools, {Q=500000:half a million} pupils and {Q=1000:a thousand} teachers.",
        "Calls were almost {Q=3 x:three times} more than last year.",
        "{Q=1/3 x:One in three} families skips meals.",
        "Prices went up from {Q=450 BDT:BDT 450} to {Q=600 BDT:BDT 600} in a month.",
        "Of {Q=9:nine} (9) kits, {Q=300:300} (three hundred) tents, {Q=10 kg:ten (10) kilograms} and {Q=5:five} ({Q:12} in Lima) all came.",
        "The fund gave {Q=500000:half a million} (500000) and {Q=20 %:twenty per cent} (20) was spent.",
        "Between {Q=2..3:two (2) and three} (3) families left, {Q=20..30:twenty (20) to thirty} (30) stayed.",
        "The caseload went from {Q:1,200} to {Q:1,450} cases.",
        "{Q=15155:15 155} persons are in shelters.",
        "Each family got {Q=240000 COP:COP 240,000} or {Q=1100000 CAD:CAD 1.1m}.",
        "The fund gave {Q=2300000 PEN:S/ 2.3 million} to {Q:610} micro-entrepreneurs.",
        "**{Q:2,140} persons** received hygiene kits².",
        "{Q:10.5%} of {Q:1,090,438} samples were positive.",
        "The funds are {Q:13%} and {Q:11%} spent; the others between {Q=10..15 %:10% and 15%}.",
        "Most are women ({Q:549} or {Q:20%}), and {Q=0.25 x:a quarter} are children.",
        "{Q:25} out of {Q:34} provinces, but {Q=0.9 x:nine out of ten} families and {Q=0.8 x:four of every five} pupils.",
        "{Q:One} in Camp 5, {Q:ten} in Camp 6 and {Q:one} in Camp 8E have at least {Q:one} clinic.",
        "Of {Q:64} nurses ({Q:49} M, {Q:15} F), {Q=1/3 x:a third} stayed.",
        "They trained {Q:64} nurses ({Q:15}F, {Q:49}M), {Q:90} guards ({Q:70} M/{Q:20} F) and {Q:12} pupils ({Q:7}G, {Q:5}B) in Block 12F and in Sector 12F/13M.",
        "{Q:950} came ({Q:500} women/{Q:450} men); a tank holds {Q=49 m3:49 m³} and {Q=12 g:12 g} of chlorine.",
        "{Q:79} samples (Aleppo {Q:27} and Idleb {Q:52}), from Kilo 16, {Q:ten} in Camp 3,{Q:two} in Camp 4.",
        "Soap is at {Q:SYP 1,140}/50 ml, as in Round 34.{Q=26 %:Twenty-six per cent} got .{Q:1,820} masks.",
        "{Q=2 x:Double} their number came; bread costs {Q:SDG 486} more, says the report on SDG 2.",
        "Salt is at {Q=12650 SYP:12 650 SYP} a kilo, {Q=9 %:9 per cent} more than in May.",
        "Some {Q=72000:72 000} persons got {Q=320 t:320 t} of maize for {Q=2700 SYP:SYP 2,700}/kg.",
        "The total is {Q=28751:28, 751}, of whom {Q=11841:11, 841} are men.",
        "Nurses earn {Q=3500 ZMW:K3,500}, a well costs {Q=1830 HNL:HNL 1,830}; the state promised {Q=192000000 GTQ:Q192 million}.",
        "A bag is {Q=1200 CDF:FC 1,200} here, {Q=28000 MWK:MK 28,000} there, {Q=9500 UYU:$U 9,500} or {Q=200000 MMK:200,000 kyats}.",
        "They put up {Q:two} rub halls for {Q:50} top officials and paid {Q=65000:65,000 CFA francs} a day.",
        "Each got {Q=0.5 l:half a litre} of oil and {Q=0.5 acre:half an acre}; the ash is {Q=2..3 m:two to three metres} deep.",
        "The pupil-textbook ratio is as poor as {Q=0.02 x:1:50}, and {Q=0.2 x:every fifth} pupil left.",
        "Of the cases (n={Q:40}) most are boys ({Q:61%}),girls ({Q:39%}).",
        "A loaf costs {Q=2000 USD:USD 2000} now, said the {Q:4} traders.",
        "Fees range from {Q=340..1900 USD:US$ 340 to US$ 1,900}; a fund paid {Q:US$1.2 million} to {Q=1500000:1.5 million} people.",
    ],
)
def test_quantities(finds, sentence):
    finds(sentence, "QUANTITY")


@pytest.mark.parametrize(
    "sentence",
    [
        "COVID-19 cases rose in Camp 8W and in Wards 3 and 4.",
        "The RMRP 2020 and the Línea 100 hotline (call 1800-112-233 or +51 987 654 321).",
        "Children under five, girls aged 6-59 months and persons over 60 years old.",
        "Decree 010-2020-IN was published on 22 October 2020 for 90 days.",
        "See page 12, https://example.org/2020/report-45 or write to desk24@example.org.",
        "The second and the 3rd phase; IPC Phase 4; Update No. 15.",
        "Services are open from 08:00 to 17:30, 24/7.",
        "One of the partners and no one else.",
        "The platform¹ and its members2, as said above.",
        "Several dozens of families.",
        "The working group met three times.",
        "The pillars are 1. Coordination; 2. Surveillance; and 3. Points of entry.",
        "They work on (1) cholera, (2) measles and (3) malaria.",
        "See chart 7.3, round 2 and phase two; Regions 1, 2 and 7; Grades 9 and 12.",
        "A woman of 41 and evacuees over 70 came with families of six or seven; some were under ten.",
        "They met at half past nine and worked from eight in the morning.",
        "The hotline 0800, UGEL 03, extension 215 and Dalori 2 camp.",
        "Stunting (HAZ<-2) was measured by Covid-19 teams in one-to-one interviews.",
        "Rents rose.23 The owners say that it is “enough”.165 Others do not.",
        "They had to flee again. 37 Among them were nurses.",
        "A third group left, and a fourth shock came.",
        "People go from the first shelter to the next one, and sleep under one roof.",
        "They eat three times a week.",
        "The Cooperativa 29 de Octubre and its P.O. Box 873.",
        "Convoys leave every second day, at 10:30, by the N1 and the M23.",
        "Most of it is the fault of the rains;201 and of the price (US).165 Others agree.",
        "Round 2, 10–21 January 2022.",
    ],
)
def test_no_quantities(finds, sentence):
    finds(sentence, "QUANTITY")


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("1,730", Amount(1730.0)),
        ("1.730", Amount(1730.0)),
        ("1 730", Amount(1730.0)),
        ("1.043M", Amount(1043000.0)),
        ("$148.64 M", Amount(148640000.0, kind="money", unit="USD")),
        ("US$ 106M", Amount(106000000.0, kind="money", unit="USD")),
        ("€3,5 million", Amount(3500000.0, kind="money", unit="EUR")),
        ("R$ 1.250.000", Amount(1250000.0, kind="money", unit="BRL")),
        ("80 per cent", Amount(80.0, kind="percent", unit="%")),
        ("36,5 %", Amount(36.5, kind="percent", unit="%")),
        ("1,784 metric tons", Amount(1784.0, kind="measure", unit="t")),
        ("two and a half million", Amount(2500000.0)),
        ("two hundred and fifty thousand", Amount(250000.0)),
        ("Thirty-five", Amount(35.0)),
        ("5–8 million", Amount(5000000.0, 8000000.0)),
        ("16 to 22 percent", Amount(16.0, 22.0, "percent", "%")),
        ("three quarters", Amount(0.75, kind="ratio")),
        ("9 out of 10", Amount(0.9, kind="ratio")),
        ("twice", Amount(2.0, kind="ratio")),
        ("4,15,548", Amount(415548.0)),
        ("K3,500", Amount(3500.0, kind="money")),  # of Zambia or Papua New Guinea: the bulletin tells
        ("1:50", Amount(0.02, kind="ratio")),
        ("every fifth", Amount(0.2, kind="ratio")),
        ("half an acre", Amount(0.5, kind="measure", unit="acre")),
        ("330K", Amount(330000.0)),
    ],
)
def test_amount(text, worth):
    assert amount(text, False) == worth


def test_a_dot_before_three_digits_follows_the_documents_way():
    assert amount("2.500", False) == Amount(2500.0)
    assert amount("USD 2.500", True) == Amount(2.5, kind="money", unit="USD")


def test_words_that_are_no_number_have_no_amount():
    assert amount("several") is None


@pytest.mark.parametrize(
    ("text", "number", "modifier", "words"),
    [
        ("some 40 women", "40", "about", "some"),
        ("more than\n11,900 houses", "11,900", "over", "more than"),
        ("+266,000 persons", "266,000", "over", "+"),
        ("at least another 200 families", "200", "at_least", "at least"),
        ("almost **5,000 refugees", "5,000", "almost", "almost"),
        ("up to 8,000 people", "8,000", "up_to", "up to"),
        ("fewer than 30 beds", "30", "under", "fewer than"),
        ("no more than 430 places", "430", "up_to", "no more than"),
        ("200 or more families", "200", "at_least", "or more"),
    ],
)
def test_modifiers(text, number, modifier, words):
    start = text.index(number)
    found = find_modifier(text, start, start + len(number))
    assert found is not None
    assert (found[0], text[found[1] : found[2]]) == (modifier, words)


def test_an_exact_number_has_no_modifier():
    assert find_modifier("they gave information about 300 kits", 28, 31) is None
    assert find_modifier("reached 300 persons", 8, 11) is None
