"""Lists: sanctions lists uploaded through the law room's store, what changed, what must be screened again."""
