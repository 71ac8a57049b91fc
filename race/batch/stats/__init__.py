"""Statistics of batches, on plain arrays with the replicate axis last; see docs/how-to/experiment.md.

Modules are imported one by one, for some of them need packages that are slow to load.
"""
