"""The council's pages in a real browser: an officer's tasks, at any width, in the dark, on paper, without a script."""

from __future__ import annotations

import html
import importlib.util
import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.report.introductions.outcomes import outcome
from tests.report.test_browser import browse
from tests.tools import chromium

from svat.report.introductions.pages.write import PageOptions, write_pages
from svat.text.folding import fold

PAGES = (
    "index.html",
    "companies/a-KZ-0007.html",
    "companies/a-KZ-0000.html",
    "companies/a-KZ-0011.html",
    "companies/index-b.html",
    "companies/index-chapters.html",
    "decide.html",
    "left-out.html",
    "barred.html",
    "lists.html",
)
# A frame around a page, in which a task is done as a person does it; what it finds is left in the frame's body.
FRAME = """<!doctype html><meta charset="utf-8"><body>
<iframe id="f" src="{page}" style="width:{width}px;height:{height}px;border:0"></iframe>
<script>
const frame = document.getElementById("f");
const loaded = () => new Promise(done => frame.addEventListener("load", done, {{once: true}}));
const page = () => frame.contentDocument;
const see = selector => [...page().querySelectorAll(selector)].map(e => e.textContent.replace(/\\s+/g, " ").trim());
const set = (name, value) => {{
  const field = page().getElementById(name);
  field.value = value;
  field.dispatchEvent(new Event("input", {{bubbles: true}}));
}};
const open = async name => {{ const next = loaded(); frame.src = name; await next; }};
const follow = async selector => {{ const next = loaded(); page().querySelector(selector).click(); await next; }};
onload = async () => {{
  let found;
  try {{ found = await (async () => {{ {task} }})(); }} catch (error) {{ found = "failed: " + error; }}
  document.body.dataset.found = JSON.stringify(found);
}};
</script>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chromium()  # skips before anything is written
    folder = tmp_path_factory.mktemp("pages")
    write_pages(outcome(), folder)
    for language in ("ru", "ko"):
        (folder / language).mkdir()
        write_pages(outcome(), folder / language, PageOptions(language=language))
    return folder


class Officer:
    """Somebody at a browser."""

    def __init__(self, folder: Path, profile: Path) -> None:
        self._folder, self._profile = folder, profile

    def does(self, task: str, page: str = "index.html", width: int = 1280, *options: str) -> Any:
        """What a task finds, once its page has loaded without a complaint."""
        frame = self._folder / f"frame-{abs(hash((task, page, width)))}.html"
        frame.write_text(FRAME.format(page=page, width=width, height=900, task=task), "utf-8")
        run = browse(frame, self._profile, "--dump-dom", *options)
        frame.unlink()
        said = [line for line in run.stderr.splitlines() if "CONSOLE" in line or "Refused to" in line]
        assert [
            line for line in said if "Blocked script execution" not in line
        ] == []  # where a test forbids it
        found = re.search(r'data-found="([^"]*)"', run.stdout)
        assert found is not None, run.stdout[:500]
        return json.loads(html.unescape(found[1]))

    def on_every_page(
        self, task: str, width: int, *options: str, pages: Sequence[str] = PAGES
    ) -> dict[str, Any]:
        """What a task finds on each page."""
        names = json.dumps(pages)
        loop = f"const found = {{}}; for (const name of {names}) {{ await open(name); found[name] = await one(); }}"
        words = f"const one = async () => {{ {task} }}; {loop} return found;"
        found: dict[str, Any] = self.does(words, "index.html", width, *options)
        return found


@pytest.fixture
def officer(folder: Path, tmp_path: Path) -> Officer:
    return Officer(folder, tmp_path / "profile")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("altyn", "Altyn Dala LLP"),
        ("алтын", "Altyn Dala LLP"),
        ("АЛТЫН дала", "Altyn Dala LLP"),
        ("한ㅂ", "한빛정밀 주식회사"),
        ("한빛", "한빛정밀 주식회사"),
        ("hanbit", "한빛정밀 주식회사"),
        ("온누", "Onnuri Packaging Company of the Republic with a Very Long Name Indeed"),
        ("KZ-0004", "Tumar Felt"),
        ("sarıarka", None),
        ("tumar shymk", None),
        ("қыран", "Qyran Logistics"),
        ("кыран", None),
    ],
)
def test_find_one_company_as_one_types(officer: Officer, typed: str, first: str | None) -> None:
    names = officer.does(f'set("q", {json.dumps(typed)}); return see("#found a");')
    assert names[0:1] == ([first] if first else names[0:1])
    assert first is None or first in names


def test_go_from_the_index_to_one_pair_and_back(officer: Officer) -> None:
    found = officer.does("""
      set("q", "altyn");
      await follow("#found a");
      const own = see("h1")[0];
      const partner = page().querySelector(".pairs h3 a");
      const next = loaded(); partner.click(); await next;
      const there = page().querySelector(":target");
      const top = there.getBoundingClientRect().top;
      await follow(".crumbs a");
      return [own, there.id, see(":target h3"), Math.abs(top) < 20 || top > 0, see("h1")[0]];
    """)
    assert found == ["Altyn Dala LLP", "with-KZ-0000", [], True, "Kazakhstan – South Korea"]


def test_who_waits_for_a_decision_and_why(officer: Officer) -> None:
    found = officer.does("""
      await follow(".todo .warn a");
      const entry = page().querySelector("section.card");
      return [see("h1")[0], see("section.card h2").length, see(".asked b")[0], see(".cmd code").length,
              see(".held-pairs tbody tr").length];
    """)
    assert found == [
        "To decide",
        2,
        "Is 비단길무역 the listed company? Compare address and registration number.",
        2,
        3,
    ]


def test_filter_by_chapter_city_state_and_country_and_sort(officer: Officer) -> None:
    found = officer.does("""
      set("chapter", "74");
      const chapter = see("#found a");
      set("side", "b");
      const there = see("#found a");
      set("chapter", ""); set("side", ""); set("status", "held");
      const held = see("#found .p").length;
      set("status", "left");
      const left = see("#found a").length;
      set("status", ""); set("city", "서울"); set("sort", "id");
      const ids = see("#found .p").map(text => text.split(" ")[0]);
      return [chapter, there, held, left, ids, see("#found-count")[0]];
    """)
    assert found[0] == ["Saryarqa Copper JSC", "푸른중공업"]
    assert found[1] == ["푸른중공업"]
    assert found[2:4] == [5, 5]
    assert found[4] == ["KR-0002", "KR-0008", "KR-0009"]
    assert found[5] == "Found: 3"


def test_what_was_found_is_kept_in_the_address(officer: Officer) -> None:
    found = officer.does(
        'return [page().getElementById("q").value, see("#found a")];', "index.html#find?q=felt"
    )
    assert found == ["felt", ["Tumar Felt"]]


def test_the_page_folds_as_svat_text_does(officer: Officer) -> None:
    made = outcome()
    names = [name for roll in (made.roll_a, made.roll_b) for c in roll.companies for name in c.names]
    names += [
        "Щёлково",
        "Ελληνικά Πλοία",
        "Đặng Văn Lâm",
        "Škoda Plzeň",
        "좋다 신라 독립 같이",
        "Ünal Çelik",
        "AT&T 2000",
    ]
    folded = officer.does(
        f"return {json.dumps(names).replace('<', chr(92) + 'u003c')}.map(frame.contentWindow.svatFold);"
    )
    assert dict(zip(names, folded, strict=True)) == {name: fold(name) for name in names}


def test_without_a_script_companies_are_found_by_letter_and_by_goods(officer: Officer) -> None:
    found = officer.does(
        """
      frame.sandbox = "allow-same-origin";
      await open("index.html");
      const hidden = page().getElementById("find-form").hidden;
      const links = [...page().querySelectorAll("#find p a")].map(a => a.getAttribute("href"));
      await open(links[2]);
      return [hidden, links, see("section h2").slice(0, 2), see(".companies a")[0]];
    """
    )
    assert found[0] is True
    assert found[1] == ["companies/index-a.html", "companies/index-b.html", "companies/index-chapters.html"]
    assert found[2] == ["02 2", "04 3"]
    assert found[3]


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_page_scrolls_sideways_in_any_language(officer: Officer, width: int) -> None:
    pages = [folder + page for folder in ("", "ru/", "ko/") for page in PAGES]
    found = officer.on_every_page(
        """
      const root = page().documentElement;
      return [root.scrollWidth, [...page().querySelectorAll("main *")].filter(e => !e.closest(".t, svg") &&
        e.getBoundingClientRect().right > root.clientWidth + 1).map(e => e.tagName + "." + e.className)];
    """,
        width,
        pages=pages,
    )
    assert found == {page: [width, []] for page in pages}


def test_the_index_prints_on_five_pages_at_most(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "index.pdf"
    browse(folder / "index.html", tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={sheet}")
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", sheet.read_bytes())) <= 5


CONTRAST = """
  const style = e => frame.contentWindow.getComputedStyle(e);
  const parse = colour => colour.match(/[\\d.]+/g).map(Number);
  const linear = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const colour = parse(style(e).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set(), unnamed = [], small = [];
  for (const e of page().querySelectorAll("body *")) {
    const says = [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!says || e.closest("svg, option, .skip") || !e.offsetParent) continue;
    const x = light(parse(style(e).color)), y = light(behind(e));
    const ratio = (Math.max(x, y) + .05) / (Math.min(x, y) + .05);
    if (ratio < 4.5) faint.add(e.tagName + "." + e.className + " " + ratio.toFixed(2));
  }
  for (const e of page().querySelectorAll("a, button, input, select, summary")) {
    if (!e.offsetParent || e.closest(".skip")) continue;
    const name = e.textContent.trim() || e.getAttribute("aria-label") || (e.labels && e.labels.length);
    if (!name) unnamed.push(e.outerHTML);
    const box = e.getBoundingClientRect();  // links within a sentence are as high as its line
    if (!e.closest("p, td, .asked") && (box.height < 23.5 || box.width < 8)) small.push(e.outerHTML.slice(0, 80));
  }
  return [style(page().body).backgroundColor, [...faint], unnamed, small];
"""


@pytest.mark.parametrize("dark", [False, True])
def test_texts_have_contrast_fields_names_and_targets_room(officer: Officer, dark: bool) -> None:
    options = ("--blink-settings=preferredColorScheme=0",) if dark else ()
    paper = "rgb(17, 22, 29)" if dark else "rgb(255, 255, 255)"
    found = officer.on_every_page(CONTRAST, 1280, *options)
    assert found == {page: [paper, [], [], []] for page in PAGES}


def test_axe_finds_nothing_serious(officer: Officer, folder: Path) -> None:
    spec = importlib.util.find_spec("axe_core_python")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("needs axe-core-python")
    shutil.copy(Path(spec.submodule_search_locations[0]) / "axe.min.js", folder / "assets/axe.js")
    found = officer.on_every_page(
        """
      const script = page().createElement("script");
      script.src = new URL("assets/axe.js", location.href).href;
      const ready = new Promise(done => { script.onload = done; });
      page().head.append(script);
      await ready;
      const result = await frame.contentWindow.axe.run(page(), {resultTypes: ["violations"]});
      return result.violations.filter(v => ["serious", "critical"].includes(v.impact))
        .map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))]);
    """,
        1280,
    )
    assert found == {page: [] for page in PAGES}
