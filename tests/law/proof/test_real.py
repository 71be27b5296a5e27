"""Law, proof: a verdict by the real lists, computed again."""

from __future__ import annotations

from tests.law import reallists
from tests.law.proof.samples import ON, documents

from svat.law.proof.replay import replay


def test_a_verdict_by_the_full_lists_is_computed_again() -> None:
    folder, lists = reallists.folder(), reallists.lists()
    assert len(lists.entries) > 10_000
    # a listed organisation, whichever it is: no real name stands in this repository
    bodies = (entry for entry in lists.entries if entry.kind == "organisation" and len(entry.name) > 20)
    listed = min(bodies, key=lambda entry: entry.id)
    (document,) = documents(lists, (listed.name,))
    assert (document.verdict.status, document.verdict.on) == ("barred", ON)
    assert f"{listed.publisher} {listed.id}" in [finding.rule for finding in document.verdict.findings]
    assert {item.sha256 for item in document.case.basis.lists or ()} == {v.sha256 for v in lists.versions}
    assert replay(document, folder).same
