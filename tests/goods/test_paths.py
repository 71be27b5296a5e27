"""Texts that are paths: their last part tells the subheading; lists, references and plain texts are none."""

import pytest

from svat.goods.classify import Classifier
from svat.goods.paths import are_left_over, is_list, last_part, left_over, part_before


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Plywood: other: with an outer ply of oak", "with an outer ply of oak"),
        ("Спирты: моноспирты насыщенные: бутанолы прочие", "бутанолы прочие"),
        ("Краски и лаки: прочие", ""),
        ("활어; 관상용; 기타", "관상용"),
        ("Fische, lebend: andere", ""),
        ("Peces vivos: los demás", ""),
        ("Fish; frozen, tuna", "frozen, tuna"),
        ("frozen tuna", ""),
        ("Food > Beverages > Mineral water", "Mineral water"),
        ("Продукты > Рыба > Рыба мороженая > Минтай", "Минтай"),
        ("식품>과자류>비스킷", "비스킷"),
        ("Chemicals › Acids › Sulphuric acid", "Sulphuric acid"),
        ("Насосы → Центробежные", "Центробежные"),
        ("Насосы -> Центробежные", "Центробежные"),
        ("Насосы => Центробежные", "Центробежные"),
        ("Одежда >> Рубашки", "Рубашки"),
        ("Materials > Building material > Bricks", "Bricks"),
        ("Food > Beverages > Other", "Beverages"),
        ("steel plate > 5 mm", ""),
        ("steel plate >5 mm thick", ""),
        ("alcohol content > 0.5 %", ""),
        ("moisture < 14 %, protein > 12 %", ""),
        ("> chairs", ""),
        ("«Ромашка» мыло", ""),
        ("масло 72,5 % - 82,5 %", ""),
        ("T-shirt; colour: black", ""),
        ("Станок токарный, модель: 16К20", ""),
        ("티셔츠; 색상: 검정", ""),
        ("Насосы:", ""),
        (": ;", ""),
        ("", ""),
    ],
)
def test_the_last_part_that_says_anything(text: str, last: str) -> None:
    assert last_part(text) == last


@pytest.mark.parametrize(
    ("text", "before"),
    [
        (
            "Plywood: with an outer ply of tropical wood: laminated: other",
            "with an outer ply of tropical wood",
        ),
        ("Спирты: моноспирты насыщенные: бутанолы прочие", "моноспирты насыщенные"),
        ("Fische, lebend: andere: Forellen", ""),
        ("Fish; frozen, tuna", ""),
        ("frozen tuna", ""),
        ("T-shirt; cotton; colour: black", ""),
    ],
)
def test_the_part_that_says_something_before_it(text: str, before: str) -> None:
    assert part_before(text) == before


@pytest.mark.parametrize(
    ("text", "speaks_for_it"),
    [
        ("Alcohols: saturated monohydric: other", 1),
        ("Спирты ациклические: моноспирты насыщенные: прочие", 1),
        ("Лошади живые:прочие.", 1),
        ("살아 있는 말; 말; 기타", 1),
        ("Fische, lebend: andere", 1),
        ("Peces vivos: los demás", 1),
        ("Poissons vivants : autres", 1),
        ("Ryby żywe: pozostałe", 1),
        ("Peixes vivos; Outros", 1),
        ("Pferde, lebend: andere: zum Schlachten", 1),
        ("Koně živí: ostatní", 1),
        ("Kone živé: ostatné", 1),
        ("Élő ló: egyéb", 1),
        ("Élő ló: más", 1),
        ("Fish: other (2)", 1),
        ("Fish: other 1)", 1),
        ("Food > Beverages > Other", 1),
        ("Продукты > Рыба > прочее", 1),
        ("Levande hästar: andra", 1),
        ("Heste, levende: andre", 1),
        ("Elävät hevoset: muut", 1),
        ("Cai vii: altele", 1),
        ("Живи коне: други", 1),
        ("Ζώα ζωντανά: άλλα", 1),
        ("Živi konji: ostalo", 1),
        ("Коні живі: інші", 1),
        ("Тірі жылқы: басқалары", 1),
        ("Tirik otlar: boshqalar", 1),
        ("Ngựa sống: loại khác", 1),
        ("活马：其他", 1),
        ("Horses, live: pure-bred breeding animals", -1),
        ("Koně živí: plemenní", -1),
        ("Élő ló: fajtatiszta", -1),
        ("Pferde, lebend: Andenponys", -1),
        ("Лошади живые: чистопородные племенные", -1),
        ("살아 있는 말; 말; 번식용", -1),
        ("Pferde, lebend: reinrassige Zuchttiere", -1),
        ("Plywood: other: with an outer ply of oak: laminated", -1),
        # a part that names goods and means what is left over may be either
        ("Спирты: моноспирты насыщенные: бутанолы прочие", 0),
        ("Horses; live, other than pure-bred breeding animals", 0),
        ("Yarn; n.e.c. in heading no. 5205", 0),
        ("Spirits: excluding whisky", 0),
        # no paths
        ("other horses", 0),
        ("прочие лошади", 0),
        ("T-shirt; colour: other", 0),
        ("Peces: con más de 5 espinas", -1),
        ("thickness > other", 1),
        ("thickness > 5 mm", 0),
        ("насос, прочие", 0),
        ("", 0),
    ],
)
def test_whether_a_path_ends_in_what_its_sisters_leave_out(text: str, speaks_for_it: int) -> None:
    found = left_over(text)
    assert (found > 0) - (found < 0) == speaks_for_it


