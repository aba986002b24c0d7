package dev.tasktoken.spring;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;

/** What the clients that are made here have in common: Region, credentials, endpoint. */
interface ClientSettings {
    /** Applies the settings. */
    <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B apply(B builder);
}
