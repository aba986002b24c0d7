package dev.tasktoken.testkit.internal.deliveries;

import dev.tasktoken.testkit.internal.values.Arns;
import java.time.Instant;

/** The account, Region and time of made-up deliveries. */
public final class SampleIds {
    public static final String REGION = "us-east-1";
    public static final String ACCOUNT = "123456789012";
    public static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    public static final String QUEUE_ARN = "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":orders";
    public static final String TOPIC_ARN = new Arns(REGION, ACCOUNT).topic("orders");

    private SampleIds() {}
}
