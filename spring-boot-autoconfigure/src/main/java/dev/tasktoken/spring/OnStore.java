package dev.tasktoken.spring;

import dev.tasktoken.spring.TaskTokenProperties.Store;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Binds the store as the properties are bound, so that both understand the same: "dynamo-db" names one, too. */
final class OnStore extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        List<Store> wanted =
                List.of(metadata.getAnnotations().get(ConditionalOnStore.class).getEnumArray("value", Store.class));
        Optional<Store> named = named(context.getEnvironment());
        boolean isMatch = named.isPresent() && (wanted.isEmpty() || wanted.contains(named.get()));
        return new ConditionOutcome(isMatch, TaskTokenPendingAutoConfiguration.STORE + " names " + named);
    }

    /** What cannot be bound ends the start anyway, when the properties are bound. */
    private static Optional<Store> named(Environment environment) {
        try {
            return Optional.ofNullable(Binder.get(environment)
                    .bind(TaskTokenPendingAutoConfiguration.STORE, Store.class)
                    .orElse(null));
        } catch (BindException e) {
            return Optional.empty();
        }
    }
}
