package dev.tasktoken.examples.approval;

import static java.util.Objects.requireNonNull;

/**
 * The environment of the deployed API.
 *
 * @param bucket keeps tokens and orders; {@code TOKEN_BUCKET}
 * @param stateMachineArn the workflow that an order starts; {@code STATE_MACHINE_ARN}
 * @param confirmationSecret permits to confirm any order; {@code CONFIRMATION_SECRET}: random, 32 characters or more,
 *     because the key that signs the links is derived from it
 */
public record Settings(String bucket, String stateMachineArn, String confirmationSecret) {
    public Settings {
        requireNonNull(bucket, "bucket");
        requireNonNull(stateMachineArn, "stateMachineArn");
        if (confirmationSecret.isBlank()) {
            throw new IllegalArgumentException("CONFIRMATION_SECRET is blank, so anybody could confirm an order");
        }
    }

    static Settings fromEnvironment() {
        return new Settings(Bucket.name(), variable("STATE_MACHINE_ARN"), variable("CONFIRMATION_SECRET"));
    }

    static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("The environment variable " + name + " is not set");
        }
        return value;
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "Settings[" + bucket + ", " + stateMachineArn + "]";
    }
}
