"""Drawings made of plain values. Reads nothing, changes nothing."""
