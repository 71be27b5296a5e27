"""Corridor files and rate files for the tests: invented, Kazakhstan and South Korea."""

from __future__ import annotations

from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "docs/examples/ru-kp-2015.toml"

HEAD = 'a = "KZ"\nb = "KR"\nsettlement_currency = "KZT"\n\n'

SOURCE = '{ speaker = "A. Speaker", agency = "Agency", date = 2026-01-10 }'

FULL = f"""\
{HEAD}[source.one]
speaker = "A. Speaker"
agency = "Agency"
date = 2026-01-10

[[goal]]
id = "turnover"
measure = "turnover"
amount = 1_000
currency = "USD"
by = 2030
source = "one"

[[goal]]
id = "exports"
measure = "exports"
amount = 500
currency = "USD"
by = 2029
source = ["one"]

[[series]]
id = "customs"
measure = "turnover"
currency = "USD"
unit = 1_000_000
source = "one"
values = {{ "2024" = 1.5, "2025" = {{ value = 2, note = "first estimate" }} }}

[[settlement]]
id = "first"
text = "First settlement"
currency = "KZT"
on = "2025-10"
source = "one"

[[debt]]
id = "loan"
creditor = "KR"
debtor = "KZ"
currency = "USD"
principal = 100.00
source = "one"
[debt.plan]
count = 3
first_due = 2026-01-31

[[commitment]]
id = "forum"
kind = "visit"
title = "Forum"
parties = ["KZ", "KR"]
[[commitment.event]]
status = "announced"
due = 2026-05-01
source = "one"
[[commitment.event]]
status = "confirmed"
due = 2026-05-01
source = {SOURCE}
"""


def written(folder: Path, text: str | bytes, name: str = "corridor.toml") -> Path:
    """A file of that text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def daily(*entries: tuple[str, str, str], day: str = "20.11.2026") -> bytes:
    """A Bank of Russia file: (code, nominal, value) each."""
    rows = "".join(
        f'<Valute ID="R"><NumCode>1</NumCode><CharCode>{code}</CharCode><Nominal>{nominal}</Nominal>'
        f"<Name>Валюта</Name><Value>{value}</Value></Valute>\n"
        for code, nominal, value in entries
    )
    head = f'<?xml version="1.0" encoding="windows-1251"?>\n<ValCurs Date="{day}" name="Foreign Currency Market">\n'
    return (head + rows + "</ValCurs>\n").encode("cp1251")


ECB_XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject>
<Cube>
<Cube time="2026-11-20"><Cube currency="USD" rate="1.1000"/><Cube currency="KRW" rate="1500.50"/></Cube>
<Cube time="2026-11-19"><Cube currency="USD" rate="1.0900"/></Cube>
</Cube></gesmes:Envelope>
"""
