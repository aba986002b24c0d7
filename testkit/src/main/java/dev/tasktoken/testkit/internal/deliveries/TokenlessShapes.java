package dev.tasktoken.testkit.internal.deliveries;

import static dev.tasktoken.testkit.internal.deliveries.ShapeText.json;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.refused;

import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.delivery.UnreadableDeliveryException;
import java.util.List;

/** Messages in which no task token may be found, and bodies that cannot be read. */
public final class TokenlessShapes {
    private TokenlessShapes() {}

    public static List<MessageShape> all() {
        return List.of(
                notFound("JSON without a token", json("{<order>}")),
                notFound("parent's token inside input only", json("{'input':{'TaskToken':'<B>'},<order>}")),
                notFound("parent's token inside Input only", json("{'Input':{'TaskToken':'<B>'},<order>}")),
                notFound("parent's token in a JSON text called input", json("{'input':'{\\'TaskToken\\':\\'<B>\\'}'}")),
                notFound("key TaskToken.$", json("{'TaskToken.$':'$$.Task.Token',<order>}")),
                notFound("other services' tokens only", json("{'accessToken':'<A>','nextToken':'<A>'}")),
                notFound("token is null", json("{'TaskToken':null,<order>}")),
                notFound("token is null, business token beside it", json("{'TaskToken':null,'token':'tok_visa'}")),
                notFound("token is a number", json("{'TaskToken':42,<order>}")),
                notFound("array as the root", json("[{'TaskToken':'<A>'}]")),
                notFound("token inside an array", json("{'records':[{'TaskToken':'<A>'}]}")),
                notFound("token nine containers down", PlainShapes.inContainers(9)),
                notFound("number as the root", "42"),
                notFound("SNS subscription confirmation", json(subscriptionConfirmation())),
                unreadable("pointer to a large message", largeMessagePointer()),
                unreadable("not JSON", "this is not JSON"),
                unreadable("not JSON, with a token in it", json("TaskToken=<A>")),
                unreadable("cut short after the token", json("{'TaskToken':'<A>','orderId':'ord")),
                unreadable("two JSON values", json("{'TaskToken':'<A>'} {'TaskToken':'<A>'}")),
                unreadable("empty body", ""),
                unreadable("blank body", " \n "),
                unreadable("nesting 10,000 deep before the token", json("{'deep':" + nested() + ",'TaskToken':'<A>'}")),
                unreadable("nesting 10,000 deep after the token", json("{'TaskToken':'<A>','deep':" + nested() + "}")),
                unreadable("SNS notification of a text", WrappedShapes.notification("this is not JSON", "{}")));
    }

    private static String nested() {
        return "[".repeat(10_000) + "]".repeat(10_000);
    }

    private static String subscriptionConfirmation() {
        return "{'Type':'SubscriptionConfirmation','MessageId':'165545c9-2a5c-472c-8df2-7ff2be2b3b1b','Token':'<B>',"
                + "'TopicArn':'arn:aws:sns:eu-central-1:123456789012:orders','Message':'You have chosen to subscribe',"
                + "'SubscribeURL':'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=<B>',"
                + "'Timestamp':'2026-01-01T00:00:00.000Z','SignatureVersion':'2','Signature':'c2lnbmF0dXJl',"
                + "'SigningCertURL':'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService.pem'}";
    }

    private static String largeMessagePointer() {
        return json("['software.amazon.payloadoffloading.PayloadS3Pointer',{'s3BucketName':'b','s3Key':'k'}]");
    }

    private static MessageShape notFound(String name, String body) {
        return refused(name, body, TokenNotFoundException.class);
    }

    private static MessageShape unreadable(String name, String body) {
        return refused(name, body, UnreadableDeliveryException.class);
    }
}
