"""Workbooks: a sheet a table, written for people to fill in, and read back however they come."""
