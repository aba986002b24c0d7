package dev.tasktoken.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A record's text as an attribute. A long one is compressed, because an item has at most 400 KB. */
final class RecordText {
    /** A longer text, in bytes of UTF-8, is compressed. */
    static final int LONGEST_PLAIN = 64 * 1024;

    /** Leaves 10 KB of an item's 400 KB to its other attributes. */
    static final int LONGEST_STORED = 390 * 1024;

    /** The longest text that a store is given. */
    private static final int LONGEST = 2 * 1024 * 1024;

    private RecordText() {}

    /**
     * Writes a text.
     *
     * @return the one attribute that holds it
     * @throws IllegalArgumentException if it is too long, compressed as it may be
     */
    static Map<String, AttributeValue> write(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        if (utf8.length <= LONGEST_PLAIN) {
            return Map.of(RecordAttributes.TEXT, RecordAttributes.text(text));
        }
        byte[] gzip = compress(utf8);
        if (gzip.length > LONGEST_STORED) {
            throw new IllegalArgumentException("The record has " + utf8.length + " bytes, compressed " + gzip.length
                    + "; an item of DynamoDB holds 400 KB, so at most " + LONGEST_STORED + " are taken");
        }
        return Map.of(RecordAttributes.GZIP, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(gzip)));
    }

    /** Reads a text. What another program stored there is read as far as a text goes, and never more. */
    static String read(Map<String, AttributeValue> item) {
        AttributeValue gzip = item.get(RecordAttributes.GZIP);
        return gzip == null || gzip.b() == null
                ? RecordAttributes.textOf(item, RecordAttributes.TEXT)
                : expand(gzip.b().asByteArrayUnsafe());
    }

    private static byte[] compress(byte[] utf8) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(utf8.length / 4);
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(utf8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A damaged text is empty: whoever reads the record finds that it is none. */
    private static String expand(byte[] gzip) {
        try (GZIPInputStream bytes = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(bytes.readNBytes(LONGEST), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
