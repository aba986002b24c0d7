package dev.tasktoken.spring;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson2.autoconfigure.Jackson2AutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** Application contexts to test. */
final class Contexts {
    private Contexts() {}

    /** All of ours, without Spring Cloud AWS and without Jackson's. */
    static ApplicationContextRunner plain() {
        return new ApplicationContextRunner()
                .withSystemProperties("aws.region=us-east-1", "aws.accessKeyId=local", "aws.secretAccessKey=local")
                .withConfiguration(AutoConfigurations.of(
                        TaskTokenClientAutoConfiguration.class,
                        TaskTokenAutoConfiguration.class,
                        TaskTokenListenerAutoConfiguration.class,
                        TaskTokenSqsListenerAutoConfiguration.class,
                        TaskTokenPendingAutoConfiguration.class,
                        TaskTokenHealthAutoConfiguration.class,
                        TaskTokenMetricsAutoConfiguration.class));
    }

    /** With the mapper of Jackson 3. */
    static ApplicationContextRunner withJackson3() {
        return plain().withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class));
    }

    /** With the mapper of Jackson 2. */
    @SuppressWarnings("removal") // Spring Boot will remove it when it removes Jackson 2
    static ApplicationContextRunner withJackson2() {
        return plain().withConfiguration(AutoConfigurations.of(Jackson2AutoConfiguration.class));
    }

    /** With Step Functions and queues in the JVM, and redelivery at once. */
    static ApplicationContextRunner local() {
        return withJackson3()
                .withConfiguration(AutoConfigurations.of(ClassUtils.resolveClassName(
                        "dev.tasktoken.spring.test.LocalStepFunctionsAutoConfiguration", null)))
                .withPropertyValues("tasktoken.listener.redelivery-delay=0s");
    }
}
