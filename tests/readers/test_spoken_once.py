import pytest

from coder.readers import read_bytes


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Moderator: Welkom.\nR1: Dank je.\nR2: Graag gedaan.\n", ("Moderator", "R1", "R2")),
        ("Interviewer: Hoi.\n\nP3: Dag.\n\nP4: Hallo.\n", ("Interviewer", "P3", "P4")),
        ("S00: Hoe ging het toen?\nS01: Het ging wel.\n", ("S00", "S01")),
    ],
)
def test_everyone_is_heard_who_speaks_once(text, speakers):
    assert read_bytes(text.encode(), "kort.txt").speakers == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Verslag van de middag.\nStap 1: bellen.\nEn daarna weer een regel.\nStap 2: mailen.\n",
        "Wie er was\nLocatie: zaal\nDuur: kort\nHet was een mooi gesprek in de zaal.\n",
    ],
)
def test_steps_and_headers_are_not_heard(text):
    assert read_bytes(text.encode(), "verslag.txt").speakers == ()


def test_names_on_their_own_lines_in_a_short_talk():
    text = (
        "Interviewer\nWat was er?\n\nMarloes\nEen fusie.\n\nInterviewer\nEn nu?\n\nMarloes\nRust.\n"
    )
    assert read_bytes(text.encode(), "kort.txt").speakers == ("Interviewer", "Marloes")


def test_every_cue_of_a_short_file_begins_with_a_name():
    text = (
        "1\n00:00:02,010 --> 00:00:05,000\nSanne Bakker: Zullen we?\n\n"
        "2\n00:00:05,500 --> 00:00:09,000\nPiet-Hein Janssen: Ja hoor.\n"
    )
    assert read_bytes(text.encode(), "zoom.srt").speakers == ("Sanne Bakker", "Piet-Hein Janssen")
    text = text.replace("Piet-Hein Janssen: Ja hoor.", "Ja hoor, het is: goed.")
    assert read_bytes(text.encode(), "zoom.srt").speakers == ()


def test_a_label_that_repeats_the_voice_is_no_word():
    text = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v S00>S00: Dus u bouwt?\n"
    document = read_bytes(text.encode(), "noscribe.vtt")
    assert [document.text[turn.start : turn.end] for turn in document.turns] == ["Dus u bouwt?"]
