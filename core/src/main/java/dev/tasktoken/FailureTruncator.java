package dev.tasktoken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.internal.JsonText;
import dev.tasktoken.internal.TextCut;
import dev.tasktoken.service.WorkId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fits a failure to what the service takes, because a refused failure report leaves the task hanging. Also takes the
 * task's own token out of the texts, as {@link WorkId#mask} finds it: an execution's history has more readers than its
 * tokens should.
 */
final class FailureTruncator {
    private static final String MESSAGE = "errorMessage";
    private static final String TRACE = "stackTrace";
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FailureTruncator() {}

    static PreparedAnswer.Failure of(TaskFailure failure, WorkId id) {
        String error = clean(failure.error(), id);
        String cause = clean(failure.cause(), id);
        return new PreparedAnswer.Failure(id.kind(), TextCut.marked(error, TaskFailure.MAX_ERROR_LENGTH), fit(cause));
    }

    private static String clean(String text, WorkId id) {
        return LONE_SURROGATE.matcher(id.mask(text)).replaceAll("\uFFFD");
    }

    private static String fit(String cause) {
        if (cause.length() <= TaskFailure.MAX_CAUSE_LENGTH) {
            return cause;
        }
        if (!isJson(cause)) {
            return TextCut.marked(cause, TaskFailure.MAX_CAUSE_LENGTH);
        }
        ObjectNode object = parse(cause) instanceof ObjectNode node ? node : JsonNodeFactory.instance.objectNode();
        ArrayNode frames = object.remove(TRACE) instanceof ArrayNode trace ? trace : null;
        if (object.toString().length() > TaskFailure.MAX_CAUSE_LENGTH || object.isEmpty()) {
            object = shortened(object, cause);
        }
        if (frames != null) {
            addFrames(object, frames);
        }
        return object.toString();
    }

    private static boolean isJson(String cause) {
        String start = cause.stripLeading();
        boolean mayBeJson = start.startsWith("{") || start.startsWith("[") || start.startsWith("\"");
        return mayBeJson && JsonText.isOne(cause);
    }

    /** What the cause holds, or nothing if that is more than a tree can show, in depth for instance. */
    private static @Nullable JsonNode parse(String cause) {
        try {
            return JSON.readTree(cause);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** What is left of a cause that is too long even without frames: its type and as much of its message as fits. */
    private static ObjectNode shortened(ObjectNode cause, String whole) {
        JsonNode message = cause.path(MESSAGE);
        JsonNode type = cause.path("errorType");
        String text = message.isTextual() ? message.textValue() : whole;
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.put(MESSAGE, "");
        if (type.isTextual()) {
            kept.put("errorType", TextCut.marked(type.textValue(), TaskFailure.MAX_ERROR_LENGTH));
        }
        int room = TaskFailure.MAX_CAUSE_LENGTH - kept.toString().length();
        kept.put(MESSAGE, longestThatFits(text, room));
        return kept;
    }

    /** Cuts by what the text costs as JSON: an escaped character takes up to six. */
    private static String longestThatFits(String text, int room) {
        int low = 0;
        int high = Math.min(text.length(), room);
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (jsonLength(TextCut.head(text, middle) + TextCut.MARK) <= room) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return TextCut.head(text, low) + TextCut.MARK;
    }

    private static int jsonLength(String text) {
        return JsonNodeFactory.instance.textNode(text).toString().length() - 2;
    }

    private static void addFrames(ObjectNode cause, ArrayNode frames) {
        ArrayNode kept = cause.putArray(TRACE);
        String mark = "... [frames cut]";
        int room = TaskFailure.MAX_CAUSE_LENGTH - cause.toString().length() - mark.length() - 2;
        for (JsonNode frame : frames) {
            int length = frame.toString().length() + 1;
            if (length > room) {
                break;
            }
            kept.add(frame);
            room -= length;
        }
        if (room >= 0) {
            kept.add(mark);
        } else {
            cause.remove(TRACE);
        }
    }
}
