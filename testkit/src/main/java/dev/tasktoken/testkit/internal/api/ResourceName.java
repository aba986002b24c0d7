package dev.tasktoken.testkit.internal.api;

import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.util.regex.Pattern;

/** The rule for names of state machines and executions (API reference, CreateStateMachine). */
final class ResourceName {
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\x00-\\x1f\\x7f-\\x9f\\ufffe\\uffff\\ud800-\\udfff]");

    private ResourceName() {}

    static String require(String name) {
        if (FORBIDDEN.matcher(name).find()) {
            throw new ServiceErrorException("InvalidName", "Invalid Name: '" + name + "'");
        }
        return name;
    }
}
