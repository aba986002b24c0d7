package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.CallbackId;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.engine.Timers;
import dev.tasktoken.testkit.internal.values.BoundedLog;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks that durable functions wait for, and the calls about them. Everything happens inside
 * {@link Engine#run}.
 */
public final class CallbackOperations {
    public static final String SUCCESS = "SendDurableExecutionCallbackSuccess";
    public static final String FAILURE = "SendDurableExecutionCallbackFailure";
    public static final String HEARTBEAT = "SendDurableExecutionCallbackHeartbeat";
    public static final Set<String> NAMES = Set.of(SUCCESS, FAILURE, HEARTBEAT);

    private static final int MAX_RESULT_BYTES = 262_144;
    private static final int ID_LENGTH = 240;

    private final Engine engine;
    private final TaskTokens ids = TaskTokens.ofLength(ID_LENGTH);
    private final BoundedLog<ReceivedCall> received = new BoundedLog<>();
    private final Map<String, OpenCallback> open = new HashMap<>();

    /** A callback that waits. */
    private static final class OpenCallback {
        private final Duration heartbeatTimeout;
        private Timers.@Nullable Timer timeout;
        private Timers.@Nullable Timer heartbeat;

        private OpenCallback(Duration heartbeatTimeout) {
            this.heartbeatTimeout = heartbeatTimeout;
        }
    }

    /** What a call says. */
    private record Answer(Optional<String> output, Optional<String> error, Optional<String> cause) {
        private static final Answer NONE = new Answer(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public CallbackOperations(Engine engine) {
        this.engine = engine;
    }

    /** Opens a callback; a timeout of zero is none. */
    public String create(Duration timeout, Duration heartbeatTimeout) {
        String id = ids.create();
        OpenCallback callback = new OpenCallback(heartbeatTimeout);
        open.put(id, callback);
        if (!timeout.isZero()) {
            callback.timeout = engine.schedule(timeout, () -> close(id));
        }
        restartHeartbeat(id, callback);
        return id;
    }

    public boolean isOwn(String id) {
        return ids.isOwn(id);
    }

    public boolean isOpen(String id) {
        return open.containsKey(id);
    }

    /** Closes a callback as its execution's end does. */
    public void close(String id) {
        OpenCallback closed = open.remove(id);
        if (closed != null) {
            cancel(closed.timeout);
            cancel(closed.heartbeat);
        }
    }

    public List<ReceivedCall> received() {
        return received.list();
    }

    /** Takes one call, in the order of checks that is known: the request, then the id, then whether it waits. */
    void call(String operation, String id, byte[] body) {
        requireForm(id);
        Answer answer = Answer.NONE;
        try {
            answer = answer(operation, body);
            answer(operation, id);
            received.add(call(operation, id, ReceivedCall.ACCEPTED, answer));
        } catch (ServiceErrorException e) {
            received.add(call(operation, id, e.code(), answer));
            throw e;
        }
    }

    private ReceivedCall call(String operation, String id, String outcome, Answer answer) {
        return new ReceivedCall(
                operation,
                CallbackId.of(id).fingerprint(),
                outcome,
                engine.clock().instant(),
                answer.output(),
                answer.error(),
                answer.cause());
    }

    private static Answer answer(String operation, byte[] body) {
        return switch (operation) {
            case SUCCESS -> success(body);
            case FAILURE -> failure(body);
            default -> Answer.NONE;
        };
    }

    private static Answer success(byte[] result) {
        if (result.length > MAX_RESULT_BYTES) {
            throw invalid("The result has " + result.length + " bytes; at most " + MAX_RESULT_BYTES + " are taken");
        }
        return new Answer(Optional.of(new String(result, StandardCharsets.UTF_8)), Optional.empty(), Optional.empty());
    }

    private static Answer failure(byte[] body) {
        Optional<JsonNode> error =
                body.length == 0 ? Optional.of(Json.object()) : Json.parse(new String(body, StandardCharsets.UTF_8));
        if (error.isPresent() && error.get() instanceof ObjectNode object) {
            return new Answer(Optional.empty(), text(object, "ErrorType"), text(object, "ErrorMessage"));
        }
        throw new ServiceErrorException("InvalidRequestContentException", "The body is not an error object");
    }

    private static Optional<String> text(ObjectNode object, String member) {
        return Optional.ofNullable(object.path(member).textValue());
    }

    private static void requireForm(String id) {
        if (!CallbackId.isOne(id)) {
            throw invalid("The callback id does not satisfy [A-Za-z0-9+/]+={0,2}, of 1 to 1024 characters");
        }
    }

    private static ServiceErrorException invalid(String message) {
        return new ServiceErrorException("InvalidParameterValueException", message);
    }

    private void answer(String operation, String id) {
        if (!ids.isOwn(id)) {
            throw new ServiceErrorException("ResourceNotFoundException", "The callback does not exist");
        }
        OpenCallback callback = open.get(id);
        if (callback == null) {
            throw new ServiceErrorException("CallbackTimeoutException", "The callback is closed or has expired");
        }
        if (operation.equals(HEARTBEAT)) {
            restartHeartbeat(id, callback);
        } else {
            close(id);
        }
    }

    private void restartHeartbeat(String id, OpenCallback callback) {
        cancel(callback.heartbeat);
        if (!callback.heartbeatTimeout.isZero()) {
            callback.heartbeat = engine.schedule(callback.heartbeatTimeout, () -> close(id));
        }
    }

    private void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            engine.cancel(timer);
        }
    }
}
