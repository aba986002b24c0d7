-- The tables of tasktoken's JdbcTokenStore on PostgreSQL 11 or newer. One for each area, so that each has its own grants:
-- the store's user needs select, insert, update and delete on both. tasktoken_tokens holds secrets.
-- Ids and contents are UTF-8 in bytea, because a text column takes no NUL: convert_from(id, 'UTF8') shows them.
-- Times are milliseconds since 1970: to_timestamp(listed_at / 1000.0) shows them.

create table if not exists tasktoken_tokens (
    id           bytea                    not null,
    name         varchar(64) collate "C"  not null,
    content      bytea                    not null,
    expires_at   bigint                   not null,
    listed_at    bigint,
    listed_until bigint,
    primary key (id, name)
);

create index if not exists tasktoken_tokens_by_age on tasktoken_tokens (listed_at, id, name) where listed_at is not null;

create index if not exists tasktoken_tokens_by_deadline on tasktoken_tokens (listed_until, id, name) where listed_until is not null;

create index if not exists tasktoken_tokens_by_expiry on tasktoken_tokens (expires_at);

create table if not exists tasktoken_decisions (
    id           bytea                    not null,
    name         varchar(64) collate "C"  not null,
    content      bytea                    not null,
    expires_at   bigint                   not null,
    listed_at    bigint,
    listed_until bigint,
    primary key (id, name)
);

create index if not exists tasktoken_decisions_by_age on tasktoken_decisions (listed_at desc, id, name) where listed_at is not null;

create index if not exists tasktoken_decisions_by_expiry on tasktoken_decisions (expires_at);
