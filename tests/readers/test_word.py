import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from coder.errors import InputError
from coder.model import Document, Role
from coder.readers import read_bytes

BODY = f"<w:body {nsdecls('w')}>"


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_body(xml: str) -> bytes:
    """A Word document whose body starts with some raw paragraphs."""
    document = docx.Document()
    body = document.element.body
    for number, child in enumerate(list(parse_xml(f"{BODY}{xml}</w:body>"))):
        body.insert(number, child)
    return saved(document)


def turns(document: Document) -> list[tuple[str, str]]:
    return [(turn.speaker, document.text[turn.start : turn.end]) for turn in document.turns]


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraphs(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def test_paragraphs_are_lines_and_labels_are_speakers() -> None:
    data = paragraphs("Interviewer: Hoe ging het?", "", "Respondent: Goed, één ruïne.", "En toen.")
    document = read_bytes(data, "Gesprek 1.docx")
    assert document.text == ("Interviewer: Hoe ging het?\nRespondent: Goed, één ruïne.\nEn toen.\n")
    assert turns(document)[1] == ("Respondent", "Goed, één ruïne.\nEn toen.")
    assert (document.format, document.encoding, document.warnings) == ("docx", "", ())
    assert document.turns[0].role is Role.INTERVIEWER


def test_breaks_tabs_and_links_glue_no_words() -> None:
    data = with_body(
        f"<w:p>{run('een')}<w:r><w:br/></w:r>{run('twee')}<w:r><w:cr/><w:t>drie</w:t></w:r>"
        f"<w:r><w:tab/><w:t>vier</w:t></w:r><w:hyperlink>{run(' vijf')}</w:hyperlink>"
        f"<w:smartTag>{run(' zes')}</w:smartTag><w:r><w:noBreakHyphen/><w:t>acht</w:t></w:r></w:p>"
    )
    assert read_bytes(data, "x.docx").text == "een\ntwee\ndrie\tvier vijf zes\u2011acht\n"


def test_tracked_changes_insert_and_delete() -> None:
    data = with_body(
        f'<w:p>{run("wel ")}<w:ins w:id="1" w:author="A">{run("nieuw")}</w:ins>'
        '<w:del w:id="2" w:author="A"><w:r><w:delText>oud</w:delText></w:r></w:del>'
        f'<w:moveFrom w:id="3" w:author="A">{run("weg")}</w:moveFrom></w:p>'
    )
    assert read_bytes(data, "x.docx").text == "wel nieuw\n"


def test_content_controls_and_text_boxes_are_read_once() -> None:
    box = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
        '2006"><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p>{0}</w:p>'
        "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>{0}"
        "</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
    ).format(run("kader"))
    data = with_body(
        f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('blok')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p>{run('voor')}<w:r>{box}</w:r><w:sdt><w:sdtContent>{run(' na')}</w:sdtContent>"
        "</w:sdt></w:p>"
    )
    assert read_bytes(data, "x.docx").text == "blok\nvoor na\nkader\n"


def test_tables_have_a_row_a_line() -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for cells in [("00:01", "I", "Hoe?"), ("00:05", "R", "Zo."), ("00:07", "I", "O?")] * 2:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    inner = table.add_row().cells[2]
    inner.text = "een"
    inner.add_paragraph("twee")
    inner.add_table(rows=1, cols=2).rows[0].cells[1].text = "diep"
    found = read_bytes(saved(document), "x.docx")
    assert found.text.startswith("00:01\tI\tHoe?\n00:05\tR\tZo.\n")
    assert found.text.endswith("\t\teen\ntwee\n\tdiep\n")
    assert turns(found)[:2] == [("I", "Hoe?"), ("R", "Zo.")]
    assert [turn.begin_ms for turn in found.turns][:2] == [1000, 5000]


def test_teams_paragraphs_with_names_and_times() -> None:
    lines = []
    for name, time, words in [
        ("Anna de Wit", "0:03", "Goedemiddag, hoe begon het?"),
        ("Smit, Karel", "0:09", "Met een brief. Die zei: kom om 12:30."),
        ("Anna de Wit", "1:02:10", "En toen?"),
        ("Smit, Karel", "1:02:12", "Toen ging ik."),
    ]:
        lines.append(f"<w:p>{run(name)}{run('   ' + time)}<w:r><w:br/></w:r>{run(words)}</w:p>")
    document = read_bytes(with_body(f"<w:p>{run('Vergadering')}</w:p>" + "".join(lines)), "t.docx")
    assert turns(document) == [
        ("Anna de Wit", "Goedemiddag, hoe begon het?"),
        ("Smit, Karel", "Met een brief. Die zei: kom om 12:30."),
        ("Anna de Wit", "En toen?"),
        ("Smit, Karel", "Toen ging ik."),
    ]
    assert [turn.begin_ms for turn in document.turns] == [3000, 9000, 3730000, 3732000]


