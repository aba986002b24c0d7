package dev.tasktoken.examples.demo;

/** Work did not complete: it threw, or it took too long. */
final class BrokenOffException extends Exception {
    BrokenOffException(String why) {
        super(why);
    }
}
