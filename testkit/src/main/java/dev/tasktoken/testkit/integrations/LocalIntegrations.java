package dev.tasktoken.testkit.integrations;

import java.util.List;

/**
 * What the Task states of a {@code LocalStepFunctions} can call. Functions, queues and topics have their own place;
 * every other service is a function over the request that the state makes.
 *
 * <p>A resource that is neither ready-made nor registered is refused when the machine is created, all such resources of
 * a definition at once, each with the line to add. Register before creating the machine.
 *
 * <p>Thread-safe. Implemented by {@code LocalStepFunctions} only: methods may be added.
 *
 * <pre>{@code
 * stepFunctions.integrations().on("aws-sdk:s3:headObject", request -> Map.of("ContentLength", 12));
 * }</pre>
 */
public interface LocalIntegrations {
    /**
     * Registers what a resource does, in place of what it did. With a bare name it is called by a plain task and by one
     * that waits for its token. With the end {@code .waitForTaskToken} only by the latter; with {@code .sync} or
     * {@code .sync:2} by a task that waits for the end of a job, and the result is what Step Functions returns when the
     * job has ended.
     *
     * <p>A waiting task ignores the response but for its history. Its token may be answered before the function
     * returns.
     *
     * @param resource {@code dynamodb:query}, {@code aws-sdk:s3:getObject}, {@code http:invoke},
     *     {@code glue:startJobRun.sync}, or such a name behind {@code arn:aws:states:::}
     * @param function what it does
     * @return this
     * @throws IllegalArgumentException if it is no such name, or Step Functions has no such pattern of the service
     */
    LocalIntegrations on(String resource, LocalIntegration function);

    /**
     * Registers the program of a container, in place of the one there was.
     *
     * @param definition the family of an ECS task definition or the name of a Batch job definition, without revision and
     *     ARN
     * @param main what the container runs
     * @return this
     */
    LocalIntegrations onContainer(String definition, ContainerMain main);

    /**
     * Returns the calls that Task states have made, ready-made services, functions, queues and topics included; of all
     * together the last 10,000 are remembered. A task that runs a function's own ARN is none of them.
     *
     * @param resource as for {@link #on}; a bare name means calls with any end
     * @return the calls, oldest first
     * @throws IllegalArgumentException if it is no such name
     */
    List<IntegrationCall> calls(String resource);

    /**
     * Returns the DynamoDB tables.
     *
     * @return the tables, none at first
     */
    LocalTables tables();

    /**
     * Returns the EventBridge buses.
     *
     * @return the buses, at first the one called {@code default}
     */
    LocalBuses buses();
}
