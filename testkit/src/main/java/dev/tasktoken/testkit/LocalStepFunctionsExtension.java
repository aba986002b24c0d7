package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Gives JUnit tests a {@link LocalStepFunctions} and closes it after them. JUnit Jupiter must be on the class path.
 *
 * <p>A parameter of a test, of a {@code @BeforeEach} or {@code @AfterEach} method, or of the test's constructor may be
 * a {@link LocalStepFunctions}, its {@link SfnClient} or its {@link MovableClock}.
 *
 * <p>How long an instance lives:
 *
 * <ul>
 *   <li>{@code @ExtendWith}, or a {@code @RegisterExtension} field that is not static: each test has one of its own
 *   <li>a static {@code @RegisterExtension} field: one for all tests of the class, nested classes included, which
 *       {@code @BeforeAll} and {@code @AfterAll} methods may have as a parameter, too
 * </ul>
 *
 * <p>When a test fails, the executions' states and types of events, the open tasks and the calls about tasks are added
 * to the failure as a suppressed exception and published as a report entry: names and fingerprints, never tokens or
 * data.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalStepFunctionsExtension EXTENSION =
 *         LocalStepFunctionsExtension.with(() -> LocalStepFunctions.builder().region(Region.EU_CENTRAL_1))
 *                 .prepare(stepFunctions -> stepFunctions.functions().register("charge", order -> "42"));
 *
 * @Test
 * void chargesTheOrder(LocalStepFunctions stepFunctions) {
 *     assertThat(stepFunctions.run(definition, order)).succeeded();
 * }
 * }</pre>
 */
public final class LocalStepFunctionsExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final String INSTANCE = "instance";

    private final Supplier<LocalStepFunctions.Builder> settings;
    private final Consumer<LocalStepFunctions> preparation;
    private final boolean sharable;

    /** For {@code @ExtendWith}: all defaults, one instance for each test. */
    public LocalStepFunctionsExtension() {
        this(LocalStepFunctions::builder, stepFunctions -> {}, false);
    }

    private LocalStepFunctionsExtension(
            Supplier<LocalStepFunctions.Builder> settings, Consumer<LocalStepFunctions> preparation, boolean sharable) {
        this.settings = settings;
        this.preparation = preparation;
        this.sharable = sharable;
    }

    /**
     * Creates an extension for a {@code @RegisterExtension} field.
     *
     * @param settings called for each instance, so that it may use what another extension or a field provides; an SQS
     *     client that it sets stays the caller's to close
     * @return the extension
     */
    public static LocalStepFunctionsExtension with(Supplier<LocalStepFunctions.Builder> settings) {
        return new LocalStepFunctionsExtension(requireNonNull(settings, "settings"), stepFunctions -> {}, true);
    }

    /**
     * Returns an extension that also prepares each instance before it is used: registers functions, creates topics.
     *
     * @param step what to do, after the steps of this extension
     * @return another extension
     */
    public LocalStepFunctionsExtension prepare(Consumer<LocalStepFunctions> step) {
        return new LocalStepFunctionsExtension(settings, preparation.andThen(requireNonNull(step, "step")), sharable);
    }

    /** Starts the instance that the tests of a class share, if they do. */
    @Override
    public void beforeAll(ExtensionContext context) {
        if (sharable) {
            startUnlessThere(context);
        }
    }

    /** Starts the test's own instance, unless there is a shared one. */
    @Override
    public void beforeEach(ExtensionContext context) {
        startUnlessThere(context);
    }

    /** Tells what happened if the test failed, and closes the test's own instance. */
    @Override
    public void afterEach(ExtensionContext context) {
        context.getExecutionException()
                .filter(failure -> !(failure instanceof TestAbortedException))
                .ifPresent(failure -> tell(context, failure));
        close(context);
    }

    /** Closes the shared instance. */
    @Override
    public void afterAll(ExtensionContext context) {
        close(context);
    }

    /** {@inheritDoc} */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalStepFunctions.class || type == SfnClient.class || type == MovableClock.class;
    }

    /** {@inheritDoc} */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LocalStepFunctions stepFunctions = startUnlessThere(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == SfnClient.class) {
            return stepFunctions.client();
        }
        return type == MovableClock.class ? stepFunctions.clock() : stepFunctions;
    }

    /** A constructor's parameter belongs to the test that the object is made for. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    private LocalStepFunctions startUnlessThere(ExtensionContext context) {
        LocalStepFunctions there = store(context).get(INSTANCE, LocalStepFunctions.class);
        if (there != null) {
            return there;
        }
        if (context.getTestMethod().isEmpty() && !sharable) {
            throw new ParameterResolutionException("Each test has a LocalStepFunctions of its own, and none runs yet."
                    + " To share one, register LocalStepFunctionsExtension.with(...) in a static field");
        }
        LocalStepFunctions started = start();
        store(context).put(INSTANCE, started);
        return started;
    }

    private LocalStepFunctions start() {
        LocalStepFunctions started = settings.get().start();
        try {
            preparation.accept(started);
            return started;
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    private void tell(ExtensionContext context, Throwable failure) {
        LocalStepFunctions stepFunctions = store(context).get(INSTANCE, LocalStepFunctions.class);
        if (stepFunctions != null) {
            String story = stepFunctions.describe();
            failure.addSuppressed(new WhatHappened(story));
            context.publishReportEntry("LocalStepFunctions", story);
        }
    }

    /** Closes what was started in this context itself: an outer one's stays. */
    private void close(ExtensionContext context) {
        LocalStepFunctions own = store(context).remove(INSTANCE, LocalStepFunctions.class);
        if (own != null) {
            own.close();
        }
    }

    private ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(ExtensionContext.Namespace.create(LocalStepFunctionsExtension.class, this));
    }

    /** Stands below the failure of a test, in every tool that shows its stack trace. */
    private static final class WhatHappened extends RuntimeException {
        private static final long serialVersionUID = 1;

        WhatHappened(String story) {
            super(story, null, false, false);
        }
    }
}
