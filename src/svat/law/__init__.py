"""The law room: may these two trade these goods on this day? Lists, names, measures and the gate."""
