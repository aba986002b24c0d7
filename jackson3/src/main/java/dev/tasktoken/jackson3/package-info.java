/**
 * Payloads and outputs by Jackson 3 ({@code tools.jackson}), as Spring Boot 4 has it. The task token is found as ever.
 *
 * <p>Start at {@link dev.tasktoken.jackson3.Jackson3Codec}.
 */
@NullMarked
package dev.tasktoken.jackson3;

import org.jspecify.annotations.NullMarked;
