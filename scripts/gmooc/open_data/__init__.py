"""The public data contract: the types of the API, the values of them that an entry has, and their JSON Schemas.

Comes in: entries. Goes out: plain values that only ever grow. Begin at `entry_types.py`, which `exports.api` writes.
"""

from gmooc.open_data.json_schemas import schema_targets
from gmooc.open_data.values import entry_data

__all__ = ["entry_data", "schema_targets"]
