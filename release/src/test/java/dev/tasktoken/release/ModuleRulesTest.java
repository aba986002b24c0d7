package dev.tasktoken.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleRulesTest {
    private static final String HERE = "/dev/tasktoken/release/";

    private static final JavaClasses PUBLISHED = new ClassFileImporter()
            .withImportOption(location -> !location.contains(HERE))
            .importPackages("dev.tasktoken");

    /** Classes that break every rule, with the types of core that they extend. */
    private static final JavaClasses OFFENDERS =
            new ClassFileImporter().importPackages("dev.tasktoken.release.offenders", "dev.tasktoken");

    static Stream<ArchRule> rules() {
        return ModuleRules.all();
    }

    @Test
    void theClassesOfEveryPublishedModuleAreLookedAt() {
        assertThat(Project.modulesWithClasses())
                .allSatisfy(module -> assertThat(PUBLISHED)
                        .anyMatch(type -> type.getPackageName().equals(module.moduleName())));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holdsForAllThatIsPublished(ArchRule rule) {
        rule.check(PUBLISHED);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void canBeBroken(ArchRule rule) {
        assertThat(rule.evaluate(OFFENDERS).hasViolation()).isTrue();
    }
}
