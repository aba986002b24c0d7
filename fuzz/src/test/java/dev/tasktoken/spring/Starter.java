package dev.tasktoken.spring;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.pages.Approver;
import dev.tasktoken.pages.Question;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Binds properties and does with them what the auto-configuration does, without an application context and AWS. */
public final class Starter {
    /** The properties of an application that sets none. */
    public static final TaskTokenProperties STANDARD = bound(Map.of());

    private static final CallbackReader READER = CallbackReader.standard();
    private static final ListenerMethod METHOD = method();

    private Starter() {}

    /** The listener that is set up. */
    static final class Orders {
        @TaskTokenListener(queue = "orders")
        void handle(String order) {}
    }

    /** Everybody may decide. */
    private static final class Everybody implements DecisionPages {
        @Override
        public Question question(PendingTask task) {
            return Question.of("?");
        }

        @Override
        public Approver approver(DecidedBy person) {
            return new Approver(person, task -> true, task -> true);
        }
    }

    public static TaskTokenProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("tasktoken", TaskTokenProperties.class);
    }

    /** Whether the starter documents that it ends the start of an application with this exception. */
    public static boolean isRefusal(RuntimeException e) {
        return e instanceof UnusableSettingException || e instanceof InvalidConfigurationPropertyValueException;
    }

    /** Sets up a listener, the store that is named, pending tasks and the pages. */
    public static void start(TaskTokenProperties properties) {
        TokenResponder responder = new TaskTokenAutoConfiguration()
                .tasktokenResponder(AwsClients.SFN, READER, properties, beans(null), beans(null));
        listener(responder, properties);
        TokenStore store = store(properties);
        PendingTasks pending = store == null
                ? null
                : new TaskTokenPendingAutoConfiguration().tasktokenPendingTasks(responder, store, properties);
        if (properties.pages().enabled()) {
            new TaskTokenPagesAutoConfiguration.Pages(beans(pending), beans(new Everybody()), beans(null), properties)
                    .tasktokenApprovalInbox();
        }
    }

    private static void listener(TokenResponder responder, TaskTokenProperties properties) {
        ListenerProcessors processors =
                new ListenerProcessors(responder, READER, properties.listener(), beans(null), beans(null));
        new ListenerWorkers(AwsClients.SQS, processors, properties.listener(), beans(null), text -> text, null)
                .worker(METHOD, "https://sqs.eu-central-1.amazonaws.com/123456789012/orders");
    }

    private static @Nullable TokenStore store(TaskTokenProperties properties) {
        TaskTokenProperties.Store store = properties.pending().store();
        if (store == null) {
            return null;
        }
        return switch (store) {
            case MEMORY -> new TaskTokenPendingAutoConfiguration.Memory().tasktokenMemoryStore();
            case S3 -> new TaskTokenPendingAutoConfiguration.S3().tasktokenS3Store(AwsClients.S3, properties);
            case DYNAMODB ->
                new TaskTokenPendingAutoConfiguration.DynamoDb()
                        .tasktokenDynamoDbStore(AwsClients.DYNAMODB, properties);
            case JDBC -> new TaskTokenPendingAutoConfiguration.Jdbc().tasktokenJdbcStore(beans(null));
        };
    }

    private static ListenerMethod method() {
        try {
            Method handle = Orders.class.getDeclaredMethod("handle", String.class);
            return ListenerMethod.of("orders", new Orders(), handle, handle.getAnnotation(TaskTokenListener.class));
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> ObjectProvider<T> beans(@Nullable T only) {
        return new ObjectProvider<>() {
            @Override
            public Stream<T> stream() {
                return Stream.ofNullable(only);
            }

            @Override
            public Stream<T> orderedStream() {
                return stream();
            }
        };
    }
}
