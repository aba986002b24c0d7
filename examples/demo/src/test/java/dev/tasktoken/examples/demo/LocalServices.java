package dev.tasktoken.examples.demo;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.LocalStepFunctions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Queues for the tests of a class, and for each of them a Step Functions of its own that sends to them. */
final class LocalServices implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private @Nullable LocalQueues queues;
    private @Nullable LocalStepFunctions stepFunctions;

    LocalQueues queues() {
        return requireNonNull(queues, "queues");
    }

    /** Starts the one of the next test, which is stopped after it. */
    LocalStepFunctions startStepFunctions() {
        LocalStepFunctions started =
                LocalStepFunctions.builder().sqs(queues().client()).start();
        stepFunctions = started;
        return started;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        queues = LocalQueues.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (stepFunctions != null) {
            stepFunctions.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        queues().close();
    }
}
