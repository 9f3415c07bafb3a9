from __future__ import annotations

import pytest

from coder.analysis.agreement.taking_part import taking_part
from coder.errors import InputError
from coder.model import Coder

ANNA, BAS, CARLA = (Coder(name.casefold(), name) for name in ("Anna", "Bas", "Carla"))
PEOPLE = (ANNA, BAS, CARLA)
NAMES = {"d1": "d01", "d2": "d02", "d3": "d03", "d4": "d04"}


def test_only_what_two_are_done_with_counts_and_the_rest_is_told() -> None:
    done = {("anna", "d1"), ("bas", "d1"), ("anna", "d2"), ("bas", "d2"), ("carla", "d3")}
    codings = {("anna", "d1"): 3, ("carla", "d1"): 2, ("carla", "d2"): 1, ("anna", "d4"): 1}
    found = taking_part(NAMES, PEOPLE, done, codings)
    assert found.coders == (ANNA, BAS)
    assert found.judges == {"d1": (0, 1), "d2": (0, 1)}
    assert found.left_out == (
        "Left out, done by Carla only: d03.",
        "Left out, done by nobody: d04.",
        "Carla is left out: no transcript is done by both Carla and another coder.",
        "Left out: 3 codings by Carla, who is not done with d01, d02.",
    )


def test_done_without_codings_takes_part() -> None:
    found = taking_part(NAMES, PEOPLE, {("anna", "d1"), ("bas", "d1")}, {})
    assert found.judges == {"d1": (0, 1)}


def test_coders_are_numbered_over_all_documents() -> None:
    done = {("anna", "d1"), ("bas", "d1"), ("bas", "d2"), ("carla", "d2")}
    found = taking_part(NAMES, PEOPLE, done, {})
    assert found.judges == {"d1": (0, 1), "d2": (1, 2)}


def test_what_was_coded_is_taken_for_done_only_if_one_says_so() -> None:
    codings = {("anna", "d1"): 1, ("bas", "d1"): 1}
    with pytest.raises(InputError, match="nothing to compare"):
        taking_part(NAMES, PEOPLE, set(), codings)
    assert taking_part(NAMES, PEOPLE, set(), codings, assume_done=True).judges == {"d1": (0, 1)}
