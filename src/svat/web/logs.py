"""The web application, logs: a line of JSON for each event, with nothing in it that says who a person is."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

# What may stand in a line beside its message; whatever else a caller adds is left out.
KEPT = ("request", "method", "page", "status", "ms", "member", "job", "step", "kind")


class LogLines(logging.Formatter):
    """JSON lines; of an error the place in svat's own code, never its values."""

    def format(self, record: logging.LogRecord) -> str:
        """One event."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "said": record.msg if record.name.startswith("svat") else record.name,
        }
        line |= {name: value for name in KEPT if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            while trace and trace.tb_next:
                trace = trace.tb_next
            if trace:
                line["where"] = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
        return json.dumps(line, ensure_ascii=False)
