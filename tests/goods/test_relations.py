"""What the goods of two readings are to each other, each relation beside its nearest neighbours."""

from __future__ import annotations

import pytest
from tests import tools
from tests.kinds import Case, judge

from svat.candidates.codes import prefixes
from svat.candidates.partners import partners
from svat.goods.model import Goods, Reading
from svat.goods.nomenclature import codes
from svat.goods.relations import GoodsRelations, _table
from svat.roll.model import Listing, ListingKind

# need, offer, relation of the offer to the need
PAIRS = [
    ("tractors", "tractor parts", "part"),
    ("농업용 트랙터", "запчасти для тракторов", "part"),
    ("Запчасти для тракторов", "тракторы", "part"),
    ("pumps", "parts for pumps", "part"),
    ("насосы", "запасные части к насосам", "part"),
    ("diesel engines", "piston rings", "part"),
    ("excavators", "excavator buckets", "part"),
    ("bicycles", "bicycle parts", "part"),
    ("trucks", "brake pads for trucks", "part"),
    ("굴착기", "굴착기 부품", "part"),
    ("motorcycles", "motorcycle accessories", "part"),
    ("tractors", "tractors", "same"),
    ("농업용 트랙터", "тракторы", "same"),
    ("honey", "мёд", "same"),
    ("pumps", "centrifugal pumps", "same"),
    ("tractor parts", "запчасти для тракторов", "same"),
    ("parts for pumps", "запасные части к насосам", "same"),
    ("cement", "цемент", "same"),
    ("wheat", "пшеница", "same"),
    ("밀가루", "мука", "same"),
    ("urea", "карбамид", "same"),
    ("bicycle parts", "велозапчасти", "same"),
    ("wooden barrels", "steel drums", "substitute"),
    ("деревянные бочки", "пластиковые бочки", "substitute"),
    ("leather shoes", "canvas shoes", "substitute"),
    ("sunflower oil", "palm oil", "substitute"),
    ("pork", "beef", "substitute"),
    ("говядина", "баранина", "substitute"),
    ("plywood", "MDF", "substitute"),
    ("natural rubber", "synthetic rubber", "substitute"),
    ("стальные трубы", "пластиковые трубы", "substitute"),
    ("paper bags", "jute bags", "substitute"),
    ("wheat", "barley", "substitute"),
    ("green tea", "black tea", "substitute"),
    ("trucks", "tyres", "complement"),
    ("грузовики", "прицепы", "complement"),
    ("tractors", "ploughs", "complement"),
    ("cement", "sand", "complement"),
    ("bicycles", "bicycle tyres", "complement"),
    ("paint", "paint brushes", "complement"),
    ("sewing machines", "sewing thread", "complement"),
    ("wine", "glass bottles", "complement"),
    ("furniture", "hinges for furniture", "complement"),
    ("honey", "cement", ""),
    ("tractors", "honey", ""),
    ("pumps", "wheat", ""),
    ("мёд", "трактор", ""),
    ("books", "excavators", ""),
    ("tyres", "rice", ""),
    ("cotton", "diesel engines", ""),
    ("t-shirts", "pumps", ""),
    ("coal", "bicycles", ""),
    ("furniture", "fish", ""),
    ("wine", "tractors", ""),
]


def goods(kind: ListingKind, *texts: str) -> Goods:
    return tools.classifier().goods([Listing(str(k), kind, 0, text, None) for k, text in enumerate(texts)])


def shares(reading: Reading) -> dict[str, float]:
    return {x.hs: x.p for x in prefixes(reading, 0.01) if len(x.hs) > 2}


@pytest.fixture(scope="module")
def told() -> dict[tuple[str, str], str]:
    """The relation that is told of each pair."""
    relations = GoodsRelations(tools.classifier().nomenclature)
    needs = goods("need", *(need for need, _, _ in PAIRS))
    offers = goods("offer", *(offer for _, offer, _ in PAIRS))
    found = [
        relations.of(shares(need), shares(offer)).word
        for need, offer in zip(needs.readings, offers.readings, strict=True)
    ]
    return {(need, offer): word for (need, offer, _), word in zip(PAIRS, found, strict=True)}


@pytest.mark.parametrize("word", ["same", "part", "substitute", "complement"])
def test_a_relation_is_told_and_its_neighbours_are_others(
    word: str, told: dict[tuple[str, str], str]
) -> None:
    cases = [
        Case(f"{need} / {offer}", (need, offer), caught=relation == word) for need, offer, relation in PAIRS
    ]
    judge(word, cases, lambda pair: told[pair] == word, at_least=7)


def test_the_table_names_headings() -> None:
    known = frozenset(codes())
    assert [pair for pair in _table() if not known.issuperset(pair)] == []
    assert all(_table()[b, a] == word for (a, b), word in _table().items())


@pytest.mark.parametrize(
    ("need", "best", "later"),
    [
        ("농업용 트랙터", "agricultural tractors", "tractor parts"),
        ("Запчасти для тракторов", "tractor parts", "agricultural tractors"),
        ("насосы", "centrifugal pumps", "parts of pumps"),
        ("запчасти для насосов", "parts of pumps", "centrifugal pumps"),
        ("грузовики", "lorries", "tyres for lorries"),
        ("шины для грузовиков", "tyres for lorries", "lorries"),
    ],
)
def test_what_is_asked_for_comes_before_its_parts_and_they_before_it_where_they_are(
    need: str, best: str, later: str
) -> None:
    texts = ["tractor parts", "agricultural tractors", "parts of pumps", "centrifugal pumps", "lorries"]
    offers = goods("offer", *texts, "tyres for lorries", "honey")
    needs = goods("need", need)
    (found,) = partners(offers, needs, 7, relations=GoodsRelations(tools.classifier().nomenclature))
    order = [offers.readings[x.offer].text for x in found]
    assert order[0] == best
    assert later not in order or order.index(later) > 0
