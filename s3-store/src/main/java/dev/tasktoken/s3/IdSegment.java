package dev.tasktoken.s3;

import dev.tasktoken.internal.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Encodes an id as one segment of an object's key: readable where possible, and different for any two ids.
 *
 * <p>Letters, digits, {@code -} and {@code _} stand for themselves. Any other byte of the id's UTF-8 becomes {@code !}
 * and two capital hexadecimal digits. Dots are encoded, so no segment is {@code .} or {@code ..}. A segment of more
 * than 200 characters, which some S3-compatible servers refuse, is replaced by {@code !sha256-} and the id's digest.
 */
final class IdSegment {
    private static final String DIGEST = "!sha256-";
    private static final int LONGEST = 200;
    private static final HexFormat BYTE = HexFormat.of().withUpperCase();

    private IdSegment() {}

    static String of(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        StringBuilder segment = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (isPlain(b)) {
                segment.append((char) b);
            } else {
                BYTE.toHexDigits(segment.append('!'), b);
            }
        }
        return segment.length() <= LONGEST ? segment.toString() : DIGEST + digest(bytes);
    }

    /** Returns whether the segment is a digest, from which the id cannot be decoded. */
    static boolean isDigest(String segment) {
        return segment.startsWith(DIGEST);
    }

    /** Decodes the id of a segment; empty for a digest, and for a text that encodes no id. */
    static Optional<String> id(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '!') {
                bytes.write(c);
            } else if (i + 2 < segment.length() && isHex(segment, i + 1)) {
                bytes.write(HexFormat.fromHexDigits(segment, i + 1, i + 3));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        return text(bytes.toByteArray()).filter(id -> of(id).equals(segment));
    }

    private static boolean isPlain(int b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
    }

    private static boolean isHex(String segment, int at) {
        return HexFormat.isHexDigit(segment.charAt(at)) && HexFormat.isHexDigit(segment.charAt(at + 1));
    }

    private static Optional<String> text(byte[] utf8) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes));
    }
}
