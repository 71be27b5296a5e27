"""Law, ownership: who owns or controls whom, and what listed owners mean for a company."""
