"""The council's missions: who is to meet at a visit, its numbered plans, what is changed, sent and learnt."""
