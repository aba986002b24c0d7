package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.DataPath;
import dev.tasktoken.testkit.internal.expressions.JsonataExpression;
import dev.tasktoken.testkit.internal.expressions.NumberField;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplateReader;
import dev.tasktoken.testkit.internal.expressions.QueryLanguage;

/**
 * How many items of a Map state may fail. A Map state in inline mode takes the fields (recorded); that it tolerates no
 * failure all the same is inferred, so they are checked and not used.
 */
final class ToleratedFailures {
    private static final String PERCENTAGE = "ToleratedFailurePercentage";

    private ToleratedFailures() {}

    static void check(AslObject asl) {
        NumberField.read(asl, "ToleratedFailureCount", 0, Integer.MAX_VALUE);
        if (asl.language() == QueryLanguage.JSON_PATH) {
            asl.refuseBoth(PERCENTAGE, PERCENTAGE + "Path");
            DataPath.optionalReference(asl, PERCENTAGE + "Path");
        }
        if (asl.value(PERCENTAGE).filter(JsonataExpression::isExpression).isPresent()) {
            PayloadTemplateReader.field(asl, PERCENTAGE);
        } else if (asl.number(PERCENTAGE, 0).orElse(0.0) > 100) {
            asl.report("Maximum value is 100", PERCENTAGE);
        }
    }
}
