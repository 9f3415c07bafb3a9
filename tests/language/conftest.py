import pytest

from coder.language import load


@pytest.fixture(scope="session")
def dutch():
    """The embedded Dutch language, whatever pipelines the machine has."""
    return load(pipeline="")


@pytest.fixture
def analysed(dutch):
    """A function from text to the analysis of all of it."""
    return lambda text: dutch.analyse(text, [(0, len(text))])[0]
