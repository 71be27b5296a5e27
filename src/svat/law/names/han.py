"""Law, names: a name in Han characters as it may be written in Latin letters: read in Chinese or in Korean.

Characters give no letters, so every reading is a guess: enough to ask a person, never for a hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from svat.law.names.words import cantonese_words, han_words
from svat.text.folding import marked_readings
from svat.text.hangul import romanise

Marked = tuple[tuple[str, bool], ...]

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_LONGEST_PERSON = 4
# Surnames that are read otherwise than the same character elsewhere, and those of two characters.
_SURNAMES = {
    "单": "shan", "單": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "區": "ou",
    "朴": "piao", "查": "zha", "任": "ren", "华": "hua", "華": "hua", "盖": "ge", "繁": "po", "员": "yun",
    "尉": "wei", "宁": "ning", "么": "yao", "覃": "qin", "召": "shao", "冼": "xian", "翟": "zhai",
    "乐": "yue", "樂": "yue", "缪": "miao", "繆": "miao", "欧阳": "ouyang", "歐陽": "ouyang",
    "司马": "sima", "司馬": "sima", "上官": "shangguan", "诸葛": "zhuge", "諸葛": "zhuge", "司徒": "situ",
    "皇甫": "huangfu", "尉迟": "yuchi", "慕容": "murong", "公孙": "gongsun", "夏侯": "xiahou",
    "东方": "dongfang", "東方": "dongfang", "令狐": "linghu", "长孙": "zhangsun",
}  # fmt: skip
# Characters of Korean names by their Korean reading, as Hangul and the characters read so.
_KOREAN = (
    "김金 리李 박朴 최崔 정鄭郑正政貞廷 강姜康江 조趙赵曹朝 윤尹允潤 장張张章 림林 한韓韩漢汉 "
    "오吳吴伍 신申辛信新 서徐西 권權权 황黃黄 안安 송宋松 류柳劉刘 홍洪紅红 전全田 고高 문文 손孫孙 "
    "량梁 배裵裴 백白百 허許许 로盧卢魯 남南 심沈 하河夏 곽郭 성成星聖圣 차車车 주朱周主 우禹雨 "
    "구具九 민閔闵民敏 진陳陈眞真鎭珍 지池志智 엄嚴严 원元源 천千天川 방方 공孔 현玄賢贤 함咸 "
    "변卞邊边 염廉 려呂吕 추秋 도都道 소蘇苏 석石錫锡 선宣善仙 설薛雪 마馬马 길吉 연延 위魏 표表 명明 "
    "기奇基 반潘 왕王 옥玉 맹孟 탁卓 국國国 어魚鱼 은恩銀银殷 편片 용龍龙勇容 영英永榮荣 철哲鐵铁 "
    "수秀洙壽寿守水 일一日 호浩虎鎬 준俊準 동東东 광光 학學学鶴鹤 식植 태泰太 상相尙尚 종鍾钟宗 해海 "
    "평平 희熙姬喜 숙淑 순順顺淳 화和花華华 미美 경京慶庆景敬 혁赫革 봉鳳凤奉 남男 녀女 덕德 복福 "
    "만萬万 보寶宝 병炳兵 두斗 근根 흥興兴 창昌 승承勝胜 재在載 훈勳 인仁 의義义 중中重 춘春 월月 "
    "산山 룡龍龙 건建 무武 력力 삼三 사四 오五 륙六 칠七 팔八 선鮮鲜 상商 황皇 보甫 록綠绿祿"
)


def has_han(name: str) -> bool:
    """Whether the name has any Han character."""
    return not name.isascii() and _HAN.search(name) is not None


@lru_cache(maxsize=1 << 14)
def han_readings(name: str, person: bool) -> tuple[Marked, ...]:
    """The name's readings in Latin letters, in Chinese and, of a person's name that has one, in Cantonese and Korean.

    A person's is surname and given name; an organisation's has its organisation words in English. () for a name
    without Han characters.
    """
    if not has_han(name):
        return ()
    found: dict[Marked, None] = {}
    for way in marked_readings(name):
        words = [word for word, of_form in way if not of_form or word.isascii()]
        if person:
            for read in _as_person:
                found[_marked(w for word in words for w in (read(word) if has_han(word) else (word,)))] = None
        else:
            found[_marked(w for word in words for w in _as_organisation(word))] = None
    return tuple(way for way in found if way)


def korean_readings(name: str) -> tuple[str, ...]:
    """The Hangul that a Korean's name in Han characters is read as; () when a character is not among those of names."""
    table = _korean()
    if not 2 <= len(name) <= _LONGEST_PERSON or not all(c in table for c in name):
        return ()
    return ("".join(table[c] for c in name),)


