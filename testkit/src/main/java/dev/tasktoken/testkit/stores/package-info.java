/**
 * What a {@link dev.tasktoken.pending.TokenStore} of your own must do, as tests that yours extend.
 *
 * <p>Start at {@code TokenStoreContract}; {@code PendingTasksContract}, {@code RacingAnswersContract},
 * {@code CrashBeforeSendContract} and {@code EarlierRecordsContract} go further.
 */
@NullMarked
package dev.tasktoken.testkit.stores;

import org.jspecify.annotations.NullMarked;
