package dev.tasktoken.simulation;

/** The end of a process: an error that the library lets pass wherever it catches. */
final class Crash extends VirtualMachineError {
    private static final long serialVersionUID = 1;

    Crash(String process) {
        super("The process " + process + " ended here");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
