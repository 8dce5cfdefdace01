"""Figures in tables and boxes: what their heads, labels and captions say of them."""

from __future__ import annotations

import pytest


def told(doc):
    return [
        (figure.quantity.text, figure.counted and figure.counted.text, figure.activity and figure.activity.text)
        for figure in doc._.figures
    ]


@pytest.mark.parametrize(
    ("table", "figures"),
    [
        pytest.param(
            "Town\tKits\tFamilies\nTacna\t40\t12\nPuno\t30\t9\n",
            [("40", "Kits", None), ("12", "Families", None), ("30", "Kits", None), ("9", "Families", None)],
            id="a head says what is counted, and not the name of the row",
        ),
        pytest.param(
            "The table gives the persons reached by sector.\n\nSector\tMay\tJune\nWASH\t140\t97\nHealth\t80\t75\n",
            [(number, "persons", "reached") for number in ("140", "97", "80", "75")],
            id="a sentence that leads to a table says what its cells are",
        ),
        pytest.param(
            "Partners met on Monday and found little to say.\n\nTown\tMay\tJune\nPuno\t140\t97\nTacna\t80\t75\n",
            [(number, None, None) for number in ("140", "97", "80", "75")],
            id="other sentences do not",
        ),
        pytest.param(
            "Families assisted, by modality\nTown\tCash\tVoucher\nPuno\t140\t97\nTacna\t80\t75\n",
            [(number, "Families", "assisted") for number in ("140", "97", "80", "75")],
            id="what a caption says is sorted is counted",
        ),
        pytest.param(
            "Assistance in numbers\nTown\tHouseholds\tPeople\nPuno\t140\t597\nTacna\t80\t375\n",
            [
                ("140", "Households", "Assistance"),
                ("597", "People", "Assistance"),
                ("80", "Households", "Assistance"),
                ("375", "People", "Assistance"),
            ],
            id="a noun in the caption says what was done",
        ),
        pytest.param(
            "Town          Cases      Deaths\nPuno          140        7\nTacna         80         5\n",
            [("140", "Cases", None), ("7", "Deaths", None), ("80", "Cases", None), ("5", "Deaths", None)],
            id="what is counted is not what was done besides",
        ),
        pytest.param(
            "Town\tConvoys\tDenied\nTacna\t140\t37\nPuno\t80\t25\n",
            [("140", "Convoys", None), ("37", None, "Denied"), ("80", "Convoys", None), ("25", None, "Denied")],
            id="a participle as a head says what was done",
        ),
        pytest.param(
            "Town\tShelters open\tHouses under water\tRoads of gravel\nTacna\t14\t37\t2\nPuno\t8\t25\t3\n",
            [
                ("14", "Shelters", "open"),
                ("37", "Houses", "under water"),
                ("2", "Roads", None),
                ("8", "Shelters", "open"),
                ("25", "Houses", "under water"),
                ("3", "Roads", None),
            ],
            id="what a head says behind a thing is how it is",
        ),
        pytest.param(
            "Town\tPersons\tin host families\nTacna\t140\t37\nPuno\t80\t25\n",
            [
                ("140", "Persons", None),
                ("37", "Persons", "in host families"),
                ("80", "Persons", None),
                ("25", "Persons", "in host families"),
            ],
            id="a head that only says where they are counts what the one to its left does",
        ),
        pytest.param(
            "Colchane      3,412\nArica         508\nIrregular entries detected in all      3,920\n",
            [
                ("3,412", None, None),
                ("508", None, None),
                ("3,920", "Irregular entries", "detected"),
            ],
            id="labels say what is counted",
        ),
        pytest.param(
            "Colchane      3,412\nArica         508\nTotal irregular entries detected      3,920\n",
            [(number, "irregular entries", "detected") for number in ("3,412", "508", "3,920")],
            id="what a total adds up is what it counts",
        ),
        pytest.param(
            "Province / cases / deaths\nLusaka / 4,939 / 161\nEastern / 1,204 / 30\n",
            [("4,939", "cases", None), ("161", "deaths", None), ("1,204", "cases", None), ("30", "deaths", None)],
            id="slashes part columns",
        ),
        pytest.param(
            "Crossing / trucks entered / share\nErez / 764 / 34%\nRafah / 180 / 8%\n",
            [
                ("764", "trucks", "entered"),
                ("34%", "trucks", "entered"),
                ("180", "trucks", "entered"),
                ("8%", "trucks", "entered"),
            ],
            id="a share is of what the column before it counts",
        ),
        pytest.param(
            "74,300                    USD 67.9 M\nPEOPLE REACHED            RECEIVED OF USD 275 M\nIN THE MONTH              BY DONORS\n",
            [("74,300", "PEOPLE", "REACHED"), ("USD 67.9 M", None, "RECEIVED"), ("USD 275 M", None, "RECEIVED")],
            id="heads below numbers may name numbers",
        ),
        pytest.param(
            "People in need of water      17.8 M\nTargeted                     11.6 M\nReached                      7.3 M\n",
            [
                ("17.8 M", "People in need", None),
                ("11.6 M", "People in need", "Targeted"),
                ("7.3 M", "People in need", "Reached"),
            ],
            id="what a label counts goes for the rows below that only say what was done",
        ),
        pytest.param(
            "Delivered, by partner\nADRA | 650 | kits | 2,600 | persons\nHIAS | 95 | lamps | 90 | families\n",
            [
                ("650", "kits", "Delivered"),
                ("2,600", "persons", "Delivered"),
                ("95", "lamps", "Delivered"),
                ("90", "families", "Delivered"),
            ],
            id="words behind each number of a row are its labels",
        ),
    ],
)
def test_tables(read, table, figures):
    assert told(read(table)) == figures


