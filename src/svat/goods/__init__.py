"""The goods room: what a listing is about, as ranked HS codes and as a vector of its text."""
