package dev.tasktoken.jdbc;

import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

/** A database in this JVM's memory, with the tables of the migration. */
final class H2 {
    private H2() {}

    static JdbcDataSource start() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";DB_CLOSE_DELAY=-1;INIT=RUNSCRIPT FROM 'classpath:dev/tasktoken/jdbc/h2/V1__tasktoken_records.sql'");
        return dataSource;
    }
}
