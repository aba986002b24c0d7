package dev.tasktoken.spring.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Makes the contexts of {@link TaskTokenTest}. */
final class TaskTokenTestContextBootstrapper extends TestSliceTestContextBootstrapper<TaskTokenTest> {
    TaskTokenTestContextBootstrapper() {}
}
