-- The tables of tasktoken's JdbcTokenStore on PostgreSQL. One for each area, so that each has its own grants:
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

insert into tasktoken_tokens values (convert_to('order-777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777', 'UTF8'), 'parked-000001', convert_to('{"v":1,"id":"order-777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777","number":1,"attempt":"5025c916fdce","since":"2026-01-01T00:00:00Z","token":"AAAAKgAAAAIAAAAAAAAAAQ+/rDgJu7h/VuhP1zDrDZSLzw/WKesTE8E3b3X3rWyo0UicOBEUVyuUf0guWgZoD0XagCgCsxCymMxEWRDOiI2QRKsltybZIBaTzVex7BiWoGvWt4rDEiuQt+yO3QD37Y6IxzqGvM/OSFwz18r0rycldNOq2tITAR4h3YZNMMZMAqWkNXtTPWkZaTN6ZcBTSGEwPJPJR8Lfe3Mwvug60+ZCljlrwM4cpHW8Z8Fbwj1/l2paSgjIAX5XdyQvoeRTmTFiQewnhtg9GMjR2CkNOiUM3XrdyFhoUM0fm1HvekwYBH28uRXo0llsLlUgCpItg86JbYrHjsELF9ecq16SHHXx/WsJzOXfqpGKOkTqNotAF94JzMZSiveXIM/x6yXw9HiBV5pLrsdty3Ou5brv3SGWYKZ20I92EDGQBLjWSk43PdRKGTrQxzPkkD/T21VBF0l7oeTNuOz6BmqsscidjKytJlSVgLcPfVDXYtGmDuqatqrcMklzhsUjuV6CdIhWXPiWSASUn0UjGgHv8lqwnF+l/TyNad2Ue55OVB4OgSz8/VM815l/AZTe26OB6roxT6tZKot81ZeHMubruj5v4VVCeQ2f2ilP22lSnHZtqBbZLWoTnJ5hxuVwoCdPdnQd/hIJ2MA01DB+uPnhgjoPzpCteOiDVNaMJvUdLKS8b9xaXheCOoGDGCVqedin6E1uHHeun+cnowdBSMrG9WO37vn0TDJ3HGBxFu9ezl+7Px9zE2mw6Zi8izVbUOIiP611Ny9o0TMFzheB+slzVjsGoGsRXJjW9nIdgMPFE249BGk0MUWRc0M/25YD6Fux/QrCmgI0WeHxJflaI9UOzo3IFx1HRWOEiQ=="}', 'UTF8'), 1798848000000, 1767225600000, null);
insert into tasktoken_tokens values (convert_to('voting', 'UTF8'), 'parked-000001', convert_to('{"v":1,"id":"voting","number":1,"attempt":"7cf2a0375d44","since":"2026-01-01T00:00:00Z","policy":{"approvals":2,"approvers":[],"roles":[]},"token":"AAAAKgAAAAIAAAAAAAAAAQ+/TJMmu5gF+o+FiCwS6uckzvDGLhGEJ/WUiu+lxCjEPJOmmjI6c0Yy2uO0CqmEKFJaiyiCzh23BRGqIaIHzG9caWDYqM8TVZ0iPMwG8qffZ92ejBknSKw/tnPdB+m215yTzQzI/9K2lQoa9TyK9k5oIxVBPvryMqx6nWGPKGdD5IoVE5GMUdWldgCf8hfy/2TP8weCcYzb52cSUbFph1z6ErPnV0nywh7t4SxTK4VcArvMBcp8jCcRHHCFc/Ffz9wd+P7+410PE1KnbyeJe9eljEsAWZLqJUxgirENQV1711uH69aw/KsnI63wEfYEpRAZrexyVaMfbWzn049ClDNCV9dUXGt+4OxxRgwaIDQDaTtFznO/OlScD0J59Hc5DwY1tD1OK1dPsT803I9zhBL0bPbkc0gyxgReCM9IgCdKTHW/mtaCPwoBijHykn9OPgKMvCvTVZUX4LPdhdRRXLX4Wek4v9evtkJLaeLFDVQ10O8jJ0bmcHZx1heEa7t6t9Hq/PPsjmfCJO/+nfg3OXJeHc4DPgxUmcG7QWhTGkfdd+kSPZuO66fMPoOd05UGVIEv8gTGSNfLLQqa22a1LfqOaRzxEfEBQ/qUgtvNE6fGq0rYQjBCEQscsZO0YNm72LorXH/PfjQ1kT72nvcjbHs2Q165K6MgMmYUVel4pSF7UUzrX2GsVFo6SNEVZMCJsSXzd6YdKKQ2TiQ5Ur1yuOvkUDTaZGX0TA+eeL87JpWOr5qmONgBQ3UNZE080ON4nQYidxtq4+v6gU5Cp8FHDwcFDYeNCL4mDlFR1sv29YFc5ghHnbMs1Eny9fxu1bLUVh9ZRwD21npRNdfILqHfk86uWgzcCw=="}', 'UTF8'), 1798848000000, 1767225600000, null);
insert into tasktoken_tokens values (convert_to('waiting', 'UTF8'), 'parked-000001', convert_to('{"v":1,"id":"waiting","number":1,"attempt":"c8b1f182967a","since":"2026-01-01T00:00:00Z","until":"2026-01-08T00:00:00Z","summary":"Refund order 42?","token":"AAAAKgAAAAIAAAAAAAAAAQ+/c9Uau9icuBlvDvtokvlNaPzMLDXwuEYJ5fEsVd2Fq6jV2b73aAjztXLlkAESuBknulu19n4b2ii0BJvw5K7XjbFde/L8DDTpqZ3k7zvCsXyBN61lmHj56T3x9lg2esooZFJHS57zdl4k6aiBc3JN3fsEsB3M6wyK6tZBxY2tVpWBuu6ofBDUCkeQICjmHP3CQ9nRYAiqvJ+3fMcjpWAX4U8c6LFpg0FzSmgjzgIEPgFrVEkBIUot2rgv7IXAuf4FScR1vluIe7S4mVsk+1xoRviLUntPnUwTkfFniyO6T5yc17yT61d29PA2dTRIZClGYcWUn68XsTD89kgvlxpVAKw2vALYl/uuqCI6KSSCe3yTAJUtwMjNfEd2V4rpN2cgjy9N+YRbVSFlRtQ+Dn/ONHBS/2Tn43zY08W0N2oPE2iQAJhudbQo8wMZsDtJyFGFSw/R4+vYImOWys8Jb0t0Ra4qppfV0uEcM3W5p13Ekjptxa0eefzr/Zq2CKfSXxSWGpT8+/O1U/b4v+w0lDfhQ5QH6V+hwOZcfBeedm+24OC8emdVwGxtSilfdnF+uCsNbwcPgVd9/C7uNL3/qOsJo682YqFT5iZH83/a6G00RlcjAPaB88gKRDW/z33iGt4dwczEbWZSByNULd9O+YPMi8lworexYJ9+q81g9gY78AP0UKE11hHnW6G2Mix+DxM+7SaIjDKhGM0+LTOOAYseHAAZe5YmN8+EAWYIypmD14YQGfKy+Y4sXO/+YjREDkpxzr5BQf2WGLPvhiXHr5WjLCgRmznvbhizVaas+0QZ0e3+8rnNo2gsvbu8GNZm2BMXGyfBKeDu+m8XCDOj++0eUmIfPg=="}', 'UTF8'), 1768435200000, 1767225600000, 1767830400000);
insert into tasktoken_decisions values (convert_to('decided', 'UTF8'), 'decided-000001-db464a069821', convert_to('{"v":1,"id":"decided","number":1,"attempt":"db464a069821","since":"2026-01-01T00:00:00Z","nonce":"ebd48d70-857b-451d-a1be-fd59734cf63a","at":"2026-01-01T00:00:00Z","output":"{\"approved\":true}"}', 'UTF8'), 1798934400000, 1767225600000, 1769817600000);
insert into tasktoken_decisions values (convert_to('voting', 'UTF8'), 'vote-000001-7cf2a0375d44-000001', convert_to('{"v":1,"id":"voting","number":1,"attempt":"7cf2a0375d44","vote":"APPROVED","at":"2026-01-01T00:00:00Z","by":{"name":"ann","roles":[]},"nonce":"47484c7c-896b-482c-af26-049f7a36ccd0","output":"1"}', 'UTF8'), 1801440000000, null, null);
