package dev.tasktoken.sns;

import dev.tasktoken.delivery.Delivery;
import java.net.URI;

/**
 * A message that SNS sent for an allowed topic, with a verified signature. Only {@link SnsNotifications} creates one.
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * VerifiedMessage message = notifications.verify(body, header);
 * if (message instanceof VerifiedMessage.SubscriptionConfirmation confirmation) {
 *     confirmation.confirm();
 * } else if (message instanceof VerifiedMessage.Notification notification) {
 *     Settlement settlement = processor.process(notification.delivery());
 * }
 * }</pre>
 */
public sealed interface VerifiedMessage {
    /**
     * Returns the topic.
     *
     * @return one of the allowed ARNs
     */
    String topicArn();

    /** A message that was published to the topic. */
    final class Notification implements VerifiedMessage {
        private final String topicArn;
        private final Delivery delivery;

        Notification(String topicArn, Delivery delivery) {
            this.topicArn = topicArn;
            this.delivery = delivery;
        }

        @Override
        public String topicArn() {
            return topicArn;
        }

        /**
         * Returns the published message, for a processor or a reader.
         *
         * @return the message, its id, and its attributes if the builder allows them
         */
        public Delivery delivery() {
            return delivery;
        }

        /** Names the topic and the message id. */
        @Override
        public String toString() {
            return "Notification[" + topicArn + ", " + delivery + "]";
        }
    }

    /** SNS asks this endpoint to confirm its subscription to the topic. */
    final class SubscriptionConfirmation implements VerifiedMessage {
        private final String topicArn;
        private final URI subscribeUrl;
        private final SnsClient client;

        SubscriptionConfirmation(String topicArn, URI subscribeUrl, SnsClient client) {
            this.topicArn = topicArn;
            this.subscribeUrl = subscribeUrl;
            this.client = client;
        }

        @Override
        public String topicArn() {
            return topicArn;
        }

        /**
         * Confirms the subscription with a GET of the message's SubscribeURL, which is an address of SNS in the topic's
         * Region. Blocks for at most the builder's timeout; follows no redirect. Without this call the subscription
         * stays pending, and SNS deletes it after some time.
         *
         * @throws SnsCallFailedException if SNS cannot be reached or does not answer with a 2xx
         */
        public void confirm() {
            client.get(subscribeUrl, "the confirmation of a subscription");
        }

        /** Names the topic. Leaves out the address, which holds a token of SNS. */
        @Override
        public String toString() {
            return "SubscriptionConfirmation[" + topicArn + "]";
        }
    }

    /** This endpoint was unsubscribed from the topic. */
    final class UnsubscribeConfirmation implements VerifiedMessage {
        private final String topicArn;
        private final URI subscribeUrl;
        private final SnsClient client;

        UnsubscribeConfirmation(String topicArn, URI subscribeUrl, SnsClient client) {
            this.topicArn = topicArn;
            this.subscribeUrl = subscribeUrl;
            this.client = client;
        }

        @Override
        public String topicArn() {
            return topicArn;
        }

        /**
         * Renews the subscription of the endpoint with a GET of the message's SubscribeURL. Do not call it to stay
         * unsubscribed.
         *
         * @throws SnsCallFailedException if SNS cannot be reached or does not answer with a 2xx
         */
        public void resubscribe() {
            client.get(subscribeUrl, "the renewal of a subscription");
        }

        /** Names the topic. Leaves out the address, which holds a token of SNS. */
        @Override
        public String toString() {
            return "UnsubscribeConfirmation[" + topicArn + "]";
        }
    }
}
