package dev.tasktoken.spring;

/** A property asks for something that cannot be set up. The application does not start. */
final class UnusableSettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String action;

    /**
     * Says what to change.
     *
     * @param setting the property with its value, unless that is a secret
     * @param problem what keeps it from being used
     * @param action what to do about it
     */
    UnusableSettingException(String setting, String problem, String action) {
        super(setting + " " + problem);
        this.action = action;
    }

    String action() {
        return action;
    }
}
