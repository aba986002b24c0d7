package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One rule of Retry or Catch.
 *
 * @param place {@code Catch[1]}
 * @param names its ErrorEquals, those that are known before deployment
 * @param isOpen whether a deployment fills in more
 */
record ErrorRule(String place, List<String> names, boolean isOpen) {
    static final String ALL = "States.ALL";
    static final String TASK_FAILED = "States.TaskFailed";
    static final String TIMEOUT = "States.Timeout";
    static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";

    static List<ErrorRule> of(LintedState state, String field) {
        List<ErrorRule> rules = new ArrayList<>();
        for (JsonNode rule : state.fields().path(field)) {
            List<String> names = new ArrayList<>();
            boolean isOpen = Placeholders.isBare(rule) || Placeholders.isBare(rule.path("ErrorEquals"));
            for (JsonNode name : rule.path("ErrorEquals")) {
                isOpen |= Placeholders.isIn(name.asText());
                if (name.isTextual() && !Placeholders.isIn(name.textValue())) {
                    names.add(name.textValue());
                }
            }
            rules.add(new ErrorRule(field + "[" + rules.size() + "]", List.copyOf(names), isOpen));
        }
        return rules;
    }
}
