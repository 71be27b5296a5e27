"""Rate files of central banks: each is read as its own bank's, and what is nobody's known file is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from tests.corridor.files import ECB_XML, daily, written
from tests.kinds import Case, judge

from svat.corridor.money.amounts import money
from svat.corridor.money.cbr_codes import CURRENCY_OF_CBR_CODE
from svat.corridor.money.rates import Rates, convert
from svat.corridor.money.readers import read_rates
from svat.refusals import UnusableInput

DAY = date(2026, 11, 20)
CBR = "Foreign Currency Market"


def _valcurs(name: str, *entries: tuple[str, str, str, str], day: str = "20.11.2026") -> str:
    """A <ValCurs>: (id, letters, nominal, value) each."""
    rows = "".join(
        f'<Valute ID="{number}"><NumCode>1</NumCode><CharCode>{code}</CharCode><Nominal>{nominal}</Nominal>'
        f"<Name>x</Name><Value>{value}</Value></Valute>\n"
        for number, code, nominal, value in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ValCurs Date="{day}" name="{name}">\n{rows}</ValCurs>\n'


CBAR = """<?xml version="1.0" encoding="UTF-8"?>
<ValCurs Date="20.11.2026" Name="AZN məzənnələri" Description="rəsmi məzənnələri bülleteni">
<ValType Type="Bank metalları">
<Valute Code="XAU"><Nominal>1 t.u.</Nominal><Name>Qızıl</Name><Value>7000.1</Value></Valute></ValType>
<ValType Type="Xarici valyutalar">
<Valute Code="USD"><Nominal>1</Nominal><Name>1 ABŞ dolları</Name><Value>1.7</Value></Valute>
<Valute Code="KRW"><Nominal>100</Nominal><Name>100 von</Name><Value>0.1204</Value></Valute></ValType></ValCurs>"""
NBK = """<rates><generator>Alternate RSS Builder</generator>
<title>Official exchange rates of National Bank of Republic Kazakhstan</title><link>www.nationalbank.kz</link>
<date>20.11.2026</date>
<item><fullname>ДОЛЛАР США</fullname><title>USD</title><description>520.15</description><quant>1</quant></item>
<item><fullname>ВОН</fullname><title>KRW</title><description>35.27</description><quant>100</quant><change>0</change></item></rates>"""
NBK_RSS = """<rss version="2.0"><channel><title>Official exchange rates</title><link>www.nationalbank.kz</link>
<item><title>USD</title><pubDate>20.11.2026</pubDate><description>520.15</description><quant>1</quant></item>
<item><title>KRW</title><pubDate>20.11.2026</pubDate><description>35.27</description><quant>100</quant></item>
</channel></rss>"""
ECOS = """<StatisticSearch><list_total_count>2</list_total_count>
<row><STAT_CODE>731Y001</STAT_CODE><ITEM_NAME1>원/미국달러(매매기준율)</ITEM_NAME1><UNIT_NAME>원</UNIT_NAME><TIME>20261120</TIME>
<DATA_VALUE>1388.5</DATA_VALUE></row>
<row><STAT_CODE>731Y001</STAT_CODE><ITEM_NAME1>원/일본엔(100엔)</ITEM_NAME1><UNIT_NAME>원</UNIT_NAME><TIME>20261120</TIME>
<DATA_VALUE>940.12</DATA_VALUE></row></StatisticSearch>"""
ECOS_CSV = (
    "통계표,계정항목,단위,변환,2026/11/19,2026/11/20\n"
    '"3.1.1.1. 주요국 통화의 대원화환율","원/미국달러(매매기준율)","원","원자료",,"1,388.5"\n'
    '"3.1.1.1. 주요국 통화의 대원화환율","원/일본엔(100엔)","원","원자료","939","940.12"\n'
)
ECOS_JSON = (
    '{"StatisticSearch":{"list_total_count":1,"row":[{"ITEM_NAME1":"원/미국달러(매매기준율)","UNIT_NAME":"원 ",'
    '"TIME":"20261120","DATA_VALUE":"1388.5"},{"ITEM_NAME1":"원/일본엔(100엔)","UNIT_NAME":"원","TIME":"20261120",'
    '"DATA_VALUE":"940.12"}]}}'
)
EXIM = (
    '[{"result":1,"cur_unit":"USD","ttb":"1,374.6","tts":"1,402.3","deal_bas_r":"1,388.5","cur_nm":"미국 달러"},'
    '{"result":1,"cur_unit":"JPY(100)","deal_bas_r":"940.12"},{"result":1,"cur_unit":"KRW","deal_bas_r":"1"}]'
)
PTAX = "20112026;220;A;USD;5,3001;5,3007;1,0000;1,0000\n20112026;978;B;EUR;6,1001;6,1013;1,1510;1,1512\n"
PTAX_DAY = "20/11/2026;220;A;USD;5,30010000;5,30070000;1,00000000;1,00000000\n"
PTAX_DOLLAR = (
    "paridadeCompra,paridadeVenda,cotacaoCompra,cotacaoVenda,dataHoraCotacao,tipoBoletim\n"
    '"1,0","1,0","5,29","5,2906","2026-11-20 10:08:27.4","Abertura"\n'
    '"1,0","1,0","5,3001","5,3007","2026-11-20 13:09:26.6","Fechamento"\n'
)
PTAX_EURO = PTAX_DOLLAR.replace('"1,0"', '"1,1512"')
PTAX_JSON = (
    '{"@odata.context":"x$metadata#_CotacaoDolarPeriodo","value":[{"cotacaoCompra":5.3001,"cotacaoVenda":5.3007,'
    '"dataHoraCotacao":"2026-11-20 13:09:26.611"}]}'
)
CNB = (
    "20 Nov 2026 #225\nCountry|Currency|Amount|Code|Rate\nUSA|dollar|1|USD|20.913\nKorea|won|100|KRW|1.512\n"
)
CNB_CZECH = (
    "20.11.2026 #225\nzemě|měna|množství|kód|kurz\nUSA|dolar|1|USD|20,913\nJižní Korea|won|100|KRW|1,512\n"
)
CNB_YEAR = "Date|1 USD|100 KRW\n19.11.2026|20.9|1.5\n20.11.2026|20.913|1.512\n"
CNB_ONE = "Currency: USD|Amount: 1\nDate|Rate\n20.11.2026|20.913\n"
CNB_XML = (
    '<kurzy banka="CNB" datum="20.11.2026" poradi="225"><tabulka typ="XML_TYP_CNB_KURZY_DEVIZOVEHO_TRHU">'
    '<radek kod="USD" mena="dolar" mnozstvi="1" kurz="20,913" zeme="USA"/>'
    '<radek kod="KRW" mena="won" mnozstvi="100" kurz="1,512" zeme="Korea"/></tabulka></kurzy>'
)
NBKR = (
    '<CurrencyRates Name="Daily Exchange Rates" Date="20.11.2026">'
    '<Currency ISOCode="USD"><Nominal>1</Nominal><Value>87,4500</Value></Currency></CurrencyRates>'
)
CBU_XML = (
    '<CBU_Curr name="CBU Currency XML by ISO 4217"><CcyNtry ID="410"><Ccy>KRW</Ccy><Nominal>1</Nominal><Rate>8.9</Rate>'
    "<date>20.11.2026</date></CcyNtry></CBU_Curr>"
)
CBU_JSON = '[{"id":69,"Code":"410","Ccy":"KRW","Nominal":"1","Rate":"8.9","Diff":"0.1","Date":"20.11.2026"}]'
NBRB_XML = (
    '<DailyExRates Date="11/12/2026"><Currency Id="451"><CharCode>RUB</CharCode><Scale>100</Scale>'
    "<Name>x</Name><Rate>3.61</Rate></Currency></DailyExRates>"
)
NBRB_JSON = (
    '[{"Cur_ID":456,"Date":"2026-11-20T00:00:00","Cur_Abbreviation":"RUB","Cur_Scale":100,"Cur_Name":"x",'
    '"Cur_OfficialRate":3.61}]'
)
CBA = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><ExchangeRatesByDateResponse>'
    "<ExchangeRatesByDateResult><CurrentDate>2026-11-20T00:00:00</CurrentDate><Rates><ExchangeRate><ISO>KRW</ISO>"
    "<Amount>10</Amount><Rate>2.71</Rate></ExchangeRate></Rates></ExchangeRatesByDateResult>"
    "</ExchangeRatesByDateResponse></soap:Body></soap:Envelope>"
)
NBG = (
    '[{"date":"2026-11-20T00:00:00.000Z","currencies":[{"code":"KRW","quantity":1000,"rateFormated":"1.9571",'
    '"rate":1.9571,"date":"2026-11-19T17:00:59.000Z","validFromDate":"2026-11-20T00:00:00.000Z"}]}]'
)
NBP = (
    '<tabela_kursow typ="A" uid="26a225"><numer_tabeli>225/A/NBP/2026</numer_tabeli>'
    "<data_publikacji>2026-11-20</data_publikacji><pozycja><przelicznik>100</przelicznik>"
    "<kod_waluty>KRW</kod_waluty><kurs_sredni>0,2671</kurs_sredni></pozycja></tabela_kursow>"
)
NBP_JSON = '[{"table":"A","no":"225/A/NBP/2026","effectiveDate":"2026-11-20","rates":[{"code":"KRW","mid":0.002671}]}]'
NBP_ONE = '{"table":"A","code":"KRW","rates":[{"no":"225","effectiveDate":"2026-11-20","mid":0.002671}]}'
TCMB = (
    '<Tarih_Date Tarih="20.11.2026" Date="11/20/2026" Bulten_No="2026/225"><Currency Kod="KRW" CurrencyCode="KRW">'
    "<Unit>100</Unit><ForexBuying>3.02</ForexBuying><ForexSelling>3.05</ForexSelling></Currency></Tarih_Date>"
)
NBU_XML = (
    "<exchange><currency><r030>410</r030><txt>x</txt><rate>0.0299</rate><cc>KRW</cc>"
    "<exchangedate>20.11.2026</exchangedate></currency></exchange>"
)
NBU_JSON = '[{"r030":410,"txt":"x","rate":0.0299,"cc":"KRW","exchangedate":"20.11.2026"}]'
BNR = (
    "<DataSet><Header><Publisher>National Bank of Romania</Publisher></Header><Body><OrigCurrency>RON</OrigCurrency>"
    '<Cube date="2026-11-20"><Rate currency="KRW" multiplier="100">0.3120</Rate></Cube></Body></DataSet>'
)
MOLDOVA = _valcurs("Cursul oficial de schimb", ("44", "USD", "1", "17.7450"), ("59", "KRW", "100", "1.2710"))
TAJIK = _valcurs(
    CBR,
    ("840", "USD", "1", "9.3450"),
    ("410", "KRW", "100", "0.6224"),
    ("810", "RUB", "1", "0.1277"),
    day="2026-11-20",
)
RUSSIA = _valcurs(CBR, ("R01235", "USD", "1", "74,2190"), ("R01815", "KRW", "1000", "50,1"))


@dataclass(frozen=True)
class File:
    """A file by that name, and what it says: who publishes, and what some units of a currency are in its money."""

    text: str | bytes
    name: str
    publisher: str = ""
    pair: str = ""  # "KRW/RUB"
    per: str = ""  # of one unit


def _said(folder: Path, file: File) -> bool:
    """Whether all rates of the file are its bank's, in its money, with that one among them."""
    [read] = read_rates([written(folder, file.text, file.name)])
    base, quote = file.pair.split("/")
    own = {(rate.publisher, rate.quote) for rate in read.rates}
    found = [rate.per for rate in read.rates if rate.base == base and rate.day in (DAY, date(2026, 11, 12))]
    return own == {(file.publisher, quote)} and found == [Fraction(file.per)] and not read.refusals


