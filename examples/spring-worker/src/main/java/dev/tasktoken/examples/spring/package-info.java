/** A Spring Boot worker whose listener answers the tasks of the messages it gets. */
@NullMarked
package dev.tasktoken.examples.spring;

import org.jspecify.annotations.NullMarked;
