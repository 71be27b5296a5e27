"""Law, screening: parties against listed names: companies with their owners, batches, rulings, two days compared."""
