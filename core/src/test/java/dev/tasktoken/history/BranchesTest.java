package dev.tasktoken.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which branches of Parallel and Map states are over, and what their tasks are called. */
class BranchesTest {
    private static final String A = Tokens.number(1);
    private static final String B = Tokens.number(2);
    private static final String C = Tokens.number(3);

    @Test
    void eachBranchHasItsOwnOpenTask() {
        Events events = Events.started().entered("Parallel", "Both").add("ParallelStateStarted");
        long start = events.last();
        events.waiting("Left", A);
        events.after(start).pass("Before").waiting("Right", B);

        assertThat(paths(events)).containsExactly("Both/Left", "Both/Right");
        assertThat(open(events).state("Right").taskToken().value()).isEqualTo(B);
    }

    @Test
    void aBranchThatEndedHasNone() {
        Events events = Events.started().entered("Parallel", "Both").add("ParallelStateStarted");
        long start = events.last();
        events.waiting("Left", A);
        events.after(start).waiting("Right", B).add("TaskSucceeded").exited("Task", "Right");

        assertThat(paths(events)).containsExactly("Both/Left");
    }

    @Test
    void aFailedBranchAbortsTheOthers() {
        Events events = failedBranch();

        assertThat(paths(events.add("ParallelStateFailed"))).isEmpty();
        assertThat(paths(events.exited("Parallel", "Both").waiting("Repair", C)))
                .containsExactly("Repair");
    }

    /** Nothing but the aborted states shows it: the Parallel state waits for its retry, and may for a long time. */
    @Test
    void aBranchIsAbortedBeforeItsStateIsRetried() {
        assertThat(paths(failedBranch())).isEmpty();
    }

    @Test
    void aRetriedParallelStateHasTheTasksOfItsNewestAttempt() {
        Events events = failedBranch();
        events.add("ParallelStateStarted");
        long again = events.last();
        events.waiting("Left", C);
        events.after(again).waiting("Right", B);

        assertThat(paths(events)).containsExactly("Both/Left", "Both/Right");
        assertThat(open(events).state("Left").taskToken().value()).isEqualTo(C);
        assertThat(open(events).state("Left").attempt()).isEqualTo(1);
    }

    @Test
    void aRetryOfTheOuterStateEndsWhatIsInside() {
        Events events = Events.started().entered("Parallel", "Outer").add("ParallelStateStarted");
        long outer = events.last();
        events.waiting("Beside", A);
        events.after(outer).entered("Parallel", "Inner").add("ParallelStateStarted");
        long inner = events.last();
        events.waiting("Deep", B);
        events.after(inner).waiting("Failing", C).add("TaskFailed").add("ParallelStateFailed");
        events.add("ParallelStateStarted").waiting("Beside", C);

        assertThat(paths(events)).containsExactly("Outer/Beside");
        assertThat(open(events).state("Beside").taskToken().value()).isEqualTo(C);
    }

    @Test
    void aRetryOfTheInnerStateLeavesTheOthersOpen() {
        Events events = Events.started().entered("Parallel", "Outer").add("ParallelStateStarted");
        long outer = events.last();
        events.waiting("Beside", A);
        events.after(outer).entered("Parallel", "Inner").add("ParallelStateStarted");
        long inner = events.last();
        events.waiting("Deep", B);
        events.after(inner).waiting("Failing", C).add("TaskFailed").add("ParallelStateStarted");
        events.waiting("Deep", C);

        assertThat(paths(events)).containsExactly("Outer/Beside", "Outer/Inner/Deep");
        assertThat(open(events).state("Deep").taskToken().value()).isEqualTo(C);
    }

    @Test
    void anIterationIsNamedWithItsIndexHoweverLateItStarts() {
        Events events = Events.started().entered("Map", "Orders").add("MapStateStarted");
        long start = events.last();
        events.iteration("Orders", 0).waiting("Approve", A);
        events.after(start)
                .iteration("Orders", 1)
                .waiting("Approve", B)
                .add("TaskSucceeded")
                .exited("Task", "Approve");
        long last = events.last();
        events.add("MapIterationSucceeded");
        events.after(last).iteration("Orders", 2).pass("Before").waiting("Approve", C);

        assertThat(paths(events)).containsExactly("Orders[0]/Approve", "Orders[2]/Approve");
    }

    @Test
    void aMapStateInsideAnotherEndsForItsOwnIterationOnly() {
        Events events = Events.started().entered("Map", "Orders").add("MapStateStarted");
        long start = events.last();
        events.iteration("Orders", 0).entered("Map", "Lines").add("MapStateStarted");
        events.iteration("Lines", 0).waiting("Pick", A);
        events.after(start).iteration("Orders", 1).entered("Map", "Lines").add("MapStateStarted");
        events.iteration("Lines", 0).waiting("Pick", B).add("TaskSucceeded").exited("Task", "Pick");
        events.add("MapStateSucceeded").exited("Map", "Lines").waiting("Ship", C);

        assertThat(paths(events)).containsExactly("Orders[0]/Lines[0]/Pick", "Orders[1]/Ship");
    }

