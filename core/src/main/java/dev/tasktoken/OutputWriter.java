package dev.tasktoken;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.internal.BindingProblem;
import dev.tasktoken.internal.JsonText;
import dev.tasktoken.internal.UnfinishedRefusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns a result into the answer that carries it or, where it cannot be carried, into the failure that says why. */
final class OutputWriter {
    /** In bytes of UTF-8; Step Functions API reference, SendTaskSuccess. */
    static final int MAX_OUTPUT_BYTES = 262_144;

    private final ObjectMapper mapper;
    private final @Nullable OversizedOutputStore oversized;

    OutputWriter(ObjectMapper mapper, @Nullable OversizedOutputStore oversized) {
        this.mapper = UnfinishedRefusal.of(mapper);
        this.oversized = oversized;
    }

    PreparedAnswer write(@Nullable Object output) {
        try {
            return answer(serialise(output));
        } catch (TooLarge e) {
            return writeReference(output);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return notSerializable(output, e);
        }
    }

    /** Takes JSON text verbatim. */
    PreparedAnswer writeJson(String json) {
        if (utf8Length(json) > MAX_OUTPUT_BYTES) {
            return tooLarge("");
        }
        return JsonText.isOne(json) ? new PreparedAnswer.Success(json) : notJson();
    }

    private PreparedAnswer writeReference(@Nullable Object output) {
        if (oversized == null || output == null) {
            return tooLarge("");
        }
        try {
            return answer(serialise(oversized.store(output)));
        } catch (TooLarge e) {
            return tooLarge(", and so is the reference to it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AnswerNotDeliveredException(
                    "Interrupted while the large output was stored; nothing was sent", null);
        } catch (UnfinishedRefusal.Unfinished e) {
            return tooLarge(", and the reference to it is unfinished: "
                    + BindingProblem.of(e).description());
        } catch (Exception e) {
            return tooLarge(", and it could not be stored: " + e.getClass().getName());
        }
    }

    /** A raw value or a serializer that writes nothing can make a mapper write what is not JSON. */
    private static PreparedAnswer answer(String written) {
        return JsonText.isOne(written) ? new PreparedAnswer.Success(written) : notJson();
    }

    static PreparedAnswer.Failure notJson() {
        return new PreparedAnswer.Failure(TaskFailure.OUTPUT_NOT_JSON, "The output is not one JSON value");
    }

    private static PreparedAnswer tooLarge(String more) {
        return new PreparedAnswer.Failure(
                TaskFailure.OUTPUT_TOO_LARGE,
                "The output is larger than " + MAX_OUTPUT_BYTES + " bytes of JSON" + more);
    }

    private static PreparedAnswer notSerializable(@Nullable Object output, Throwable e) {
        String type = output == null ? "null" : output.getClass().getName();
        return new PreparedAnswer.Failure(
                TaskFailure.OUTPUT_NOT_SERIALIZABLE,
                "The output of type " + type + " cannot be written as JSON: "
                        + BindingProblem.of(e).description());
    }

    private String serialise(@Nullable Object output) throws IOException {
        LimitedBytes bytes = new LimitedBytes();
        try {
            mapper.writeValue(bytes, output);
        } catch (IOException | RuntimeException e) {
            if (bytes.exceeded) {
                throw new TooLarge();
            }
            throw e;
        }
        return bytes.text();
    }

    private static int utf8Length(String text) {
        return text.length() > MAX_OUTPUT_BYTES ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Ends the writing at the limit, so that a huge result costs no more memory than a fitting one. */
    private static final class LimitedBytes extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        private boolean exceeded;

        @Override
        public void write(int b) throws IOException {
            makeRoom(1);
            bytes.write(b);
        }

        @Override
        public void write(byte[] b, int offset, int length) throws IOException {
            makeRoom(length);
            bytes.write(b, offset, length);
        }

        private void makeRoom(int length) throws IOException {
            if (bytes.size() + length > MAX_OUTPUT_BYTES) {
                exceeded = true;
                throw new TooLarge();
            }
        }

        private String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
