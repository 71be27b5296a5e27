"""Names in kana against Latin and Cyrillic spellings, both ways: as Japanese can hear them, and their neighbours."""

from __future__ import annotations

import pytest
from tests.kinds import Case, judge
from tests.law.names.kinds.asked import found

from svat.law.names.kana import is_kana, kana_forms, latin_form, slots_apart

# Invented persons of real given names and surnames of many languages.
PERSONS = (
    ("バラク・オルロフスキー", "Barack Orlovsky"), ("アンゲラ・メルツェル", "Angela Meltzel"),
    ("アンゲラ・メルツェル", "MELTZEL, Angela"),
    ("セルゲイ・ラブロフスキー", "Sergey Lavrovsky"), ("セルゲイ・ラヴロフスキー", "Sergei Lavrovskiy"),
    ("セルゲイ・ラブロフスキー", "Сергей Лавровский"), ("ウラジーミル・グーリン", "Vladimir Gulin"),
    ("ヴラジーミル・グーリン", "GULIN, Vladimir"), ("ドミトリー・メドヴェージン", "Dmitry Medvedin"),
    ("エフゲニー・プリゴロフ", "Yevgeny Prigorov"), ("ワレリー・ゲラシモフ", "Valery Gerasimov"),
    ("ミハイル・ミシュチン", "Mikhail Mishutin"), ("イーゴリ・セーロフ", "Igor Serov"),
    ("ドナルド・クランプ", "Donald Krump"),
    ("ジョージ・ウォルトン", "George Walton"), ("ロバート・スミスター", "Robert Smithter"),
    ("チャールズ・カーター", "Charles Carter"), ("カマラ・ハリソン", "Kamala Harrison"),
    ("マイケル・ソーントン", "Michael Thornton"),
    ("オラフ・シュルツマン", "Olaf Schulzmann"), ("エマニュエル・マルシャン", "Emmanuel Marchan"),
    ("ウゴ・チャベロ", "Hugo Chavero"), ("ニコラス・マルティネス", "Nicolás Martínez"),
    ("フセイン・サーレハ", "Hussein Saleh"),
    ("ムハンマド・ラシード", "Muhammad Rashid"), ("アリー・ハメニ", "Ali Khameni"),
    ("ウィリアム・テイラー", "William Taylor"),
    ("アレクサンドル・ルカチェンコ", "Alexander Lukachenko"), ("ヴォロディミル・ゼレンコ", "Volodymyr Zelenko"),
    ("キム・ジョンス", "Kim Jongsu"), ("シー・ジンフア", "Xi Jinhua"), ("オバマイ・バラク", "Barack Obamai"),
    ("ﾊﾞﾗｸ･ﾄﾞﾙﾏﾘﾝ", "Barak Dolmarin"), ("たなか・ひろし", "Tanaka Hiroshi"),
    ("バラク＝ドルマリン", "Barack Dolmarin"),
)  # fmt: skip
OTHERS = (
    ("バラク・オルロフスキー", "Boris Orlovsky"), ("アンゲラ・メルツェル", "Angela Schneider"),
    ("セルゲイ・ラブロフスキー", "Sergey Ivanovsky"),
    ("セルゲイ・ラブロフスキー", "Сергей Соколовский"), ("ウラジーミル・グーリン", "Vladimir Petrov"),
    ("ウラジーミル・グーリン", "Valentin Gulin"), ("ドミトリー・メドヴェージン", "Dmitry Volkov"),
    ("エフゲニー・プリゴロフ", "Yevgeny Primakin"), ("ミハイル・ミシュチン", "Mikhail Gorbunov"),
    ("イーゴリ・セーロフ", "Igor Sidorenko"),
    ("ドナルド・クランプ", "Donald Duckworth"), ("ロバート・スミスター", "Roberta Simons"),
    ("チャールズ・カーター", "Charles Cooper"),
    ("マイケル・ソーントン", "Michael Jordan"), ("オラフ・シュルツマン", "Olaf Palmer"),
    ("ムハンマド・ラシード", "Muhammad Karim"),
    ("キム・ジョンス", "Kim Chol Ho"), ("シー・ジンフア", "Xi Zhongmin"), ("たなか・ひろし", "Yamada Hiroshi"),
    ("バラク・オルロフスキー", "Orlovsky"), ("ウィリアム・テイラー", "Wilma Tylor-Hobbs"),
    ("ニコラス・マルティネス", "Nicolas Sarkozin"),
)  # fmt: skip
COMPANIES = (
    ("ゾルバラン・トレーディング株式会社", "Zorbalan Trading Co., Ltd."),
    ("株式会社ハルマッタン・シッピング", "Harmattan Shipping"),
    ("ゾルバラン・インターナショナル", "Zorbalan International"),
    ("ハルマッタン・コーポレーション", "Harmattan Corporation"),
    ("ケストレル・ホールディングス", "Kestrel Holdings"), ("ケストレル・エレクトロニクス", "Kestrel Electronics"),
    ("ミツハシ・インダストリーズ", "Mitsuhashi Industries"), ("ペトロフスキー・サービス", "Petrovsky Service"),
    ("タズマール・テクノロジー", "Tazmar Technology"), ("オリヤント・バンク", "Oriyant Bank"),
    ("ゾルバラン・グループ", "Zorbalan Group"),
)  # fmt: skip
OTHER_COMPANIES = (
    ("ゾルバラン・トレーディング株式会社", "Harmattan Trading"),
    ("株式会社ハルマッタン・シッピング", "Hamilton Shipping"),
    ("ゾルバラン・インターナショナル", "Zerbino International"),
    ("ハルマッタン・コーポレーション", "Hartmann Corporation"),
    ("ケストレル・ホールディングス", "Kastner Holdings"), ("ケストレル・エレクトロニクス", "Castro Electronics"),
    ("ミツハシ・インダストリーズ", "Mitsubishi Industries"), ("タズマール・テクノロジー", "Tasmania Technology"),
    ("オリヤント・バンク", "Orion Bank"), ("ゾルバラン・グループ", "Zurbaran Museum Group"),
    ("トレーディング", "Zorbalan Trading"),
)  # fmt: skip


