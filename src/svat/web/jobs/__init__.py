"""Jobs: long work outside a request: each restartable from its steps, its progress readable, never two of one thing."""