def test_old_teams_paragraphs_with_times_above_names() -> None:
    lines = "".join(
        f"<w:p>{run(times)}<w:r><w:br/></w:r>{run(name)}<w:r><w:br/></w:r>{run(words)}</w:p>"
        for times, name, words in [
            ("0:0:3.120 --&gt; 0:0:6.480", "Anna de Wit", "Hoe begon het?"),
            ("0:0:8.90 --&gt; 0:0:15.0", "Karel Smit", "Met een brief."),
            ("0:0:15.300 --&gt; 0:0:18.0", "Anna de Wit", "En toen?"),
            ("0:1:18.300 --&gt; 0:1:25.0", "Karel Smit", "Toen ging ik."),
        ]
    )
    stop = f"<w:p>{run('Anna de Wit heeft de transcriptie gestopt')}</w:p>"
    document = read_bytes(with_body(lines + stop), "t.docx")
    assert turns(document) == [
        ("Anna de Wit", "Hoe begon het?"),
        ("Karel Smit", "Met een brief."),
        ("Anna de Wit", "En toen?"),
        ("Karel Smit", "Toen ging ik."),
    ]
    assert [(turn.begin_ms, turn.end_ms) for turn in document.turns] == [
        (3120, 6480),
        (8900, 15000),
        (15300, 18000),
        (78300, 85000),
    ]


def test_headings_are_outside_conversations_and_turns_in_reports() -> None:
    talk = docx.Document()
    talk.add_heading("Gesprek", 1)
    for line in ["I: Hoe?", "R: Zo."] * 3:
        talk.add_paragraph(line)
    assert turns(read_bytes(saved(talk), "x.docx"))[0] == ("I", "Hoe?")
    report = docx.Document()
    report.add_heading("Achtergrond", 1)
    report.add_paragraph("Ze werkt als zelfstandige.")
    assert turns(read_bytes(saved(report), "x.docx")) == [
        ("", "Achtergrond"),
        ("", "Ze werkt als zelfstandige."),
    ]


def test_notes_are_left_out_with_a_warning() -> None:
    data = with_body(f'<w:p>{run("tekst")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    document = read_bytes(data, "x.docx")
    assert document.text == "tekst\n"
    assert any("otnotes" in warning for warning in document.warnings)


def test_field_codes_are_no_words() -> None:
    data = with_body(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText>'
        f'</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>{run("tekst")}</w:p>'
    )
    assert read_bytes(data, "x.docx").text == "tekst\n"


def test_a_word_document_under_another_name_is_read_with_a_warning() -> None:
    document = read_bytes(paragraphs("I: Hoe?", "R: Zo."), "x.txt")
    assert document.format == "docx"
    assert "Word document" in document.warnings[0]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_a_document_type_definition_is_refused(codec: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        text = re.sub(r"^<\?xml[^>]*>", "", part.decode())
        return f'<?xml version="1.0" encoding="{codec}"?>{bomb}{text}'.encode(codec)

    with pytest.raises(InputError, match="document type definition"):
        read_bytes(rewritten(paragraphs("I: Hoe?"), change), "x.docx")


def test_a_zip_bomb_is_refused_unopened() -> None:
    def change(name: str, part: bytes) -> bytes:
        return part + b" " * 70_000_000 if name == "word/styles.xml" else part

    with pytest.raises(InputError, match="unpacks to"):
        read_bytes(rewritten(paragraphs("I: Hoe?"), change), "x.docx")


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.95])
def test_a_cut_off_document_is_refused(keep: float) -> None:
    data = paragraphs("I: Hoe?")
    with pytest.raises(InputError, match="damaged"):
        read_bytes(data[: int(len(data) * keep)] + b"word/[Content_Types].xml", "x.docx")


@pytest.mark.parametrize(
    "part", ["word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"]
)
@pytest.mark.parametrize("content", [b"", b"<a", b"<a/>", b"\x00\x01"])
def test_a_damaged_part_is_refused(part: str, content: bytes) -> None:
    def change(name: str, old: bytes) -> bytes:
        return content if name == part else old

    with pytest.raises(InputError) as error:
        read_bytes(rewritten(paragraphs("I: Hoe?"), change), "x.docx")
    assert error.value.remedy


def test_very_deep_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 90 + f"<w:p>{run('diep')}</w:p>"
    data = with_body(deep + "</w:sdtContent></w:sdt>" * 90)
    assert read_bytes(data, "x.docx").text == "diep\n"

    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        return part.replace(b"<w:sdt>", b"<w:sdt>" * 9, 90).replace(b"</w:sdt>", b"</w:sdt>" * 9)

    with pytest.raises(InputError):
        read_bytes(rewritten(data, change), "x.docx")