def test_persons_in_kana() -> None:
    cases = [Case(f"{kana} for {latin}", (latin, kana), caught=True) for kana, latin in PERSONS]
    cases += [Case(f"{latin} for {kana}", (kana, latin), caught=True) for kana, latin in PERSONS]
    cases += [Case(f"{kana} for {latin}", (latin, kana), caught=False) for kana, latin in OTHERS]
    cases += [Case(f"{latin} for {kana}", (kana, latin), caught=False) for kana, latin in OTHERS]
    judge("kana, persons", cases, lambda case: found(*case, kind="person", of="person") is not None)


def test_organisations_in_kana() -> None:
    cases = [Case(f"{kana} for {latin}", (latin, kana), caught=True) for kana, latin in COMPANIES]
    cases += [Case(f"{latin} for {kana} listed", (kana, latin), caught=True) for kana, latin in COMPANIES]
    cases += [Case(f"{kana} for {latin}", (latin, kana), caught=False) for kana, latin in OTHER_COMPANIES]
    cases += [Case(f"{latin} for {kana}", (kana, latin), caught=False) for kana, latin in OTHER_COMPANIES]
    judge("kana, organisations", cases, lambda case: found(*case) is not None)


def test_kana_is_never_more_than_a_question() -> None:
    for kana, latin in PERSONS:
        for listed, name in ((kana, latin), (latin, kana)):
            hit = found(listed, name, kind="person", of="person")
            assert hit is not None
            assert hit.status == "review"


@pytest.mark.parametrize(
    ("kana", "latin"),
    [("ウラジーミル", "vladimir"), ("ワシントン", "washington"), ("フルシチョフ", "khrushchev"),
     ("ウィリアム", "william"), ("トレーディング", "trading"), ("ムハンマド", "muhammad"), ("チャールズ", "charles"),
     ("ジョージ", "george"), ("ショスタコヴィチ", "shostakovich"), ("ユルゲン", "jurgen"),
     ("ベルルスコーニ", "berlusconi"), ("アーサー", "arthur")],
)  # fmt: skip
def test_forms_of_both_letters_meet(kana: str, latin: str) -> None:
    consonants, slots = latin_form(latin)
    assert 0 in [slots_apart(theirs, slots) for row, theirs in kana_forms(kana) if row == consonants]


def test_words_that_are_no_kana_have_no_forms_of_it() -> None:
    assert all(map(is_kana, ("オバマ", "たなか")))
    assert not any(map(is_kana, ("obama", "小渕", "株式会社オバマ", "오바마")))
    assert len(kana_forms("アレクサンドロヴィチシュワルツェネッガー")) <= 4096