FILES = {
    "Russia": File(RUSSIA, "a.xml", "Bank of Russia", "KRW/RUB", "0.0501"),
    "Russia, old helper ids": File(daily(("USD", "1", "74,2190")), "a.xml", "Bank of Russia", "USD/RUB", "74.219"),
    "Moldova": File(MOLDOVA, "a.xml", "National Bank of Moldova", "USD/MDL", "17.745"),
    "Moldova, 100 units": File(MOLDOVA, "a.xml", "National Bank of Moldova", "KRW/MDL", "0.01271"),
    "Moldova in English": File(
        MOLDOVA.replace("Cursul oficial de schimb", "Official exchange rate"), "a.xml", "National Bank of Moldova",
        "USD/MDL", "17.745",
    ),
    "Tajikistan under Russia's name": File(TAJIK, "a.xml", "National Bank of Tajikistan", "KRW/TJS", "0.006224"),
    "Azerbaijan": File(CBAR, "a.xml", "Central Bank of Azerbaijan", "KRW/AZN", "0.001204"),
    "Kazakhstan": File(NBK, "a.xml", "National Bank of Kazakhstan", "KRW/KZT", "0.3527"),
    "Kazakhstan, RSS": File(NBK_RSS, "a.xml", "National Bank of Kazakhstan", "USD/KZT", "520.15"),
    "Korea": File(ECOS, "a.xml", "Bank of Korea", "JPY/KRW", "9.4012"),
    "Korea, CSV": File(ECOS_CSV, "a.csv", "Bank of Korea", "USD/KRW", "1388.5"),
    "Korea, CSV in its code page": File(ECOS_CSV.encode("cp949"), "a.csv", "Bank of Korea", "JPY/KRW", "9.4012"),
    "Korea, JSON": File(ECOS_JSON, "a.json", "Bank of Korea", "USD/KRW", "1388.5"),
    "Korea Eximbank": File(EXIM, "exim-20261120.json", "Export-Import Bank of Korea", "JPY/KRW", "9.4012"),
    "Brazil": File(PTAX, "a.csv", "Central Bank of Brazil", "EUR/BRL", "6.1013"),
    "Brazil by day": File(PTAX_DAY, "20261120.csv", "Central Bank of Brazil", "USD/BRL", "5.3007"),
    "Brazil, dollar by parity": File(PTAX_DOLLAR, "a.csv", "Central Bank of Brazil", "USD/BRL", "5.3007"),
    "Brazil, euro by name": File(PTAX_EURO, "ptax_EUR.csv", "Central Bank of Brazil", "EUR/BRL", "5.3007"),
    "Brazil, JSON": File(PTAX_JSON, "a.json", "Central Bank of Brazil", "USD/BRL", "5.3007"),
    "Czechia": File(CNB, "daily.txt", "Czech National Bank", "KRW/CZK", "0.01512"),
    "Czechia in Czech": File(CNB_CZECH, "denni_kurz.txt", "Czech National Bank", "USD/CZK", "20.913"),
    "Czechia, a year": File(CNB_YEAR, "year.txt", "Czech National Bank", "KRW/CZK", "0.01512"),
    "Czechia, one currency": File(CNB_ONE, "usd.txt", "Czech National Bank", "USD/CZK", "20.913"),
    "Czechia, XML": File(CNB_XML, "a.xml", "Czech National Bank", "KRW/CZK", "0.01512"),
    "Kyrgyzstan": File(NBKR, "a.xml", "National Bank of the Kyrgyz Republic", "USD/KGS", "87.45"),
    "Uzbekistan": File(CBU_XML, "a.xml", "Central Bank of Uzbekistan", "KRW/UZS", "8.9"),
    "Uzbekistan, JSON": File(CBU_JSON, "a.json", "Central Bank of Uzbekistan", "KRW/UZS", "8.9"),
    "Belarus, month first": File(NBRB_XML, "a.xml", "National Bank of Belarus", "RUB/BYN", "0.0361"),
    "Belarus, JSON": File(NBRB_JSON, "a.json", "National Bank of Belarus", "RUB/BYN", "0.0361"),
    "Armenia": File(CBA, "a.xml", "Central Bank of Armenia", "KRW/AMD", "0.271"),
    "Georgia": File(NBG, "a.json", "National Bank of Georgia", "KRW/GEL", "0.0019571"),
    "Poland": File(NBP, "a.xml", "National Bank of Poland", "KRW/PLN", "0.002671"),
    "Poland, JSON": File(NBP_JSON, "a.json", "National Bank of Poland", "KRW/PLN", "0.002671"),
    "Poland, one currency": File(NBP_ONE, "a.json", "National Bank of Poland", "KRW/PLN", "0.002671"),
    "Turkey": File(TCMB, "a.xml", "Central Bank of Turkey", "KRW/TRY", "0.0302"),
    "Ukraine": File(NBU_XML, "a.xml", "National Bank of Ukraine", "KRW/UAH", "0.0299"),
    "Ukraine, JSON": File(NBU_JSON, "a.json", "National Bank of Ukraine", "KRW/UAH", "0.0299"),
    "Romania": File(BNR, "a.xml", "National Bank of Romania", "KRW/RON", "0.00312"),
}  # fmt: skip
NOBODYS = {
    "numbers of its own, a name nobody knows": File(
        _valcurs("Some bank", ("1", "USD", "1", "17.7")), "a.xml"
    ),
    "numbers of its own under Russia's name": File(_valcurs(CBR, ("44", "USD", "1", "17.7")), "a.xml"),
    "ISO numbers under Russia's name, another date": File(_valcurs(CBR, ("840", "USD", "1", "9.3")), "a.xml"),
    "no ids": File(_valcurs(CBR, ("", "USD", "1", "9.3")), "a.xml"),
    "no name, no ids": File(_valcurs("", ("", "USD", "1", "9.3")), "a.xml"),
    "Russia's ids under another name": File(_valcurs("Курс банка", ("R01235", "USD", "1", "9.3")), "a.xml"),
    "Russia's ids, and the rouble": File(
        _valcurs(CBR, ("R01235", "USD", "1", "9"), ("R01", "RUB", "1", "1")), "a.xml"
    ),
    "ids of two banks": File(_valcurs(CBR, ("R01235", "USD", "1", "9"), ("47", "EUR", "1", "9")), "a.xml"),
    "Moldova's name, another's ids": File(
        _valcurs("Official exchange rate", ("47", "USD", "1", "9"), ("44", "EUR", "1", "9")), "a.xml"
    ),
    "ISO's ids under Moldova's name": File(
        _valcurs("Official exchange rate", ("840", "USD", "1", "9")), "a.xml"
    ),
    "one currency by another's id": File(
        '<ValCurs ID="44" DateRange1="19.11.2026" DateRange2="20.11.2026"><Record Date="20.11.2026" Id="44">'
        "<Nominal>1</Nominal><Value>17.7</Value></Record></ValCurs>",
        "a.xml",
    ),
    "manats among Azerbaijan's": File(CBAR.replace('"USD"', '"AZN"'), "a.xml"),
    "RSS of somebody": File(NBK_RSS.replace("www.nationalbank.kz", "bank.example"), "a.xml"),
    "Poland's buying and selling": File(NBP.replace('typ="A"', 'typ="C"'), "a.xml"),
    "Eximbank without a day": File(EXIM, "exim.json"),
    "Brazil, which currency": File(PTAX_EURO, "ptax.csv"),
    "Brazil, name against parity": File(PTAX_DOLLAR, "ptax-EUR.csv"),
    "JSON of somebody": File('[{"currency":"USD","rate":74.2}]', "a.json"),
    "JSON of one open rate": File('{"base":"USD","rates":{"RUB":74.2}}', "a.json"),
    "envelope of somebody": File("<Envelope><Body><Rate>1</Rate></Body></Envelope>", "a.xml"),
    "ECB's envelope by another sender": File(
        ECB_XML.replace(b"<Cube>\n<Cube time", b"<Sender><name>Some bank</name></Sender><Cube>\n<Cube time"),
        "a.xml",
    ),
}


