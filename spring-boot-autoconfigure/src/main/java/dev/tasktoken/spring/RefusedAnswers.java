package dev.tasktoken.spring;

import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.processor.CallbackEvent;
import dev.tasktoken.processor.CallbackListener;
import dev.tasktoken.processor.Settlement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which listeners cannot answer, and what permission they need, until one of their answers is taken.
 * Thread-safe.
 */
final class RefusedAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedAnswers.class);

    private final Map<String, String> permissions = new ConcurrentHashMap<>();

    /** By the listeners' ids. */
    Map<String, String> permissions() {
        return new TreeMap<>(permissions);
    }

    /** Follows one listener. */
    CallbackListener of(String listenerId) {
        return new CallbackListener() {
            @Override
            public void settled(CallbackEvent event, Settlement settlement, Duration took) {
                if (settlement instanceof Settlement.Redeliver redelivered) {
                    refused(listenerId, redelivered.reason());
                } else if (settlement instanceof Settlement.Succeeded || settlement instanceof Settlement.Failed) {
                    permissions.remove(listenerId);
                }
            }
        };
    }

    private void refused(String listenerId, Throwable reason) {
        if (reason instanceof AnswerNotPermittedException denied) {
            String before = permissions.put(listenerId, denied.permission());
            if (!denied.permission().equals(before)) {
                LOG.error(
                        "The listener {} cannot answer its tasks: {} is not permitted. Their messages are redelivered",
                        listenerId,
                        denied.permission());
            }
        }
    }
}
