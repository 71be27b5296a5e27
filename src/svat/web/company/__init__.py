"""Company: what a company's own people see and do: profile, listings, shortlist, answers, contacts, their data."""
