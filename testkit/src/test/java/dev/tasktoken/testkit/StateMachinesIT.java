package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.UpdateStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** Listing, updating and describing state machines. */
class StateMachinesIT {
    private static final String FIRST = Definitions.of("\"Type\": \"Pass\", \"Result\": 1, \"End\": true");
    private static final String SECOND = Definitions.of("\"Type\": \"Pass\", \"Result\": 2, \"End\": true");
    private static final String OTHER_ROLE = "arn:aws:iam::123456789012:role/other";

    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    private String create(String name) {
        return bench.sfn
                .createStateMachine(m -> m.name(name).roleArn(Workbench.ROLE).definition(FIRST))
                .stateMachineArn();
    }

    private DescribeStateMachineResponse describe(String machine) {
        return bench.sfn.describeStateMachine(d -> d.stateMachineArn(machine));
    }

    private UpdateStateMachineResponse update(String machine, String definition) {
        return bench.sfn.updateStateMachine(u -> u.stateMachineArn(machine).definition(definition));
    }

    @Test
    void listsMachinesByNamePageByPage() {
        IntStream.range(0, 12).forEach(i -> create("machine_" + i + "_"));

        List<StateMachineListItem> pages =
                bench.sfn.listStateMachinesPaginator(l -> l.maxResults(5)).stateMachines().stream()
                        .toList();

        assertThat(pages)
                .extracting(StateMachineListItem::name)
                .startsWith("machine_0_", "machine_10_", "machine_11_", "machine_1_", "machine_2_")
                .hasSize(12);
        assertThat(pages.get(0).typeAsString()).isEqualTo("STANDARD");
        assertThat(pages.get(0).stateMachineArn()).endsWith(":stateMachine:machine_0_");
        assertThat(pages.get(0).creationDate()).isNotNull();
    }

