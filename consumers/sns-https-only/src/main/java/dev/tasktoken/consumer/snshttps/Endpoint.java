package dev.tasktoken.consumer.snshttps;

import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.sns.SnsCallFailedException;
import dev.tasktoken.sns.SnsNotifications;
import dev.tasktoken.sns.UntrustedNotificationException;
import dev.tasktoken.sns.VerifiedMessage;
import org.jspecify.annotations.Nullable;

/** What the endpoint of an HTTPS subscription calls. */
final class Endpoint {
    private final CallbackProcessor<String> processor;
    private final SnsNotifications notifications;

    Endpoint(TokenResponder responder, SnsNotifications notifications) {
        this.processor = CallbackProcessor.of(responder, String.class, String::length);
        this.notifications = notifications;
    }

    /** Returns the status to answer with. */
    int post(byte[] body, @Nullable String messageType) {
        try {
            return answer(notifications.verify(body, messageType)) ? 200 : 503;
        } catch (UntrustedNotificationException e) {
            return 403;
        } catch (SnsCallFailedException e) {
            return 503;
        }
    }

    private boolean answer(VerifiedMessage message) {
        if (message instanceof VerifiedMessage.SubscriptionConfirmation confirmation) {
            confirmation.confirm();
        } else if (message instanceof VerifiedMessage.Notification notification) {
            return processor.process(notification.delivery()).isSettled();
        }
        return true;
    }
}
