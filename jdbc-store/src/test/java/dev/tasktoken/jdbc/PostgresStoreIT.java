package dev.tasktoken.jdbc;

import javax.sql.DataSource;

class PostgresStoreIT extends StoreTests {
    @Override
    DataSource database() throws Exception {
        return Postgres.pool(Postgres.url());
    }
}
