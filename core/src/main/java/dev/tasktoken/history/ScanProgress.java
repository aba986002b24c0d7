package dev.tasktoken.history;

/**
 * How far a scan has come.
 *
 * @param executionsListed the running executions that are known so far
 * @param isListed whether these are all
 * @param executionsDone those of them that were read, or passed over because of the filter
 * @param executionsNotRead those of them that could not be read; a log line names each
 * @param mapRunsNotSearched the distributed Map states met, whose children were not searched;
 *     {@link OpenTaskScan#mapRunsNotSearched} names them
 * @param tasksFound the tasks that passed the filter
 * @param calls the calls made, without those that the SDK repeated
 */
public record ScanProgress(
        long executionsListed,
        boolean isListed,
        long executionsDone,
        long executionsNotRead,
        long mapRunsNotSearched,
        long tasksFound,
        long calls) {}
