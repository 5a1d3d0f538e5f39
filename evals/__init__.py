"""Evaluations: cases, scorers, and tables that say how good the coach is on cases nothing was tuned on."""
