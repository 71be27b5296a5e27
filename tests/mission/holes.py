"""Another model of the same events, for CP-SAT: no clause is shared, so that each is a check of the other."""

from __future__ import annotations

from ortools.sat.python import cp_model

from svat.mission.exact.instance import Instance


def fewest_breaks(instance: Instance) -> int | None:
    """The fewest breaks of any timetable; None where there is none."""
    model = cp_model.CpModel()
    slots = range(1, instance.slots + 1)
    at = [model.new_int_var(1, instance.slots, "") for _ in instance.meetings]
    here = {}
    for m, meeting in enumerate(instance.meetings):
        for s in slots:
            here[m, s] = model.new_bool_var("")
            model.add(at[m] == s).only_enforce_if(here[m, s])
            model.add(at[m] != s).only_enforce_if(~here[m, s])
            early = s <= instance.morning
            closed = s in instance.forbidden[meeting.a - 1] or s in instance.forbidden[meeting.b - 1]
            if closed or (meeting.session == 1 and not early) or (meeting.session == 2 and early):
                model.add(here[m, s] == 0)
        if instance.fixed[m]:
            model.add(at[m] == instance.fixed[m])
        for before in instance.precedences[m]:
            model.add(at[before - 1] < at[m])
    for s in slots:
        model.add(sum(here[m, s] for m in range(len(at))) <= instance.tables)
    breaks = []
    for p in range(1, instance.participants + 1):
        own = [m for m, x in enumerate(instance.meetings) if p in (x.a, x.b)]
        busy = {s: model.new_bool_var("") for s in slots}
        for s in slots:
            model.add(sum(here[m, s] for m in own) == busy[s])
        # Runs of busy slots: each begins where the slot before is idle; breaks are one fewer.
        begins = [busy[1]]
        for s in slots[1:]:
            begin = model.new_bool_var("")
            model.add_bool_and(busy[s], ~busy[s - 1]).only_enforce_if(begin)
            model.add_bool_or(~busy[s], busy[s - 1]).only_enforce_if(~begin)
            begins.append(begin)
        breaks.append(sum(begins) - (1 if own else 0))
    if instance.fairness is not None:
        base = model.new_int_var(0, instance.slots, "")
        for number in breaks:
            model.add(number >= base)
            model.add(number <= base + instance.fairness)
    model.minimize(sum(breaks))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None
