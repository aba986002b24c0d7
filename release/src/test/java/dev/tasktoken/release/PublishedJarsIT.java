package dev.tasktoken.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** The jars and POMs as they would be published. */
class PublishedJarsIT {
    private static final String VERSION = System.getProperty("project.version");

    static List<PublishedModule> modules() {
        return Project.modules();
    }

    static Stream<Path> poms() {
        return Stream.concat(modules().stream().map(PublishedModule::folder), Stream.of(Project.ROOT.resolve("bom")))
                .map(folder -> folder.resolve(".flattened-pom.xml"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyJarIsAModuleNamedAfterItsPackage(PublishedModule module) {
        ModuleDescriptor descriptor = descriptor(module);

        assertThat(descriptor.isAutomatic()).isTrue();
        assertThat(descriptor.name()).isEqualTo(module.moduleName());
        assertThat(descriptor.packages())
                .contains(module.moduleName())
                .allMatch(name -> name.equals(module.moduleName()) || name.startsWith("dev.tasktoken.testkit"));
    }

    @Test
    void noTwoJarsShareAPackage() {
        List<String> packages = modules().stream()
                .map(PublishedJarsIT::descriptor)
                .map(ModuleDescriptor::packages)
                .flatMap(Collection::stream)
                .toList();

        assertThat(packages).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyJarHasTheLicenceWithIt(PublishedModule module) throws IOException {
        try (JarFile jar = new JarFile(jar(module).toFile())) {
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("poms")
    void everyPomStandsAlone(Path file) {
        Pom pom = Pom.read(file);

        assertThat(pom.elements("/project/parent | /project/repositories | /project/profiles | /project/build"))
                .isEmpty();
        assertThat(pom.text("/project/version")).isEqualTo(VERSION);
        assertThat(pom.text("/project/groupId")).isEqualTo("dev.tasktoken");
        assertThat(pom.text("/project/licenses/license/name")).isEqualTo("Apache-2.0");
        assertThat(pom.text("/project/url")).isEqualTo("https://tasktoken.dev");
        assertThat(List.of(pom.text("/project/name"), pom.text("/project/description")))
                .noneMatch(String::isBlank);
        assertThat(pom.texts("//*[not(*)][not(text()='${project.version}')]")).noneMatch(text -> text.contains("${"));
    }

    @ParameterizedTest
    @MethodSource("poms")
    void everyDependencyHasItsVersionAndNoneIsForTests(Path file) {
        Pom pom = Pom.read(file);

        assertThat(pom.elements("//dependency")).isNotEmpty().allSatisfy(dependency -> {
            assertThat(children(dependency)).contains("version");
        });
        assertThat(pom.texts("//dependency/scope")).doesNotContain("test");
    }

    @Test
    void coreBringsFourLibrariesAndNoFifth() {
        Pom core = Pom.read(Project.ROOT.resolve("core/.flattened-pom.xml"));

        assertThat(core.texts("/project/dependencies/dependency/artifactId"))
                .containsExactlyInAnyOrder("sfn", "jackson-databind", "slf4j-api", "jspecify");
    }

    /** Whoever uses one transport must not get the libraries of another. */
    @ParameterizedTest
    @MethodSource("modules")
    void noModuleBringsALibraryOfLambdaBesidesItsInterfaces(PublishedModule module) {
        Pom pom = Pom.read(module.folder().resolve(".flattened-pom.xml"));

        assertThat(pom.texts("//dependency[groupId='com.amazonaws'][not(optional='true')]/artifactId"))
                .isSubsetOf("aws-lambda-java-core");
    }

    private static List<String> children(Element element) {
        return Stream.iterate(element.getFirstChild(), node -> node != null, node -> node.getNextSibling())
                .map(node -> node.getNodeName())
                .toList();
    }

    private static ModuleDescriptor descriptor(PublishedModule module) {
        return ModuleFinder.of(jar(module)).findAll().iterator().next().descriptor();
    }

    private static Path jar(PublishedModule module) {
        return module.folder().resolve("target").resolve(module.artifactId() + "-" + VERSION + ".jar");
    }
}
