package dev.tasktoken.sns;

import dev.tasktoken.delivery.Delivery;
import java.net.URI;

/**
 * A message that SNS sent for an allowed topic: its signature was verified. Only {@link SnsNotifications} makes them.
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
         * Returns what was published, for a processor or a reader.
         *
         * @return the message, its id, and its attributes if the builder said so
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

    /** SNS asks whether this endpoint wants to be subscribed to the topic. */
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
         * Confirms the subscription by a GET of the message's SubscribeURL, which is an address of SNS in the topic's
         * Region. Blocks for at most the builder's timeout; follows no redirect. Not doing it leaves the subscription
         * pending; SNS forgets it after a while.
         *
         * @throws SnsCallFailedException if SNS cannot be reached or does not answer with a 2xx
         */
        public void confirm() {
            client.get(subscribeUrl, "the confirmation of a subscription");
        }

        /** Names the topic; the address holds a token of SNS and is not shown. */
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
         * Subscribes again, by a GET of the message's SubscribeURL. There is nothing to do to stay unsubscribed.
         *
         * @throws SnsCallFailedException if SNS cannot be reached or does not answer with a 2xx
         */
        public void resubscribe() {
            client.get(subscribeUrl, "the renewal of a subscription");
        }

        /** Names the topic; the address holds a token of SNS and is not shown. */
        @Override
        public String toString() {
            return "UnsubscribeConfirmation[" + topicArn + "]";
        }
    }
}
