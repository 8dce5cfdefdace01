"""Dates: their spans, and their values against the bulletin's month."""

from __future__ import annotations

import pytest

from sitrep_nlp.pipes.dates.resolve import head_month


@pytest.mark.parametrize(
    ("sentence", "month"),
    [
        ("On {D=2020-10-22:22 October 2020} the decree was published.", "2020-10"),
        ("Between {D=2020-01/2020-10:January and October 2020} calls rose.", "2020-10"),
        ("It lasted from {D=2019-06-10/2019-06-18:10 to 18 June}.", "2019-12"),
        ("The emergency runs until {D=2020-06-30:30 June}.", "2020-05"),
        ("Since {D=2020-03:mid-March} the hotline is busy.", "2020-05"),
        ("In {D=2019-11:November} partners met.", "2020-03"),
        ("They will meet in {D=2020-11:November}.", "2020-09"),
        ("The visa came into force on {D=2019-06-15:15 June 2019}, within {D=P90D:90 days}.", "2019-12"),
        ("During {D=P2Y:the last two years} prices doubled.", "2021-03"),
        ("By {D=2021:the end of the year} all will be open.", "2021-03"),
        ("In {D=2021-02:the previous month} arrivals fell.", "2021-03"),
        ("In {D=2021-01/2021-03:the first quarter of 2021} funding stood still.", "2021-04"),
        ("Over {D=2020-07/2020-12:the second half of 2020} nothing came.", "2021-01"),
        ("El {D=2020-05-03:3 de mayo de 2020} se abrió.", "2020-05"),
        ("From {D=2021-05-29:May 29, 2021} to the week after.", "2021-06"),
        ("As of {D=2023-02-09:2023-02-09} the roads are cut.", "2023-02"),
        ("Site assessment round 2, {D=2022-01-10/2022-01-21:10–21 January 2022}", "2022-01"),
        ("Nobody had work in {D=P4W:the prior four weeks}, nor in {D=P2W:the two weeks before}.", "2021-03"),
        ("19,370 since {D=2017-01:January}\n29\ncentres visited", "2017-12"),
    ],
)
def test_dates(finds, sentence, month):
    finds(sentence, "DATE", month)


@pytest.mark.parametrize(
    "sentence",
    [
        "A plot costs USD 2000 or EUR 1999.",
        "Families may apply; May the work go on.",
        "Three meals per day and 300 kits a month.",
        "Children aged 5 to 12 years and women over 60 years.",
        "The RMRP 2020 and COVID-19.",
        "They march to the border.",
    ],
)
def test_no_dates(finds, sentence):
    finds(sentence, "DATE")


def test_without_a_month_a_date_without_a_year_stays_unknown(read):
    doc = read("It was opened on 3 May.", None)
    assert [(ent.text, ent._.value) for ent in doc.ents] == [("3 May", None)]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("SITUATION REPORT\nMay 2020\n\nOn 3 April …", "2020-05"),
        ("Flash Update No. 5 – as of 10 November 2025\n", "2025-11"),
        ("GTRM Perú | noviembre de 2021\n", "2021-11"),
        ("Report 4 – Date 10/30/2025", "2025-10"),
        (
            "Update 8\n\nOn 14 April 2020, the government decreed a number of infractions and fines for those who leave.",
            None,
        ),
        ("No date at all", None),
    ],
)
def test_the_month_is_read_from_the_head_or_stays_unknown(text, month):
    assert head_month(text) == month
