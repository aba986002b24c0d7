package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.tasktoken.LogLines;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultMapperTest {
    @TempDir
    Path folder;

    /** A module of the application's. */
    public static final class Other extends SimpleModule {
        private static final long serialVersionUID = 1;

        public Other() {
            super("other");
        }
    }

    private List<String> modulesWhereOneMoreIs(String name) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Module.class.getName()), name);
        URL[] more = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(more, DefaultMapperTest.class.getClassLoader())) {
            List<String> ids = new ArrayList<>();
            DefaultMapper.create(loader).getRegisteredModuleIds().forEach(id -> ids.add(id.toString()));
            return ids;
        }
    }

    /** Others may change what a payload means. */
    @Test
    void usesModulesForTheJdksOwnTypesOnly() throws IOException {
        assertThat(modulesWhereOneMoreIs(Other.class.getName()))
                .anyMatch(id -> id.contains("jsr310"))
                .anyMatch(id -> id.contains("dk8"))
                .doesNotContain("other");
    }

    @Test
    void doesWithoutModulesThatCannotBeLoaded() throws IOException {
        List<String> modules = new ArrayList<>();
        String log = LogLines.during(() -> {
            try {
                modules.addAll(modulesWhereOneMoreIs("no.such.Module"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(modules).contains("tasktoken");
        assertThat(log).contains("Jackson's modules on the class path cannot be loaded");
    }
}
