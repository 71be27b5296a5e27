"""Mission: who meets when and where at a visit: model, solver in stages, changes, calendars and a checker apart."""
