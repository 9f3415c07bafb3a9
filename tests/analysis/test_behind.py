from counting_material import materials
from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.behind import behind
from coder.analysis.frequencies import frequencies
from coder.analysis.measures import Measure


@given(materials(), st.sampled_from(["", "document", "speaker", "role", "coder"]), st.booleans())
def test_as_many_codings_are_behind_a_cell_as_it_says(material, by, without_interviewer):
    codes, codings, documents, coders, _ = material.everything
    choices = {"by": by, "without_interviewer": without_interviewer}
    table = frequencies(codes, codings, documents, coders, measure=Measure.CODINGS, **choices)
    rows = [*(row.id for row in table.rows), None]
    for row, cells in zip(rows, [*table.cells, table.totals], strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            key = None if column.total else column.key
            found = behind(codes, codings, documents, coders, row=row, column=key, **choices)
            assert len(set(found)) == len(found) == cell
