"""What the tests of the coding screen share: a service of suggestions, and ways to look."""

from coder.model import Evidence, Suggestion
from coder.project.learning import learn
from coder.project.project import open_project
from coder.project.suggesting import suggest
from coder.segment import segments
from coder.tui.widgets.line_list import LineList


def document_id(app, name):
    return next(eid for eid, known in app.workspace.names.items() if known == name)


async def opened(app, pilot, name="talk"):
    await pilot.pause()
    app.screen.open_document(document_id(app, name), 0)
    await app.workers.wait_for_complete()
    await pilot.pause()
    return app.screen


async def press(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


def listed_lines(screen):
    """All lines in view of the list of a place, also what an empty one says."""
    hits = screen.query_one(LineList)
    return [hits.render_line(row).text.strip() for row in range(hits.size.height)]


def coded(app):
    """The words and codes of one's codings in the open transcript."""
    names = {code.id: code.name for code in app.workspace.codes}
    return [(one.quote, names[one.code]) for one in app.workspace.codings]


def in_file(path):
    """The number of codings that another program sees in the file."""
    with open_project(path) as project, project.store.reading():
        return project.store.db.execute("SELECT count(*) FROM coding WHERE deleted = 0").fetchone()[
            0
        ]


class Service:
    """Suggests by words: (word, code number, score)."""

    def __init__(self, path, *rules):
        self.path, self.rules, self.asked = path, rules, []

    async def suggest(self, document):
        self.asked.append(document)
        found = []
        with open_project(self.path) as project:
            text = project.document(document)
            for segment in segments(text):
                said = text.text[segment.start : segment.end]
                for word, code, score in self.rules:
                    at = said.find(word)
                    if at >= 0:
                        span = (segment.start + at, segment.start + at + len(word))
                        reason = Evidence("word", word, (span,), f"word *{word}*", score)
                        found.append(
                            Suggestion(
                                document,
                                segment.start,
                                segment.end,
                                f"{code:032x}",
                                score,
                                (reason,),
                            )
                        )
        return sorted(found, key=lambda one: (one.start, -one.score))

    async def close(self):
        pass


class Learning:
    """Suggests as the process does: by what was taught so far."""

    def __init__(self, path):
        self.path, self.kept = path, None

    async def suggest(self, document):
        with open_project(self.path) as project:
            self.kept = learn(project, self.kept)
            return list(suggest(project, [project.document(document)], learned=self.kept))

    async def close(self):
        pass
