"""The demo clinic: invented people at every stage of the main path, built through the services so that it obeys every rule.

The one part of `clinic` that imports the apps above it (docs/architecture.md).
"""
