import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared research data; tests that need it skip on machines without it."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("CODER_SHARED", beside))
    if not folder.is_dir():
        pytest.skip("needs the shared research data (set CODER_SHARED)")
    return folder


@pytest.fixture(scope="session")
def data() -> Path:
    """The test data that ships with the repository."""
    return Path(__file__).parent / "data"
