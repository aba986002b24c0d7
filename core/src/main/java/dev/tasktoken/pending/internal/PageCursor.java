package dev.tasktoken.pending.internal;

import dev.tasktoken.internal.Sha256;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The text of a cursor: the end of a page and the list that it is of, behind a checksum that shows a cut or changed
 * one. It is no signature. Whoever makes one of their own sees another part of a list that they may see anyway.
 */
public final class PageCursor {
    private static final int VERSION = 1;
    private static final int CHECKSUM = 8;
    private static final int LONGEST = 2_000;
    private static final long NO_TIME = Long.MIN_VALUE;

    private PageCursor() {}

    public static String write(Listing listing, ListedRecord end) {
        byte[] body = body(listing, end);
        byte[] bytes = Arrays.copyOf(checksum(body), CHECKSUM + body.length);
        System.arraycopy(body, 0, bytes, CHECKSUM, body.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static ListedRecord read(Listing listing, String cursor) {
        if (cursor.length() > LONGEST) {
            throw notACursor();
        }
        byte[] bytes = decoded(cursor);
        if (bytes.length <= CHECKSUM) {
            throw notACursor();
        }
        byte[] body = Arrays.copyOfRange(bytes, CHECKSUM, bytes.length);
        if (!Arrays.equals(checksum(body), Arrays.copyOf(bytes, CHECKSUM))) {
            throw notACursor();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            return read(listing, in);
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw notACursor(); // never the text itself: who knows what it is
        }
    }

    private static ListedRecord read(Listing listing, DataInputStream in) throws IOException {
        if (in.readByte() != VERSION || !text(in).equals(listing.name())) {
            throw notACursor();
        }
        Instant at = Instant.ofEpochMilli(in.readLong());
        long until = in.readLong();
        TokenStore.Key key = new TokenStore.Key(listing.area(), text(in), text(in));
        if (in.read() >= 0) {
            throw notACursor();
        }
        return new ListedRecord(
                key, new ListPlace(at, until == NO_TIME ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until))));
    }

    private static byte[] body(Listing listing, ListedRecord end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(listing.name(), out);
            out.writeLong(end.place().at().toEpochMilli());
            out.writeLong(end.place().until().map(Instant::toEpochMilli).orElse(NO_TIME));
            write(end.key().id(), out);
            write(end.key().name(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

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

    private static byte[] decoded(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw notACursor();
        }
    }

    private static byte[] checksum(byte[] body) {
        return Arrays.copyOf(Sha256.of(body), CHECKSUM);
    }

    private static IllegalArgumentException notACursor() {
        return new IllegalArgumentException("Not a cursor of this list: it was cut, changed, or made for another list");
    }
}