def readings_of_parts(han: str, *, given: bool) -> tuple[str, ...]:
    """A surname or a given name in Han characters in pinyin, in Wade and Giles' spelling and in Cantonese."""
    pinyin = [_SURNAMES[han]] if not given and han in _SURNAMES else _pinyin(han)
    surnames, table = cantonese_words()
    hong_kong = [table.get(char, "") for char in han] if given or han not in surnames else [surnames[han]]
    found = ["".join(pinyin), "".join(map(_wade_giles, pinyin)), "".join(hong_kong) if all(hong_kong) else ""]
    return tuple(dict.fromkeys(filter(None, found)))


def is_translated(name: str) -> bool:
    """Whether a name in Han characters has an organisation word, which may be listed by its meaning."""
    return any(name[n : n + size] in han_words() for size in (2, 3) for n in range(len(name) - size + 1))


def _marked(words: Iterator[str]) -> Marked:
    return tuple((word, False) for word in words if word.isascii() and word)


def _in_chinese(word: str) -> tuple[str, ...]:
    """Surname and given name; a longer word is none of either and is written together."""
    return tuple(map("".join, _syllables(word)))


def _in_old_chinese(word: str) -> tuple[str, ...]:
    """The same in the spelling of Wade and Giles, without its marks."""
    return tuple("".join(map(_wade_giles, part)) for part in _syllables(word))


def _syllables(word: str) -> tuple[list[str], ...]:
    size = next((n for n in (2, 1) if word[:n] in _SURNAMES), 1)
    if not size < len(word) <= _LONGEST_PERSON:
        return (_pinyin(word),)
    surname = [_SURNAMES[word[:size]]] if word[:size] in _SURNAMES else _pinyin(word[:size])
    return surname, _pinyin(word[size:])


def _wade_giles(syllable: str) -> str:
    first = next((n for n in (2, 1) if syllable[:n] in _FIRST), 0)
    rest = _REST.sub(lambda m: _WADE_GILES[m.group()], syllable[first:])
    hissed = rest == "i" and syllable[:first] in ("zh", "ch", "sh", "r")
    return _FIRST.get(syllable[:first], "") + ("ih" if hissed else rest)


def _in_cantonese(word: str) -> tuple[str, ...]:
    """Surname and given name as Hong Kong writes them; as in Chinese where a character is not in the table."""
    surnames, table = cantonese_words()
    size = next((n for n in (2, 1) if word[:n] in surnames), 0)
    given = [table.get(char, "") for char in word[size:]]
    if not size or not given or not all(given) or len(word) > _LONGEST_PERSON:
        return _in_chinese(word)
    return surnames[word[:size]], "".join(given)


def _in_korean(word: str) -> tuple[str, ...]:
    """Surname and given name in Korean, in the Revised Romanisation; as in Chinese where it is no such name."""
    read = korean_readings(word)
    return (romanise(read[0][0]), romanise(read[0][1:])) if read else _in_chinese(word)


_as_person = (_in_chinese, _in_old_chinese, _in_cantonese, _in_korean)
_FIRST = {
    "zh": "ch", "ch": "ch", "sh": "sh", "q": "ch", "x": "hs", "j": "ch", "z": "ts", "c": "ts", "b": "p", "d": "t",
    "g": "k", "r": "j",
}  # fmt: skip
_WADE_GILES = {"ong": "ung", "ian": "ien", "iang": "iang", "you": "yu"}
_REST = re.compile("|".join(sorted(_WADE_GILES, key=lambda k: (-len(k), k))))


def _as_organisation(word: str) -> Iterator[str]:
    """Organisation words in English and what is between them in Chinese, each piece written together."""
    if not has_han(word):
        yield word
        return
    table = han_words()
    rest, place = "", 0
    while place < len(word):
        size = next((n for n in (3, 2) if word[place : place + n] in table), 0)
        if not size:
            rest, place = rest + word[place], place + 1
            continue
        if rest:
            yield "".join(_pinyin(rest))
        yield from table[word[place : place + size]]
        rest, place = "", place + size
    if rest:
        yield "".join(_pinyin(rest))


def _pinyin(text: str) -> list[str]:
    """Syllables in plain letters, ü as u; characters that have no reading are left out."""
    from pypinyin import lazy_pinyin  # half a second and 40 MB, for names in these characters alone

    return [s.replace("v", "u") for s in lazy_pinyin(text, errors="ignore") if s]  # it writes ü as v


@cache
def _korean() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in _KOREAN.split():
        for char in group[1:]:
            found.setdefault(char, group[0])
    return found
