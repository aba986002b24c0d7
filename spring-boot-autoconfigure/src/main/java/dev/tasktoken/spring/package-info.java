/**
 * Spring Boot's autoconfiguration of tasktoken: methods of beans handle the tasks of a queue. Start at
 * {@link dev.tasktoken.spring.TaskTokenListener}.
 */
@NullMarked
package dev.tasktoken.spring;

import org.jspecify.annotations.NullMarked;
