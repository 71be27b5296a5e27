"""Law, measures: which rules speak of these goods or this activity, this way, on this day."""
