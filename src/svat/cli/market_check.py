"""The check of a market's result, by code that shares nothing with the solver."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.market import AttentionOption, EdgesOption, POption, QOption
from svat.cli.terminal import Json, out, print_json
from svat.refusals import UnusableInput

if TYPE_CHECKING:
    import pyarrow as pa

    from svat.market.check import Bounds


def check_command(
    lists: Annotated[Path, typer.Argument(help="Folder with lists_a.parquet and lists_b.parquet.")],
    p: POption = None,
    q: QOption = None,
    edges: EdgesOption = None,
    attention: AttentionOption = "inverse",
    shortlist: Annotated[int | None, typer.Option(min=1, help="The longest a list may be.")] = None,
    shortlist_b: Annotated[
        int | None, typer.Option(min=1, help="The longest a list of side b may be, where it differs.")
    ] = None,
    wishes: Annotated[
        Path | None,
        typer.Option(help="File of pairs that must meet, vetoes and caps (docs/how-to/wishes.md)."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check lists, and their certificate where there is one, apart from the solver; exit with 1 when they are wrong."""
    from svat.market import attention as models
    from svat.market.check import expected_matches, problems, upper_bound

    pairs = _pairs(p, q, edges)
    found = []
    for side in ("a", "b"):
        path = lists / f"lists_{side}.parquet"
        found.append(_table(path, ["company", "rank", "partner", "weight"]))
    bounds = _bounds(pairs, wishes, shortlist, shortlist_b)
    longest = max((int(x["rank"].to_numpy().max(initial=0)) for x in found), default=0)
    wrong = problems(pairs, found[0], found[1], bounds)
    figures: dict[str, object] = {
        "expected_matches": expected_matches(pairs, found[0], found[1], models.weights(attention, longest))
    }
    certificate = lists / "certificate.parquet"
    if certificate.exists():
        proof = _table(certificate, ["a", "b", "ratio"])
        everywhere = models.weights(attention, max(_most(pairs, "a"), _most(pairs, "b")))
        try:
            figures["upper_bound"] = bound = upper_bound(pairs, proof, everywhere, bounds)
        except ValueError as error:
            wrong.append(f"{certificate}: {error}")
        else:
            if bound < float(str(figures["expected_matches"])) * (1 - 1e-9):
                wrong.append(f"{certificate}: the bound {bound:.6f} lies below what the lists are worth")
    figures["problems"] = wrong
    if as_json:
        print_json(figures)
    else:
        out.print(f"expected matches {figures['expected_matches']:.6f}")
        if "upper_bound" in figures:
            out.print(f"upper bound {figures['upper_bound']:.6f}")
        for line in wrong or ["nothing is wrong with these lists"]:
            out.print(line)
    if wrong:
        raise typer.Exit(1)


def _pairs(p: Path | None, q: Path | None, edges: Path | None) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    from svat.market.files import read_arrays

    if edges is not None and p is None and q is None:
        return _table(edges, ["a", "b", "p", "q"])
    if edges is not None or p is None or q is None:
        raise UnusableInput("market: give either --edges, or both --p and --q")
    mine, theirs = read_arrays(p, q)
    n, m = mine.shape
    return pa.table(
        {
            "a": np.repeat(np.arange(n), m),
            "b": np.tile(np.arange(m), n),
            "p": mine.ravel(),
            "q": theirs.T.ravel(),
        }
    )


def _table(path: Path, columns: list[str]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(path, columns=columns)
    except (OSError, pa.ArrowInvalid, KeyError) as error:
        raise UnusableInput(
            f"{path}: is not a Parquet file with columns {', '.join(columns)}: {error}"
        ) from error


def _most(pairs: pa.Table, side: str) -> int:
    """The most candidates of any company of one side."""
    return max((x["counts"].as_py() for x in pairs[side].value_counts()), default=0)


def _bounds(pairs: pa.Table, file: Path | None, shortlist: int | None, shortlist_b: int | None) -> Bounds:
    import pyarrow as pa

    from svat.market.check import Bounds
    from svat.market.wishes import read_wishes

    cap_b = shortlist_b or shortlist
    mutual = file is not None or shortlist is not None or shortlist_b is not None
    if file is None:
        return Bounds(shortlist, cap_b, mutual=mutual)
    known = [{str(x): x for x in pairs[side].unique().to_pylist()} for side in ("a", "b")]
    wishes = read_wishes(file, *known)

    def table(chosen: frozenset[tuple[str, str]]) -> pa.Table:
        rows = sorted(chosen)
        return pa.table(
            {
                "a": pa.array([known[0][a] for a, _ in rows], pairs["a"].type),
                "b": pa.array([known[1][b] for _, b in rows], pairs["b"].type),
            }
        )

    own = [
        pa.table(
            {
                "company": pa.array([known[k][x] for x in most], pairs[side].type),
                "most": pa.array(list(most.values()), pa.int64()),
            }
        )
        for k, (side, most) in enumerate((("a", wishes.most_a), ("b", wishes.most_b)))
    ]
    return Bounds(shortlist, cap_b, own[0], own[1], table(wishes.must), table(wishes.veto), mutual)


def add_to(app: typer.Typer) -> None:
    """Put this module's command among the market's."""
    app.command("check")(check_command)
