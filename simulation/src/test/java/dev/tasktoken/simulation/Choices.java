package dev.tasktoken.simulation;

/** Decides what happens next wherever a history could go on in several ways. Option 0 is the undisturbed one. */
interface Choices {
    /** Whether a call fails, and how. */
    int fault(int options);

    /** Who goes on: option 0 is whoever runs now, if it can. */
    int next(int options);
}
