"""Chinese names in Latin letters: pinyin against Wade–Giles, the post office's and Taiwan's spellings, both ways."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from tests.kinds import Case, judge
from tests.law.names.kinds.asked import barred, found

from svat.law.names.romanisations import as_written, hyphens_joined, in_pinyin, other_spellings

# Invented persons: pinyin, and how a book, a library's catalogue or a passport may have it.
PERSONS = (
    ("Mao Zexiang", "Mao Tse-hsiang"), ("Mao Zexiang", "MAO TSE HSIANG"), ("Xi Jinhua", "Hsi Chin-hua"),
    ("XI, Jinhua", "HSI, Chin-hua"), ("Deng Xiaobo", "Teng Hsiao-po"), ("Deng Xiaobo", "Teng Hsiaopo"),
    ("Zhou Enqing", "Chou En-ch'ing"), ("Zhou Enqing", "Chou En-ching"), ("Zhu De", "Chu Teh"),
    ("Guo Moxin", "Kuo Mo-hsin"), ("Jiang Jinggui", "Chiang Ching-kuei"), ("Zhang Guohui", "Chang Kuo-hui"),
    ("Zhang Guohui", "Chang Kuohui"), ("Xu Shiying", "Hsü Shih-ying"), ("Xu Shiying", "Hsu Shih Ying"),
    ("Huang Xingzhi", "Hwang Hsing-chih"), ("Ouyang Zhiyuan", "Ou-yang Chih-yüan"), ("Sima Qianru", "Ssu-ma Ch'ien-ju"),
    ("Zhuge Zhicheng", "Chu-ko Chih-ch'eng"), ("Ren Bingcai", "Jen Ping-ts'ai"), ("Cao Zijun", "Ts'ao Tzu-chün"),
    ("Qian Sanren", "Ch'ien San-jen"), ("Qian Sanren", "Chien San-jen"), ("Peng Dekuan", "P'eng Te-k'uan"),
    ("Peng Dekuan", "Peng Te-kuan"), ("Ye Jianlong", "Yeh Chien-lung"), ("Song Zhiyue", "Sung Chih-yueh"),
    ("Gao Gangzi", "Kao Kang-tzu"), ("Xie Zhenrong", "Chairman Hsieh Chen-jung"), ("Kong Ruilin", "Mr. K'ung Jui-lin"),
    # Tongyong, MPS II, and two at once
    ("Zhang Xiuzhen", "Jhang Siou-jhen"), ("Zhang Xiuzhen", "Chang Siou-jhen"), ("Cai Zhongxin", "Tsai Jhong-sin"),
    ("Qiu Yizhen", "Chiou Yi-jen"), ("Wu Zhihao", "Wu Jr-hau"), ("Liu Xuefeng", "Liou Syue-fong"),
)  # fmt: skip
OTHERS = (
    ("Mao Zemin", "Mao Tse-hsiang"), ("Xi Jinyan", "Hsi Chin-hua"), ("Deng Yingchao", "Teng Hsiao-po"),
    ("Zhou Zuoren", "Chou En-ch'ing"), ("Jiang Wei", "Chiang Ching-kuei"), ("Zhang Xueliang", "Chang Kuo-hui"),
    ("Xu Beihong", "Hsü Shih-ying"), ("Huang Hua", "Hwang Hsing-chih"), ("Ren Zhongyi", "Jen Ping-ts'ai"),
    ("Song Meiling", "Sung Chih-yueh"), ("Wang Dao", "Wang Tao"), ("Zhang Jun", "Zhang Qun"), ("Li Duo", "Li Tu"),
    ("Chen Da", "Chen Ta"), ("Zhao Gang", "Chao Kang Michael Peterson"), ("Hu Zhi", "Huchins Peter"),
    ("Dong Tang", "Tong Tang Café"), ("Han Side", "Hans Peter"), ("He Qiming", "Hotchkiss Chimene"),
    ("Zhang Wei", "Chung Wei"), ("Jin Zhenghao", "Kim Chung-ho"), ("Gao Wenqing", "Kaohsiung Winchester"),
    ("Ouyang Zhiyuan", "Ou-yang Hsiu"), ("Zhou Tong", "Chou Lung"),
)  # fmt: skip
PLACES = (
    ("QINGHUA HOLDINGS", "Ch'ing-hua Holdings"), ("TIANJIN STEEL TRADING", "T'ien-chin Steel Trading"),
    ("TIANJIN STEEL TRADING", "Tientsin Steel Trading"), ("DATONG ELECTRIC", "Tatung Electric"),
    ("GUANGDONG MARINE", "Kwangtung Marine"), ("ZHONGHUA OPTICS", "Chung-hua Optics"),
    ("ZHONGHUA OPTICS", "Chunghua Optics"), ("BEIJING OPTICS", "Peking Optics"), ("SICHUAN OPTICS", "Szechwan Optics"),
    ("XINZHU SEMICONDUCTOR", "Hsin-chu Semiconductor"), ("GAOXIONG MARINE", "Kaohsiung Marine"),
    ("JIANSHE INDUSTRIES", "Chien-she Industries"), ("XINHUA BUREAU OF OPTICS", "Hsinhua Bureau of Optics"),
    ("FUJIAN MARINE", "Fukien Marine"), ("ZHEJIANG STEEL", "Chekiang Steel"),
)  # fmt: skip
OTHER_PLACES = (
    ("QINGHUA HOLDINGS", "Ch'ing-tao Holdings"), ("TIANJIN STEEL TRADING", "T'ien-shan Steel Trading"),
    ("DATONG ELECTRIC", "Tatra Electric"), ("ZHONGHUA OPTICS", "Chung-shan Optics"),
    ("BEIJING OPTICS", "Nanking Optics"),
    ("SICHUAN OPTICS", "Kwangtung Optics"), ("XINZHU SEMICONDUCTOR", "Hsin-an Semiconductor"),
    ("GAOXIONG MARINE", "Kao-an Marine"), ("FUJIAN MARINE", "Chekiang Marine"), ("DADI OPTICS", "Tati Optics"),
    ("XINHUA BUREAU", "Hsin-min Bureau"), ("TONGDA OPTICS", "Dongta Optics"),
)  # fmt: skip


def test_persons_in_the_older_romanisations() -> None:
    cases = [Case(f"{old} for {pinyin}", (pinyin, old), caught=True) for pinyin, old in PERSONS]
    cases += [Case(f"{pinyin} for {old}", (old, pinyin), caught=True) for pinyin, old in PERSONS]
    cases += [Case(f"{old} for {pinyin}", (pinyin, old), caught=False) for pinyin, old in OTHERS]
    cases += [Case(f"{pinyin} for {old}", (old, pinyin), caught=False) for pinyin, old in OTHERS]
    judge(
        "Wade–Giles against pinyin, persons",
        cases,
        lambda case: found(*case, kind="person", of="person") is not None,
    )


def test_words_of_organisations_in_the_older_romanisations() -> None:
    cases = [Case(f"{old} for {pinyin}", (pinyin, old), caught=True) for pinyin, old in PLACES]
    cases += [Case(f"{pinyin} for {old}", (old, pinyin), caught=True) for pinyin, old in PLACES]
    cases += [Case(f"{old} for {pinyin}", (pinyin, old), caught=False) for pinyin, old in OTHER_PLACES]
    cases += [Case(f"{pinyin} for {old}", (old, pinyin), caught=False) for pinyin, old in OTHER_PLACES]
    judge("Wade–Giles against pinyin, organisations", cases, lambda case: found(*case) is not None)


def test_another_romanisation_makes_a_question() -> None:
    for pinyin, old in (
        ("Xi Jinhua", "Hsi Chin-hua"),
        ("Ren Bingcai", "Jen Ping-ts'ai"),
        ("Zhu De", "Chu Teh"),
    ):
        for listed, name in ((pinyin, old), (old, pinyin)):
            hit = found(listed, name, kind="person", of="person")
            assert hit is not None
            assert hit.status == "review"
    assert not barred("QINGHUA HOLDINGS", "Ch'ing-hua Holdings")


def test_one_spelling_stands_for_every_syllable_that_it_may_be() -> None:
    assert as_written(("chin", "chu")) == {"chin chu", "chu chin"}
    for pinyin in ("jin zhu", "qin chu", "jin ju", "qin qu"):
        assert "chin chu" in other_spellings(tuple(pinyin.split()))
    assert as_written(("jin", "zhu")) == other_spellings(("chin", "chu")) == frozenset()
    assert as_written(("wang", "tao")) == frozenset() != as_written(("wang", "tao"), parted=True)


@pytest.mark.parametrize("name", ["hans peter", "tong tang cafe", "maria chang smith", "毛泽东", "chang", ""])
def test_other_names_are_not_read_so(name: str) -> None:
    assert as_written(tuple(name.split())) == other_spellings(tuple(name.split())) == frozenset()


def test_hyphens_part_syllables_of_chinese_alone() -> None:
    assert hyphens_joined("Ch'ing-hua Co-operative") == "chinghua Co-operative"
    assert hyphens_joined("Hewlett-Packard") == "Hewlett-Packard"


def test_table_follows_the_rules_of_wade_and_giles() -> None:
    """Initials as the Library of Congress lists them for its conversion of 2000; each syllable once."""
    text = files("svat.law.names").joinpath("data/chinese_syllables.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    initials: dict[str, str | tuple[str, str]] = {
        "zh": "ch",
        "q": "ch'",
        "x": "hs",
        "j": "ch",
        "b": "p",
        "d": "t",
        "g": "k",
        "r": "j",
    }
    initials |= {"p": "p'", "t": "t'", "k": "k'", "z": ("ts", "tz"), "c": ("ts'", "tz'"), "ch": "ch'"}
    assert len({row["pinyin"] for row in rows}) == len(rows) > 400
    for row in rows:
        first = next(
            (i for i in sorted(initials, key=len, reverse=True) if row["pinyin"].startswith(i)), None
        )
        if first:
            assert row["wade_giles"].startswith(initials[first]), row
    assert in_pinyin("xian") == (("xian",), ("xi", "an"))
