package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.RacingAnswersContract;
import java.util.List;
import javax.sql.DataSource;

class H2RacingAnswersIT extends RacingAnswersContract {
    @Override
    protected List<TokenStore> twoStores() throws Exception {
        DataSource pool = H2.start();
        return List.of(JdbcTokenStore.of(pool), JdbcTokenStore.of(pool));
    }
}
