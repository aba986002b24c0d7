package dev.tasktoken.jdbc;

import javax.sql.DataSource;

class PostgresTransactionIT extends TransactionTests {
    @Override
    DataSource database() throws Exception {
        return Postgres.pool(Postgres.url());
    }
}
