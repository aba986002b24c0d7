package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.FailureMapper;
import dev.tasktoken.JsonCodec;
import dev.tasktoken.OversizedOutputStore;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.jackson3.Jackson3Codec;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class TaskTokenAutoConfigurationTest {
    private static final TaskToken TOKEN = TaskToken.of(TestTokens.numbered(1));

    record Order(String orderId, int cents) {}

    @Configuration(proxyBeanMethods = false)
    static class Recording {
        @Bean
        RecordingResponder calls() {
            return RecordingResponder.create();
        }

        @Bean
        SfnClient client(RecordingResponder calls) {
            return calls.client();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        TokenResponder own() {
            return RecordingResponder.create().responder();
        }

        @Bean
        CallbackReader ownReader() {
            return CallbackReader.standard();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoClients {
        @Bean
        SfnClient one() {
            return RecordingResponder.create().client();
        }

        @Bean
        SfnClient other() {
            return RecordingResponder.create().client();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnMapper {
        @Bean
        JsonMapper ownMapper() {
            return JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.UPPER_SNAKE_CASE)
                    .build();
        }
    }

    private static ApplicationContextRunner recorded() {
        return Contexts.withJackson3().withUserConfiguration(Recording.class);
    }

    /** An application without AWS must not need a Region. */
    @Test
    void configuresNothingIfDisabled() {
        Contexts.withJackson3()
                .withPropertyValues("tasktoken.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(SfnClient.class)
                        .doesNotHaveBean(SqsClient.class)
                        .doesNotHaveBean(CallbackReader.class)
                        .doesNotHaveBean(TokenResponder.class)
                        .doesNotHaveBean(TaskTokenListeners.class)
                        .hasNotFailed());
    }

    @Test
    void makesAResponderAndAReader() {
        Contexts.withJackson3()
                .run(context -> assertThat(context)
                        .hasSingleBean(SfnClient.class)
                        .hasSingleBean(SqsClient.class)
                        .hasSingleBean(CallbackReader.class)
                        .hasSingleBean(TokenResponder.class)
                        .hasSingleBean(TaskTokenListeners.class));
    }

    @Test
    void answersThroughTheApplicationsClient() {
        recorded().run(context -> {
            assertThat(context).hasSingleBean(SfnClient.class);

            context.getBean(TokenResponder.class).succeed(TOKEN, new Order("1", 2));

            assertThat(context.getBean(RecordingResponder.class).answers())
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.output()).hasValue("{\"orderId\":\"1\",\"cents\":2}"));
        });
    }

    @Test
    void backsOffFromTheApplicationsResponderAndReader() {
        Contexts.withJackson3()
                .withUserConfiguration(Own.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(TokenResponder.class)
                        .hasBean("own")
                        .hasSingleBean(CallbackReader.class)
                        .hasBean("ownReader"));
    }

    /** Which of them answers cannot be guessed. */
    @Test
    void makesNoResponderOfTwoClients() {
        Contexts.withJackson3()
                .withUserConfiguration(TwoClients.class)
                .run(context -> assertThat(context)
                        .doesNotHaveBean(TokenResponder.class)
                        .doesNotHaveBean(TaskTokenListeners.class)
                        .hasNotFailed());
    }

    @Test
    void readsAndWritesByTheMapperOfJackson3() {
        Contexts.withJackson3()
                .withPropertyValues("spring.jackson.property-naming-strategy=SNAKE_CASE")
                .run(context -> {
                    JsonCodec codec = context.getBean(JsonCodec.class);
                    assertThat(codec).isInstanceOf(Jackson3Codec.class);
                    assertThat(written(codec, new Order("1", 2))).isEqualTo("{\"order_id\":\"1\",\"cents\":2}");
                    assertThat(read(codec, "{\"order_id\":\"1\",\"cents\":2}")).isEqualTo(new Order("1", 2));
                    assertThat(context.getBean(CallbackReader.class).codec()).isSameAs(codec);
                });
    }

    /** The trap: a mapper that the application defines in place of Spring Boot's is not wired. */
    @Test
    void readsByTheMapperThatTheApplicationDefines() {
        Contexts.withJackson3()
                .withUserConfiguration(OwnMapper.class)
                .run(context -> assertThat(read(context.getBean(JsonCodec.class), "{\"ORDER_ID\":\"1\",\"CENTS\":2}"))
                        .isEqualTo(new Order("1", 2)));
    }

    @Test
    void prefersJackson3WhereBothAreThere() {
        Contexts.withJackson3()
                .withBean(ObjectMapper.class, ObjectMapper::new)
                .run(context -> assertThat(context.getBean(JsonCodec.class)).isInstanceOf(Jackson3Codec.class));
    }

    @Test
    void readsByTheMapperOfJackson2WhereThereIsNoOther() {
        Contexts.withJackson2()
                .withClassLoader(new FilteredClassLoader(JsonMapper.class))
                .withPropertyValues("spring.jackson2.property-naming-strategy=SNAKE_CASE")
                .run(context -> {
                    JsonCodec codec = context.getBean(JsonCodec.class);
                    assertThat(read(codec, "{\"order_id\":\"1\",\"cents\":2}")).isEqualTo(new Order("1", 2));
                    assertThatThrownBy(() -> read(codec, "{\"order_id\":\"1\",\"cents\":2,\"more\":3}"))
                            .as("Spring Boot's mapper ignores unknown properties")
                            .hasMessageContaining("more");
                });
    }

    @Test
    void readsByTheMapperOfJackson2WithoutTheModuleForJackson3() {
        Contexts.withJackson2()
                .withClassLoader(new FilteredClassLoader(Jackson3Codec.class))
                .run(context -> assertThat(context).hasSingleBean(JsonCodec.class));
    }

    @Test
    void readsByItsOwnMapperWithoutAnother() {
        Contexts.plain().run(context -> {
            assertThat(context).doesNotHaveBean(JsonCodec.class);
            assertThat(read(context.getBean(CallbackReader.class).codec(), "{\"orderId\":\"1\",\"cents\":2}"))
                    .isEqualTo(new Order("1", 2));
        });
    }

    @Test
    void refusesUnknownPropertiesUnlessSetOtherwise() {
        String unknown = "{\"orderId\":\"1\",\"cents\":2,\"more\":3}";

        Contexts.withJackson3()
                .run(context -> assertThatThrownBy(() -> read(context.getBean(JsonCodec.class), unknown))
                        .hasMessageContaining("more"));
        Contexts.withJackson3()
                .withPropertyValues("tasktoken.json.strict=false")
                .run(context -> assertThat(read(context.getBean(JsonCodec.class), unknown))
                        .isEqualTo(new Order("1", 2)));
        Contexts.withJackson2()
                .withPropertyValues("tasktoken.json.strict=false")
                .run(context -> assertThat(read(context.getBean(JsonCodec.class), unknown))
                        .isEqualTo(new Order("1", 2)));
    }

    @Test
    void givesTheResponderTheApplicationsFailureMapperAndStore() {
        recorded()
                .withBean(FailureMapper.class, () -> reason -> new TaskFailure("Own", "cause"))
                .withBean(OversizedOutputStore.class, () -> output -> "stored")
                .run(context -> {
                    RecordingResponder calls = context.getBean(RecordingResponder.class);
                    TokenResponder responder = context.getBean(TokenResponder.class);
                    responder.fail(TOKEN, new IllegalStateException());
                    responder.succeed(TaskToken.of(TestTokens.numbered(2)), "x".repeat(300_000));

                    assertThat(calls.answers())
                            .extracting(
                                    answer -> answer.error().or(answer::output).orElseThrow())
                            .containsExactly("Own", "\"stored\"");
                });
    }

    @Test
    void limitsCalls() {
        recorded()
                .withPropertyValues(
                        "tasktoken.responder.calls-per-second=5", "tasktoken.responder.max-concurrent-calls=2")
                .run(context -> assertThat(context).hasSingleBean(TokenResponder.class));
        recorded()
                .withPropertyValues("tasktoken.responder.calls-per-second=0")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("callsPerSecond"));
        recorded()
                .withPropertyValues("tasktoken.responder.max-concurrent-calls=0")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("maxConcurrentCalls"));
    }

    private static @Nullable Object read(JsonCodec codec, String json) throws Exception {
        return codec.read(new StringReader(json), Order.class);
    }

    private static String written(JsonCodec codec, Object output) throws Exception {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        codec.write(output, json);
        return json.toString(StandardCharsets.UTF_8);
    }
}
