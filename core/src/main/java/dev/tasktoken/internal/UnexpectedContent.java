package dev.tasktoken.internal;

import java.io.IOException;
import java.util.Objects;

/** The document is JSON to the parser, but not one JSON value to us. */
public final class UnexpectedContent extends IOException {
    private static final long serialVersionUID = 1;

    public UnexpectedContent(String what) {
        super(what);
    }

    public String what() {
        return Objects.requireNonNull(getMessage());
    }
}
