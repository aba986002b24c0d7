package dev.tasktoken.spring;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.processor.CallbackListener;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.TaskHandler;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.PropertyMapper;

/** Makes the processors of listener methods. */
final class ListenerProcessors {
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
                .retryAnswerFor(settings.retryAnswerFor())
                .duplicateCheck(settings.duplicateCheck())
                .requireDuplicateCheck(settings.requireDuplicateCheck());
        PropertyMapper map = PropertyMapper.get();
        map.from(heartbeatEvery == null ? settings.heartbeatInterval() : heartbeatEvery)
                .to(builder::heartbeatEvery);
        map.from(settings.heartbeatTimeout()).to(builder::heartbeatTimeout);
        map.from(settings.maxReceives()).to(builder::maxReceives);
        builder.listener(refused.of(listenerId));
        listeners.orderedStream().forEach(builder::listener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(listenerId, builder));
        return builder.build();
    }
}