def test_each_banks_file_is_its_own_and_nobodys_is_refused(tmp_path: Path) -> None:
    cases = [Case(name, (True, file), caught=False) for name, file in FILES.items()]
    cases += [Case(name, (False, file), caught=True) for name, file in NOBODYS.items()]

    def refused(case: tuple[bool, File]) -> bool:
        known, file = case
        if known:
            return not _said(tmp_path, file)
        try:
            read_rates([written(tmp_path, file.text, file.name)])
        except UnusableInput as error:
            return "\n" not in str(error) and file.name in str(error)
        return False

    counts = judge("whose rates a file holds", cases, refused)
    assert counts["let through"] >= 35


def test_the_same_sum_is_not_read_in_another_banks_money(tmp_path: Path) -> None:
    """A thousand dollars are roubles by the Bank of Russia's file alone, whichever is named first."""
    files = [written(tmp_path, MOLDOVA, "m.xml"), written(tmp_path, RUSSIA, "r.xml")]
    rates = Rates(read_rates(files))
    assert rates.conflicts == []
    assert convert(money(1000, "USD"), "RUB", DAY, rates).money == money(74_219, "RUB")
    assert convert(money(1000, "USD"), "MDL", DAY, rates).money == money(17_745, "MDL")


@pytest.mark.parametrize(
    ("text", "name", "column", "reason"),
    [
        (RUSSIA.replace("R01235", "R01239"), "a.xml", "CharCode", "R01239 is the Bank of Russia's id of EUR"),
        (ECOS.replace("(매매기준율)", "(종가)"), "a.xml", "ITEM_NAME1", "'종가' is not the basic rate"),
        (ECOS.replace("(100엔)", ""), "a.xml", "ITEM_NAME1", "not said for how many units"),
        (ECOS.replace("<TIME>20261120</TIME>", "<TIME>202611</TIME>", 1), "a.xml", "ITEM_NAME1", "is no day"),
        (ECOS_CSV.replace('"원자료",,', '"전기대비증감률",,'), "a.csv", "계정항목", "is no rate"),
        (EXIM.replace("1,388.5", "13,88.5"), "x-20261120.json", "deal_bas_r", "not a number"),
        (NBK.replace("<quant>100</quant>", ""), "a.xml", "quant", "KRW has no quant"),
        (TCMB.replace("3.02", ""), "a.xml", "ForexBuying", "KRW has no ForexBuying"),
        (TCMB.replace("2026", "2004"), "a.xml", "Date", "TRY is money since 2005-01-01"),
        (CNB.replace("|1.512", "|"), "daily.txt", "rate", "KRW has no rate"),
        (PTAX.replace("6,1013", "-"), "a.csv", "selling rate", "not a number"),
        (CBU_JSON.replace("20.11.2026", "31.11.2026"), "a.json", "Date", "no such day"),
    ],
)
def test_an_entry_of_a_banks_file_is_refused_with_its_place(
    tmp_path: Path, text: str, name: str, column: str, reason: str
) -> None:
    [read] = read_rates([written(tmp_path, text, name)])
    refused = [(r.column, r.reason) for r in read.refusals]
    assert len(refused) == 1
    assert refused[0][0] == column
    assert reason in refused[0][1]


