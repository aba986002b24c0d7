package dev.tasktoken.jdbc;

import javax.sql.DataSource;

class PostgresCrashBeforeSendIT extends CrashBeforeSend {
    @Override
    String url() throws Exception {
        return Postgres.url();
    }

    @Override
    DataSource pool(String url) {
        return Postgres.pool(url);
    }
}
