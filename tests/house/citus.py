"""What docs/deploy/citus.sql must say: ``python -m tests.house.citus > docs/deploy/citus.sql``."""

from __future__ import annotations

import sys

from bot.db import Base
from bot.features import load_models

# Jobs of many servers are taken with FOR UPDATE SKIP LOCKED, which Citus runs within one shard.
ON_THE_COORDINATOR = {"job"}

_HEAD = """\
-- Distributes Steward's tables over a Citus cluster, all by guild_id: what belongs to one server
-- lies on one node. Run it once with psql on the coordinator, as the owner of the tables, after
-- Steward has brought the database up to date and while Steward is stopped. README.md beside this
-- file says what to know before.
--
-- job stays an ordinary table on the coordinator: due jobs of many servers are taken with
-- SELECT ... FOR UPDATE SKIP LOCKED, which Citus runs within one shard only.
CREATE EXTENSION IF NOT EXISTS citus;

"""


def statements() -> str:
    """Return the whole file."""
    load_models()
    names = sorted(set(Base.metadata.tables) - ON_THE_COORDINATOR)
    lines = [f"SELECT create_distributed_table('{name}', 'guild_id');\n" for name in names]
    return _HEAD + "".join(lines)


if __name__ == "__main__":
    sys.stdout.write(statements())
