package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ThrownTest {
    /** When an overflown stack is caught, it is free again. */
    @Test
    void rethrowsOnlyWhatTheMachineIsInTroubleWith() {
        OutOfMemoryError fatal = new OutOfMemoryError();

        assertThatThrownBy(() -> Thrown.rethrowFatal(fatal)).isSameAs(fatal);
        assertThatCode(() -> Thrown.rethrowFatal(new StackOverflowError())).doesNotThrowAnyException();
        assertThatCode(() -> Thrown.rethrowFatal(new NoClassDefFoundError())).doesNotThrowAnyException();
        assertThatCode(() -> Thrown.rethrowFatal(new IOException())).doesNotThrowAnyException();
    }

    @Test
    void takesOffAllThatAsynchronousCodePutsAround() {
        Exception reason = new IOException(new IllegalStateException());
        CompletionException empty = new CompletionException("no cause", null);

        assertThat(Thrown.unwrap(new CompletionException(new ExecutionException(reason))))
                .isSameAs(reason);
        assertThat(Thrown.unwrap(reason)).isSameAs(reason);
        assertThat(Thrown.unwrap(empty)).isSameAs(empty);
    }
}
