package dev.tasktoken.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedModulesTest {
    static List<PublishedModule> modules() {
        return Project.modules();
    }

    /** Else its rules, its documentation and its part of the release would be left out. */
    @Test
    void thisModuleDependsOnAllThatTheBomNames() {
        List<String> here = Pom.read(Path.of("pom.xml")).texts("/project/dependencies/dependency/artifactId");

        assertThat(here)
                .containsAll(modules().stream().map(PublishedModule::artifactId).toList());
    }

    @Test
    void theBomNamesEveryModuleThatIsDeployed() {
        List<String> deployed = Pom.read(Project.ROOT.resolve("pom.xml")).texts("/project/modules/module").stream()
                .map(module -> Pom.read(Project.ROOT.resolve(module).resolve("pom.xml")))
                .filter(pom ->
                        !pom.texts("/project/properties/maven.deploy.skip").equals(List.of("true")))
                .map(pom -> pom.text("/project/artifactId"))
                .filter(artifactId -> !artifactId.equals("tasktoken-bom"))
                .toList();

        assertThat(modules()).extracting(PublishedModule::artifactId).containsExactlyInAnyOrderElementsOf(deployed);
    }

    static List<PublishedModule> modulesWithClasses() {
        return Project.modulesWithClasses();
    }

    @ParameterizedTest
    @MethodSource("modulesWithClasses")
    void everyPackageSaysWhereToStart(PublishedModule module) throws IOException {
        String path = "src/main/java/" + module.moduleName().replace('.', '/') + "/package-info.java";

        assertThat(Files.readString(module.folder().resolve(path)))
                .contains("Start at", "@NullMarked", "package " + module.moduleName() + ";");
    }

    @Test
    void theOverviewLeadsByTask() throws IOException {
        String overview = Files.readString(Path.of("src/main/javadoc/overview.html"));

        assertThat(overview)
                .contains("<h2>I have a queue</h2>", "<h2>I have a function</h2>", "<h2>A person decides</h2>")
                .contains("<h2>I test</h2>");
        assertThat(modulesWithClasses())
                .allSatisfy(module -> assertThat(overview).contains("{@link " + module.moduleName() + "."));
    }
}
