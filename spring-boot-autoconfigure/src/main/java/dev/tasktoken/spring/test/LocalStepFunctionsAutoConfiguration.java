package dev.tasktoken.spring.test;

import dev.tasktoken.spring.TaskTokenClientAutoConfiguration;
import dev.tasktoken.testkit.LocalStepFunctions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Configures {@link AutoConfigureLocalStepFunctions}. */
@AutoConfiguration(before = TaskTokenClientAutoConfiguration.class)
final class LocalStepFunctionsAutoConfiguration {
    LocalStepFunctionsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    SqsClient localQueues() {
        return new LocalQueues();
    }

    @Bean
    @ConditionalOnMissingBean
    LocalStepFunctions localStepFunctions(SqsClient sqs) {
        return LocalStepFunctions.builder().sqs(sqs).start();
    }

    /** Before a client of the application, which would call AWS. */
    @Bean(destroyMethod = "")
    @Primary
    SfnClient localSfnClient(LocalStepFunctions stepFunctions) {
        return stepFunctions.client();
    }
}
