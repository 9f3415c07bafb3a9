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
