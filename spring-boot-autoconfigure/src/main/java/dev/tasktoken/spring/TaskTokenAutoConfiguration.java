package dev.tasktoken.spring;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.FailureMapper;
import dev.tasktoken.JsonCodec;
import dev.tasktoken.OversizedOutputStore;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.jackson3.Jackson3Codec;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import software.amazon.awssdk.services.sfn.SfnClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configures what reads deliveries and answers tasks: a {@link JsonCodec} by the application's mapper of Jackson 3, or
 * of Jackson 2 if it has no other; a {@link CallbackReader}; a {@link TokenResponder} if there is one
 * {@link SfnClient}. Each backs off where the application defines its own. Beans of type {@link FailureMapper} and
 * {@link OversizedOutputStore} are given to the responder.
 */
@AutoConfiguration(
        after = TaskTokenClientAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.jackson2.autoconfigure.Jackson2AutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "tasktoken.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TaskTokenProperties.class)
public final class TaskTokenAutoConfiguration {
    TaskTokenAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    CallbackReader tasktokenReader(ObjectProvider<JsonCodec> codec) {
        return CallbackReader.builder()
                .codec(codec.getIfAvailable(JsonCodec::standard))
                .build();
    }

    /** Has the codec itself, too: it answers by hand, and for pending tasks. */
    @Bean
    @ConditionalOnSingleCandidate(SfnClient.class)
    @ConditionalOnMissingBean
    TokenResponder tasktokenResponder(
            SfnClient client,
            CallbackReader reader,
            TaskTokenProperties properties,
            ObjectProvider<FailureMapper> failureMapper,
            ObjectProvider<OversizedOutputStore> oversizedOutput) {
        TokenResponder.Builder builder = TokenResponder.builder().client(client).codec(reader.codec());
        TaskTokenProperties.Responder calls = properties.responder();
        UnusableSettingException.set(
                "tasktoken.responder.calls-per-second", calls.callsPerSecond(), builder::callsPerSecond);
        UnusableSettingException.set(
                "tasktoken.responder.max-concurrent-calls", calls.maxConcurrentCalls(), builder::maxConcurrentCalls);
        failureMapper.ifAvailable(builder::failureMapper);
        oversizedOutput.ifAvailable(builder::oversizedOutput);
        return builder.build();
    }

    /** Jackson 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({JsonMapper.class, Jackson3Codec.class})
    @Order(0)
    static class Jackson3 {
        @Bean
        @ConditionalOnSingleCandidate(JsonMapper.class)
        @ConditionalOnMissingBean
        JsonCodec tasktokenCodec(JsonMapper mapper, TaskTokenProperties properties) {
            return properties.json().strict() ? Jackson3Codec.strict(mapper) : Jackson3Codec.of(mapper);
        }
    }

    /** Jackson 2, where there is no mapper of Jackson 3. */
    @Configuration(proxyBeanMethods = false)
    @Order(1)
    static class Jackson2 {
        @Bean
        @ConditionalOnSingleCandidate(ObjectMapper.class)
        @ConditionalOnMissingBean
        JsonCodec tasktokenJackson2Codec(ObjectMapper mapper, TaskTokenProperties properties) {
            return JsonCodec.of(properties.json().strict() ? strict(mapper) : mapper);
        }

        /** Spring Boot's mapper ignores unknown properties. */
        private static ObjectMapper strict(ObjectMapper mapper) {
            return mapper.copy()
                    .enable(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        }
    }
}
