package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.RacingAnswersContract;
import java.util.List;

class PostgresRacingAnswersIT extends RacingAnswersContract {
    @Override
    protected List<TokenStore> twoStores() throws Exception {
        String url = Postgres.url();
        return List.of(JdbcTokenStore.of(Postgres.pool(url)), JdbcTokenStore.of(Postgres.pool(url)));
    }
}
