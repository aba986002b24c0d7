package dev.tasktoken.jdbc;

import javax.sql.DataSource;

class PostgresFailureIT extends FailureTests {
    @Override
    DataSource database() throws Exception {
        return Postgres.pool(Postgres.url());
    }
}
