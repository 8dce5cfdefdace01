"""Bad files: a clear message, bounded time and memory, and the rest of the batch unharmed."""

from __future__ import annotations

import os
import time
import warnings
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

import sitrep_nlp
from sitrep_nlp import Bulletin, InputError
from sitrep_nlp.reading import read_all
from tests.reading.formats import BULLETIN, write

SENTENCE = "Some 40 women were trained in the town by the river, say the partners. "
ENOUGH_SECONDS = 30  # a few, on a machine that does other things too


def docx_with(path: Path, members: dict[str, bytes]) -> Path:
    """A Word file some of whose members are replaced or added."""
    whole = path.with_name("whole.docx")
    document = docx.Document()
    document.add_paragraph("300 persons came.")
    document.save(str(whole))
    with ZipFile(whole) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in members:
                target.writestr(name, source.read(name))
        for name, data in members.items():
            target.writestr(name, data)
    whole.unlink()
    return path


def document_xml(body: str, head: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<?xml version="1.0"?>{head}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()


def cut_off(path: Path) -> Path:
    path.write_bytes(write(BULLETIN, path.with_name("whole.docx")).read_bytes()[:9000])
    return path


BOMB = b" " * 301_000_000  # packs to a third of a megabyte
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
    + "]>"
)

BAD = {
    "empty.html": ("the file is empty", lambda path: path.write_bytes(b"")),
    "empty.docx": ("the file is empty", lambda path: path.write_bytes(b"")),
    "blank.md": ("the file is empty", lambda path: path.write_bytes(b" \n\n")),
    "wordless.html": (
        "no text in the file",
        lambda path: path.write_text("<html><body><img src='x.png'></body></html>"),
    ),
    "wordless.docx": ("no text in the file", lambda path: docx.Document().save(str(path))),
    "binary.md": ("not a text file", lambda path: path.write_bytes(b"\x00\x01\x02\x03")),
    "picture.html": ("a PNG picture", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))),
    "old.docx": (
        "Office file of before 2007",
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ),
    "encrypted.docx": (
        "the file is encrypted",
        lambda path: path.write_bytes(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
        ),
    ),
    "cut-off.docx": ("damaged or cut-off", cut_off),
    "sheet.docx": ("no Word document", lambda path: ZipFile(path, "w").writestr("xl/workbook.xml", "<x/>")),
    "garbled.docx": ("damaged Word file", lambda path: docx_with(path, {"word/document.xml": b"<w:document"})),
    "bomb.docx": ("not unpacked", lambda path: docx_with(path, {"word/media/image.bin": BOMB})),
    "xml-bomb.docx": (
        "not unpacked",
        lambda path: docx_with(path, {"word/document.xml": document_xml("<w:p/>" * 3_000_000)}),
    ),
    "laughs.docx": (
        "damaged Word file",
        lambda path: docx_with(
            path, {"word/document.xml": document_xml("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", LAUGHS)}
        ),
    ),
    "deep.docx": (
        "damaged Word file",
        lambda path: docx_with(path, {"word/document.xml": document_xml("<w:sdt>" * 5000 + "</w:sdt>" * 5000)}),
    ),
    "members.docx": ("files, more than", lambda path: docx_with(path, {f"x/{number}": b"" for number in range(5001)})),
    "deep.html": ("nested too deeply", lambda path: path.write_text("<div>" * 5000 + "12 men")),
    "deep.md": ("nested too deeply", lambda path: path.write_text("> " * 400 + "12 men")),
    "large.html": ("more than the 32,000,000", lambda path: path.write_text("<p>12 men</p>" * 4_000_000)),
    "wide.html": (
        "more than the 100,000 cells",
        lambda path: path.write_text("<table>" + "<tr><td colspan=1000>12<td rowspan=1000>7" * 2000),
    ),
    "many.html": ("elements, more than", lambda path: path.write_text("<p>12 men</p>" * 60_000)),
    "attributes.html": (
        "attributes",
        lambda path: path.write_text("<p " + " ".join(f"a{number}=1" for number in range(9000)) + ">12 men"),
    ),
    "long.txt": ("1,000,000 that are read", lambda path: path.write_text(SENTENCE * 20_000)),
    "large.txt": ("more than the 8,000,000", lambda path: path.write_text(SENTENCE * 200_000)),
    "unknown.xyz": ("not a format", lambda path: path.write_text("12 men")),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gives_one_clear_error_soon(name, tmp_path):
    reason, make = BAD[name]
    path = tmp_path / name
    make(path)
    started = time.perf_counter()
    with pytest.raises(InputError, match=reason) as error:
        sitrep_nlp.read(path)
    assert time.perf_counter() - started < ENOUGH_SECONDS
    assert error.value.source == str(path)


