package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeferralRegistryTest {
    private final List<String> deferred = new ArrayList<>();
    private final Runnable first = new Deferral("first");
    private final Runnable second = new Deferral("second");

    @Test
    void defersTheHandlersOfOneTaskAndOfNoOther() {
        DeferralRegistry.begin("one", first);
        DeferralRegistry.begin("another", second);

        DeferralRegistry.defer("one");

        assertThat(deferred).containsExactly("first");
        DeferralRegistry.end("one", first);
        DeferralRegistry.end("another", second);
    }

    /** Two deliveries of one task may be worked on at once. */
    @Test
    void defersTheHandlersOfOneTaskThatStillRun() {
        DeferralRegistry.begin("two", first);
        DeferralRegistry.begin("two", second);
        DeferralRegistry.defer("two");
        DeferralRegistry.end("two", first);
        DeferralRegistry.defer("two");
        DeferralRegistry.end("two", second);
        DeferralRegistry.defer("two");

        assertThat(deferred).containsExactly("first", "second", "second");
    }

    @Test
    void endsNoHandlerThatNeverBegan() {
        DeferralRegistry.end("none", first);
        DeferralRegistry.begin("none", second);
        DeferralRegistry.end("none", first);
        DeferralRegistry.defer("none");

        assertThat(deferred).containsExactly("second");
        DeferralRegistry.end("none", second);
    }

    private final class Deferral implements Runnable {
        private final String name;

        Deferral(String name) {
            this.name = name;
        }

        @Override
        public void run() {
            deferred.add(name);
        }
    }
}