    @Test
    void anIterationThatFailsAbortsTheOthers() {
        Events events = Events.started().entered("Map", "Orders").add("MapStateStarted");
        long start = events.last();
        events.iteration("Orders", 0).waiting("Approve", A);
        events.after(start).iteration("Orders", 1).waiting("Approve", B).add("TaskFailed");
        long cause = events.last();
        events.add("MapIterationAborted");
        events.after(cause).add("MapIterationFailed");

        assertThat(paths(events)).isEmpty();
    }

    @Test
    void aStateAfterAParallelStateIsNotInside() {
        Events events = Events.started().entered("Parallel", "Both").add("ParallelStateStarted");
        long start = events.last();
        events.pass("Left");
        events.after(start).pass("Right").add("ParallelStateSucceeded");
        events.after(events.last() - 1).exited("Parallel", "Both").waiting("Approve", A);

        assertThat(paths(events)).containsExactly("Approve");
    }

    @Test
    void aBranchThatCaughtAFailureGoesOn() {
        Events events = Events.started().entered("Parallel", "Both").add("ParallelStateStarted");
        long start = events.last();
        events.waiting("Left", A);
        events.after(start)
                .entered("Parallel", "Inner")
                .add("ParallelStateStarted")
                .waiting("Failing", B)
                .add("TaskFailed")
                .add("ParallelStateFailed")
                .exited("Parallel", "Inner")
                .waiting("Repair", C);

        assertThat(paths(events)).containsExactly("Both/Left", "Both/Repair");
    }

    /** Whatever its history says of what was inside. */
    @Test
    void aStateThatWasExitedHasNoOpenTasks() {
        for (String kind : List.of("Parallel", "Map")) {
            Events events = Events.started().entered(kind, "Both").add(kind + "StateStarted");
            long start = events.last();
            events.waiting("Left", A);
            events.after(start).pass("Right").exited(kind, "Both").waiting("Approve", B);

            assertThat(paths(events)).as(kind).containsExactly("Approve");
        }
    }

    /** Whether the failure of the first attempt is written or not. */
    @Test
    void aRetriedMapStateHasTheTasksOfItsNewestAttempt() {
        for (boolean isWritten : List.of(true, false)) {
            Events events = Events.started().entered("Map", "Orders").add("MapStateStarted");
            events.iteration("Orders", 0).waiting("Approve", A).add("TaskFailed");
            events = isWritten ? events.add("MapStateFailed") : events;
            events.add("MapStateStarted").iteration("Orders", 0).waiting("Approve", B);

            assertThat(paths(events)).containsExactly("Orders[0]/Approve");
            assertThat(open(events).state("Approve").taskToken().value()).isEqualTo(B);
        }
    }

    @Test
    void aRedriveGoesOnInsideAllStatesThatFailed() {
        Events events = Events.started().entered("Parallel", "Outer").add("ParallelStateStarted");
        events.entered("Parallel", "Inner").add("ParallelStateStarted");
        events.waiting("Approve", A).add("TaskFailed");
        events.add("ParallelStateFailed").add("ParallelStateFailed").add("ExecutionFailed");
        events.add("ExecutionRedriven").sent(C);

        assertThat(paths(events)).containsExactly("Outer/Inner/Approve");
        assertThat(open(events).state("Approve").taskToken().value()).isEqualTo(C);
    }

    /** The service documents that only the branches that failed or were aborted go on; from which event is inferred. */
    @Test
    void aRedriveGoesOnInsideTheParallelStateThatFailed() {
        Events events = failedBranch().add("ParallelStateFailed").add("ExecutionFailed");
        events.add("ExecutionRedriven").sent(C);

        assertThat(paths(events)).containsExactly("Both/Right");
        assertThat(open(events).state("Right").taskToken().value()).isEqualTo(C);
    }

    /** Two branches wait, and one fails; the events are those that an emulator recorded against the service. */
    private static Events failedBranch() {
        Events events = Events.started().entered("Parallel", "Both").add("ParallelStateStarted");
        long start = events.last();
        events.waiting("Left", A);
        events.after(start).waiting("Right", B).add("TaskFailed");
        long cause = events.last();
        events.add("TaskStateAborted");
        events.after(cause).add("TaskStateAborted");
        return events.after(cause);
    }

    private static List<String> paths(Events events) {
        return open(events).tasks().stream().map(OpenTask::path).toList();
    }

    private static ExecutionTasks open(Events events) {
        FakeService service = new FakeService().with("one", events);
        return OpenTasks.builder(service).callsPerSecond(1_000_000).build().in(FakeService.arn("one"));
    }
}
