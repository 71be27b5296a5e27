"""Rolls, carrying (writes): a corridor's council folder taken out to any place, and a council's folder taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from svat.council.corridor import corridor_of_text
from svat.council.files import CouncilFiles, files_of
from svat.council.roll_files import decided_in, synonyms_in
from svat.files import make_folder, read_bytes, read_text, replace_durably
from svat.sides import SIDES, Sides
from svat.web.actions import Action, Done, NotDone, perform
from svat.web.people.models import CorridorRecord, Member
from svat.web.rolls.models import APPLYING, CorrectionRecord, FolderFile, Import, MergeRecord, SynonymRecord
from svat.web.rolls.names import name_in_folder, received_name
from svat.web.rolls.projecting import project_again
from svat.web.store import DRAFTS, ROOMS, folder_of, known_files, materialise, parts_of, write_parts
from svat.wording import say, unusable

_RECORDS = ("corridor.toml", "synonyms.csv", "same.csv", "corrections.csv")  # that records are made of
# Path of a file → what makes records of it when a folder is taken in: filled by the parts that keep such records.
TAKES: dict[str, Callable[[Path, CorridorRecord], None]] = {}
_CONFIRMED, _CONFIRMED_BEFORE = "labelled/confirmed.csv", "labelled/confirmed-before.csv"


def export_folder(corridor: CorridorRecord, out: Path, *, keys: bool = False) -> Path:
    """A corridor's council folder at another place, as the command line reads it; `keys` too where that is said.

    Raises UnusableInput, also where there is something already.
    """
    folder = materialise(corridor)
    write_parts(out, parts_of(corridor))
    for path, file in _of_rooms(folder, keys=keys):
        make_folder((out / path).parent)
        replace_durably(out / path, read_bytes(file))
    return out


def import_folder(folder: Path, member: Member) -> CorridorRecord:
    """Take a council's folder in: as the corridor that has nothing yet, else as another one; records follow in jobs.

    Raises UnusableInput, NotDone.
    """
    corridor = perform(member, ImportFolder(folder)).result
    assert isinstance(corridor, CorridorRecord)
    return corridor


@dataclass(frozen=True)
class ImportFolder(Action):
    """Take a council's folder in, its rolls in force at once."""

    name: ClassVar[str] = "import folder"
    folder: Path

    def execute(self, member: Member | None) -> Done:
        """Raises UnusableInput where the folder is none, or holds a file that records cannot be made of."""
        assert member is not None, "a folder is taken in by a member"
        files = files_of(self.folder)
        if files.corridor is None:
            raise unusable("{folder}: has no corridor.toml", folder=self.folder)
        text = read_text(files.corridor)
        corridor = _corridor(text)
        objects = [f"corridor:{corridor.key}"]
        now, versions = datetime.now(UTC), {"corridor": sha256(text.encode()).hexdigest()}
        for side in SIDES:
            for path in files.rolls.a if side == "a" else files.rolls.b:
                data = read_bytes(path)
                made = Import.objects.create(
                    corridor=corridor, side=side, name=received_name(name_in_folder(path.name)), data=data,
                    size=len(data), sha256=sha256(data).hexdigest(), state=APPLYING, applied=now, member=member,
                )  # fmt: skip
                objects.append(f"import:{made.key}")
                versions[f"import:{made.key}"] = made.sha256
        if files.synonyms is not None:
            for heading, canonical in synonyms_in(files.synonyms).items():
                SynonymRecord.objects.create(corridor=corridor, heading=heading, canonical=canonical)
        _decisions(files, corridor, member)
        for path_, taken in TAKES.items():
            if (self.folder / path_).is_file():
                taken(self.folder / path_, corridor)
        for path_, file in _others(self.folder):
            data = read_bytes(file)
            FolderFile.objects.create(
                corridor=corridor, path=_CONFIRMED_BEFORE if path_ == _CONFIRMED else path_, data=data,
                sha256=sha256(data).hexdigest(),
            )  # fmt: skip
        for path_, file in _of_rooms(self.folder, keys=True):
            target = folder_of(corridor) / path_
            make_folder(target.parent)
            replace_durably(target, read_bytes(file))
        for side in SIDES:
            project_again(corridor, side, self.name, member)
        return Done(tuple(objects), {"state": (None, APPLYING)}, versions, result=corridor)


def _corridor(text: str) -> CorridorRecord:
    """The corridor that has nothing yet, with this text; else a new one."""
    read = corridor_of_text(text)
    title = f"{read.a} – {read.b}"
    for corridor in CorridorRecord.objects.select_for_update(no_key=True).order_by("id"):
        if not (
            Import.objects.filter(corridor=corridor).exists()
            or FolderFile.objects.filter(corridor=corridor).exists()
        ):
            done = CorridorRecord.objects.filter(pk=corridor.pk, version=corridor.version).update(
                title=title, a=read.a, b=read.b, text=text, version=corridor.version + 1
            )
            if not done:
                raise NotDone(say("somebody changed this while you had it open"), 409)
            return CorridorRecord.objects.get(pk=corridor.pk)
    return CorridorRecord.objects.create(title=title, a=read.a, b=read.b, text=text)


def _decisions(files: CouncilFiles, corridor: CorridorRecord, member: Member) -> None:
    """Merges, companies told apart and corrections. Raises UnusableInput where a row of theirs cannot be used."""
    for side, decided in decided_in(files, Sides(corridor.a, corridor.b)).items():
        if decided.refusals:
            wrong = decided.refusals[0]
            raise unusable(
                "{file}: row {row}: {reason}", file=Path(wrong.file).name, row=wrong.row, reason=wrong.reason
            )
        of: dict[str, Any] = {"corridor": corridor, "side": side, "member": member}
        for same, pairs in ((True, decided.merges), (False, decided.apart)):
            for x in pairs:
                MergeRecord.objects.update_or_create(
                    **of, kept=x.company, gone=x.other, undone=None, defaults={"same": same}
                )
        for y in decided.corrections:
            CorrectionRecord.objects.update_or_create(
                **of, company=y.company, column=y.column, undone=None, defaults={"value": y.value}
            )


def _others(folder: Path) -> Iterator[tuple[str, Path]]:
    """Files of which no record is made, and which no room keeps itself."""
    for path, file in known_files(folder):
        room = path.partition("/")[0]
        if path not in _RECORDS and path not in TAKES and room not in ROOMS and room != "rolls":
            yield path, file


def _of_rooms(folder: Path, *, keys: bool) -> Iterator[tuple[str, Path]]:
    for path, file in known_files(folder):
        room = path.partition("/")[0]
        if room in ROOMS and room != DRAFTS and (keys or room != "keys"):
            yield path, file
