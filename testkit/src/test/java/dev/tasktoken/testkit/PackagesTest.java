package dev.tasktoken.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The testkit's packages: their layers, what is seen of them from outside, and their size. */
class PackagesTest {
    private static final String FACE = "dev.tasktoken.testkit";
    private static final String LINT = FACE + ".lint";
    private static final String STORES = FACE + ".stores";
    private static final String INTEGRATIONS = FACE + ".integrations";
    private static final String INTERNAL = FACE + ".internal.";
    private static final int MOST_FILES = 40;

    private static final JavaClasses TESTKIT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(FACE);

    /** Types that know each other on purpose: a value with its own factory, and states that hold states. */
    private static final List<Set<String>> ALLOWED_CIRCLES = List.of(
            Set.of("DataFields", "JsonPathFields", "JsonataFields"),
            Set.of("ChoiceCondition", "ChoiceComparison"),
            Set.of("State", "StateActions", "StateGraph", "Branch"));

    @Test
    void eachLayerUsesThoseBelowItOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(FACE + "..")
                .layer("services")
                .definedBy(INTEGRATIONS)
                .layer("values")
                .definedBy(INTERNAL + "values")
                .layer("engine")
                .definedBy(INTERNAL + "engine")
                .layer("expressions")
                .definedBy(INTERNAL + "expressions")
                .layer("definitions")
                .definedBy(INTERNAL + "definitions")
                .layer("functions")
                .definedBy(INTERNAL + "functions")
                .layer("topics")
                .definedBy(INTERNAL + "topics")
                .layer("tables")
                .definedBy(INTERNAL + "tables")
                .layer("buses")
                .definedBy(INTERNAL + "buses")
                .layer("containers")
                .definedBy(INTERNAL + "containers")
                .layer("activities")
                .definedBy(INTERNAL + "activities")
                .layer("integrations")
                .definedBy(INTERNAL + "integrations")
                .layer("executions")
                .definedBy(INTERNAL + "executions")
                .layer("api")
                .definedBy(INTERNAL + "api")
                .layer("deliveries")
                .definedBy(INTERNAL + "deliveries")
                .layer("face")
                .definedBy(FACE)
                .layer("stores")
                .definedBy(STORES)
                .layer("lint")
                .definedBy(LINT)
                .whereLayer("services")
                .mayNotAccessAnyLayer()
                .whereLayer("values")
                .mayNotAccessAnyLayer()
                .whereLayer("engine")
                .mayOnlyAccessLayers("values")
                .whereLayer("expressions")
                .mayOnlyAccessLayers("values")
                .whereLayer("definitions")
                .mayOnlyAccessLayers("values", "expressions")
                .whereLayer("functions")
                .mayOnlyAccessLayers("values", "engine")
                .whereLayer("topics")
                .mayOnlyAccessLayers("values", "engine", "functions")
                .whereLayer("tables")
                .mayOnlyAccessLayers("services", "values")
                .whereLayer("buses")
                .mayOnlyAccessLayers("services", "values", "functions", "topics")
                .whereLayer("containers")
                .mayOnlyAccessLayers("services", "engine")
                .whereLayer("activities")
                .mayOnlyAccessLayers("values", "engine")
                .whereLayer("integrations")
                .mayOnlyAccessLayers(
                        "services",
                        "values",
                        "engine",
                        "expressions",
                        "definitions",
                        "functions",
                        "topics",
                        "tables",
                        "buses",
                        "containers",
                        "activities")
                .whereLayer("executions")
                .mayOnlyAccessLayers("values", "engine", "expressions", "definitions")
                .whereLayer("api")
                .mayOnlyAccessLayers(
                        "values", "engine", "definitions", "topics", "activities", "integrations", "executions")
                .whereLayer("deliveries")
                .mayOnlyAccessLayers("values", "topics")
                .whereLayer("face")
                .mayOnlyBeAccessedByLayers("stores")
                .whereLayer("stores")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("lint")
                .mayOnlyAccessLayers("values")
                .ensureAllClassesAreContainedInArchitecture()
                .check(TESTKIT);
    }

    @Test
    void packagesHaveNoCircles() {
        slices().matching(FACE + ".(**)").should().beFreeOfCycles().check(TESTKIT);
    }

    @Test
    void typesHaveNoCirclesButThoseOnPurpose() {
        slices().assignedFrom(new OneSliceForEachType())
                .should()
                .beFreeOfCycles()
                .check(TESTKIT);
    }

    @Test
    void nothingPublicShowsAnInternalType() {
        apiShowsNothingInternal().check(TESTKIT);
    }

    /** A rule that nothing could break would say nothing. */
    @Test
    void whatShowsAnInternalTypeIsFound() {
        JavaClasses offenders = new ClassFileImporter().importClasses(Offender.class);

        assertThat(apiShowsNothingInternal().evaluate(offenders).hasViolation()).isTrue();
    }

    @Test
    void noPackageHasMoreThan40Files() {
        Map<String, Long> files = TESTKIT.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(files).allSatisfy((name, count) -> assertThat(count).isLessThanOrEqualTo(MOST_FILES));
    }

    private static ArchRule apiShowsNothingInternal() {
        return classes()
                .that(describe(
                        "are public API",
                        type -> !type.getPackageName().startsWith(INTERNAL)
                                && type.getModifiers().contains(JavaModifier.PUBLIC)))
                .should(new ArchCondition<>("show nothing internal") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        shown(type)
                                .filter(shown -> shown.getPackageName().startsWith(INTERNAL))
                                .forEach(shown -> events.add(SimpleConditionEvent.violated(
                                        type, type.getName() + " shows " + shown.getName())));
                    }
                });
    }

    /** The types in the signatures of what a user could call or extend, and those it inherits from. */
    private static Stream<JavaClass> shown(JavaClass type) {
        Stream<JavaClass> inherited = Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
        Stream<JavaClass> fields = type.getFields().stream()
                .filter(PackagesTest::isVisible)
                .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream());
        Stream<JavaClass> calls =
                type.getCodeUnits().stream().filter(PackagesTest::isVisible).flatMap(PackagesTest::signature);
        return Stream.of(inherited, fields, calls).flatMap(Function.identity());
    }

    private static Stream<JavaClass> signature(JavaCodeUnit unit) {
        return Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
                .flatMap(shown -> shown.getAllInvolvedRawTypes().stream());
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    /** A top-level type with what is nested in it; those of an allowed circle count as one. */
    private static final class OneSliceForEachType implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            JavaClass top = type;
            while (top.getEnclosingClass().isPresent()) {
                top = top.getEnclosingClass().get();
            }
            String name = top.getSimpleName();
            String circle = ALLOWED_CIRCLES.stream()
                    .filter(allowed -> allowed.contains(name))
                    .map(Object::toString)
                    .findFirst()
                    .orElse(top.getName());
            return SliceIdentifier.of(circle);
        }

        @Override
        public String getDescription() {
            return "one slice for each type";
        }
    }
}
