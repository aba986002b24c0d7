package dev.tasktoken.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.Tokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The open tasks of all running executions of a state machine. */
@Timeout(30)
class OpenTaskScanTest {
    private final FakeService service = new FakeService();

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void findsTheTasksOfAllPagesInTheOrderOfTheExecutions(int atOnce) {
        service.pageSize(3);
        for (int i = 0; i < 10; i++) {
            service.with("e" + i, i % 3 == 0 ? waiting(i) : Events.started().entered("Wait", "W"));
        }
        OpenTaskScan scan = open(atOnce).of(FakeService.MACHINE);

        List<String> found = names(scan.stream());

        assertThat(found).containsExactly("e9", "e6", "e3", "e0");
        ScanProgress progress = scan.progress();
        assertThat(progress.executionsListed()).isEqualTo(10);
        assertThat(progress.isListed()).isTrue();
        assertThat(progress.executionsDone()).isEqualTo(10);
        assertThat(progress.tasksFound()).isEqualTo(4);
        assertThat(progress.calls()).isEqualTo(service.calls.size());
        assertThat(scan.toString()).contains("orders", "all states");
    }

    @Test
    void makesNoCallBeforeATaskIsAskedFor() {
        for (int i = 0; i < 10; i++) {
            service.with("e" + i, waiting(i));
        }
        OpenTaskScan scan = open(1).of(FakeService.MACHINE);
        Iterator<OpenTask> tasks = scan.stream().iterator();
        assertThat(service.calls).isEmpty();

        tasks.next();
        tasks.next();

        assertThat(service.calls).containsExactly("ListExecutions", "GetExecutionHistory", "GetExecutionHistory");
    }

    @Test
    void goesOnBehindTheLastExecutionThatWasTakenWhole() {
        for (int i = 0; i < 6; i++) {
            service.with("e" + i, waiting(i));
        }
        OpenTaskScan first = open(1).of(FakeService.MACHINE);
        assertThat(first.position()).isEmpty();
        Iterator<OpenTask> tasks = first.stream().iterator();
        tasks.next();
        tasks.next();
        tasks.next();
        String position = first.position();
        service.with("new", waiting(7));

        OpenTaskScan second = open(1).of(FakeService.MACHINE).startAfter(position);

        assertThat(names(second.stream())).containsExactly("e3", "e2", "e1", "e0");
        assertThat(second.progress().executionsDone()).isEqualTo(7);
        assertThat(second.position()).endsWith(FakeService.arn("e0"));
    }

    @Test
    void goesOnWhereItWasAfterAFailure() {
        for (int i = 0; i < 3; i++) {
            service.with("e" + i, waiting(i));
        }
        OpenTaskScan first = open(1).of(FakeService.MACHINE);
        Iterator<OpenTask> tasks = first.stream().iterator();
        tasks.next();
        service.refused.put("GetExecutionHistory", FakeService.error(400, "AccessDeniedException"));
        assertThatThrownBy(tasks::next).isInstanceOf(HistoryNotPermittedException.class);
        service.refused.clear();
        assertThatThrownBy(tasks::hasNext).isInstanceOf(HistoryNotPermittedException.class);

        assertThat(names(first.startAfter(first.position()).stream())).containsExactly("e1", "e0");
    }

