package dev.tasktoken.release;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkId;
import java.io.Serializable;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules for the classes of all published modules. */
final class ModuleRules {
    private static final String CORE = "dev.tasktoken";

    private static final String LINT = "dev.tasktoken.testkit.lint";

    /** Core's packages beside its own; its own test looks after who uses which. */
    private static final List<String> IN_CORE = List.of(
            CORE + ".service",
            CORE + ".delivery",
            CORE + ".processor",
            CORE + ".pending",
            CORE + ".pending.internal",
            CORE + ".history",
            CORE + ".internal");

    /** Packages that are not API; a module's own tests look after their layers. */
    private static final String INTERNAL = "dev.tasktoken..internal..";

    /** The command line, a program. */
    private static final String PROGRAM = CORE + ".cli";

    /** The autoconfiguration. It calls methods of an application's beans, as Spring does, and declares them. */
    private static final String SPRING = CORE + ".spring";

    /** What puts modules together: it may know every module, and none knows it. */
    private static final Set<String> TOGETHER = Set.of(PROGRAM, SPRING);

    /** The packages of API beside a module's own. */
    private static final List<String> MORE_API = List.of(
            CORE + ".service",
            CORE + ".delivery",
            CORE + ".processor",
            CORE + ".pending",
            CORE + ".history",
            LINT,
            SPRING + ".test",
            "dev.tasktoken.testkit.integrations",
            "dev.tasktoken.testkit.stores");

    /** Where the program prints, which is its purpose. */
    private static final String TERMINAL = PROGRAM + ".Terminal";

    /** Reads what an adapter under test prints. */
    private static final String CONTRACT = "dev.tasktoken.testkit.AdapterContract";

    /** Lambda makes it by its name; a subclass chooses the constructor. */
    private static final String TO_EXTEND = "dev.tasktoken.lambda.DeadLetterHandler";

    private static final Set<String> REFLECTION = Set.of(
            "forName",
            "getConstructor",
            "getConstructors",
            "getDeclaredConstructor",
            "getDeclaredConstructors",
            "getDeclaredField",
            "getDeclaredFields",
            "getDeclaredMethod",
            "getDeclaredMethods",
            "getField",
            "getFields",
            "getMethod",
            "getMethods",
            "newInstance");

    private static final List<String> MODULES =
            Project.modules().stream().map(PublishedModule::moduleName).toList();

    private ModuleRules() {}

    static Stream<ArchRule> all() {
        return Stream.of(
                classes().should(knowOnlyTheirModuleAndCore()),
                classes()
                        .should()
                        .resideInAnyPackage(Stream.of(MODULES, MORE_API, List.of(INTERNAL))
                                .flatMap(List::stream)
                                .toArray(String[]::new))
                        .because("a module has one package of API, and others that are named here or internal"),
                classes()
                        .that(areOpenClasses())
                        .should()
                        .haveModifier(JavaModifier.FINAL)
                        .orShould()
                        .haveModifier(JavaModifier.ABSTRACT)
                        .orShould()
                        .haveFullyQualifiedName(TO_EXTEND)
                        .because("what can be extended stays in the API"),
                noClasses()
                        .should()
                        .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Base)")
                        .because("such names say nothing"),
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(TERMINAL)
                        .and()
                        .doNotHaveFullyQualifiedName(CONTRACT)
                        .should(ACCESS_STANDARD_STREAMS),
                noClasses().should(USE_JAVA_UTIL_LOGGING),
                noClasses()
                        .that()
                        .resideOutsideOfPackage(SPRING + "..")
                        .should()
                        .dependOnClassesThat(areOfReflection())
                        .orShould(callMethodWhere(reflects()))
                        .because("nothing of ours needs configuration in a native image, or opened modules"),
                fields().that()
                        .haveRawType(assignableTo(WorkId.class))
                        .and()
                        .areDeclaredInClassesThat()
                        .resideOutsideOfPackage("..internal..")
                        .should()
                        .beDeclaredInClassesThat(describe("no public records", ModuleRules::isNoPublicRecord))
                        .because("public records are logged"),
                noClasses()
                        .that()
                        .areAssignableTo(PausedWork.class)
                        .should()
                        .beAssignableTo(Serializable.class)
                        .because("serialised, a token would be text"));
    }

    private static ArchCondition<JavaClass> knowOnlyTheirModuleAndCore() {
        return new ArchCondition<>("know only their module and core") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                String own = module(item);
                if (TOGETHER.contains(own)) {
                    return;
                }
                item.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !isOneOf(module(dependency.getTargetClass()), own))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
            }
        };
    }

    private static boolean isOneOf(String module, String own) {
        return module.isEmpty() || module.equals(own) || module.equals(CORE);
    }

    /** The published module it is of, its package if it is of none of them; empty for what is not ours. */
    private static String module(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (!name.equals(CORE) && !name.startsWith(CORE + ".")) {
            return "";
        }
        return MODULES.stream()
                .filter(module -> !module.equals(CORE) && (name + ".").startsWith(module + "."))
                .max(Comparator.comparing(String::length))
                .orElse(IN_CORE.contains(name) ? CORE : name);
    }

    private static DescribedPredicate<JavaClass> areOpenClasses() {
        return describe(
                "are public classes",
                type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                        && !type.isInterface()
                        && !type.isEnum()
                        && !type.getSimpleName().equals("package-info"));
    }

    private static DescribedPredicate<JavaClass> areOfReflection() {
        return describe(
                "are of java.lang.reflect or java.lang.invoke, but for what Jackson binds to and JUnit asks about",
                type -> Set.of("java.lang.reflect", "java.lang.invoke").contains(type.getPackageName())
                        && !type.isEquivalentTo(Type.class)
                        && !type.isEquivalentTo(Parameter.class));
    }

    private static DescribedPredicate<JavaMethodCall> reflects() {
        return describe(
                "Class finds a class or a member",
                call -> call.getTargetOwner().isEquivalentTo(Class.class) && REFLECTION.contains(call.getName()));
    }

    private static boolean isNoPublicRecord(JavaClass type) {
        return !type.isRecord() || !type.getModifiers().contains(JavaModifier.PUBLIC);
    }
}
