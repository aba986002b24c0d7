package dev.tasktoken.lambda;

import java.io.IOException;
import java.io.InputStream;

/** Breaks off at once. */
final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
        throw new IOException("reset");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        throw new IOException("reset");
    }
}
