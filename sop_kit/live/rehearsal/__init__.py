"""Rehearsals: simulated participants with whom a facilitator practises a workshop before people come."""
