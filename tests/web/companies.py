"""Companies to test with: the demo's roll, a small one in three scripts, many at once, and two that are likely one."""

from __future__ import annotations

from typing import Any

from tests.web.test_rolls_projection import in_force, projected

HEADER = (
    "external_id,name,name_local,name_latin,country,city,phone,website,registration_number,offers,needs\n"
)
FLOWERS = (
    "R1,ТОО «Ромашка»,,,KZ,Алматы,+7 727 111 22 33,romashka.kz,111140000011,мёд; сушёные травы,стеклянные банки",
    'R2,"ТОО ""Ромашка Плюс""",,,KZ,Астана,+7 717 222 33 44,,222240000022,мёд,',
    "R3,Alatau Grain LLP,,,KZ,Almaty,,alatau.kz,333340000033,wheat,tractors",
    "R4,Alatau Grain Company LLP,,,KZ,Almaty,,alatau.kz,,barley,",
    "R5,로마시카 주식회사,,,KZ,Алматы,,,,,",
    "R6,Ёлка,,Yolka,KZ,Актау,,,,игрушки,",
    '"R7",=HYPERLINK(1),,,KZ,Taraz,+82-2-123-4567,,,"-5.00",',
)


def small_roll(member: Any, *rows: str, side: str = "a") -> None:
    """A roll of a side, read and projected as its job does it."""
    data = (HEADER + "".join(f"{row}\n" for row in rows or FLOWERS)).encode()
    projected(member, in_force(member, data, side=side), side=side)


def by_id(external_id: str) -> Any:
    """A company's record."""
    from svat.web.rolls.models import CompanyRecord

    return CompanyRecord.objects.get(external_id=external_id)


def many(count: int, start: int = 0) -> None:
    """Records made as they are, without a file."""
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.models import CompanyRecord, ListingRecord

    corridor = CorridorRecord.objects.get()
    cities = ("Almaty", "Astana", "Атырау", "Шымкент")
    made = CompanyRecord.objects.bulk_create(
        CompanyRecord(
            corridor=corridor, side="a", external_id=f"M{number}", name=f"Company {number:06}", country="KZ",
            search_key=f"kompani{number:06}", sort_key=f"company {number:06}", city=cities[number % 4],
            fields=f'{{"external_id":"M{number}","name":"Company {number:06}","country":"KZ"}}',
        )
        for number in range(start, start + count)
    )  # fmt: skip
    ListingRecord.objects.bulk_create(
        ListingRecord(company=x, kind="offer", position=0, text="wheat") for x in made if x.pk
    )