@pytest.mark.parametrize(
    ("box", "figures"),
    [
        pytest.param(
            "7,208\nBENEFICIARIES ENROLLED\n356\nHOUSEHOLDS RECEIVING RENTAL SUBSIDIES\n418\nSESSIONS HELD\n",
            [
                ("7,208", "BENEFICIARIES", "ENROLLED"),
                ("356", "HOUSEHOLDS", "RECEIVING RENTAL SUBSIDIES"),
                ("418", "SESSIONS", "HELD"),
            ],
            id="labels below",
        ),
        pytest.param(
            "BENEFICIARIES ENROLLED\n7,208\nHOUSEHOLDS RECEIVING RENTAL SUBSIDIES\n356\nSESSIONS HELD\n418\n",
            [
                ("7,208", "BENEFICIARIES", "ENROLLED"),
                ("356", "HOUSEHOLDS", "RECEIVING RENTAL SUBSIDIES"),
                ("418", "SESSIONS", "HELD"),
            ],
            id="labels above",
        ),
    ],
)
def test_boxes_in_which_numbers_and_labels_take_turns(read, box, figures):
    assert told(read(box)) == figures


@pytest.mark.parametrize(
    ("listed", "figures"),
    [
        pytest.param(
            "People assisted in May, by sector\nHealth: 2,300\nWASH: 4,100\n",
            [("2,300", "People", "assisted"), ("4,100", "People", "assisted")],
            id="labels that sort what the title counts",
        ),
        pytest.param(
            "Rotations by destination\nPuno – 31\nTacna – 22\n",
            [("31", "Rotations", None), ("22", "Rotations", None)],
            id="places that sort it, before a dash",
        ),
        pytest.param(
            "ITEMS DISTRIBUTED\nBlankets: 2,300\nKits: 4,100\n",
            [("2,300", "Blankets", "DISTRIBUTED"), ("4,100", "Kits", "DISTRIBUTED")],
            id="labels that count, under a title that says what was done",
        ),
        pytest.param(
            "Shelter – distributions until 6 March\nBlankets: 1,870\nJerrycans: 624\n",
            [("1,870", "Blankets", "distributions"), ("624", "Jerrycans", "distributions")],
            id="as that, by a noun",
        ),
        pytest.param(
            "Update for April | Published 22 May\nBlankets: 2,300\n",
            [("2,300", "Blankets", None)],
            id="a title of the report",
        ),
    ],
)
def test_lists_of_labels_and_numbers_under_a_title(read, listed, figures):
    assert told(read(listed)) == figures


def test_labels_that_are_sectors_tell_the_sector(read):
    doc = read("People assisted in May, by sector\nHealth: 2,300\nWASH: 4,100\n")
    assert [figure.sector for figure in doc._.figures] == ["Health", "WASH"]


def test_the_corner_may_name_the_unit(read):
    doc = read("Plan (US$)\tAsked\tGot\nHealth\t58,900,000\t4,100,000\nWASH\t54,200,000\t9,800,000\n")
    assert {(figure.kind, figure.unit) for figure in doc._.figures} == {("money", "USD")}
