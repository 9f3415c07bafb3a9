"""The tables of codings and verdicts, of which a project has most: numbers instead of ids.

Views named after the kinds show them with ids, as the tables of the other kinds are. The number of
a row is that of the first row of the log on the same coding or verdict, which holds its id. Rows
leave out what goes without saying, which is a fifth of the room of a large project: NULL for the
time of that row of the log, for a quote of what stands in the text at that place, and for the
origin of codings made by hand.
"""

from __future__ import annotations

from coder.model import Origin

NUMBERED = ("coding", "verdict")
"""Kinds whose tables are `…_row` and hold local numbers instead of ids."""

_TEXTS = {
    "coding": "quote TEXT, origin TEXT, weight INTEGER, important INTEGER NOT NULL",
    "verdict": "verdict TEXT, band TEXT, engine TEXT, origin TEXT, reason TEXT",
}
_WORDS = "(SELECT substr(r.text, g.start + 1, g.end - g.start) FROM revision r WHERE r.id = {})"
_SHOWN = {
    "coding": {
        "created_ms": "coalesce(g.created_ms, own.wall) AS created_ms",
        "quote": f"coalesce(g.quote, {_WORDS.format('revision_id.id')}) AS quote, "
        "g.quote AS other_quote",
        "origin": f"coalesce(g.origin, '{Origin.MANUAL.value}') AS origin",
    },
    "verdict": {"created_ms": "coalesce(g.created_ms, own.wall) AS created_ms"},
}
"""What goes without saying, as the views say it.

Finding the words costs SQLite a walk through the text; who reads many uses `other_quote` and
`coder.store.texts`.
"""

_LEFT_OUT = {
    "coding": {
        "created_ms": "nullif(g.created_ms, (SELECT wall FROM log WHERE log.n = own.n))",
        "quote": f"nullif(g.quote, {_WORDS.format('g.revision')})",
        "origin": f"nullif(g.origin, '{Origin.MANUAL.value}')",
    },
    "verdict": {"created_ms": "nullif(g.created_ms, (SELECT wall FROM log WHERE log.n = own.n))"},
}
"""The same left out of a table that holds it."""

_REFERENCES = ("document", "revision", "code", "coder")
_ALL = (*_REFERENCES, "created_by")


def table(kind: str) -> str:
    """The statements that make the table of a kind and its index."""
    number = "INTEGER NOT NULL"
    return f"""
CREATE TABLE {kind}_row (
  n INTEGER PRIMARY KEY,
  {", ".join(f"{name} {number}" for name in _REFERENCES)},
  start INTEGER NOT NULL, end INTEGER NOT NULL, {_TEXTS[kind]},
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
  created_ms INTEGER, created_by {number}, CHECK (0 <= start AND start < end)
) STRICT;
CREATE INDEX {kind}_place ON {kind}_row (document, start)
"""


def view(kind: str) -> str:
    """The statement that makes the view of a kind: its table with ids.

    By LEFT JOIN, as SQLite leaves out those of which nothing is asked for.
    """
    joins = " ".join(f"LEFT JOIN ident {name}_id ON {name}_id.n = g.{name}" for name in _ALL)
    ids = ", ".join(f"{name}_id.id AS {name}" for name in _REFERENCES)
    plain = ", ".join(_SHOWN[kind].get(name, f"g.{name}") for name in _plain(kind))
    return (
        f"CREATE VIEW {kind} AS SELECT g.n, own.eid AS id, {ids}, {plain}, "
        f"created_by_id.id AS created_by FROM {kind}_row g "
        f"LEFT JOIN log own ON own.n = g.n AND own.entity = {_number(kind)} {joins}"
    )


def fill(kind: str) -> str:
    """The statement that fills the table of a kind from the one with ids that was before it."""
    numbers = ", ".join(f"{name}_id.n" for name in _ALL)
    joins = " ".join(f"JOIN ident {name}_id ON {name}_id.id = g.{name}" for name in _ALL)
    plain = _plain(kind)
    values = [_LEFT_OUT[kind].get(name, f"g.{name}") for name in plain]
    return (
        f"INSERT INTO {kind}_row (n, {', '.join((*_ALL, *plain))}) "
        f"SELECT own.n, {numbers}, {', '.join(values)} "
        f"FROM (SELECT eid, min(n) AS n FROM log WHERE entity = {_number(kind)} GROUP BY eid) own "
        f"JOIN {kind} g ON g.id = own.eid {joins}"
    )


def rows_with(kind: str, **counts: int) -> str:
    """The query for the numbers of the rows of a kind with one of so many ids in each field.

    By numbers, in one walk through the table or a document, so that only rows that fit are looked
    up further.
    """
    numbers = "SELECT n FROM ident WHERE id IN ({})"
    where = " AND ".join(
        f"{field} IN ({numbers.format(', '.join('?' * count))})" for field, count in counts.items()
    )
    return f"(SELECT n FROM {kind}_row WHERE {where})"


def _number(kind: str) -> str:
    return f"(SELECT n FROM word WHERE text = '{kind}')"


def _plain(kind: str) -> list[str]:
    """The columns of a kind that hold no ids."""
    own = [column.split()[0] for column in _TEXTS[kind].split(", ")]
    return ["start", "end", *own, "deleted", "created_ms"]
