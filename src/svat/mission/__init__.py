"""The mission: who meets whom, when and at which table, proved where proof is possible."""