def test_which_of_two_rates_is_read_is_said(tmp_path: Path) -> None:
    [brazil] = read_rates([written(tmp_path, PTAX, "a.csv")])
    [turkey] = read_rates([written(tmp_path, TCMB, "a.xml")])
    assert brazil.rates[0].written == "1 USD = 5.3007 BRL (PTAX, selling)"
    assert turkey.rates[0].written == "100 KRW = 3.02 TRY (forex buying)"


def test_gold_and_a_banks_own_money_are_passed_over_with_a_note(tmp_path: Path) -> None:
    [azerbaijan] = read_rates([written(tmp_path, CBAR, "a.xml")])
    [eximbank] = read_rates([written(tmp_path, EXIM, "exim-2026-11-20.json")])
    assert [(n.value, n.kind) for n in azerbaijan.notes] == [("XAU", "passed-over")]
    assert [(n.value, n.kind) for n in eximbank.notes] == [("2026-11-20", "default"), ("KRW", "passed-over")]


def test_every_id_of_the_bank_of_russias_list_is_known(tmp_path: Path) -> None:
    assert len(CURRENCY_OF_CBR_CODE) >= 84
    for number, currency in CURRENCY_OF_CBR_CODE.items():
        text = (
            f'<ValCurs ID="{number}" DateRange1="20.11.2026" DateRange2="20.11.2026">'
            f'<Record Date="20.11.2026" Id="{number}"><Nominal>1</Nominal><Value>2,5</Value></Record></ValCurs>'
        )
        [read] = read_rates([written(tmp_path, text, "a.xml")])
        passed = [note.value for note in read.notes]
        assert [rate.base for rate in read.rates] + passed == [currency]
        assert not read.refusals
