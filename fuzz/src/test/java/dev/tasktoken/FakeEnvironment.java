package dev.tasktoken;

import java.util.List;
import java.util.Map;

/** Takes ids from an environment and from arguments that a test makes up. */
public final class FakeEnvironment {
    private FakeEnvironment() {}

    public static TaskToken among(Map<String, String> environment) {
        return EnvironmentTokens.TASKS.among(environment);
    }

    public static TaskToken named(String name, Map<String, String> environment) {
        return EnvironmentTokens.TASKS.named(name, environment);
    }

    public static CallbackId callbackAmong(Map<String, String> environment) {
        return EnvironmentTokens.CALLBACKS.among(environment);
    }

    public static CallbackId callbackAmongArguments(List<String> arguments) {
        return EnvironmentTokens.CALLBACKS.amongArguments(arguments);
    }
}
