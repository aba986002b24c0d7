/**
 * Makes the release a second time, elsewhere and with other settings, and compares every byte. Start at
 * {@link dev.tasktoken.release.ReleaseProof}.
 */
@NullMarked
package dev.tasktoken.release;

import org.jspecify.annotations.NullMarked;
