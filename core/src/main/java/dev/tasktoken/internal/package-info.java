/**
 * Tools that the other packages and modules share, and that send and read nothing themselves. Not API: anything here
 * may change in any version. They are of five kinds:
 *
 * <ul>
 *   <li>waiting, scheduling, repeating and limiting calls, and the threads for it
 *   <li>texts for logs and messages, cut and without control characters; warnings that are logged once
 *   <li>what an exception of the AWS SDK, of Jackson or of the class loader means in words
 *   <li>JSON as this library reads and writes it: the default mapper, strict scalars, what a result must not hold
 *   <li>how names of task tokens look, and their known mistakes; which handlers run in this process now
 * </ul>
 */
@NullMarked
package dev.tasktoken.internal;

import org.jspecify.annotations.NullMarked;
