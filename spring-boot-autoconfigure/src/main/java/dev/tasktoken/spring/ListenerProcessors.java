package dev.tasktoken.spring;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.processor.CallbackListener;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.TaskHandler;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Makes the processors of listener methods. */
final class ListenerProcessors {
    /** What one builder checks together, when customizers have changed it, too. */
    private static final String COMBINED =
            "tasktoken.listener.heartbeat-interval, tasktoken.listener.heartbeat-timeout,"
                    + " tasktoken.listener.interrupt-handler, tasktoken.listener.duplicate-check and"
                    + " tasktoken.listener.require-duplicate-check";

    private final TokenResponder responder;
    private final CallbackReader reader;
    private final TaskTokenProperties.Listener settings;
    private final ObjectProvider<CallbackListener> listeners;
    private final ObjectProvider<CallbackProcessorCustomizer> customizers;
    private final RefusedAnswers refused = new RefusedAnswers();

    ListenerProcessors(
            TokenResponder responder,
            CallbackReader reader,
            TaskTokenProperties.Listener settings,
            ObjectProvider<CallbackListener> listeners,
            ObjectProvider<CallbackProcessorCustomizer> customizers) {
        this.responder = responder;
        this.reader = reader;
        this.settings = settings;
        this.listeners = listeners;
        this.customizers = customizers;
    }

    /** The permissions that are missing for answers, by the listeners' ids. */
    Map<String, String> missingPermissions() {
        return refused.permissions();
    }

    /** Makes a processor with the properties, the listeners and then the customizers of the application. */
    CallbackProcessor<Object> processor(
            String listenerId, Type payload, @Nullable Duration heartbeatEvery, TaskHandler<Object> handler) {
        CallbackProcessor.Builder<Object> builder = CallbackProcessor.builder(responder, payload)
                .reader(reader)
                .handler(handler)
                .interruptHandler(settings.interruptHandler())
                .duplicateCheck(settings.duplicateCheck())
                .requireDuplicateCheck(settings.requireDuplicateCheck());
        set("retry-answer-for", settings.retryAnswerFor(), builder::retryAnswerFor);
        if (heartbeatEvery == null) {
            set("heartbeat-interval", settings.heartbeatInterval(), builder::heartbeatEvery);
        } else {
            UnusableSettingException.set(
                    "heartbeatEvery of the listener " + listenerId, heartbeatEvery, builder::heartbeatEvery);
        }
        set("heartbeat-timeout", settings.heartbeatTimeout(), builder::heartbeatTimeout);
        set("max-receives", settings.maxReceives(), builder::maxReceives);
        builder.listener(refused.of(listenerId));
        listeners.orderedStream().forEach(builder::listener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(listenerId, builder));
        return built(listenerId, builder);
    }

    private static CallbackProcessor<Object> built(String listenerId, CallbackProcessor.Builder<Object> builder) {
        try {
            return builder.build();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw UnusableSettingException.refused(
                    "For the listener " + listenerId + ", the combination of " + COMBINED, e);
        }
    }

    private static <T> void set(String name, @Nullable T value, Consumer<T> setter) {
        UnusableSettingException.set("tasktoken.listener." + name, value, setter);
    }
}
