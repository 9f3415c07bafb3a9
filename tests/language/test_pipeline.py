import importlib
import json
import shutil
import sys

import pytest

from coder.errors import InputError
from coder.language import load
from coder.language.pipeline import installed_pipeline

TEXT = "De wethouder haakte gisteren af."


@pytest.fixture
def installed(shared, tmp_path, monkeypatch):
    """Installs the small pipelines of the shared data as packages, the way wheels unpack."""

    def install(folder, name):
        source = shared / "dutch" / "pipelines" / folder
        if not source.is_dir():
            pytest.skip("needs the small pipelines of the shared data")
        site = tmp_path / "site"
        inner = site / name / f"{name}-3.8.0"
        shutil.copytree(source, inner)
        meta = json.loads((inner / "meta.json").read_text(encoding="utf-8"))
        meta |= {"name": name.removeprefix("nl_"), "version": "3.8.0"}
        (inner / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
        shutil.copy(inner / "meta.json", site / name / "meta.json")
        (site / name / "__init__.py").write_text(
            "from pathlib import Path\n"
            "from spacy.util import load_model_from_init_py, get_model_meta\n"
            "__version__ = get_model_meta(Path(__file__).parent)['version']\n"
            "def load(**overrides):\n"
            "    return load_model_from_init_py(__file__, **overrides)\n",
            encoding="utf-8",
        )
        info = site / f"{name}-3.8.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: 3.8.0\n", encoding="utf-8"
        )
        monkeypatch.syspath_prepend(str(site))
        importlib.invalidate_caches()
        return site

    yield install
    for name in [name for name in sys.modules if name.startswith("nl_core_news")]:
        del sys.modules[name]


def test_the_best_installed_pipeline_gives_tags_and_the_lexicon_lemmas(installed, dutch):
    installed("pos_senter_small", "nl_core_news_sm")
    small = load()
    assert (small.grade, small.describe().pipeline) == ("trained", "nl_core_news_sm")
    tokens = small.analyse(TEXT, [(0, len(TEXT))])[0].tokens
    assert [token.pos for token in tokens] == ["DET", "NOUN", "VERB", "ADV", "ADP", "PUNCT"]
    plain = dutch.analyse(TEXT, [(0, len(TEXT))])[0].tokens
    assert [token.word for token in tokens] == [token.word for token in plain]
    assert small.version != dutch.version
    installed("parser_lemmatizer", "nl_core_news_lg")
    assert installed_pipeline("nl") == "nl_core_news_lg"


@pytest.mark.parametrize("name", ["pos_senter_small", "parser_lemmatizer"])
def test_a_pipeline_in_a_folder_is_used(shared, name):
    folder = shared / "dutch" / "pipelines" / name
    if not folder.is_dir():
        pytest.skip("needs the small pipelines of the shared data")
    trained = load(pipeline=str(folder))
    assert trained.grade == "trained"
    got = trained.analyse(TEXT + " Ja.", [(0, len(TEXT)), (len(TEXT) + 1, len(TEXT) + 4)])
    assert got[0].tokens[1].pos == "NOUN"
    assert [verb.lemma for verb in got[0].separable] == ["afhaken"]
    assert trained.analyse("", []) == []


@pytest.mark.parametrize("name", ["nl_no_such_pipeline", "/no/such/folder", "../x", "a b"])
def test_a_missing_pipeline_is_refused_with_a_remedy(name):
    with pytest.raises(InputError) as caught:
        load(pipeline=name)
    assert name in caught.value.problem
    assert caught.value.remedy


@pytest.mark.parametrize(
    "meta",
    [
        {"lang": "de", "pipeline": ["tagger"]},
        {"lang": "nl", "pipeline": ["tagger"], "spacy_version": ">=1.0,<2.0"},
        {"lang": "nl", "pipeline": ["ner"]},
        {"lang": "nl", "pipeline": ["tagger"]},
        {"lang": "nl", "pipeline": 5},
        [],
        "{",
    ],
)
def test_a_pipeline_that_does_not_fit_is_refused(tmp_path, meta):
    content = meta if isinstance(meta, str) else json.dumps(meta)
    (tmp_path / "meta.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(pipeline=str(tmp_path))
    assert caught.value.remedy
