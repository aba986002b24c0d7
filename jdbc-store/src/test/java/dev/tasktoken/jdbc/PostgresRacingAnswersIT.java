package dev.tasktoken.jdbc;

import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

class PostgresRacingAnswersIT extends RacingAnswers {
    @Override
    List<DataSource> pools(int count) throws Exception {
        String url = Postgres.url();
        return Stream.generate(() -> Postgres.pool(url)).limit(count).toList();
    }
}
