package dev.tasktoken.jdbc;

import javax.sql.DataSource;

class H2TransactionTest extends TransactionTests {
    @Override
    DataSource database() throws Exception {
        return H2.start();
    }
}
