"""Corridor room, deals for the goal: each deal and year of the file with its stage and probability."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from svat.corridor.deals import DealFile, UnfitDeal
from svat.corridor.goal.pipeline import PROBABILITY
from svat.corridor.model import STAGES, Deal, Stage


def for_goal(read: DealFile) -> DealFile:
    """The deals of a file as the pipeline takes them: of a known stage, with a probability.

    A deal with a day of confirmation is confirmed, one with a contract's date and no stage signed. What the account
    alone needs (companies, payments, exact amounts) is passed over.
    """
    return read.for_use(_staged, _said)


def _staged(deal: Deal) -> Deal:
    stage = _stage(deal)
    own = None if stage in ("confirmed", "lost") else deal.probability
    return replace(deal, stage=stage, probability=PROBABILITY[stage] if own is None else own)


def _said(deal: Deal) -> Hashable:
    return (deal.value, deal.stage, deal.probability, deal.confirmed_on, deal.day, deal.exporter)


def _stage(deal: Deal) -> Stage:
    if deal.stage == "confirmed" and deal.confirmed_on is None:
        raise UnfitDeal("stage", "a deal is confirmed only with the day on which the client said so")
    if deal.confirmed_on and deal.stage != "lost":
        return "confirmed"
    if not deal.stage and deal.dated:
        return "signed"  # a contract with its date
    if not deal.stage:
        raise UnfitDeal("stage", f"no stage: {', '.join(STAGES)}")
    return deal.stage
