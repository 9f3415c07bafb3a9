"""What is in the files that are written."""

import json

from coder.project.coding import code_span, codings
from coder.project.exporting import CsvStyle, export_codings, export_quotations
from coder.project.memos import write_memo


def test_memos_are_counted_in_every_list_of_codings(project, tmp_path):
    document, code = project.document("d01"), project.code("vertrouwen")
    noted = code_span(project, document, 0, 6, code)
    code_span(project, document, 7, 17, code)
    write_memo(project, "coding", noted, "Waarom hier?", document=document.id)
    whole, some = tmp_path / "whole.json", tmp_path / "some.json"
    export_codings(project, whole, style=CsvStyle(), overwrite=False)
    export_quotations(project, codings(project), "all", some, overwrite=False)
    for path in (whole, some):
        rows = json.loads(path.read_text("utf-8"))
        assert [row["memos"] for row in rows] == [1, 0]