def test_subheadings_of_what_sisters_leave_out_are_numbered_with_a_nine() -> None:
    codes = {"290519": 1, "841490": 1, "010129": 1, "290512": 0, "090121": 0, "901910": 0}
    assert are_left_over(list(codes)).tolist() == list(codes.values())


def test_semicolons_alone_may_be_a_list() -> None:
    assert is_list("sugar; salt; rice")
    assert not is_list("Vehicles: tractors; trailers")


def first(classifier: Classifier, text: str) -> str:
    return classifier.subheadings([text], 1)[0].codes[0].hs


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("Food > Beverages > Mineral water", "2201"),
        ("Одежда > Мужская одежда > Рубашки", "6205"),
        ("Продукты > Рыба > Рыба мороженая > Минтай", "0303"),
        ("Chemicals › Acids › Sulphuric acid", "2807"),
        ("Food > Sauces > Ketchup", "2103"),
        ("식품 > 과자류 > 비스킷", "1905"),
        ("Electronics > Phones > Smartphones", "8517"),
        ("Промышленное оборудование > Насосы > Центробежные насосы", "8413"),
        ("Machinery -> Parts -> Bearings", "8482"),
        ("Materials > Building material > Portland cement", "2523"),
    ],
)
def test_a_shelf_of_a_catalogue_is_what_stands_on_it(classifier: Classifier, path: str, heading: str) -> None:
    assert classifier.read([path])[0].codes[0].hs == heading


def test_a_bound_is_no_shelf(classifier: Classifier) -> None:
    """ "> 5 mm" stays a property, and what stands behind it is not what the goods are."""
    for text in (
        "wire rod > 5 mm thick",
        "wire rod >5mm thick",
        "wire rod ≥ 5 mm thick",
        "wire rod over 5 mm thick",
    ):
        assert classifier.sense(text).plain.endswith("5 mm thick" if " 5" in text else "5mm thick")
        assert first(classifier, text)[:4] in ("7213", "7221", "7227")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("Hydrogen, rare gases and other non-metals: hydrogen", "280410"),
        ("Водород, газы инертные и прочие неметаллы: азот", "280430"),
        ("Aluminium: sulphates; sulphates of aluminium", "283322"),
        ("Nuts, fresh or dried: walnuts: shelled", "080232"),
        ("Nuts, fresh or dried: walnuts: in shell", "080231"),
        ("Лошади, ослы, мулы и лошаки живые: лошади: прочие", "010129"),
        ("Лошади, ослы, мулы и лошаки живые: лошади: чистопородные племенные животные", "010121"),
        ("Tiere, lebend: Pferde: andere", "010129"),
        ("Caballos, asnos, mulos y burdéganos, vivos: caballos: los demás", "010129"),
        ("Кофе: жареный: без кофеина", "090122"),
    ],
)
def test_what_a_path_ends_in_is_first(classifier: Classifier, path: str, code: str) -> None:
    assert first(classifier, path) == code


def test_a_list_does_not_lean_to_its_last_goods(classifier: Classifier) -> None:
    """The heading of a text without colons is that of the whole."""
    one, other = (
        classifier.read([text])[0].codes[0].hs for text in ("portland cement; salt", "salt; portland cement")
    )
    assert {one[:4], other[:4]} <= {"2523", "2501"}
