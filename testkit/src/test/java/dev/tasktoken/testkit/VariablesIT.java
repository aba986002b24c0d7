package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;

/** What states assign and later ones see. */
class VariablesIT {
    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aTaskAssignsFromItsResultAndLaterStatesRead() {
        String definition = "{\"StartAt\": \"S\", \"States\": {\"S\": {"
                + bench.waiting("\"Assign\": {\"id.$\": \"$.receipt\", \"fixed\": [1]}, \"ResultPath\": null,"
                        + " \"Next\": \"T\"")
                + "}, \"T\": {\"Type\": \"Pass\", \"Parameters\": {\"id.$\": \"$id\", \"first.$\": \"$fixed[0]\","
                + " \"text.$\": \"States.Format('{}!', $id)\", \"n.$\": \"$.n\"}, \"End\": true}}}";
        String execution = bench.run(definition, "{\"n\": 1}");
        bench.succeed(bench.token(), "{\"receipt\": \"r1\"}");

        assertThat(bench.ended(execution).output()).contains("{\"id\":\"r1\",\"first\":1,\"text\":\"r1!\",\"n\":1}");
        HistoryEvent exited = bench.history(execution).get(6);
        assertThat(exited.stateExitedEventDetails().assignedVariables())
                .containsEntry("id", "\"r1\"")
                .containsEntry("fixed", "[1]");
    }

    @Test
    void assignmentsOfOneStateDoNotSeeEachOther() {
        String definition = "{\"StartAt\": \"S\", \"States\": {"
                + "\"S\": {\"Type\": \"Pass\", \"Assign\": {\"a\": 1, \"b\": 2}, \"Next\": \"T\"},"
                + "\"T\": {\"Type\": \"Pass\", \"Assign\": {\"a.$\": \"$b\", \"b.$\": \"$a\"}, \"Next\": \"U\"},"
                + "\"U\": {\"Type\": \"Pass\", \"Parameters\": {\"a.$\": \"$a\", \"b.$\": \"$b\"}, \"End\": true}}}";

        assertThat(bench.ended(bench.run(definition, "{}")).output()).contains("{\"a\":2,\"b\":1}");
    }

    @Test
    void statesInsideSeeTheVariablesOutsideAndKeepTheirOwn() {
        String definition = "{\"StartAt\": \"S\", \"States\": {"
                + "\"S\": {\"Type\": \"Pass\", \"Assign\": {\"x\": 42}, \"Next\": \"P\"},"
                + "\"P\": {\"Type\": \"Parallel\", \"Branches\": [{\"StartAt\": \"B\", \"States\": {\"B\": {\"Type\":"
                + " \"Pass\", \"Assign\": {\"inner.$\": \"$x\"}, \"Next\": \"C\"}, \"C\": {\"Type\": \"Pass\","
                + " \"InputPath\": \"$inner\", \"End\": true}}}], \"Next\": \"U\"},"
                + "\"U\": {\"Type\": \"Pass\", \"Parameters\": {\"got.$\": \"$[0]\", \"inner.$\": \"$inner\"},"
                + " \"End\": true}}}";

        LocalExecution ended = bench.ended(bench.run(definition, "{}"));

        assertThat(ended.error()).contains("States.Runtime");
        assertThat(ended.cause().orElseThrow()).contains("The variable '$inner' is not defined");
    }

    @Test
    void rulesOfAChoiceAssignTheirOwn() {
        String definition = "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Choice\", \"Assign\": {\"v\":"
                + " \"default\"}, \"Default\": \"T\", \"Choices\": [{\"Variable\": \"$.n\", \"NumericEquals\": 1, \"Next\":"
                + " \"T\", \"Assign\": {\"v.$\": \"$.n\"}}]}, \"T\": {\"Type\": \"Pass\", \"InputPath\": \"$v\", \"End\":"
                + " true}}}";

        assertThat(bench.ended(bench.run(definition, "{\"n\": 1}")).output()).contains("1");
        assertThat(bench.ended(bench.run(definition, "{\"n\": 2}")).output()).contains("\"default\"");
    }

    @Test
    void aCatcherAssignsFromTheError() {
        String definition = "{\"StartAt\": \"S\", \"States\": {\"S\": {"
                + bench.waiting("\"End\": true, \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Assign\": {\"why.$\":"
                        + " \"$.Cause\"}, \"ResultPath\": null, \"Next\": \"T\"}]")
                + "}, \"T\": {\"Type\": \"Pass\", \"InputPath\": \"$why\", \"End\": true}}}";
        String execution = bench.run(definition, "{}");
        bench.fail(bench.token(), "Mine", "because");

        assertThat(bench.ended(execution).output()).contains("\"because\"");
    }

    @Test
    void historyLeavesVariablesOutWithTheOtherData() {
        String execution =
                bench.run(Definitions.of("\"Type\": \"Pass\", \"Assign\": {\"x\": \"s3cr3t\"}, \"End\": true"), "{}");
        bench.ended(execution);

        String shown = bench.sfn
                .getExecutionHistory(h -> h.executionArn(execution).includeExecutionData(false))
                .events()
                .toString();

        assertThat(shown).doesNotContain("s3cr3t");
    }

    @Test
    void aVariableMayBeTooLarge() {
        String execution = bench.run(
                Definitions.of("\"Type\": \"Pass\", \"Assign\": {\"x.$\": \"States.Array($, $)\"}, \"End\": true"),
                "\"" + "x".repeat(200_000) + "\"");

        assertThat(bench.ended(execution).error()).contains("States.DataLimitExceeded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"states\": 1}", "{\"1a\": 1}", "{\"a-b\": 1}", "{\"\": 1}", "[]", "1"})
    void refusesWhatIsNoAssignment(String assign) {
        assertThatThrownBy(
                        () -> bench.create(Definitions.of("\"Type\": \"Pass\", \"End\": true, \"Assign\": " + assign)))
                .isInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void aStateMaySetAVariableOfItsOwnBranches() {
        String definition = "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Parallel\", \"Assign\": {\"x\": 1},"
                + " \"Branches\": [{\"StartAt\": \"B\", \"States\": {\"B\": {\"Type\": \"Pass\", \"Assign\": {\"x\": 2},"
                + " \"End\": true}}}], \"Next\": \"U\"}, \"U\": {\"Type\": \"Pass\", \"InputPath\": \"$x\", \"End\":"
                + " true}}}";

        assertThat(bench.ended(bench.run(definition, "{}")).output()).contains("1");
    }

    @Test
    void refusesAVariableThatAnOuterLineOfStatesHas() {
        String definition = "{\"StartAt\": \"S\", \"States\": {"
                + "\"S\": {\"Type\": \"Pass\", \"Assign\": {\"x\": 1}, \"Next\": \"P\"},"
                + "\"P\": {\"Type\": \"Parallel\", \"Branches\": [{\"StartAt\": \"B\", \"States\": {\"B\": {\"Type\":"
                + " \"Pass\", \"Assign\": {\"x\": 2}, \"End\": true}}}], \"End\": true}}}";

        assertThatThrownBy(() -> bench.create(definition))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("'x'");
    }
}
