package dev.tasktoken;

import java.io.IOException;
import java.util.Objects;

/** The document is JSON to the parser, but not one JSON value to us. */
final class UnexpectedContent extends IOException {
    private static final long serialVersionUID = 1;

    UnexpectedContent(String what) {
        super(what);
    }

    String what() {
        return Objects.requireNonNull(getMessage());
    }
}
