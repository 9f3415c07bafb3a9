import csv
from pathlib import Path

import pytest

from coder.model import Role
from coder.readers import read, read_bytes

FORMS = Path(__file__).parents[1] / "data" / "readers"
with (FORMS / "expected_turns.tsv").open(encoding="utf-8", newline="") as table:
    EXPECTED = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("name", sorted({row["file"] for row in EXPECTED}))
def test_turns_are_as_expected(name: str) -> None:
    document = read(FORMS / name)
    found = [
        {
            "file": name,
            "speaker": turn.speaker,
            "role": turn.role.value,
            "begin_ms": "" if turn.begin_ms is None else str(turn.begin_ms),
            "end_ms": "" if turn.end_ms is None else str(turn.end_ms),
            "words": document.text[turn.start : turn.end].replace("\n", "\\n"),
        }
        for turn in document.turns
    ]
    assert found == [row for row in EXPECTED if row["file"] == name]


def speakers(text: str, name: str = "x.txt") -> list[str]:
    return [turn.speaker for turn in read_bytes(text.encode(), name).turns]


@pytest.mark.parametrize(
    "label", ["Locatie", "Let op", "Ik zeg altijd", "Kortom", "Eén is dus", "Conclusie", "PS"]
)
def test_prose_with_a_colon_is_no_speaker(label: str) -> None:
    text = "I: Hoe ging het?\n\nR: Goed.\n\n" * 4 + f"{label}: doe het.\n\nI: Ja?\n\nR: Ja.\n"
    assert set(speakers(text)) == {"I", "R"}


@pytest.mark.parametrize(
    ("labels", "roles"),
    [
        (("Interviewer", "Respondent"), ("interviewer", "respondent")),
        (("INT1", "RESP2"), ("interviewer", "respondent")),
        (("Onderzoeker", "Deelnemer 3"), ("interviewer", "respondent")),
        (("Gespreksleider", "Mevrouw Jansen"), ("interviewer", "respondent")),
        (("V", "A"), ("interviewer", "respondent")),
        (("Q", "A"), ("interviewer", "respondent")),
        (("Facilitator", "P4"), ("interviewer", "respondent")),
        (("Interviewer (Anna)", "Tolk"), ("interviewer", "")),
        (("De voorzitter", "De heer Pauw (XYZ)"), ("", "")),
    ],
)
def test_labels_tell_roles(labels: tuple[str, str], roles: tuple[str, str]) -> None:
    text = "".join(f"{label}: Dat is zo.\n" for label in labels * 5)
    document = read_bytes(text.encode(), "x.txt")
    assert [(turn.speaker, turn.role.value) for turn in document.turns[:2]] == list(
        zip(labels, roles, strict=True)
    )


def test_who_asks_is_the_interviewer_also_when_answering_first() -> None:
    turns = (
        "Karel: ja ik zit er klaar voor hoor ik heb mijn koffie en mijn stoel\n"
        "Anna: mooi hoe lang woon je hier al\n"
        "Karel: nou ik woon hier sinds mijn studie en ik ben nooit meer weggegaan\n"
        "Anna: en wat vind je van de buurt\n"
        "Karel: ik vind het een fijne buurt met mijn vrienden om de hoek en ons park\n"
    )
    document = read_bytes(turns.encode(), "x.txt")
    roles = {turn.speaker: turn.role for turn in document.turns}
    assert roles == {"Karel": Role.RESPONDENT, "Anna": Role.INTERVIEWER}
    assert any("Anna" in warning for warning in document.warnings)


def test_two_who_talk_alike_have_no_roles() -> None:
    text = "Karel: Ik woon hier graag.\nAnna: Ik woon hier ook graag.\n" * 6
    document = read_bytes(text.encode(), "x.txt")
    assert {turn.role for turn in document.turns} == {Role.UNKNOWN}
    assert any("could not be told" in warning for warning in document.warnings)


def test_front_matter_becomes_attributes_and_is_in_no_turn() -> None:
    document = read(FORMS / "bold.md")
    assert dict(document.attributes) == {
        "titel": "Gesprek 3",
        "datum": "2024-05-12",
        "groep": "bewoners",
    }
    assert document.text.startswith("---\n")
    assert document.turns[0].start > document.text.index("# Gesprek 3")


def test_front_matter_with_lists_comments_and_unknown_lines() -> None:
    text = "---\ngroep: a # b\nwie: [x, 'y']\ntags:\n- een\n- twee\n? raar\n---\nI: Ja?\nR: Ja.\n"
    document = read_bytes(text.encode(), "x.txt")
    assert document.attributes == (("groep", "a"), ("wie", "x; y"), ("tags", "een; twee"))
    assert any("line 7" in warning for warning in document.warnings)


@pytest.mark.parametrize("text", ["---\nGewoon tekst.\n---\n", "---\na: b\n", "--- \na: b\n---\nx"])
def test_other_dashes_are_no_front_matter(text: str) -> None:
    assert read_bytes(text.encode(), "x.md").attributes == ()


