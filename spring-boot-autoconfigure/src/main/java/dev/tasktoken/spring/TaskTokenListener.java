package dev.tasktoken.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Marks a method of a bean that does the work of the tasks whose messages arrive in a queue. A
 * {@link dev.tasktoken.sqs.SqsWorker SqsWorker} polls the queue from the start of the application context to its stop.
 *
 * <p>The method has one parameter for the payload, of any type that the application's Jackson mapper can bind, generic
 * ones included. It can also have a parameter of type {@link dev.tasktoken.processor.CallbackTask CallbackTask}, before
 * or after it. Without a parameter for the payload, the payload is not bound.
 *
 * <p>What the method returns becomes the state's output; {@code void} gives {@code null}. What it throws fails the
 * task: see {@link dev.tasktoken.TaskFailureException TaskFailureException}. It runs on several threads at once, up to
 * the concurrency, and it can be redelivered the same task: see {@code CallbackTask.idempotencyKey()}.
 *
 * <p>The bean is a singleton, which is made at the start even if it is lazy. A bean of another scope needs the scope's
 * proxy, which then makes or finds an instance for each message; without a proxy the application does not start.
 *
 * <p>Properties below {@code tasktoken.listener} set what all listeners have in common. For one listener, define a
 * {@link CallbackProcessorCustomizer} or a {@link SqsWorkerCustomizer}.
 *
 * <pre>{@code
 * @TaskTokenListener(queue = "payments")
 * Receipt charge(PaymentOrder order, CallbackTask task) {
 *     return gateway.charge(order, task.idempotencyKey());
 * }
 * }</pre>
 */
@Documented
@Reflective(ListenerHints.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface TaskTokenListener {
    /**
     * The queue: its name, its URL or its ARN. Placeholders such as {@code ${payments.queue}} are resolved. One that
     * does not exist ends the start of the application.
     *
     * @return the queue
     */
    String queue();

    /**
     * The listener's id in health, in the meters' tag {@code listener} and for customizers. Unique in the application.
     *
     * @return the id; if empty, the bean's name and the method's name with a dot between them
     */
    String id() default "";

    /**
     * How many runs of the method there are at once. Placeholders are resolved.
     *
     * @return 1 to 10,000; if empty, {@code tasktoken.listener.concurrency}
     */
    String concurrency() default "";

    /**
     * How often a heartbeat is sent while the method runs: a third of the state's {@code HeartbeatSeconds}, as in
     * {@code 20s}. Placeholders are resolved.
     *
     * @return at least 100 ms; if empty, {@code tasktoken.listener.heartbeat-interval}
     */
    String heartbeatEvery() default "";
}
