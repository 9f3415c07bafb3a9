"""The views for people and other programs: names instead of ids, and ids as hexadecimal text."""

from __future__ import annotations

VIEWS = {
    "v_codes": """
        SELECT lower(hex(c.id)) AS code_id, c.name AS code, c.english, p.name AS parent,
               c.definition, c.colour, c.hotkey, b.name AS codebook
        FROM code c JOIN codebook b ON b.id = c.codebook
        LEFT JOIN merged_code n ON n.code = c.parent
        LEFT JOIN code p ON p.id = coalesce(n.target, c.parent) AND p.deleted = 0
        LEFT JOIN merged_code m ON m.code = c.id
        WHERE c.deleted = 0 AND m.target IS NULL ORDER BY c.position, c.name""",
    "v_codings": """
        SELECT lower(hex(g.id)) AS coding_id, d.name AS document, c.name AS code,
               h.name AS coder, t.speaker, t.role, t.begin_ms, g.start, g.end, g.quote,
               g.origin, g.weight, g.important,
               strftime('%Y-%m-%dT%H:%M:%SZ', g.created_ms / 1000, 'unixepoch') AS created
        FROM coding g
        JOIN document d ON d.id = g.document AND d.deleted = 0
        LEFT JOIN merged_code m ON m.code = g.code
        JOIN code c ON c.id = coalesce(m.target, g.code)
        LEFT JOIN same_person s ON s.coder = g.coder
        JOIN coder h ON h.id = coalesce(s.target, g.coder)
        LEFT JOIN turn t ON t.id = (
          SELECT id FROM turn WHERE revision = g.revision AND start <= g.start
          ORDER BY start DESC LIMIT 1)
        WHERE g.deleted = 0 ORDER BY d.name, g.start, g.end, c.name""",
    "v_frequencies": """
        SELECT c.name AS code, p.name AS parent, h.name AS coder,
               count(g.id) AS codings, count(DISTINCT g.document) AS documents,
               coalesce(sum(g.end - g.start), 0) AS characters
        FROM code c
        LEFT JOIN merged_code n ON n.code = c.parent
        LEFT JOIN code p ON p.id = coalesce(n.target, c.parent) AND p.deleted = 0
        LEFT JOIN (
          SELECT g.*, coalesce(m.target, g.code) AS now, coalesce(s.target, g.coder) AS who
          FROM coding g
          JOIN document d ON d.id = g.document AND d.deleted = 0
          LEFT JOIN merged_code m ON m.code = g.code
          LEFT JOIN same_person s ON s.coder = g.coder
          WHERE g.deleted = 0) g ON g.now = c.id
        LEFT JOIN coder h ON h.id = g.who
        LEFT JOIN merged_code o ON o.code = c.id
        WHERE (c.deleted = 0 OR g.id IS NOT NULL) AND o.target IS NULL
        GROUP BY c.id, h.id ORDER BY codings DESC, c.name""",
    "v_documents": """
        SELECT lower(hex(d.id)) AS document_id, d.name AS document, d.origin, d.format,
               d.encoding,
               (SELECT count(*) FROM turn t WHERE t.document = d.id) AS turns,
               (SELECT count(*) FROM coding g WHERE g.document = d.id AND g.deleted = 0)
                 AS codings
        FROM document d WHERE d.deleted = 0 ORDER BY d.name""",
    "v_attributes": """
        SELECT d.name AS document, a.key, a.value FROM attribute a
        JOIN document d ON d.id = a.document AND d.deleted = 0
        WHERE a.deleted = 0 ORDER BY d.name, a.key""",
    "v_log": """
        SELECT strftime('%Y-%m-%dT%H:%M:%SZ', b.wall / 1000, 'unixepoch') AS time,
               h.name AS who, b.label AS act, b.size AS operations
        FROM batch b LEFT JOIN coder h ON h.id = b.actor ORDER BY b.lam""",
}