def test_damaged_times_cost_no_words() -> None:
    text = (
        "WEBVTT\n\n00:00:99.000 --> 00:00:02.000\n<v A>een\n\n00:03.000 --> 00:02.000\n<v B>twee\n"
    )
    document = read_bytes(text.encode(), "x.vtt")
    assert document.text == "A: een\nB: twee\n"
    assert [(turn.begin_ms, turn.end_ms) for turn in document.turns] == [(None, None), (3000, None)]
    assert [w[:7] for w in document.warnings if w.startswith("Line")] == ["Line 3:", "Line 6:"]


def test_cue_ids_notes_styles_tags_and_references_are_not_words() -> None:
    text = (
        "WEBVTT - titel\nKind: captions\n\nSTYLE\n::cue { color: red }\n\n"
        "NOTE niets\nnog niets\n\n"
        "intro\n00:01.000 --> 00:02.000 align:start\n"
        "<v.luid Ad>Eén <i>&amp; één</i> is <c.x>2</c> &lt;3\n"
    )
    document = read_bytes(text.encode(), "x.vtt")
    assert document.text == "Ad: Eén & één is 2 <3\n"


def test_a_form_is_told_by_content_before_suffix() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n[A1]: Hoi\n\n"
    text += "2\n00:00:02,000 --> 00:00:03,000\n[B1]: Ja\n"
    document = read_bytes(text.encode(), "x.txt")
    assert (document.format, document.text) == ("srt", "A1: Hoi\nB1: Ja\n")
    assert any("SubRip" in warning for warning in document.warnings)


HEADS = [
    ("[00:00:02.000] I:", "[00:00:09.100] R:"),
    ("(00:02) I:", "(00:09) R:"),
    ("00:02 I:", "00:09 R:"),
    ("0:00:02 - I:", "0:00:09 - R:"),
    ("[00:00:02-00:00:08] I:", "[00:00:09-00:00:12] R:"),
    ("00:00:02 --> 00:00:10 I:", "00:00:12 --> 00:00:19 R:"),
    ("[0:02] **I:**", "[0:09] **R:**"),
    ("Interviewer [00:00:02]:", "Respondent [00:00:09]:"),
    ("Interviewer 00:00:02\n", "Respondent 00:00:09\n"),
    ("00:00:02 Spreker 1\n", "00:00:09 Spreker 2\n"),
    ("Anna, 00:02:", "Karel, 00:09:"),
    ("Anna – 00:02\n", "Karel – 00:09\n"),
    ("00:02\tAnna\t", "00:09\tKarel\t"),
    ("mw. Jansen:", "Dhr. De Vries:"),
    ("J. de Vries:", "Fatima El Amrani:"),
    ("SPREKER A:", "SPREKER B:"),
    ("speaker_1:", "speaker_2:"),
    ("1. I:", "2. R:"),
    ("I)", "R)"),
    ("Interviewer>", "Respondent>"),
    ("“I”:", "“R”:"),
    ("I :", "R :"),
    ("\tI:\t", "\tR:\t"),
]


@pytest.mark.parametrize("heads", HEADS)
def test_heads_of_lines_are_no_words(heads: tuple[str, str]) -> None:
    said = ["Hoe begon het voor jou?", "Met een brief, die ik kreeg.", "En toen?", "Ik ging: druk."]
    text = "\n\n".join(f"{heads[i % 2]} {words}" for i, words in enumerate(said))
    document = read_bytes(text.encode(), "x.txt")
    assert [document.text[turn.start : turn.end] for turn in document.turns] == said
    assert [turn.role for turn in document.turns] == [Role.INTERVIEWER, Role.RESPONDENT] * 2
    if "0:02" in text or "0:02" in heads[0]:
        assert document.turns[0].begin_ms == 2000


def test_a_misspelt_label_is_mended_with_a_warning() -> None:
    text = "Interviewer: Hoe?\n\nRespondent: Zo.\n\n" * 3 + "Intervieuwer: En?\n\nRespondent: Ja.\n"
    document = read_bytes(text.encode(), "x.txt")
    assert document.speakers == ("Interviewer", "Respondent")
    assert any("misspelling" in warning for warning in document.warnings)


def test_a_title_with_a_colon_is_no_speaker() -> None:
    text = "Interview 3: wijkteam\n\n" + "R1: Hoe?\n\nR2: Zo.\n\n" * 3
    assert speakers(text) == ["R1", "R2"] * 3


@pytest.mark.parametrize(("words", "told"), [(19, False), (20, True), (150, True), (151, False)])
def test_words_above_the_first_speaker_are_told_of_or_are_turns(tmp_path, words, told):
    path = tmp_path / "a.txt"
    path.write_text("woord " * words + "\n\nI: Hoe ging dat?\n\nR: Het ging goed.\n", "utf-8")
    document = read(path)
    noted = [one for one in document.warnings if f"{words} words above" in one]
    assert bool(noted) is told
    assert len(document.turns) == (3 if words > 150 else 2)
