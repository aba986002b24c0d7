package dev.tasktoken;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
                        "dev.tasktoken.internal",
                        "java..",
                        "javax.crypto..", // the JDK's own, in java.base
                        "software.amazon.awssdk.services.sfn..",
                        "software.amazon.awssdk.core..",
                        "software.amazon.awssdk.awscore..",
                        "com.fasterxml.jackson..",
                        "org.slf4j..",
                        "org.jspecify.annotations")
                .check(CORE);
    }

    @Test
    void onlyWhatSendsAnAnswerOrProtectsTheTextTouchesATokensText() {
        noClasses()
                .that()
                .doNotHaveSimpleName("TaskToken")
                .and()
                .doNotHaveSimpleName("AnswerCalls")
                .and()
                .doNotHaveSimpleName("AnswerSender")
                .and()
                .doNotHaveSimpleName("AsyncAnswerSender")
                .and()
                .doNotHaveSimpleName("RecordCodec")
                .and()
                .doNotHaveSimpleName("TokenMask")
                .and()
                .doNotHaveSimpleName("TokenSearch") // compares it with what else was sent
                .should()
                .callMethod(TaskToken.class, "value")
                .check(CORE);
    }
}
