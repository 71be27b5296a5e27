"""Goods room: what offices write above a column of goods: their codes, their names, their descriptions.

One table for every file that names goods: nomenclatures, labelled lines, lists of offers and needs.
"""

from __future__ import annotations

from svat.text.spelling import squash

CODES = (
    "hscode", "hs code", "hs", "hs6", "code", "cn code", "cncode", "cn8", "cn", "goods code",
    "commodity code", "taric",
    "код", "код тн вэд", "код тнвэд", "код тн вэд еаэс", "тн вэд", "тн вэд еаэс", "код товара", "код hs",
    "hs부호", "hs코드", "품목번호", "세번", "hsk", "hs 부호", "코드",
    "ncm", "código", "codigo", "código ncm", "codigo ncm", "cod_ncm", "co_ncm", "sh6", "co_sh6",
    "posición arancelaria",
    "zolltarifnummer", "warennummer", "nomenclature", "code nc", "código nc", "kod cn", "kod",
    "hs編碼", "hs编码", "商品编码", "税则号列", "mã hs", "mã hàng",
)  # fmt: skip
NAMES = (
    # English
    "goods", "goods name", "name of goods", "product", "products", "product name", "name of product",
    "name of the product",
    "product title", "item", "items", "item name", "article", "article name", "commodity", "commodity name", "cargo",
    "merchandise", "material", "material name", "trade name", "goods and services", "products and services",
    # Russian, Kazakh
    "товар", "товары", "товара", "наименование", "наименование товара", "наименование товаров",
    "наименование позиции",
    "наименование продукции", "наименование изделия", "наименование продукта", "наименование груза", "наименования",
    "наименование товара (работ, услуг)", "наименование товаров, работ, услуг", "товары (работы, услуги)",
    "наименование тмц", "тмц", "название товара", "название продукта", "название продукции", "продукт", "продукция",
    "номенклатура", "номенклатурная позиция", "изделие", "ассортимент", "предмет закупки", "груз", "наим. товара",
    "наименование материала", "материал", "позиция", "тауар", "тауар атауы", "тауардың атауы", "өнім", "өнім атауы",
    # Korean
    "한글품목명", "품목명", "품목", "품명", "국문품명", "물품명", "물품", "상품명", "상품", "제품명",
    "제품", "거래품목",
    "취급품목", "품명(국문)", "화물명", "자재명",
    # Portuguese, Spanish
    "no_ncm_por", "nome do produto", "produto", "produtos", "mercadoria", "mercadorias", "artigo", "bem",
    "nombre del producto", "producto", "productos", "mercancía", "mercancia", "mercancías", "artículo", "articulo",
    "denominación", "denominacion", "denominação", "denominacao", "nombre de la mercancía", "bien",
    # German, French
    "ware", "waren", "artikel", "artikelname", "artikelbezeichnung", "produkt", "produktname", "produktbezeichnung",
    "warenbezeichnung", "bezeichnung", "benennung", "materialkurztext", "produit", "produits", "nom du produit",
    "désignation", "designation", "désignation du produit", "désignation des marchandises", "libellé", "libelle",
    "marchandise", "marchandises", "intitulé", "dénomination",
    # Polish, Turkish
    "nazwa towaru", "towar", "towary", "nazwa produktu", "nazwa artykułu", "asortyment", "nazwa towaru lub usługi",
    "ürün", "ürünler", "ürün adı", "mal", "mal adı", "malın cinsi", "malın adı", "eşya", "malzeme",
    "malzeme adı", "cinsi",
    # Vietnamese, Chinese, Japanese
    "tên hàng", "tên hàng hóa", "tên hàng hoá", "hàng hóa", "hàng hoá", "sản phẩm", "tên sản phẩm", "mặt hàng",
    "tên mặt hàng", "商品名称", "货品名称", "产品名称", "货物名称", "品名", "品名及规格", "产品",
    "商品", "货物", "货名",
    "物料名称", "商品名稱", "貨品名稱", "產品名稱", "貨物名稱", "產品", "貨物", "商品名", "製品名", "品目",
)  # fmt: skip
DESCRIPTIONS = (
    "description", "text", "self-explanatory text", "self explanatory text",
    "self-explanatory text (english)", "label",
    "goods description", "description of goods", "product description", "item description", "description of product",
    "description of the goods", "cargo description", "commodity description", "material description",
    "trade description", "specification", "details", "full description", "short description", "descr", "desc",
    "описание", "описание товара", "описание товаров", "описание продукции", "описание продукта", "текст",
    "характеристика", "характеристики", "спецификация", "описание позиции", "подробное описание", "сипаттама",
    "сипаттамасы", "наименование и описание товара", "наименование и характеристика товара",
    "설명", "텍스트", "상세설명", "상품설명", "제품설명", "품목설명", "물품설명", "규격", "내역",
    "상세내역", "세부내용",
    "descrição", "descricao", "descrição do produto", "descrição da mercadoria", "descrição dos produtos",
    "especificação", "descripción", "descripcion", "descripción del producto", "descripción de la mercancía",
    "descripción de mercancías", "especificación",
    "beschreibung", "warenbeschreibung", "produktbeschreibung", "artikelbeschreibung", "spezifikation",
    "description du produit", "description des marchandises", "descriptif", "spécification",
    "opis", "opis towaru", "opis produktu", "specyfikacja", "tanım", "tanımı", "açıklama", "eşya tanımı",
    "ürün açıklaması",
    "mal tanımı", "eşyanın tanımı", "mô tả", "mô tả hàng hóa", "mô tả hàng hoá", "mô tả sản phẩm", "diễn giải",
    "描述", "商品描述", "产品描述", "货物描述", "规格型号", "规格", "說明", "说明", "商品說明", "説明", "仕様",
)  # fmt: skip
# Above what the council says that a text is: goods, service or too vague.
CONFIRMED = ("answer", "confirmed")
# Above a company as often as above goods: they yield to any other heading of names, and to a description.
PLAIN_NAMES = (
    "name", "name_en", "title", "название", "атауы", "이름", "명칭", "nome", "nombre", "nom", "nazwa",
    "adı", "ad", "tên",
    "名称", "名稱", "名前", "titel", "título", "titulo", "titre", "başlık",
)  # fmt: skip
WEAK = frozenset(map(squash, PLAIN_NAMES))
