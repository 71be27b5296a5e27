"""An invented corridor KZ–KR with everything that the corridor page can show, as files in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.corridor.trade import comtradefiles as files
from tests.corridor.trade.comtradefiles import Given

ON = "2026-11-01"
CORRIDOR = """\
a = "KZ"
b = "KR"
name = "Kazakhstan – Korea (invented)"
settlement_currency = "KRW"
regimes = ["UN"]

[source.ministry]
speaker = "А. Нұрланова"
role = "vice minister of trade"
agency = "Тестовое агентство"
outlet = "가상일보"
date = 2021-03-02
link = "https://example.org/goal"
confidence = "B"

[source.later]
speaker = "김가온"
role = "director at the ministry of trade"
agency = "가상통신"
date = 2026-05-04
confidence = "B"

[source.rival]
outlet = "a weekly <b>&</b> its reader"
date = 2026-05-06
link = "javascript:alert(1)"
confidence = "C"

[source.fund]
role = "both ministries of finance"
outlet = "text of the agreement"
date = 2022-06-30
confidence = "A"

[[goal]]
id = "turnover-2030"
measure = "turnover"
amount = 10_000_000_000
currency = "USD"
by = 2030
declared_on = 2021-03-02
source = "ministry"

[[debt]]
id = "rail-loan"
title = "Loan for rolling stock"
creditor = "KR"
debtor = "KZ"
currency = "USD"
principal = 240_000_000
agreed_on = 2022-06-30
source = "fund"

[debt.plan]
count = 16
months = 6
first_due = 2023-06-30

[[debt.payment]]
on = 2023-06-30
amount = 15_000_000
source = { role = "ministry of finance", date = 2023-07-10, confidence = "B" }

[[debt.payment]]
on = 2024-01-04
amount = 15_000_000
source = { role = "ministry of finance", date = 2024-01-10, confidence = "B" }

[[commitment]]
id = "forum"
kind = "visit"
title = "Business forum in Almaty · Алматыдағы форум · 알마티 포럼"
place = "Almaty"
parties = [{ country = "KZ", role = "host" }, { country = "KR", role = "guest" }]

[[commitment.event]]
status = "announced"
due = "2027-04"
text = "A forum is to be held in April."
source = "later"

[[commitment]]
id = "office"
kind = "agreement"
title = "One-stop office for companies of both countries"
parties = ["KZ", "KR"]

[[commitment.event]]
status = "announced"
on = 2024-02-05
text = "An office is to open."
source = { role = "ministry of trade", agency = "Тестовое агентство", date = 2024-02-05, confidence = "B" }

[[commitment.event]]
status = "signed"
on = 2025-03-11
text = "The agreement on the office is signed."
topic = "cost"
claim = "2 million USD"
source = { role = "ministry of trade", date = 2025-03-12, confidence = "A" }

[[commitment.event]]
status = "signed"
on = 2025-03-11
text = "The office is said to cost more."
topic = "cost"
claim = "3.5 million USD"
source = "rival"

