package dev.tasktoken;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Core's packages: which may use which, that no arrows run in a circle, and that none outgrows its reader. */
class PackagesTest {
    private static final int MOST_FILES = 40;
    private static final String INTERNAL = "dev.tasktoken.internal";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tasktoken");

    @Test
    void eachPackageUsesOnlyThoseBelowIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("internal")
                .definedBy(INTERNAL)
                .layer("service")
                .definedBy("dev.tasktoken.service")
                .layer("answering")
                .definedBy("dev.tasktoken")
                .layer("delivery")
                .definedBy("dev.tasktoken.delivery")
                .layer("processor")
                .definedBy("dev.tasktoken.processor")
                .layer("pending")
                .definedBy("dev.tasktoken.pending..")
                .layer("history")
                .definedBy("dev.tasktoken.history")
                .whereLayer("pending")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("history")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("processor")
                .mayOnlyBeAccessedByLayers("pending")
                .whereLayer("delivery")
                .mayOnlyBeAccessedByLayers("processor", "pending", "history")
                .whereLayer("answering")
                .mayOnlyBeAccessedByLayers("delivery", "processor", "pending", "history")
                .whereLayer("service")
                .mayOnlyBeAccessedByLayers("answering", "delivery", "processor", "pending", "history")
                .check(CORE);
    }

    @Test
    void noArrowsRunInACircleBetweenPackages() {
        slices().matching("dev.tasktoken.(*)..").should().beFreeOfCycles().check(CORE);
    }

    /** Users could not name it, and a change in it would be a change of the API. */
    @Test
    void nothingPublicOutsideInternalNamesATypeOfIt() {
        noMethods()
                .that()
                .arePublic()
                .or()
                .areProtected()
                .and()
                .areDeclaredInClassesThat(arePublicOutsideInternal())
                .should(new ArchCondition<JavaMethod>("name a type that is no API") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean names = method.getAllInvolvedRawTypes().stream()
                                .anyMatch(type -> type.getPackageName().endsWith(".internal"));
                        events.add(new SimpleConditionEvent(method, names, method.getFullName()));
                    }
                })
                .check(CORE);
    }

    private static DescribedPredicate<JavaClass> arePublicOutsideInternal() {
        return DescribedPredicate.describe(
                "public outside internal",
                type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                        && !type.getPackageName().endsWith(".internal"));
    }

    @Test
    void noPackageOutgrowsItsReader() {
        Map<String, Long> files = CORE.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        System.out.println("types by package of core: " + files);
        assertThat(files.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(MOST_FILES));
    }
}
