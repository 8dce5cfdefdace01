"""Word files: headings, lists, tables, boxes and notes in their order; what is deleted or hidden is not there."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import sitrep_nlp
from sitrep_nlp import Bulletin


def saved(document: Document, tmp_path: Path) -> Bulletin:
    path = tmp_path / "bulletin.docx"
    document.save(str(path))
    return sitrep_nlp.read(path)


def test_headings_lists_and_tables_in_their_order(tmp_path):
    document = docx.Document()
    document.add_paragraph("Ecuador: Situation Report, May 2021", style="Title")
    document.add_heading("Protection", 1)
    paragraph = document.add_paragraph("HIAS assisted 1,21")
    paragraph.add_run("5 persons").bold = True
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" in Quito.")
    document.add_paragraph("Over 5,000 meals were served.", style="List Bullet")
    document.add_paragraph("Twenty tents.", style="List Number")
    table = document.add_table(rows=3, cols=4)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "RMRP"
    table.cell(0, 3).merge(table.cell(1, 3)).text = "NFI"
    table.cell(1, 1).text, table.cell(1, 2).text = "Education", "Health"
    for cell, text in zip(table.rows[2].cells, ["PEOPLE\nREACHED", "902", "11,390", "7"], strict=True):
        cell.text = text
    document.add_paragraph("A kitchen.", style="Caption")
    bulletin = saved(document, tmp_path)
    assert bulletin.text == (
        "Ecuador: Situation Report, May 2021\n\nProtection\n\nHIAS assisted 1,215 persons¹ in Quito.\n\n"
        "• Over 5,000 meals were served.\n• Twenty tents.\n\n"
        "\tRMRP\t\tNFI\n\tEducation\tHealth\t\nPEOPLE REACHED\t902\t11,390\t7\n\nA kitchen."
    )
    assert [block.kind for block in bulletin.blocks] == ["heading", "heading", "bullet", "bullet", "table", "caption"]
    assert (bulletin.title, bulletin.month) == ("Ecuador: Situation Report, May 2021", "2021-05")


def test_the_title_property_where_no_paragraph_is_the_title(tmp_path):
    document = docx.Document()
    document.core_properties.title = "Ecuador in May 2021"
    document.add_paragraph("300 persons came.")
    bulletin = saved(document, tmp_path)
    assert (bulletin.title, bulletin.month, bulletin.text) == ("Ecuador in May 2021", "2021-05", "300 persons came.")


def test_text_boxes_are_read_once_and_changes_as_accepted(tmp_path):
    document = docx.Document()
    anchor = document.add_paragraph("Beside the box.")
    box = (
        "<w:txbxContent><w:p><w:r><w:t>54,000</w:t></w:r></w:p><w:p><w:r><w:t>REACHED</w:t></w:r></w:p></w:txbxContent>"
    )
    compatibility = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    for run in (
        f"<w:r {nsdecls('w')} {compatibility}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        f"<w:del {nsdecls('w')}><w:r><w:delText> 99 men</w:delText></w:r></w:del>",
        f"<w:moveFrom {nsdecls('w')}><w:r><w:t> 98 men</w:t></w:r></w:moveFrom>",
        f"<w:ins {nsdecls('w')}><w:r><w:t> 12 women came.</w:t></w:r></w:ins>",
        f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t> 97 men</w:t></w:r>",
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t> In a control.</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        anchor._p.append(parse_xml(run))
    document.element.body.insert(
        1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>A paragraph in a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert saved(document, tmp_path).text == (
        "Beside the box. 12 women came. In a control.\n\n54,000\n\nREACHED\n\nA paragraph in a control."
    )


def test_footnotes_stand_at_the_end_with_the_number_of_their_mark(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("In Quito 300 persons")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="7"/></w:r>'))
    paragraph.add_run(" came.")
    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="7"><w:p><w:r><w:t>Counted once.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    bulletin = saved(document, tmp_path)
    assert bulletin.text == "In Quito 300 persons¹ came.\n\n¹ Counted once."
    assert [block.kind for block in bulletin.blocks] == ["footnote"]


def test_a_table_headed_by_pictures(tmp_path):
    picture = "<w:r {0}><w:drawing><wp:inline><wp:docPr id='1' name='x' descr='{1}'/></wp:inline></w:drawing></w:r>"
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for cell, described in zip(
        table.rows[0].cells[1:], ["Health", "A long description of a picture, made by a machine."], strict=True
    ):
        cell.paragraphs[0]._p.append(parse_xml(picture.format(nsdecls("w", "wp"), described)))
    for cell, text in zip(table.rows[1].cells, ["REACHED", "902", "7"], strict=True):
        cell.text = text
    bulletin = saved(document, tmp_path)
    assert bulletin.text == "\tHealth\t\nREACHED\t902\t7"
    assert "columns 3" in bulletin.warnings[0]


def test_external_entities_are_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("12 men", encoding="utf-8")
    document = docx.Document()
    document.add_paragraph("300 persons came. MARK")
    path = tmp_path / "a.docx"
    document.save(str(path))
    with ZipFile(path) as source, ZipFile(tmp_path / "b.docx", "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                declared = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
                data = data.replace(b"MARK", b"&e;").replace(b"?>", b"?>" + declared, 1)
            target.writestr(name, data)
    assert sitrep_nlp.read(tmp_path / "b.docx").text.strip() == "300 persons came."
