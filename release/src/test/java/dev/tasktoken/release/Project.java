package dev.tasktoken.release;

import java.nio.file.Path;
import java.util.List;

/** This project, as its tests find it: from the folder of this module. */
final class Project {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Project() {}

    static List<PublishedModule> modules() {
        return PublishedModule.all(ROOT);
    }

    static List<PublishedModule> modulesWithClasses() {
        return modules().stream().filter(PublishedModule::hasClasses).toList();
    }
}
