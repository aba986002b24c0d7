package dev.tasktoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;

/** An execution in a distributed Map state, whose children are executions of their own. */
class TaskSearchTest {
    private static final String EXECUTION = "arn:aws:states:eu-central-1:123456789012:execution:Orders:order-41";
    private static final String MAP_RUN = "arn:aws:states:eu-central-1:123456789012:mapRun:Orders/Each:1";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static final class InAMapRun implements SfnClient {
        @Override
        public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
            return ListExecutionsResponse.builder()
                    .executions(ExecutionListItem.builder()
                            .executionArn(EXECUTION)
                            .stateMachineArn(Orders.MACHINE)
                            .name("order-41")
                            .startDate(Instant.EPOCH)
                            .build())
                    .build();
        }

        @Override
        public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
            return GetExecutionHistoryResponse.builder()
                    .events(
                            event(4, HistoryEventType.MAP_RUN_STARTED)
                                    .mapRunStartedEventDetails(run -> run.mapRunArn(MAP_RUN))
                                    .build(),
                            event(3, HistoryEventType.MAP_STATE_STARTED).build(),
                            event(2, HistoryEventType.MAP_STATE_ENTERED)
                                    .stateEnteredEventDetails(entered -> entered.name("Each"))
                                    .build(),
                            event(1, HistoryEventType.EXECUTION_STARTED).build())
                    .build();
        }

        private static HistoryEvent.Builder event(long id, HistoryEventType type) {
            return HistoryEvent.builder()
                    .id(id)
                    .previousEventId(id - 1)
                    .type(type)
                    .timestamp(Instant.EPOCH);
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--state-machine=" + Orders.MACHINE, "--execution=" + EXECUTION})
    void namesTheMapRunsThatWereNotSearched(String target) {
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new ByteArrayOutputStream(),
                err,
                new Terminal.Window(false, OptionalInt.empty()));
        TaskOptions options = CommandLine.populateCommand(new TaskOptions(), target);
        TaskSearch search = new TaskSearch(options, terminal);

        assertThat(search.find(new InAMapRun())).isEmpty();
        terminal.flush();

        assertThat(search.isComplete()).isFalse();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("The children of " + MAP_RUN + " were not searched: look through them with --map-run.");
    }
}
