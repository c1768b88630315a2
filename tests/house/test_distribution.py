"""Every table can be distributed by guild_id, as the migrations really make it in PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.house.citus import ON_THE_COORDINATOR, statements
from tests.house.house import ROOT
from tests.plugins.databases import Postgres

# Alembic's own: one row, of the database and not of a guild.
_OF_THE_DATABASE = "alembic_version"
_UNIQUE = """
    SELECT t.relname AS "table", i.relname AS index, x.indisprimary AS primary,
        ARRAY(SELECT attname FROM pg_attribute WHERE attrelid = t.oid AND attnum = ANY(x.indkey)
              ORDER BY array_position(x.indkey::int2[], attnum)) AS columns
    FROM pg_index x
    JOIN pg_class t ON t.oid = x.indrelid
    JOIN pg_class i ON i.oid = x.indexrelid
    WHERE t.relnamespace = 'public'::regnamespace AND x.indisunique
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_OTHER_RULES = """
    SELECT conrelid::regclass::text AS "table", conname AS name FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'x')
"""
_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
_GUILD = """
    SELECT c.relname AS "table", format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attname = 'guild_id' AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
"""


@pytest.fixture
def url(postgres_server: Postgres, postgres_template: str) -> str:
    return postgres_server.create(template=postgres_template)


@pytest.fixture
async def catalogue(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    yield connection
    await connection.close()


async def tables(catalogue: asyncpg.Connection) -> set[str]:
    rows = await catalogue.fetch(_TABLES)
    return {row["tablename"] for row in rows} - {_OF_THE_DATABASE}


async def test_every_unique_index_contains_the_guild(catalogue: asyncpg.Connection) -> None:
    rows = [row for row in await catalogue.fetch(_UNIQUE) if row["table"] != _OF_THE_DATABASE]

    assert {row["table"] for row in rows if row["primary"]} == await tables(catalogue)
    assert not [row["index"] for row in rows if "guild_id" not in row["columns"]]
    assert not [row["index"] for row in rows if row["primary"] and row["columns"][0] != "guild_id"]


async def test_the_guild_is_one_kind_of_number_everywhere(catalogue: asyncpg.Connection) -> None:
    rows = await catalogue.fetch(_GUILD)

    assert {row["table"] for row in rows} == await tables(catalogue)
    assert {(row["type"], row["attnotnull"]) for row in rows} == {("bigint", True)}


async def test_no_rule_crosses_guilds(catalogue: asyncpg.Connection) -> None:
    assert not await catalogue.fetch(_OTHER_RULES)
    assert not await catalogue.fetch(_TRIGGERS)


async def test_the_documents_distribute_every_table(catalogue: asyncpg.Connection) -> None:
    text = (ROOT / "docs" / "deploy" / "citus.sql").read_text("utf-8")
    named = re.findall(
        r"^SELECT create_distributed_table\('(\w+)', 'guild_id'\);$", text, re.MULTILINE
    )

    assert sorted(named) == sorted(await tables(catalogue) - ON_THE_COORDINATOR)
    assert text == statements(), "make generate writes it anew"
