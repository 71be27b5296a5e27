"""One matcher of nomenklatura on cases of benchmarks/law_names.py; run by a Python that has nomenklatura.

Reads {"algorithm", "kind", "candidates": {id: [name, …]}, "queries": [name, …]} as JSON from standard input and
writes {"answers": [[id, …], …], "seconds"}: for each query the candidates at or above 0.70, best first.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from typing import Any

FLOOR = 0.70
SCHEMA = {"person": "Person", "organisation": "Organization"}


def main() -> None:
    """Answer the cases."""
    task = json.load(sys.stdin)
    matching: Any = importlib.import_module("nomenklatura.matching")
    proxy: Any = importlib.import_module("followthemoney.proxy").EntityProxy
    model: Any = importlib.import_module("followthemoney").model
    algorithm = matching.get_algorithm(task["algorithm"])
    schema = SCHEMA[task["kind"]]

    def entity(own: str, names: list[str]) -> Any:
        return proxy(model.get(schema), {"id": own, "schema": schema, "properties": {"name": names}})

    config = algorithm.default_config()
    listed = {own: entity(own, names) for own, names in task["candidates"].items()}
    start = time.process_time()
    answers = []
    for number, name in enumerate(task["queries"]):
        query = entity(f"query-{number}", [name])  # an id of its own: what is cached goes by the id
        scores = [(algorithm.compare(query, other, config).score, own) for own, other in listed.items()]
        answers.append([own for score, own in sorted(scores, key=lambda s: -s[0]) if score >= FLOOR])
    json.dump({"answers": answers, "seconds": time.process_time() - start}, sys.stdout)


if __name__ == "__main__":
    main()
