"""Figures by which Mend is measured; `bin/bench` runs them."""
