package dev.tasktoken.testkit;

import java.time.Instant;

/** The account, Region and time of made-up deliveries. */
final class Sample {
    static final String REGION = "us-east-1";
    static final String ACCOUNT = "123456789012";
    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    static final String QUEUE_ARN = "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":orders";
    static final String TOPIC_ARN = new Arns(REGION, ACCOUNT).topic("orders");

    private Sample() {}
}
