"""Whether two people have the same project, told by a few characters to compare."""

from __future__ import annotations

from hashlib import blake2b

from coder.project.project import Project

SHOWN = 12
"""Characters of a digest that are shown to people."""


def state_digest(project: Project) -> str:
    """BLAKE2b-128 of all that the project says, as 32 hexadecimal digits.

    What only this machine remembers is not in it, nor who merged what when: after a merge in both
    directions two people have equal digests, if they have the same version of coder.
    """
    return blake2b(project.store.dump().encode("utf-8"), digest_size=16).hexdigest()
