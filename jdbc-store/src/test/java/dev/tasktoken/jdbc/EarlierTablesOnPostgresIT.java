package dev.tasktoken.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class EarlierTablesOnPostgresIT extends EarlierTables {
    /** Nobody alters the tables that there are. */
    @Test
    void theMigrationIsTheSame() throws Exception {
        assertThat(Postgres.text(file())).startsWith(migration());
    }

    @Override
    protected String file() {
        return "postgres-0.1.sql";
    }

    @Override
    DataSource withoutTables() throws Exception {
        return Postgres.pool(Postgres.emptyUrl());
    }

    @Override
    String migration() throws Exception {
        return Postgres.migration();
    }

    @Override
    String utf8(String literal) {
        return "convert_to(" + literal + ", 'UTF8')";
    }
}
