package dev.tasktoken.jdbc;

import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

class H2RacingAnswersIT extends RacingAnswers {
    @Override
    List<DataSource> pools(int count) throws Exception {
        return Collections.nCopies(count, H2.start());
    }
}
