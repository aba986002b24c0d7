package dev.tasktoken.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Gives a test of a whole application a {@link dev.tasktoken.testkit.LocalStepFunctions LocalStepFunctions} in place of
 * AWS, for instance with {@code @SpringBootTest}. {@link TaskTokenTest} has it already.
 *
 * <p>The beans are:
 *
 * <ul>
 *   <li>a {@code LocalStepFunctions}, closed with the application context
 *   <li>its {@code SfnClient}
 *   <li>an {@code SqsClient} with queues in memory, unless the application or the test defines one. A queue exists from
 *       its first use on. Messages are hidden, renewed, redelivered and deleted as in SQS; there are no FIFO queues and
 *       no redrive policies
 * </ul>
 *
 * <p>Methods with {@code @SqsListener} need an {@code SqsAsyncClient}, which is not among them: run them against a
 * server of queues.
 */
@Documented
@ImportAutoConfiguration
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AutoConfigureLocalStepFunctions {}
