package dev.tasktoken.service;

/** What kind of paused work an id stands for, and with it which service is answered. */
public enum WorkKind {
    /** A task of a Step Functions execution, known by its {@link dev.tasktoken.TaskToken TaskToken}. */
    TASK("", "SendTask"),

    /** A callback of a Lambda durable function, known by its {@link dev.tasktoken.CallbackId CallbackId}. */
    CALLBACK("callback ", "SendDurableExecutionCallback");

    private final String salt;
    private final String operations;

    WorkKind(String salt, String operations) {
        this.salt = salt;
        this.operations = operations;
    }

    /**
     * Returns the name of an operation of the service, which is the name of its permission, too.
     *
     * @param call what is done
     * @return for instance {@code SendTaskSuccess}
     */
    public String operation(Call call) {
        return operations + call.suffix;
    }

    /** What makes equal texts of different kinds hash differently. */
    String salt() {
        return salt;
    }

    /** What is done with paused work. */
    public enum Call {
        /** It ends with a result. */
        SUCCESS("Success"),

        /** It ends with a failure. */
        FAILURE("Failure"),

        /** It stays open, and its heartbeat clock is reset. */
        HEARTBEAT("Heartbeat");

        private final String suffix;

        Call(String suffix) {
            this.suffix = suffix;
        }
    }
}
