"""The roll room: company rolls as offices send them, read into companies and listings."""
