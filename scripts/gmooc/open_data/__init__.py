"""The public data contract: the types of the API, the values of them that an entry has, and their JSON Schemas.

Comes in: entries. Goes out: plain values that only ever grow. Begin at `entry_types.py`, which `exports.api` writes.
"""
