package dev.tasktoken.jdbc;

import javax.sql.DataSource;

class H2StoreTest extends StoreTests {
    @Override
    DataSource database() throws Exception {
        return H2.start();
    }
}