def test_the_rest_of_a_folder_is_read(tmp_path):
    for name in ("empty.html", "cut-off.docx", "laughs.docx", "deep.html", "binary.md"):
        BAD[name][1](tmp_path / name)
    (tmp_path / "whole.docx").unlink(missing_ok=True)
    for suffix in (".docx", ".html", ".md", ".txt"):
        write(BULLETIN, tmp_path / f"good{suffix}")
    found = list(read_all([tmp_path]))
    assert [each.id for each in found if isinstance(each, Bulletin)] == ["good"] * 4
    assert len([each for each in found if isinstance(each, InputError)]) == 5


@pytest.mark.parametrize(
    ("named", "really"), [(".pdf", ".html"), (".txt", ".html"), (".html", ".docx"), (".md", ".docx")]
)
def test_a_file_under_a_wrong_name_is_read_as_what_it_is_with_a_warning(named, really, tmp_path):
    path = write(BULLETIN, tmp_path / f"a{really}").rename(tmp_path / f"a{named}")
    bulletin = sitrep_nlp.read(path)
    assert "41,260" in bulletin.text
    assert bulletin.warnings[0] == f"read as {really}, which it is, not as {named}"
    with pytest.warns(UserWarning, match=rf"a\{named}: read as \{really}"):
        assert next(read_all([path])).text == bulletin.text


def test_links_in_a_circle_and_things_that_are_no_files(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "good.txt").write_text("12 men came.", encoding="utf-8")
    try:
        (folder / "round").symlink_to(folder, target_is_directory=True)
        (folder / "self.txt").symlink_to(folder / "self.txt")
        os.mkfifo(folder / "pipe.txt")
    except (OSError, AttributeError):
        pytest.skip("no links or pipes here")
    assert [each.id for each in read_all([folder]) if isinstance(each, Bulletin)] == ["good"]
    for name in ("self.txt", "pipe.txt"):
        with pytest.raises(InputError, match=r"no such file|not a file"):
            sitrep_nlp.read(folder / name)


def test_a_page_of_a_hundred_thousand_words_is_read(tmp_path):
    (tmp_path / "a.html").write_text(f"<html><body><p>{SENTENCE * 7700}</p></body></html>", encoding="utf-8")
    (tmp_path / "a.md").write_text(f"**{SENTENCE * 7700}**", encoding="utf-8")
    for name in ("a.html", "a.md"):
        started = time.perf_counter()
        assert len(sitrep_nlp.read(tmp_path / name).text.split()) > 100_000
        assert time.perf_counter() - started < ENOUGH_SECONDS


def test_a_line_of_json_that_has_no_end(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "5 men"}\n{"id": "b", "text": "' + "x" * 9_000_000 + '"}\n', encoding="utf-8")
    first, second = read_all([path])
    assert first == Bulletin("a", "5 men")
    assert isinstance(second, InputError)
    assert second.line == 2


def test_nothing_is_fetched(tmp_path, monkeypatch):
    def refused(*_args: object, **_named: object) -> None:
        raise AssertionError("a file made the reader open a connection")

    monkeypatch.setattr("socket.socket.connect", refused)
    path = tmp_path / "a.html"
    address = "http://example.org/x"
    path.write_text(
        f"<!DOCTYPE html SYSTEM '{address}.dtd'><html><head><base href='{address}'><link rel=stylesheet href='{address}.css'>"
        f"<meta http-equiv=refresh content='0; url={address}'><script src='{address}.js'></script></head>"
        f"<body><p>12 men came.</p><iframe src='{address}'></iframe><img src='{address}.png'></body></html>",
        encoding="utf-8",
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sitrep_nlp.read(path).text == "12 men came."
