package dev.tasktoken.pending.internal;

import dev.tasktoken.pending.LinkVerdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signed text in a link: the body and its MAC in URL-safe base64 without padding, with a dot between them. Each
 * text in the body stands behind its length, so that no two bodies are the same bytes.
 */
public final class LinkText {
    /** Names nobody. */
    private static final int VERSION = 1;

    /** Ends with the name of the person that the link is for. */
    private static final int VERSION_WITH_PERSON = 2;

    private static final char SEPARATOR = '.';

    private LinkText() {}

    public static String write(LinkVerdict.Valid link, LinkKeys keys) {
        byte[] body = body(link, keys.signingId());
        byte[] mac = keys.sign(keys.signingId(), body);
        if (mac == null) {
            throw new IllegalStateException("no such key: " + keys.signingId());
        }
        return encoded(body) + SEPARATOR + encoded(mac);
    }

    /** Null if it is not genuine. */
    public static LinkVerdict.@Nullable Valid read(String text, LinkKeys keys) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            return null;
        }
        byte[] body = decoded(text.substring(0, separator));
        byte[] mac = decoded(text.substring(separator + 1));
        return body == null || mac == null ? null : read(body, mac, keys);
    }

    /** Reads nothing but the key's id before the MAC is known to be right. */
    private static LinkVerdict.@Nullable Valid read(byte[] body, byte[] mac, LinkKeys keys) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            int version = in.readByte();
            byte[] expected = version == VERSION || version == VERSION_WITH_PERSON ? keys.sign(text(in), body) : null;
            if (expected == null || !MessageDigest.isEqual(expected, mac)) {
                return null;
            }
            return new LinkVerdict.Valid(
                    text(in),
                    text(in),
                    text(in),
                    Instant.ofEpochSecond(in.readLong()),
                    version == VERSION ? Optional.empty() : Optional.of(text(in)));
        } catch (IOException e) {
            return null; // not a body at all
        }
    }

    private static byte[] body(LinkVerdict.Valid link, String keyId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(link.person().isEmpty() ? VERSION : VERSION_WITH_PERSON);
            write(keyId, out);
            write(link.id(), out);
            write(link.attempt(), out);
            write(link.action(), out);
            out.writeLong(link.expiresAt().getEpochSecond());
            if (link.person().isPresent()) {
                write(link.person().get(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Plain UTF-8: what DataOutputStream itself makes of a text takes up to twice as many bytes. */
    private static void write(String text, DataOutputStream out) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(utf8.length);
        out.write(utf8);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] utf8 = new byte[in.readUnsignedShort()];
        in.readFully(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Null if it is not what {@link #encoded} writes; the decoder alone takes padding and stray bits, too. */
    private static byte @Nullable [] decoded(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return encoded(bytes).equals(text) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
