package dev.tasktoken.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class EarlierTablesOnH2Test extends EarlierTables {
    /** Nobody alters the tables that there are. */
    @Test
    void theMigrationMakesTheSameTables() throws Exception {
        DataSource earlier = H2.empty();
        Postgres.execute(earlier, Postgres.text(file()));

        assertThat(definitions(H2.start())).isNotEmpty().isEqualTo(definitions(earlier));
    }

    private static List<String> definitions(DataSource database) throws Exception {
        List<String> definitions = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("script nodata nopasswords nosettings")) {
            while (lines.next()) {
                definitions.add(lines.getString(1));
            }
        }
        definitions.removeIf(line -> line.startsWith("--")); // how many rows there are
        return definitions;
    }

    @Override
    protected String file() {
        return "tables-0.1.sql";
    }

    @Override
    DataSource withoutTables() {
        return H2.empty();
    }

    @Override
    String migration() throws Exception {
        return H2.migration();
    }

    @Override
    String utf8(String literal) {
        return "stringtoutf8(" + literal + ")";
    }
}
