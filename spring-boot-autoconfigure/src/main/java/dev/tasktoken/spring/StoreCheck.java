package dev.tasktoken.spring;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.StoreNotPermittedException;
import dev.tasktoken.pending.TokenStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Reads a record that is not there, so that a missing table, bucket or permission ends the start. */
final class StoreCheck implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(StoreCheck.class);
    private static final TokenStore.Key NOTHING =
            new TokenStore.Key(TokenStore.Area.TOKENS, "tasktoken-start", "start");

    private final TokenStore store;
    private final String setting;

    StoreCheck(TokenStore store, String setting) {
        this.store = store;
        this.setting = setting;
    }

    /** After all beans are made, and so after a migration. A store that is down now may be up when it is needed. */
    @Override
    public void afterSingletonsInstantiated() {
        try {
            store.read(NOTHING);
        } catch (StoreNotPermittedException e) {
            throw new UnusableSettingException(
                    setting,
                    "cannot be used: " + e.getMessage(),
                    "Create the table or the bucket, or correct its name, the connection or the permissions of the"
                            + " application's role. The page approvals.md lists what each store needs.");
        } catch (StoreUnavailableException e) {
            LOG.warn("The store of pending tasks does not answer now: {}", e.getMessage());
        }
    }
}
