package dev.tasktoken.history;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * What is kept of an event: enough to tell which states it is in.
 *
 * @param id its number, from 1
 * @param previous the number of the event that it follows from; 0 for none
 * @param type the service's name for its kind
 * @param name the state's, where the event has it
 * @param index of a Map state's iteration; -1 for others
 * @param event the whole event, where a task that may be open was scheduled, or a Map Run was started
 */
record Step(
        long id,
        long previous,
        String type,
        @Nullable String name,
        int index,
        @Nullable HistoryEvent event) {

    static Step of(HistoryEvent event, boolean isNeeded) {
        return new Step(
                event.id(),
                event.previousEventId() == null ? 0 : event.previousEventId(),
                event.typeAsString(),
                name(event),
                index(event),
                isNeeded ? event : null);
    }

    private static @Nullable String name(HistoryEvent event) {
        if (event.stateEnteredEventDetails() != null) {
            return event.stateEnteredEventDetails().name();
        }
        if (event.stateExitedEventDetails() != null) {
            return event.stateExitedEventDetails().name();
        }
        return event.mapIterationStartedEventDetails() == null
                ? null
                : event.mapIterationStartedEventDetails().name();
    }

    private static int index(HistoryEvent event) {
        return event.mapIterationStartedEventDetails() == null
                ? -1
                : event.mapIterationStartedEventDetails().index();
    }

    boolean isEntered() {
        return type.endsWith("StateEntered");
    }

    boolean isExited() {
        return type.endsWith("StateExited");
    }

    boolean isScopeEntered() {
        return type.equals("ParallelStateEntered") || type.equals("MapStateEntered");
    }

    boolean isScopeStarted() {
        return type.equals("ParallelStateStarted") || type.equals("MapStateStarted");
    }

    boolean isScopeFailed() {
        return type.equals("ParallelStateFailed") || type.equals("MapStateFailed");
    }

    boolean isIterationStarted() {
        return type.equals("MapIterationStarted");
    }

    /** Whether something in a Parallel or Map state was aborted, since the state itself is over. */
    boolean isAborted() {
        return type.endsWith("StateAborted") || type.equals("MapIterationAborted");
    }

    boolean isScheduled() {
        return type.endsWith("Scheduled");
    }

    /** Whether a task is open as long as nothing follows from this. */
    boolean isOfOpenTask() {
        return switch (type) {
            case "TaskScheduled",
                    "TaskStarted",
                    "TaskSubmitted",
                    "LambdaFunctionScheduled",
                    "LambdaFunctionStarted",
                    "ActivityScheduled",
                    "ActivityStarted" -> true;
            default -> false;
        };
    }

    boolean isOfMapRun() {
        return type.equals("MapRunStarted") || type.equals("MapRunRedriven");
    }

    boolean isRedrive() {
        return type.equals("ExecutionRedriven");
    }

    boolean isEnd() {
        return switch (type) {
            case "ExecutionSucceeded", "ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut" -> true;
            default -> false;
        };
    }

    /** The kind of state: {@code Parallel}, {@code Map}. */
    String kind() {
        return type.substring(0, Math.max(0, type.indexOf("State")));
    }

    /** Names no details: they may hold a token. */
    @Override
    public String toString() {
        return "Step[" + id + "<" + previous + " " + type + "]";
    }
}
