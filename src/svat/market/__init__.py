"""The market room: who should meet whom, from reasons to shortlists with a certificate."""
