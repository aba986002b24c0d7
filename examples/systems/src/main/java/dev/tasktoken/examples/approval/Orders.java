package dev.tasktoken.examples.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.StoreNotPermittedException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Stores each placed order as an object {@code orders/<OrderId>.json} beside the tokens. Orders are written once and
 * never changed. They are kept longer than their tokens; a lifecycle rule on {@code orders/} removes them.
 */
final class Orders {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;

    private final S3Client s3;
    private final String bucket;

    Orders(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * Records an order.
     *
     * @return false if there is another order of that id
     */
    boolean record(Order order) {
        return writeOnce(order) || find(order.id()).filter(order::equals).isPresent();
    }

    Optional<Order> find(String id) {
        return talk(id, () -> {
            try {
                String json =
                        s3.getObjectAsBytes(g -> g.bucket(bucket).key(key(id))).asUtf8String();
                return Optional.of(Order.of(MAPPER.readTree(json)));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            } catch (JsonProcessingException e) {
                throw new StoreNotPermittedException("The record of order " + id + " is damaged", null);
            }
        });
    }

    private boolean writeOnce(Order order) {
        return talk(order.id(), () -> {
            try {
                s3.putObject(
                        p -> p.bucket(bucket)
                                .key(key(order.id()))
                                .contentType("application/json")
                                .ifNoneMatch("*"),
                        RequestBody.fromString(order.toJson()));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return false;
                }
                throw e;
            }
        });
    }

    private static <T> T talk(String id, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            String message = "The record of order " + id + " could not be read or written";
            throw isForAPersonToMend(e)
                    ? new StoreNotPermittedException(message, e)
                    : new StoreUnavailableException(message, e);
        }
    }

    private static boolean isForAPersonToMend(SdkException e) {
        int status = e instanceof S3Exception refused ? refused.statusCode() : 0;
        return status >= 400 && status < 500 && status != CONFLICT && status != TOO_MANY;
    }

    private static String key(String id) {
        return "orders/" + id + ".json";
    }
}