    @Test
    void refusesPagesThatAreTooLong() {
        assertThatThrownBy(() -> bench.sfn.listStateMachines(l -> l.maxResults(1001)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void anUpdateIsWhatTheNextExecutionRuns() {
        String machine = create("updated");

        update(machine, SECOND);

        assertThat(bench.stepFunctions.startExecution(machine, "{}"))
                .succeeded()
                .withOutput("2");
        assertThat(describe(machine).definition()).isEqualTo(SECOND);
        assertThat(describe(machine).roleArn()).isEqualTo(Workbench.ROLE);
    }

    @Test
    void anExecutionThatRunsKeepsItsDefinition() {
        String machine = bench.create("{\"StartAt\": \"S\", \"States\": {\"S\": {"
                + bench.waiting("\"Next\": \"After\"")
                + "}, \"After\": {\"Type\": \"Pass\", \"Result\": \"old\", \"End\": true}}}");
        StartedExecution running = bench.stepFunctions.startExecution(machine, "{}");
        update(machine, SECOND);

        bench.succeed(bench.token(), "1");

        assertThat(running).succeeded().withOutput("\"old\"");
    }

    @Test
    void everyChangeIsAnotherRevision() {
        String machine = create("revised");
        assertThat(describe(machine).revisionId()).isNull();

        String first = update(machine, SECOND).revisionId();
        String second = bench.sfn
                .updateStateMachine(u -> u.stateMachineArn(machine).roleArn(OTHER_ROLE))
                .revisionId();

        assertThat(first).isNotNull().isNotEqualTo(second);
        assertThat(describe(machine).revisionId()).isEqualTo(second);
        assertThat(describe(machine).definition()).isEqualTo(SECOND);
        assertThat(describe(machine).roleArn()).isEqualTo(OTHER_ROLE);
    }

    @Test
    void anUpdateWithTheSameSettingsIsNoChange() {
        String machine = create("same");
        String revision = update(machine, SECOND).revisionId();

        UpdateStateMachineResponse again = update(machine, SECOND);

        assertThat(again.revisionId()).isEqualTo(revision);
        assertThat(again.updateDate()).isNotNull();
    }

    @Test
    void anUpdateIsRefused() {
        String machine = create("refused");

        assertThatThrownBy(() -> bench.sfn.updateStateMachine(u -> u.stateMachineArn(machine)))
                .isInstanceOf(MissingRequiredParameterException.class)
                .hasMessageContaining("Either the definition, the role ARN, the LoggingConfiguration, or the"
                        + " TracingConfiguration must be specified");
        assertThatThrownBy(() -> update(machine, "{}")).isInstanceOf(InvalidDefinitionException.class);
        assertThatThrownBy(() -> update(machine + "-none", SECOND))
                .isInstanceOf(StateMachineDoesNotExistException.class);
        assertThat(describe(machine).definition()).isEqualTo(FIRST);
    }

    @Test
    void configurationsAreDescribedAsTheyWereSet() {
        String machine = create("configured");

        bench.sfn.updateStateMachine(u -> u.stateMachineArn(machine)
                .loggingConfiguration(l -> l.level(LogLevel.ALL))
                .tracingConfiguration(t -> t.enabled(true)));

        assertThat(describe(machine).loggingConfiguration().level()).isEqualTo(LogLevel.ALL);
        assertThat(describe(machine).loggingConfiguration().includeExecutionData())
                .isFalse();
        assertThat(describe(machine).tracingConfiguration().enabled()).isTrue();
        assertThat(describe(machine).encryptionConfiguration().typeAsString()).isEqualTo("AWS_OWNED_KEY");
    }

    @Test
    void aMachineOfTheSameNameWithAnotherConfigurationIsAnotherOne() {
        create("one");

        bench.sfn.createStateMachine(m -> m.name("one").roleArn(OTHER_ROLE).definition(FIRST));
        assertThatThrownBy(() -> bench.sfn.createStateMachine(m -> m.name("one")
                        .roleArn(Workbench.ROLE)
                        .definition(FIRST)
                        .tracingConfiguration(t -> t.enabled(true))))
                .isInstanceOf(StateMachineAlreadyExistsException.class);
    }

    @Test
    void theMachineOfAnExecutionIsDescribedAsItWasAtTheStart() {
        String machine = create("described");
        String execution =
                bench.sfn.startExecution(e -> e.stateMachineArn(machine)).executionArn();
        update(machine, SECOND);

        DescribeStateMachineForExecutionResponse described =
                bench.sfn.describeStateMachineForExecution(d -> d.executionArn(execution));

        assertThat(described.stateMachineArn()).isEqualTo(machine);
        assertThat(described.name()).isEqualTo("described");
        assertThat(described.definition()).isEqualTo(FIRST);
        assertThat(described.roleArn()).isEqualTo(Workbench.ROLE);
        assertThat(described.updateDate()).isEqualTo(describe(machine).creationDate());
        assertThat(described.revisionId()).isNull();
        assertThat(described.loggingConfiguration().level()).isEqualTo(LogLevel.OFF);
        assertThat(described.hasVariableReferences()).isFalse();
    }

    @Test
    void variablesThatStatesReadAreNamed() {
        String machine = bench.create("{\"StartAt\": \"Set\", \"States\": {\"Set\": {\"Type\": \"Pass\","
                + " \"Assign\": {\"wait\": 1, \"id\": 2}, \"Next\": \"Read\"}, \"Read\": {\"Type\": \"Wait\","
                + " \"SecondsPath\": \"$wait\", \"OutputPath\": \"$id\", \"End\": true}}}");
        String execution =
                bench.sfn.startExecution(e -> e.stateMachineArn(machine)).executionArn();

        assertThat(describe(machine).variableReferences()).isEqualTo(Map.of("Read", List.of("id", "wait")));
        assertThat(bench.sfn
                        .describeStateMachineForExecution(d -> d.executionArn(execution))
                        .variableReferences())
                .isEqualTo(Map.of("Read", List.of("id", "wait")));
    }
}
