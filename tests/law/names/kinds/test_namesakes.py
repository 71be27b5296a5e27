"""Invented persons of common names: who is not the one listed, though the letters are nearly the same."""

from __future__ import annotations

from tests.kinds import Case, judge
from tests.law.names.kinds.asked import found

# listed, asked about: the same person, or another
HAN = (
    ("WANG, Quejing", "王雀静"), ("Wang Que Jing", "王雀静"), ("Quejing WANG", "王雀静"), ("WANG, Que-jing", "王雀靜"),
    ("WANG, Ch'ueh-ching", "王雀静"), ("Chueching WANG", "王雀静"), ("LYU, Lushan", "吕露珊"),
    ("LU, Lushan", "吕 露珊"),
    ("OUYANG, Quemei", "欧阳雀梅"), ("OU YANG, Que Mei", "欧阳雀梅"), ("WANG, Queqin", "王雀庆"),
    ("Jasper WANG Quejing", "王雀静"), ("KIM, Ok Pyong", "金玉平"), ("Wang Que", "王雀"), ("HUAQUE", "华雀"),
)  # fmt: skip
OTHER_HAN = (
    ("WANG, Quejing", "王雀"), ("KANG, Que", "王雀"), ("WANG, Qua", "王雀"), ("WANG, Que Ping", "王雀"),
    ("ZHANG, Wang Que", "王雀"), ("WANG, Lue", "王雀"), ("WANG, Chen", "王成"), ("ZHANG, Lei", "张利"),
    ("XU, Bing", "徐琴"), ("WANG, Jiantong", "王建宏"), ("SONG, Jing", "王晶"), ("PAN, Hao", "杜浩"),
    ("TANG, Ping-keung", "汤平"), ("LI, Yi", "李丽"),
)  # fmt: skip
ARABIC = (
    ("FAYZOMARDI, Zaher", "ظاهر فیضمردی"), ("KAMALI, Zubir", "زبیر کمالی"), ("KAMALY, Zubir", "زبیر کمالی"),
    ("FARUQI, Zubir", "زبیر فاروقی"), ("KAMALEE, Zubir", "زبیر کمالی"), ("REYHANEH, Zubir", "زبیر ریحانه"),
    ("REYHANA, Zubir", "زبیر ریحانه"), ("FARUQ, Zubir", "زبیر فاروق"), ("ZUBIR, Mona", "منى زبير"),
    ("ZUBIR, Kamel", "زبير كامل"), ("ZUBIR, Kamal", "زبير كمال"), ("ZUBIR, Aliyeh", "زبير عالیه"),
)  # fmt: skip
OTHER_ARABIC = (
    ("FARUQ, Zubir", "زبیر فاروقی"), ("KAMEL, Zubir", "زبیر کمالی"), ("BAHMAN, Zubir", "زبیر بهمنی"),
    ("ZUBIR, Ali", "زبير عالیه"), ("ZUBIR, Karim", "زبیر کریمی"), ("ZUBIR, Rahim", "زبیر رحیمی"),
    ("ZUBIR, Salim", "زبیر سلیمی"), ("ZUBIR, Hashim", "زبیر هاشمی"), ("ZUBIR, Qasim", "زبیر قاسمی"),
    ("ZUBIR, Nadir", "زبیر نادری"),
)  # fmt: skip
COMMON = (
    ("UMAR, Muhammad", "Omar Mohamed"), ("UMAR, Mahmud", "Omar Mahmoud"), ("UMAR, Hasan", "Omar Hassan"),
    ("UMAR, Hussein", "Omar Husayn"), ("UMAR, Ahmad", "Omar Akhmed"), ("UMAR, Hamid", "Omar Hameed"),
    ("UMAR, Jamal", "Omar Gamal"), ("UMAR, Salih", "Omar Saleh"), ("UMAR, Qasim", "Omar Kassem"),
    ("UMAR, Nasir", "Omar Nasser"),
)  # fmt: skip
OTHER_COMMON = (
    ("UMAR, Muhammad", "Omar Mahmoud"), ("UMAR, Mahmud", "Omar Mohamed"), ("UMAR, Muhammad", "Umar Mehmood"),
    ("UMAR, Hasan", "Omar Hussein"), ("UMAR, Hussein", "Omar Hassan"), ("UMAR, Husain", "Umar Hasan"),
    ("UMAR, Mahmud", "Umar Muhammad"), ("UMAR, Mehmet", "Umar Mahmud"), ("UMAR, Mohammed", "Umar Makhmud"),
    ("UMAR, Hosein", "Omer Hasen"),
)  # fmt: skip


def _judge(kind: str, same: tuple[tuple[str, str], ...], others: tuple[tuple[str, str], ...]) -> None:
    cases = [Case(f"{name} for {listed}", (listed, name), caught=True) for listed, name in same]
    cases += [Case(f"{name} for {listed}", (listed, name), caught=False) for listed, name in others]
    judge(kind, cases, lambda case: found(*case, kind="person", of="person") is not None)


def test_another_syllable_of_han_characters_is_another_name() -> None:
    _judge("Han characters, syllable by syllable", HAN, OTHER_HAN)


def test_a_long_i_at_the_end_in_arabic_letters_is_there_in_latin_ones() -> None:
    _judge("Arabic letters, the end of a word", ARABIC, OTHER_ARABIC)


def test_common_names_of_two_groups_of_spellings_are_not_one_with_other_vowels() -> None:
    _judge("common names with like consonants", COMMON, OTHER_COMMON)