    @Test
    void onlyTasksThatPassTheFilterAreReturnedAndYoungExecutionsAreNotRead() {
        service.with("old", waiting(1))
                .with("other", Events.started().waiting("Ship", Tokens.number(2)))
                .with("young", waiting(3));
        InstantSource clock = InstantSource.fixed(Events.START.plusSeconds(61));
        OpenTasks open = OpenTasks.builder(service)
                .callsPerSecond(1_000_000)
                .maxConcurrentCalls(1)
                .clock(clock)
                .build();
        OpenTaskFilter filter = OpenTaskFilter.all().state("Approve").olderThan(Duration.ofSeconds(60));
        OpenTaskScan scan = open.of(FakeService.MACHINE, OpenTaskFilter.all().olderThan(Duration.ofSeconds(60)));

        assertThat(names(open.of(FakeService.MACHINE, OpenTaskFilter.all().state("Ship")).stream()))
                .containsExactly("other");
        service.calls.clear();
        assertThat(scan.stream()).isEmpty();
        assertThat(Collections.frequency(service.calls, "GetExecutionHistory")).isEqualTo(2);
        assertThat(filter.toString()).contains("Approve", "PT1M");
        assertThatThrownBy(() -> OpenTaskFilter.all().olderThan(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anExecutionThatIsGoneIsPassedOverAndCounted() {
        service.with("e0", waiting(0)).with("e1", waiting(1)).with("e2", waiting(2));
        service.forget("e1");
        OpenTaskScan scan = open(4).of(FakeService.MACHINE);

        assertThat(names(scan.stream())).containsExactly("e2", "e0");
        assertThat(scan.progress().executionsNotRead()).isEqualTo(1);
    }

    @Test
    void anUnknownStateMachineIsSaid() {
        service.refused.put("ListExecutions", FakeService.error(400, "StateMachineDoesNotExist"));

        assertThatThrownBy(() -> open(1).of(FakeService.MACHINE).stream().toList())
                .isInstanceOf(HistoryNotFoundException.class);
    }

    @Test
    void theChildrenOfAMapRunAreListedByIt() {
        service.with("child", waiting(1));

        assertThat(names(open(1)
                        .ofMapRun("arn:aws:states:eu-west-1:123456789012:mapRun:orders/Each:1", OpenTaskFilter.all())
                        .stream()))
                .containsExactly("child");
        assertThat(service.calls).startsWith("ListExecutions of a Map Run");
    }

    @Test
    void mapRunsOfTheExecutionsAreCountedAndNamed() {
        service.with(
                "e0",
                Events.started()
                        .entered("Map", "Each")
                        .add("MapStateStarted")
                        .add("MapRunStarted", e -> e.mapRunStartedEventDetails(d -> d.mapRunArn("arn:run"))));
        OpenTaskScan scan = open(1).of(FakeService.MACHINE);

        assertThat(scan.stream()).isEmpty();
        assertThat(scan.progress().mapRunsNotSearched()).isEqualTo(1);
        assertThat(scan.mapRunsNotSearched()).containsExactly("arn:run");
    }

    /** The quota of that call is one a second. */
    @Test
    void oneDefinitionServesAllExecutionsThatWereStartedWithIt() {
        service.pageSize(50).definition("{\"States\":{\"Read\":{},\"Approve\":{}}}");
        for (int i = 0; i < 5; i++) {
            Events events = Events.started();
            for (int step = 0; step < 100; step++) {
                events.pass("Read");
            }
            service.with("e" + i, events.waiting("Approve", Tokens.number(i)));
        }

        assertThat(open(1).of(FakeService.MACHINE).stream()).hasSize(5);
        assertThat(Collections.frequency(service.calls, "DescribeStateMachineForExecution"))
                .isEqualTo(1);
        assertThat(Collections.frequency(service.calls, "GetExecutionHistory")).isEqualTo(5);
    }

    @Test
    void aScanIsUsedOnceAndAPositionIsChecked() {
        OpenTaskScan scan = open(1).of(FakeService.MACHINE);
        scan.stream().close();

        assertThatThrownBy(scan::stream).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> scan.startAfter("x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scan.startAfter("x y")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closingTheStreamGivesUpWhatWasBegunAhead() {
        for (int i = 0; i < 20; i++) {
            service.with("e" + i, waiting(i));
        }
        OpenTaskScan scan = open(2).of(FakeService.MACHINE);
        try (Stream<OpenTask> tasks = scan.stream()) {
            assertThat(tasks.iterator().next().state()).isEqualTo("Approve");
        }

        assertThat(Collections.frequency(service.calls, "GetExecutionHistory")).isLessThan(20);
    }

    /** Which of them were read is not known. */
    @Test
    void executionsOfTheSameMillisecondAreNotPassedOver() {
        RunningExecution last = new RunningExecution(FakeService.arn("e1"), FakeService.MACHINE, Events.START);
        ScanPosition position = ScanPosition.parse(ScanPosition.of(last));

        assertThat(position.isBehind(last)).isTrue();
        assertThat(position.isBehind(new RunningExecution(FakeService.arn("e2"), FakeService.MACHINE, Events.START)))
                .isFalse();
    }

    @Test
    void closingTheStreamInterruptsWhatIsBeingRead() {
        service.with("e0", waiting(0)).with("e1", waiting(1));
        Hanging hanging = new Hanging();
        service.whileRead("e0", hanging);
        try (Stream<OpenTask> tasks = open(2).of(FakeService.MACHINE).stream()) {
            tasks.iterator().next();
            hanging.begun.join();
        }

        assertThat(hanging.interrupted.join()).isTrue();
    }

    @Test
    void aFailureInterruptsWhatIsBeingRead() {
        service.with("e0", waiting(0)).with("e1", waiting(1));
        Hanging hanging = new Hanging();
        service.whileRead("e0", hanging);
        service.whileRead("e1", () -> {
            hanging.begun.join();
            throw FakeService.error(400, "AccessDeniedException");
        });
        Iterator<OpenTask> tasks = open(2).of(FakeService.MACHINE).stream().iterator();

        assertThatThrownBy(tasks::next).isInstanceOf(HistoryNotPermittedException.class);

        assertThat(hanging.interrupted.join()).isTrue();
    }

    @Test
    void aScanWhoseThreadIsInterruptedStopsAndInterruptsWhatIsBeingRead() {
        service.with("e0", waiting(0)).with("e1", waiting(1)).with("e2", waiting(2));
        Thread scanning = Thread.currentThread();
        Hanging first = new Hanging();
        Hanging next = new Hanging();
        service.whileRead("e1", next);
        service.whileRead("e2", () -> {
            next.begun.join();
            scanning.interrupt();
            first.run();
        });
        Iterator<OpenTask> tasks = open(2).of(FakeService.MACHINE).stream().iterator();

        assertThatThrownBy(tasks::next)
                .isInstanceOf(HistoryUnavailableException.class)
                .hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(first.interrupted.join()).isTrue();
        assertThat(next.interrupted.join()).isTrue();
    }

    /** A call that ends when its thread is interrupted. */
    private static final class Hanging implements Runnable {
        private final CompletableFuture<Void> begun = new CompletableFuture<>();
        private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        @Override
        public void run() {
            begun.complete(null);
            interrupted.complete(!awaitUnlessInterrupted(new CountDownLatch(1)));
        }
    }

    private static boolean awaitUnlessInterrupted(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private OpenTasks open(int atOnce) {
        return OpenTasks.builder(service)
                .callsPerSecond(1_000_000)
                .maxConcurrentCalls(atOnce)
                .build();
    }

    private static Events waiting(int token) {
        return Events.started().waiting("Approve", Tokens.number(token));
    }

    private static List<String> names(Stream<OpenTask> tasks) {
        return tasks.map(task -> task.executionArn().replaceFirst(".*:", "")).toList();
    }
}