[[settlement]]
id = "first-won"
text = "First contracts settled in won"
currency = "KRW"
on = "2024-09"
source = "later"
"""
DEALS = (
    "deal;a;b;exporter;hs;value;currency;date;known_on;stage;confirmed_on;year\n"
    "D-1;Altyn Mills;Hanbit Foods;a;1101;1250000;USD;2026-05-20;2026-05-21;confirmed;2026-06-02;2026\n"
    "D-2;Altyn Mills;Hanbit Machines;b;8437;900000000;KRW;2026-06-01;2026-06-02;confirmed;2026-06-20;2026\n"
    "D-3;Dala Wool;Hanbit Textiles;a;5101;640000;USD;2026-07-01;2026-07-02;offered;;2027\n"
    "D-4;Dala Wool;Hanbit Textiles;b;8445;-1;USD;2026-07-01;2026-07-02;offered;;2027\n"
)
RATES = (
    "date,base,quote,rate,source\n2026-05-19,USD,KRW,1400,invented bank\n2026-06-01,USD,KRW,1390,invented bank\n"
    "2026-06-30,USD,KRW,1380,invented bank\n2026-10-30,USD,KRW,1410,invented bank\n"
)
OTHERS = ("DE", "CN", "US", "RU")
# heading: KZ sells the world, the others together, KR buys, KZ sells KR; USD million
SOLD_BY_KZ = {
    "2603": (1900, 9000, 5200, 120), "7202": (2100, 8000, 2600, 310), "2711": (3100, 60000, 17000, 220),
    "1001": (1400, 21000, 1500, 40), "1101": (560, 2900, 60, 6), "7403": (2400, 20000, 4100, 520),
    "2844": (2600, 3000, 900, 150), "0202": (60, 9000, 2400, 0), "5101": (20, 2600, 210, 1),
    "7601": (700, 26000, 4300, 90), "2510": (160, 2000, 190, 0), "4104": (40, 3000, 160, 2),
    "7108": (900, 90000, 800, 0), "1206": (150, 1500, 40, 3),
}  # fmt: skip
SOLD_BY_KR = {
    "8703": (52000, 400000, 3200, 900), "8517": (21000, 300000, 1900, 130), "3304": (8200, 40000, 310, 60),
    "8429": (4300, 30000, 1200, 170), "3901": (5100, 60000, 340, 30), "3004": (2100, 380000, 1700, 20),
    "8418": (2600, 40000, 260, 35), "7208": (6200, 30000, 400, 25), "8507": (9000, 70000, 330, 18),
    "1902": (1200, 9000, 70, 16),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Files:
    """Where the files are."""

    corridor: Path
    trade: Path
    own: Path
    deals: Path
    rates: Path

    def arguments(self) -> list[str]:
        """As `svat corridor report` takes them, without the folder to write into."""
        return [
            str(self.corridor), "--trade", str(self.trade), "--trade", str(self.own), "--deals", str(self.deals),
            "--rates", str(self.rates), "--stale-after", "60", "--on", ON,
        ]  # fmt: skip


def written(folder: Path) -> Files:
    """Write all files into a folder."""
    found = Files(*(folder / n for n in ("kz-kr.toml", "comtrade.csv", "own.csv", "deals.csv", "rates.csv")))
    found.corridor.write_text(CORRIDOR, encoding="utf-8")
    found.trade.write_text(files.text(files.PRESENT, map(files.present, _trade())), encoding="utf-8")
    own = "".join(
        f"{2018 + k},{v},statistics office\n" for k, v in enumerate((3500, 3900, 4200, 5100, 6300, 5900))
    )
    found.own.write_text('year,"value, USD million",source\n' + own, encoding="utf-8")
    found.deals.write_text(DEALS, encoding="utf-8")
    found.rates.write_text(RATES, encoding="utf-8")
    return found


def _trade() -> list[Given]:
    rows: list[Given] = []
    turnover = (1800, 1950, 2400, 3050, 3100, 3700, 3900, 4900, 5900, 6100, 6250)
    for k, value in enumerate(turnover):
        year, sold = 2015 + k, value * 4 // 10
        rows += [
            (year, "KZ", "X", "KR", "TOTAL", sold * 10**6),
            (year, "KZ", "M", "KR", "TOTAL", (value - sold) * 10**6),
            (year, "KR", "M", "KZ", "TOTAL", round(sold * 1.07) * 10**6),
            (year, "KR", "X", "KZ", "TOTAL", round((value - sold) * 0.96) * 10**6),
        ]
    for seller, buyer, sold_by in (("KZ", "KR", SOLD_BY_KZ), ("KR", "KZ", SOLD_BY_KR)):
        for code, (own, others, wanted, between) in sold_by.items():
            rows.append((2024, seller, "X", "WORLD", code, own * 10**6))
            rows += [(2024, other, "X", "WORLD", code, others * 10**6 // len(OTHERS)) for other in OTHERS]
            rows.append((2024, buyer, "M", "WORLD", code, wanted * 10**6))
            rows.append((2024, seller, "X", buyer, code, between * 10**6))
    return rows
