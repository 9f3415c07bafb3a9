"""What is withheld in a blind audit and for muted codes, and what is noted of it; no screen."""

from dataclasses import replace

import pytest

from coder.explanation import Before, Explanation, Taught
from coder.model import Exposure, Segment, Suggestion
from coder.project.project import open_project
from coder.project.suggesting import ENGINE
from coder.store.suggestion_events import suggestion_events
from coder.tui.exposures import MOST_WAITING, Exposures
from coder.tui.offers import Offers

ONE, TWO = "1" * 32, "2" * 32
SEGMENTS = [Segment(number * 10, number * 10 + 9, 0) for number in range(3)]


def suggestion(number, code, score, explanation=None):
    return Suggestion("d" * 32, number * 10, number * 10 + 9, code, score, (), explanation)


@pytest.fixture
def offers():
    made = Offers(SEGMENTS, lambda _: set(), lambda _: set(), least=0.5)
    made.audited, made.muted = frozenset({1}), {TWO}
    made.take(
        [
            suggestion(n, code, score)
            for n in range(3)
            for code, score in ((ONE, 0.9), (TWO, 0.7), ("3" * 32, 0.2))
        ],
        {ONE, TWO, "3" * 32},
    )
    return made


def codes(found):
    return [one.code for one in found]


def test_muted_codes_and_audited_segments_are_not_open(offers):
    assert codes(offers.at(0)) == [ONE]
    assert offers.at(1) == []
    assert list(offers.numbers()) == [0, 2]
    assert codes(offers.every()) == [ONE, ONE]


def test_what_would_be_shown_is_known_all_the_same(offers):
    assert codes(offers.sure(0)) == codes(offers.sure(1)) == [ONE, TWO]
    assert codes(offers.withheld(0)) == [TWO]


def test_an_audited_segment_betrays_nothing(offers):
    assert offers.withheld(1) == []
    assert offers.weaker(1) == 0
    assert offers.weaker(0) == 1


def test_the_numbers_behind_a_probability_are_kept(project_path):
    why = Explanation(
        (), (("terms", 0.5, 1.0), ("near", -2.0, 0.1)), (), (), None, None, Before(), Taught(0, 0)
    )
    with open_project(project_path) as project:
        document = project.document("talk")
        settings = replace(project.settings, model="/somewhere/mine-nl")
        exposures = Exposures(replace(project, settings=settings), print)
        one = Suggestion(document.id, 44, 76, ONE, 0.7, (), why)
        text = document.id, document.revision
        exposures.note(text, (44, 76), [(one, Exposure.SHOWN)], Exposure.SHOWN)
        exposures.finish()
        (event,) = suggestion_events(project.store.db)
    assert event.features == (0.5, -2.0)
    assert event.engine == f"{ENGINE} with mine-nl"
    assert (event.probability, event.band, event.rank) == (0.7, "middle", 1)


def test_no_more_waits_than_memory_should_hold(project_path):
    told = []
    with open_project(project_path) as project:
        document = project.document("talk")
        exposures = Exposures(project, told.append)
    project_path.rename(project_path.with_suffix(".away"))
    for number in range(MOST_WAITING + 50):
        text = document.id, document.revision
        exposures.note(text, (number, number + 1), [], Exposure.HIDDEN)
    exposures.finish()
    exposures.finish()
    assert len(told) == 1
    assert len(exposures._waiting) == MOST_WAITING
    assert exposures._waiting[0][0].start == 50
