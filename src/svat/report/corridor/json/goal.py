"""Report, corridor: goals and potential as JSON."""

from __future__ import annotations

from svat.corridor.goal.model import (
    Assessment,
    Disagreement,
    Gap,
    Outlook,
    Pipeline,
    Point,
    Projection,
    SeriesAssessment,
)
from svat.corridor.model import Corridor, Goal
from svat.corridor.trade.model import Observation
from svat.corridor.trade.space import ProductPosition
from svat.report.corridor.json.parts import Json, pair, places, plain, share
from svat.report.corridor.model import GoalReport, PotentialReport


def goal_document(report: GoalReport) -> Json:
    """Every goal held against the figures (docs/reference/corridor-goal.schema.json)."""
    return {
        "schema": "svat/corridor-goal/1",
        "on": report.on.isoformat(),
        "corridor": pair(report.corridor),
        "goals": [_assessment(report.corridor, found) for found in report.assessments],
        "not_declared_yet": report.undeclared,
        "refused": places(report.refusals),
        "notes": places(report.notes),
    }


def _assessment(corridor: Corridor, found: Assessment) -> Json:
    return {
        "id": found.goal.id,
        "target": _target(corridor, found.goal),
        "in_place_of": [_target(corridor, goal) for goal in found.replaces],
        "verdict": _outlook(found.outlook),
        "series": [_series(series) for series in found.series],
        "disagreements": [_disagreement(d) for d in found.disagreements],
        "pipeline": _pipeline(found.pipeline),
        "gap": _gap(found.gap),
        "later": len(found.later),
        "replaced": [_observation(o) for o in found.replaced],
        "not_compared": [_observation(o) for o in found.not_compared],
        "notes": places(found.notes),
    }


def _target(corridor: Corridor, goal: Goal) -> Json:
    return {
        "a": corridor.a,
        "b": corridor.b,
        "measure": goal.measure,
        "amount": plain(goal.amount),
        "currency": goal.currency,
        "by": goal.by,
        "source": str(goal.said),
    }


def _outlook(outlook: Outlook) -> Json:
    return {
        "status": outlook.status,
        "headline": outlook.headline,
        "sentence": outlook.sentence,
        "sources": [str(cited) for cited in outlook.sources],
        "year": outlook.year,
        "low": plain(outlook.low),
        "high": plain(outlook.high),
        "share_low": share(outlook.share_low),
        "share_high": share(outlook.share_high),
        "probability_low": share(outlook.probability_low),
        "probability_high": share(outlook.probability_high),
        "basis": outlook.basis,
    }


def _series(series: SeriesAssessment) -> Json:
    return {
        "source": series.source,
        "reporter": series.reporter,
        "flow": series.flow,
        "valuation": series.valuation,
        "mirror": series.mirror,
        "points": [_point(point) for point in series.points],
        "projection": _projection(series.projection) if series.projection else None,
        "no_projection": series.no_projection,
    }


def _point(point: Point) -> Json:
    return {
        "year": point.year,
        "value": plain(point.value),
        "known_on": point.known_on.isoformat(),
        "share": share(point.share),
        "required_growth": share(point.required_growth),
        "reporter": point.reporter,
        "mirror": point.mirror,
        "note": point.note,
        "cited": str(point.cited),
        "doubtful": point.doubtful,
        "partial": point.partial,
    }


def _projection(projection: Projection) -> Json:
    return {
        "first": projection.first,
        "last": projection.last,
        "points": projection.points,
        "growth": share(projection.growth),
        "breaks": list(projection.breaks),
        "years": [
            {"year": f.year, "low": share(f.low), "middle": share(f.middle), "high": share(f.high)}
            for f in projection.years
        ],
        "probability": share(projection.probability),
        "remark": projection.remark,
    }


def _disagreement(found: Disagreement) -> Json:
    return {
        "year": found.year,
        "values": [
            {"value": plain(v.value), "source": v.source, "doubtful": v.doubtful, "cited": str(v.cited)}
            for v in found.values
        ],
        "spread": share(found.spread),
    }


def _pipeline(sums: Pipeline) -> Json:
    return {
        "stages": [
            {"stage": s.stage, "deals": s.deals, "value": plain(s.value), "expected": plain(s.expected)}
            for s in sums.stages
        ],
        "years": [
            {
                "year": y.year,
                "confirmed": plain(y.confirmed),
                "open": plain(y.open),
                "expected": plain(y.expected),
            }
            for y in sums.years
        ],
    }


def _gap(gap: Gap) -> Json:
    return {
        "basis": gap.basis,
        "source": gap.source,
        "value": plain(gap.value),
        "lacking": plain(gap.lacking),
        "pipeline_share": share(gap.pipeline_share),
    }


def _observation(seen: Observation) -> Json:
    return {
        "year": seen.year,
        "value": plain(seen.value),
        "currency": seen.currency,
        "measure": seen.measure,
        "reporter": seen.reporter,
        "partner": seen.partner,
        "flow": seen.flow,
        "valuation": seen.valuation,
        "source": seen.source,
        "published_on": seen.published_on.isoformat() if seen.published_on else None,
        "mirror": seen.mirror,
        "note": seen.note,
        "cited": str(seen.cited),
        "doubtful": seen.doubtful,
        "partial": seen.partial,
    }


def potential_document(report: PotentialReport) -> Json:
    """What one country could sell the other (docs/reference/corridor-potential.schema.json)."""
    found = report.potential
    return {
        "schema": "svat/corridor-potential/1",
        "on": report.on.isoformat(),
        "from": found.exporter,
        "to": found.importer,
        "level": found.level,
        "years": list(found.years),
        "ease": share(found.ease),
        "headings": [
            {
                "hs": h.hs,
                "description": law.description,
                "law": law.status,
                "rules": list(law.rules),
                "potential": share(h.potential),
                "actual": share(h.actual),
                "unrealised": share(h.unrealised),
                "supply": share(h.supply),
                "demand": share(h.demand),
                "exports": share(h.exports),
                "standing": _position(h.standing),
            }
            for h, law in report.headings
        ],
        "remarks": list(found.remarks),
        "refused": places(report.refusals),
        "notes": places(report.notes),
    }


def _position(standing: ProductPosition | None) -> Json | None:
    if standing is None:
        return None
    return {"rca": share(standing.rca), "density": share(standing.density), "rank": share(standing.rank)}
