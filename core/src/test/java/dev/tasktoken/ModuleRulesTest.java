package dev.tasktoken;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tasktoken.service.WorkId;
import org.junit.jupiter.api.Test;

class ModuleRulesTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tasktoken");

    @Test
    void coreDependsOnSfnJacksonSlf4jAndJspecifyOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tasktoken",
                        "dev.tasktoken.delivery",
                        "dev.tasktoken.processor",
                        "dev.tasktoken.pending..",
                        "dev.tasktoken.history",
                        "dev.tasktoken.service",
                        "dev.tasktoken.internal",
                        "java..",
                        "javax.crypto..", // the JDK's own, in java.base
                        "software.amazon.awssdk.services.sfn..",
                        "software.amazon.awssdk.core..",
                        "software.amazon.awssdk.awscore..",
                        "software.amazon.awssdk.http", // of SdkResponse.sdkHttpResponse()
                        "com.fasterxml.jackson..",
                        "org.slf4j..",
                        "org.jspecify.annotations")
                .check(CORE);
    }

    @Test
    void onlyWhatSendsAnAnswerOrProtectsTheTextTouchesATokensText() {
        noClasses()
                .that()
                .doNotHaveSimpleName("StepFunctionsTasks")
                .and()
                .doNotHaveSimpleName("RecordCodec")
                .and()
                .doNotHaveSimpleName("TokenMask")
                .and()
                .doNotHaveSimpleName("TokenSearch") // compares it with what else was sent
                .should()
                .callMethodWhere(target(owner(assignableTo(WorkId.class))).and(target(name("value"))))
                .check(CORE);
    }
}
