package dev.tasktoken.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(descriptor.packages().contains(module.moduleName())).isEqualTo(module.hasClasses());
        assertThat(descriptor.packages()).allMatch(name -> (name + ".").startsWith(module.moduleName() + "."));
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
    void everyJarOfClassesOrSourcesHasTheLicenceWithIt(PublishedModule module) throws IOException {
        List<Path> jars = jarsOfClassesOrSources(module);

        assertThat(jars).contains(jar(module)).allSatisfy(file -> {
            try (FileSystem jar = FileSystems.newFileSystem(file)) {
                assertThat(jar.getPath("META-INF/LICENSE")).exists();
                assertThat(jar.getPath("META-INF/NOTICE")).exists();
            }
        });
    }

    @Test
    void theProgramsJarSaysWhoseItIsAndWhatItContains() throws IOException {
        Path program = Project.ROOT.resolve("cli/target/tasktoken-cli-" + VERSION + "-all.jar");

        try (FileSystem jar = FileSystems.newFileSystem(program)) {
            assertThat(Files.readString(jar.getPath("META-INF/NOTICE")))
                    .startsWith("\ntasktoken\nCopyright")
                    .contains("Jackson JSON processor", "JSONata for Java", "picocli", "AWS SDK for Java");
            assertThat(jar.getPath("META-INF/FastDoubleParser-LICENSE")).exists();
            assertThat(jar.getPath("META-INF/FastDoubleParser-ThirdParty-LICENSE"))
                    .exists();
            assertThat(jar.getPath("META-INF/Schubfach-LICENSE")).exists();
            assertThat(jar.getPath("META-INF/SLF4J-LICENSE")).exists();
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

    /** It is a program. Who depends on it would get its parser of command lines and its logger. */
    @Test
    void nothingDependsOnTheCommandLine() {
        assertThat(modules())
                .allSatisfy(module -> assertThat(Pom.read(module.folder().resolve(".flattened-pom.xml"))
                                .texts("/project/dependencies/dependency/artifactId"))
                        .doesNotContain("tasktoken-cli"));
    }

    @Test
    void coreBringsFourLibrariesAndNoFifth() {
        Pom core = Pom.read(Project.ROOT.resolve("core/.flattened-pom.xml"));

        assertThat(core.texts("/project/dependencies/dependency/artifactId"))
                .containsExactlyInAnyOrder("sfn", "jackson-databind", "slf4j-api", "jspecify");
    }

    /** An adapter is for one kind of user: one dependency is enough, and brings nothing of another's. */
    @ParameterizedTest
    @CsvSource({
        "lambda-adapter, aws-lambda-java-core aws-lambda-java-events jackson-databind",
        "sqs-adapter, sqs",
        "jackson3, jackson-databind",
        "dynamodb-store, dynamodb",
        "durable-adapter, lambda jackson-databind",
        "sns-adapter, sns-message-manager httpclient5 jackson-databind",
        "resend, sqs sns lambda jackson-databind",
        "spring-boot-starter, tasktoken-spring-boot-autoconfigure tasktoken-sqs-adapter tasktoken-jackson3"
                + " tasktoken-micrometer spring-boot-starter spring-boot-starter-jackson",
    })
    void everyAdapterBringsTheLibrariesOfItsUserAndNoOthers(String folder, String libraries) {
        Pom adapter = Pom.read(Project.ROOT.resolve(folder).resolve(".flattened-pom.xml"));

        assertThat(adapter.texts("//optional")).isEmpty();
        assertThat(adapter.texts("/project/dependencies/dependency/artifactId"))
                .contains("tasktoken-core")
                .filteredOn(library ->
                        !List.of("tasktoken-core", "slf4j-api", "jspecify").contains(library))
                .containsExactlyInAnyOrder(libraries.split(" "));
    }

    private static List<String> children(Element element) {
        return Stream.iterate(element.getFirstChild(), node -> node != null, node -> node.getNextSibling())
                .map(node -> node.getNodeName())
                .toList();
    }

    private static ModuleDescriptor descriptor(PublishedModule module) {
        return ModuleFinder.of(jar(module)).findAll().iterator().next().descriptor();
    }

    private static List<Path> jarsOfClassesOrSources(PublishedModule module) throws IOException {
        String stem = module.artifactId() + "-" + VERSION;
        Pattern published = Pattern.compile(Pattern.quote(stem) + "(-(?!javadoc)[a-z]+)?\\.jar");
        try (Stream<Path> files = Files.list(module.folder().resolve("target"))) {
            return files.filter(file ->
                            published.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static Path jar(PublishedModule module) {
        return module.folder().resolve("target").resolve(module.artifactId() + "-" + VERSION + ".jar");
    }
}
