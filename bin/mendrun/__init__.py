"""Brings Mend and its bundled servers up, down and under test. Needs nothing but a bare Python."""
