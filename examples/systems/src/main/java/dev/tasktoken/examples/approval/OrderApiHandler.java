package dev.tasktoken.examples.approval;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TokenResponder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The API in front of the workflow, for HTTP APIs (payload format 2.0) and REST APIs (1.0): places orders and records
 * decisions about them.
 *
 * <table>
 *   <caption>Calls and responses</caption>
 *   <tr><td>{@code POST /orders}, an object with an {@code OrderId} of 1 to 64 letters, digits, {@code _} and
 *       {@code -}</td><td>202; the same order again: 202, without a second execution; another order of that id: 409; another body: 400; over 100,000 bytes: 413</td></tr>
 *   <tr><td>{@code POST /orders/{orderId}/confirmation}, {@code {"IsConfirmed": true|false}}, with
 *       {@code Authorization: Bearer <CONFIRMATION_SECRET>}</td><td>200 for the first decision; 202 if it is recorded but could not be sent yet; 409, with the recorded decision, for every later one; 410 if the workflow no longer waits; 503 with {@code Retry-After} until the token is stored. An order with {@code "Approvals": 2} needs two people, each with {@code "By": "<name>"}: 202 while another must confirm, 403 for a vote that does not count. 404 for an unknown order; 401 without the secret; 400 for another body</td></tr>
 *   <tr><td>{@code GET /orders/{orderId}/confirmation} with the same permission</td><td>200 with the links for the person who decides, relative to this address; otherwise as above. Keep the links secret</td></tr>
 *   <tr><td>{@code /orders/{orderId}/confirmation?link=...}, without a header</td><td>the page of such a link: see
 *       {@link dev.tasktoken.lambda.ConfirmationPage}</td></tr>
 * </table>
 *
 * <p>An order's record is an object {@code orders/<OrderId>.json} in the bucket, written once before the execution
 * starts. So the API can distinguish a known order from an unknown one before the token is stored. The execution is
 * named {@code order-<OrderId>}. A client that got no response posts its order again, and at most one execution runs.
 * Step Functions reserves a name for 90 days after its execution ended. Keep orders no longer, because a later
 * repetition would start another execution.
 *
 * <p>Lambda calls the constructor without arguments, once per instance. That constructor reads {@code TOKEN_BUCKET},
 * {@code STATE_MACHINE_ARN} and {@code CONFIRMATION_SECRET}, and uses the function's Region, credentials and endpoints.
 * In other programs, use the other constructor.
 *
 * <p>The function needs {@code states:StartExecution}, {@code states:SendTaskSuccess} and
 * {@code states:SendTaskFailure}; {@code s3:ListBucket} on the bucket, {@code s3:GetObject}, {@code s3:PutObject} and
 * {@code s3:DeleteObject} on what is in it.
 */
public final class OrderApiHandler implements RequestStreamHandler {
    private static final Pattern ORDERS = Pattern.compile(".*/orders/?");
    private static final Pattern CONFIRMATION = Pattern.compile(".*/orders/([^/]+)/confirmation/?");

    private final OrderPlacement placement;
    private final OrderConfirmation confirmation;

    public OrderApiHandler() {
        this(SfnClient.create(), Bucket.client(), Settings.fromEnvironment());
    }

    public OrderApiHandler(SfnClient sfn, S3Client s3, Settings settings) {
        Orders orders = new Orders(s3, settings.bucket());
        this.placement = new OrderPlacement(sfn, settings.stateMachineArn(), orders);
        this.confirmation = OrderConfirmation.of(TokenResponder.of(sfn), s3, settings);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Json.write(answer(ApiCall.of(Json.read(input))).toJson(), output);
    }

    private Reply answer(ApiCall call) {
        try {
            return route(call);
        } catch (TaskFailureException e) {
            return Reply.message(400, e.causeText());
        } catch (StoreUnavailableException e) {
            return Reply.later("Please try again in a moment");
        }
    }

    private Reply route(ApiCall call) {
        Matcher path = CONFIRMATION.matcher(call.path());
        if (path.matches()) {
            return confirmation.answer(call, path.group(1));
        }
        if (!ORDERS.matcher(call.path()).matches()) {
            return Reply.message(404, "There is nothing here");
        }
        return call.method().equals("POST")
                ? placement.place(call.body())
                : Reply.message(405, "Orders are posted").withHeader("Allow", "POST");
    }
}
