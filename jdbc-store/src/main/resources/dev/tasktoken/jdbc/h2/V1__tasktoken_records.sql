-- The tables of tasktoken's JdbcTokenStore on H2 2. One for each area, so that each has its own grants: the store's user
-- needs select, insert, update and delete on both. tasktoken_tokens holds secrets.
-- Ids and contents are UTF-8: utf8tostring(id) shows them. Times are milliseconds since 1970.

create table if not exists tasktoken_tokens (
    id           varbinary(1024) not null,
    name         varchar(64)     not null,
    content      blob            not null,
    expires_at   bigint          not null,
    listed_at    bigint,
    listed_until bigint,
    primary key (id, name)
);

create index if not exists tasktoken_tokens_by_age on tasktoken_tokens (listed_at, id, name);

create index if not exists tasktoken_tokens_by_deadline on tasktoken_tokens (listed_until, id, name);

create index if not exists tasktoken_tokens_by_expiry on tasktoken_tokens (expires_at);

create table if not exists tasktoken_decisions (
    id           varbinary(1024) not null,
    name         varchar(64)     not null,
    content      blob            not null,
    expires_at   bigint          not null,
    listed_at    bigint,
    listed_until bigint,
    primary key (id, name)
);

create index if not exists tasktoken_decisions_by_age on tasktoken_decisions (listed_at desc, id, name);

create index if not exists tasktoken_decisions_by_expiry on tasktoken_decisions (expires_at);
