package dev.tasktoken;

import dev.tasktoken.internal.CodecProblem;
import dev.tasktoken.internal.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns a result into the answer that carries it or, where it cannot be carried, into the failure that says why. */
final class OutputWriter {
    /** In bytes of UTF-8; Step Functions API reference, SendTaskSuccess. */
    static final int MAX_OUTPUT_BYTES = 262_144;

    private final JsonCodec codec;
    private final @Nullable OversizedOutputStore oversized;

    OutputWriter(JsonCodec codec, @Nullable OversizedOutputStore oversized) {
        this.codec = codec;
        this.oversized = oversized;
    }

    PreparedAnswer write(@Nullable Object output) {
        try {
            return answer(serialise(output));
        } catch (TooLarge e) {
            return writeReference(output);
        } catch (CharacterCodingException e) {
            return notJson();
        } catch (InterruptedException e) {
            throw interrupted("the output was written");
        } catch (Exception | StackOverflowError e) { // checked ones too, which a serializer may throw undeclared
            return notSerializable(output, e);
        }
    }

    private static AnswerNotDeliveredException interrupted(String before) {
        Thread.currentThread().interrupt();
        return new AnswerNotDeliveredException("Interrupted while " + before + "; nothing was sent", null);
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
        Object reference;
        try {
            reference = oversized.store(output);
        } catch (InterruptedException e) {
            throw interrupted("the large output was stored");
        } catch (Exception e) {
            return tooLarge(", and it could not be stored: " + e.getClass().getName());
        }
        try {
            return answer(serialise(reference));
        } catch (TooLarge e) {
            return tooLarge(", and so is the reference to it");
        } catch (InterruptedException e) {
            throw interrupted("the output was written");
        } catch (Exception | StackOverflowError e) {
            return tooLarge(
                    ", and the reference to it cannot be written as JSON: " + CodecProblem.of(codec::describe, e));
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

    private PreparedAnswer notSerializable(@Nullable Object output, Throwable e) {
        String type = output == null ? "null" : output.getClass().getName();
        return new PreparedAnswer.Failure(
                TaskFailure.OUTPUT_NOT_SERIALIZABLE,
                "The output of type " + type + " cannot be written as JSON: " + CodecProblem.of(codec::describe, e));
    }

    private String serialise(@Nullable Object output) throws Exception {
        LimitedBytes bytes = new LimitedBytes();
        try {
            codec.write(output, bytes);
        } catch (Exception e) { // by which libraries pass on what the stream threw
            if (bytes.exceeded) {
                throw new TooLarge();
            }
            throw e;
        }
        if (bytes.exceeded) { // a codec may have swallowed what the stream threw
            throw new TooLarge();
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
            if (exceeded || bytes.size() + length > MAX_OUTPUT_BYTES) {
                exceeded = true;
                throw new TooLarge();
            }
        }

        private String text() throws CharacterCodingException {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        }
    }
}
