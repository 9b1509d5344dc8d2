"""Panels of the workshop: each is what it shows (`look`) and what can be done there (`ACTS`), made from the record."""
