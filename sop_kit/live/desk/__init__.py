"""Desks: what board and panels have in common. An act comes from the browser, is saved as a Change, and is answered."""
