package dev.tasktoken.testkit.integrations;

import java.util.List;

/**
 * What the Task states of a {@code LocalStepFunctions} can call. Functions, queues and topics have their own place;
 * everything else is here: services in memory that are ready-made, and any other one as a function over the request
 * that the state makes.
 *
 * <p>Ready-made:
 *
 * <ul>
 *   <li>{@code states:startExecution}, plain, {@code .sync}, {@code .sync:2} and waiting, which starts a machine of the
 *       same instance; and {@code aws-sdk:sfn:*}, every operation that the instance serves
 *   <li>{@code dynamodb:getItem}, {@code putItem}, {@code updateItem} and {@code deleteItem}, and the same of
 *       {@code aws-sdk:dynamodb}, on {@link #tables()}
 *   <li>{@code events:putEvents}, on {@link #buses()}
 *   <li>{@code ecs:runTask} and {@code batch:submitJob}, of containers registered with {@link #onContainer}
 *   <li>{@code apigateway:invoke}, of endpoints registered with {@link #onApi}
 *   <li>{@code aws-sdk:sns:publish} and {@code aws-sdk:sqs:sendMessage}, on the topics and queues there are
 * </ul>
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
     * @param definition the family of an ECS task definition or the name of a Batch job definition, without revision
     *     and ARN
     * @param main what the container runs
     * @return this
     */
    LocalIntegrations onContainer(String definition, ContainerMain main);

    /**
     * Connects an API to a Lambda function, in place of the one there was. The function receives the event of a Lambda
     * proxy integration (payload format 1.0) and returns {@code {"statusCode", "headers", "body"}}.
     *
     * @param apiEndpoint the API's host as the state names it, {@code abc.execute-api.us-east-1.amazonaws.com}
     * @param functionName the name of one of the instance's functions
     * @return this
     */
    LocalIntegrations onApi(String apiEndpoint, String functionName);

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
