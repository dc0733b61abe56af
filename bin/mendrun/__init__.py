"""Brings Mend and its bundled servers up, down and under test. Runs on a bare Python: nothing here imports a package."""
