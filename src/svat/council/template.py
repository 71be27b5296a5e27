"""The council's empty folder: a template of everything that a council keeps of one corridor."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from svat.files import HALF, make_folder, read_bytes, reading, replace_durably
from svat.wording import unusable

# The tables with the columns that their how-to pages explain.
TABLES = {
    "measures.csv": (
        "id,regime,source,target,counterpart,direction,hs_revision,hs,activity,valid_from,valid_to,verdict,confidence,"
        "detail,decide"
    ),
    "synonyms.csv": "canonical,language,synonym",
    "same.csv": "side,company,other,same,decided_by,decided_on",
    "corrections.csv": "side,company,column,value,corrected_by,corrected_on",
    "glossary.csv": "term,language,kind,means,hs,reason",
    "wishes.csv": "wish,a,b,most",
    "decisions.csv": "date,company,partner,decision,side",
    "deals.csv": "deal,a,b,exporter,hs,stage,probability,year,value,currency,date,known_on,confirmed_by_client_on,paid",
    "case-file/owners.csv": "owned,owner,share,owner_id,owner_type,country,identifiers,control",
    "case-file/exemptions.csv": (
        "id,rules,regime,country,authority,document,granted_on,valid_from,valid_to,exporters,importers,hs,activities,"
        "exporter_companies,importer_companies,conditions,confirmed_by"
    ),
    "case-file/usage.csv": "date,exporter,importer,hs,quantity,unit,value,currency,reference,published_on",
    "case-file/answers.csv": "a,b,question,answer,answered_by,answered_on,valid_to",
}
_FOLDERS = (
    "rolls/a",
    "rolls/b",
    "lists",
    "nomenclatures",
    "labelled",
    "correlations",
    "rates",
    "trade",
    "missions",
    "keys",
    "returned",
)


def contents() -> dict[str, bytes]:
    """Every file of the template: path within the folder, and its bytes."""
    data = files("svat.council").joinpath("data")
    made = {name: read_bytes(data.joinpath(name)) for name in ("corridor.toml", "README.txt")}
    return made | {path: f"{columns}\n".encode() for path, columns in TABLES.items()}


def write_template(folder: Path) -> list[Path]:
    """Make the folder with all templates; the files made. Raises UnusableInput unless it is new or empty.

    One that was cut off while it was made, and holds nothing but templates, is finished.
    """
    with reading(folder):
        if folder.exists() and (not folder.is_dir() or not _is_cut_off(folder)):
            raise unusable("{folder}: is there already and not empty; name a new folder", folder=folder)
    for name in _FOLDERS:
        make_folder(folder / name)
    made = []
    for path, data in contents().items():
        target = folder / path
        make_folder(target.parent)
        replace_durably(target, data)
        made.append(target)
    return made


def _is_cut_off(folder: Path) -> bool:
    """Is a folder empty, or are some of the templates in it and nothing else."""
    wanted, found = contents(), 0
    parts = {str(x) for name in (*_FOLDERS, *wanted) for x in (Path(name), *Path(name).parents)}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if name not in parts and not path.name.startswith(HALF):
            return False
        if name in wanted:
            found += 1
            if path.is_symlink() or not path.is_file() or read_bytes(path) != wanted[name]:
                return False
    return found < len(wanted)
