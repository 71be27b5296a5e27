"""Names read in a wrong encoding: how many are told by themselves, and how many right ones are doubted.

The names are those of cities in the Unicode CLDR, in the languages of the table; the table of letters is not made of
them. Run as `./dev python benchmarks/letters_wrong.py`; about two minutes.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator

from babel import Locale

from svat.tables.one_name import broken, doubtful

# Language → the older encodings of its offices, beside UTF-8.
ENCODINGS = {
    "ru": "cp1251 koi8-r cp866", "uk": "cp1251 koi8-u", "bg": "cp1251", "sr": "cp1251", "kk": "kz1048", "mn": "",
    "pl": "cp1250 cp852", "cs": "cp1250 cp852", "hu": "cp1250 cp852", "ro": "cp1250", "hr": "cp1250", "lt": "cp1257",
    "lv": "cp1257", "de": "cp1252 cp850", "fr": "cp1252 cp850", "es": "cp1252 cp850", "pt": "cp1252", "sv": "cp1252",
    "is": "cp1252", "tr": "cp1254 cp857", "az": "", "el": "cp1253", "he": "cp1255", "ar": "cp1256", "fa": "cp1256",
    "th": "cp874", "vi": "", "ko": "cp949", "zh": "gb18030", "zh_Hant": "cp950", "ja": "cp932 euc_jp", "hy": "",
    "ka": "", "hi": "", "ky": "",
}  # fmt: skip
READ_IN = ("cp1252", "latin-1", "cp1251", "cp437", "cp850", "cp866", "koi8-r", "mac_roman", "cp1250", "cp1254",
           "gb18030", "cp949", "cp932", "cp950", "cp1253", "cp1256")  # fmt: skip


def names(language: str) -> list[str]:
    """Names of cities with a letter beyond ASCII, every fourth; and two such names together."""
    zones = Locale.parse(language).time_zones.values()
    own = sorted({zone["city"] for zone in zones if not zone.get("city", "").isascii()})[::4]
    return own + [" ".join(pair) for pair in zip(own[::2], own[1::2], strict=False)]


def wrong(language: str) -> Iterator[tuple[str, str, str]]:
    """(encoding, name, what it reads as) for each wrong reading of each name that loses nothing."""
    for encoding in ("utf-8", *ENCODINGS[language].split()):
        for name in names(language):
            try:
                data = name.encode(encoding)
            except UnicodeEncodeError:
                continue
            for other in READ_IN:
                read = data.decode(other, "replace")
                if "\ufffd" not in read and not read.isascii() and read != name:
                    yield encoding, name, read


def main() -> None:
    """Print the two tables."""
    right = [name for language in ENCODINGS for name in names(language)]
    start = time.process_time()
    refused, doubted = sum(broken(x) is not None for x in right), sum(map(bool, map(doubtful, right)))
    each = (time.process_time() - start) / len(right) / 2 * 1e3
    print("| right names | refused | doubted | ms each |\n|---|---|---|---|")
    print(f"| {len(right):,} | {refused} | {doubted} | {each:.2f} |")
    every = [x for language in ENCODINGS for x in wrong(language)]
    some = random.Random(1).sample(every, min(len(every), 8000))  # noqa: S311 - the same ones each time
    counts: Counter[tuple[str, str]] = Counter()
    for encoding, name, read in some:
        kind = "UTF-8" if encoding == "utf-8" else "older"
        found = ["all", *(["refused"] if broken(read) else []), *(["doubted"] if doubtful(read) else [])]
        kinds = [kind, f"{kind}, of 8 letters and more"] if len(name) >= 8 else [kind]
        counts.update((own, word) for own in kinds for word in found)
    print("\n| written in | read wrongly | row refused | never clear |\n|---|---|---|---|")
    for kind in dict.fromkeys(own for own, _ in sorted(counts, reverse=True)):
        whole = counts[kind, "all"]
        shares = " | ".join(f"{counts[kind, word] / whole:.1%}" for word in ("refused", "doubted"))
        print(f"| {kind} | {whole:,} | {shares} |")


if __name__ == "__main__":
    main()
