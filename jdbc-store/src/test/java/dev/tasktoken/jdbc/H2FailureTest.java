package dev.tasktoken.jdbc;

import javax.sql.DataSource;

class H2FailureTest extends FailureTests {
    @Override
    DataSource database() throws Exception {
        return H2.start();
    }
}
