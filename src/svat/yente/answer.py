"""Yente, the answer: a request to yente's interface and the lists in force, to the response. No I/O, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from threading import Lock
from typing import Any

from svat.law.ground import Law
from svat.law.lists.model import Entry, ListSet, ListVersion
from svat.law.model import Hit, Party
from svat.law.names import scale
from svat.law.screening.screener import Screener
from svat.yente.entities import TOPIC, dataset_of, entity, id_of, schema_of, scored, unscreened
from svat.yente.reading import ALGORITHM, Asked, Parameters, RequestRefused, Wanted, read_queries, read_wanted

DEFAULT = "default"  # the dataset of all lists in force
_SCREENERS_KEPT = 8  # for different choices of publishers

FEATURES = {
    "svat_name": ("Likeness of the names, whatever their script and spelling.", 1.0),
    "svat_identifier": ("The same identifier.", 1.0),
    "svat_not_screened": ("The name could not be compared with the lists: a person must look.", 1.0),
}

Json = dict[str, Any]


class Lists:
    """The lists in force on a day, ready to be asked; made once and used for many requests, from any thread."""

    def __init__(self, law: Law) -> None:
        """`law` is that of a day with its lists; making it ready takes seconds for the full lists."""
        self.law = law
        self.set = listset = law.lists or ListSet(law.known or date.min, (), ())
        self.datasets: dict[str, frozenset[str]] = {}
        for publisher in sorted({version.publisher for version in listset.versions}):
            name = dataset_of(publisher)
            self.datasets[name] = self.datasets.get(name, frozenset()) | {publisher}
        self.datasets[DEFAULT] = frozenset(version.publisher for version in listset.versions)
        self._entries: dict[tuple[str, str], Entry] = {}
        for entry in listset.entries:
            self._entries.setdefault((entry.publisher, entry.id), entry)
        self._lock = Lock()
        self._screeners = {self.datasets[DEFAULT]: Screener(listset)}

    @property
    def closed(self) -> tuple[str, ...]:
        """Why these lists clear nobody; empty when they may be asked."""
        return tuple(finding.detail for finding in self.law.doubts)

    def entry(self, hit: Hit) -> Entry:
        """The entry that a hit is about."""
        return self._entries[hit.publisher, hit.entry_id]

    def by_id(self, wanted: str) -> Entry | None:
        """The entry with an id as `entities.id_of` makes it."""
        return next((entry for entry in self.set.entries if id_of(entry) == wanted), None)

    def screen(self, publishers: frozenset[str], parties: Sequence[Party]) -> list[tuple[Hit, ...]]:
        """Hits on the lists of some publishers, as if there were no others."""
        with self._lock:
            screener = self._screeners.pop(publishers, None) or Screener(self._only(publishers))
            self._screeners[publishers] = screener  # the last used comes last
            if len(self._screeners) > _SCREENERS_KEPT:
                del self._screeners[next(iter(self._screeners))]
            return screener.screen(parties)

    def _only(self, publishers: frozenset[str]) -> ListSet:
        return ListSet(
            self.set.on,
            tuple(version for version in self.set.versions if version.publisher in publishers),
            tuple(entry for entry in self.set.entries if entry.publisher in publishers),
        )


def match(lists: Lists, dataset: str, parameters: Parameters, body: Any) -> Json:
    """The answer to `POST /match/{dataset}`. Raises RequestRefused.

    Stale or missing lists are refused with 503, always: no result would read as "clear".
    """
    _open(lists)
    wanted = read_wanted(parameters)
    publishers = _publishers(lists, dataset, wanted)
    asked = read_queries(body)
    found = lists.screen(publishers, [query.party for query in asked])
    unused = [name for name in ("weights", "config") if body.get(name)]
    return {
        "responses": {
            query.id: _response(lists, dataset, query, hits, wanted)
            for query, hits in zip(asked, found, strict=True)
        },
        "matcher": _features(),
        "limit": wanted.limit,
        "lists": [_state(version) for version in lists.set.versions if version.publisher in publishers],
        "on": lists.set.on.isoformat(),
        "problems": [],
        "algorithm": ALGORITHM,
        "ignored": sorted({*wanted.ignored, *unused, *(name for query in asked for name in query.ignored)}),
    }


def search(lists: Lists, dataset: str, parameters: Parameters) -> Json:
    """The answer to `GET /search/{dataset}?q=`: entries with a name like the text. Raises RequestRefused."""
    _open(lists)
    wanted = read_wanted(parameters)
    text = next(iter(parameters.get("q", ())), "").strip()
    asked = read_queries({"queries": {"q": {"schema": "LegalEntity", "properties": {"name": [text]}}}})
    hits = lists.screen(_publishers(lists, dataset, wanted), [asked[0].party])[0]
    found = _response(lists, dataset, asked[0], hits, wanted)
    return {
        "results": found["results"],
        "facets": {},
        "total": found["total"],
        "limit": wanted.limit,
        "offset": 0,
        "lists": [_state(version) for version in lists.set.versions],
    }


def one_entity(lists: Lists, wanted: str) -> Json:
    """The answer to `GET /entities/{id}`. Raises RequestRefused."""
    entry = lists.by_id(wanted)
    if entry is None:
        raise RequestRefused(404, "No such entity!")
    return entity(entry)


def algorithms() -> Json:
    """The answer to `GET /algorithms`: there is one."""
    text = "svat's comparison of names in any script, and of identifiers; whatever algorithm is asked for, it answers."
    return {
        "algorithms": [
            {"name": ALGORITHM, "description": text, "features": _features(), "docs": _features()},
        ],
        "default": ALGORITHM,
        "best": ALGORITHM,
    }


def catalog(lists: Lists) -> Json:
    """The answer to `GET /catalog`: each dataset with the age of its oldest list."""
    rows = [
        _dataset(name, [v for v in lists.set.versions if v.publisher in publishers], lists)
        for name, publishers in sorted(lists.datasets.items())
    ]
    return {
        "datasets": rows,
        "current": [row["name"] for row in rows if row["index_current"]],
        "outdated": [row["name"] for row in rows if not row["index_current"]],
        "index_stale": bool(lists.closed),
        "on": lists.set.on.isoformat(),
        "problems": list(lists.closed),
    }


def _dataset(name: str, versions: Sequence[ListVersion], lists: Lists) -> Json:
    on, whole = lists.set.on, name == DEFAULT
    oldest = max(versions, key=lambda v: v.age_days, default=None)
    made = f"{on - timedelta(days=oldest.age_days)}" if oldest else None
    version = f"{made.replace('-', '')}000000-{oldest.sha256[:3]}" if oldest and made else None
    current = bool(versions) and not any(v.stale for v in versions) and not (whole and lists.closed)
    publishers = sorted({v.publisher for v in versions})
    return {
        "name": name,
        "title": "All lists in force" if whole else f"Lists of {', '.join(publishers)}",
        "version": version,
        "index_version": version,
        "index_current": current,
        "load": True,
        "entities_url": None,
        "last_export": made and f"{made}T00:00:00",
        "updated_at": made and f"{made}T00:00:00",
        "entity_count": sum(v.entries for v in versions),
        "thing_count": sum(v.entries for v in versions),
        "children": sorted(set(lists.datasets) - {DEFAULT}) if whole else [],
        "lists": [_state(v) for v in versions],
    }


def _open(lists: Lists) -> None:
    if lists.closed:
        raise RequestRefused(503, f"Nobody can be cleared: {' '.join(lists.closed)}")


def _publishers(lists: Lists, dataset: str, wanted: Wanted) -> frozenset[str]:
    """Whose lists are asked: datasets to include narrow all lists down, and are added to a dataset that is not all.

    yente's server reads them as the first, its Python client means the second: so neither is given too little.
    """
    chosen = _of(lists, dataset)
    if wanted.include:
        included = frozenset[str]().union(*(_of(lists, name) for name in wanted.include))
        chosen = included if dataset == DEFAULT else chosen | included
    chosen -= frozenset().union(*(_of(lists, name) for name in wanted.exclude))
    if not chosen:
        raise RequestRefused(400, "The datasets that are left out leave no list to screen against.")
    return chosen


def _of(lists: Lists, dataset: str) -> frozenset[str]:
    publishers = lists.datasets.get(dataset)
    if publishers is None:
        raise RequestRefused(
            404, f"No such dataset: {dataset!r}; there are {', '.join(sorted(lists.datasets))}"
        )
    return publishers


def _response(lists: Lists, dataset: str, asked: Asked, hits: Sequence[Hit], wanted: Wanted) -> Json:
    notes = [unscreened(hit.matched_name, hit.reason, dataset) for hit in hits if not hit.entry_id]
    found = [hit for hit in hits if hit.entry_id]
    kept = [hit for hit in found if _wanted(lists.entry(hit), wanted)]
    if len(kept) < len(found) == scale.HITS_KEPT:
        name = asked.party.names[0] if asked.party.names else ""
        why = "what the request leaves out took the places of entries that it does not"
        notes.append(unscreened(name, f"not screened: {why}", dataset))
    results = [
        scored(hit, lists.entry(hit), wanted.threshold, by_name=hit.matched_name in asked.party.names)
        for hit in kept
        if hit.score >= wanted.cutoff
    ]
    return {
        "status": 200,
        "results": [*notes, *results][: wanted.limit],
        "total": {"value": len(notes) + len(results), "relation": "eq"},
        "query": asked.query,
    }


def _wanted(entry: Entry, wanted: Wanted) -> bool:
    """Whether the client wants to hear of the entry."""
    named = not {id_of(entry), entry.id}.isdisjoint(wanted.ids_out)
    other = bool(wanted.topics) and TOPIC not in wanted.topics
    return not (named or other or schema_of(entry) in wanted.schemata_out)


def _state(version: ListVersion) -> Json:
    return {
        "publisher": version.publisher,
        "kind": version.kind,
        "version": version.version.isoformat(),
        "sha256": version.sha256,
        "entries": version.entries,
        "age_days": version.age_days,
        "stale": version.stale,
    }


def _features() -> Json:
    return {
        name: {"description": text, "coefficient": weight, "url": None}
        for name, (text, weight) in FEATURES.items()
    }
