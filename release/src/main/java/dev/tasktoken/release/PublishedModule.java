package dev.tasktoken.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** A module that the BOM names, and the files that its build leaves for publication. */
record PublishedModule(String artifactId, Path folder) {
    private static final List<String> REQUIRED =
            List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml");

    /** The modules that the BOM below the project's root names, in its order. */
    static List<PublishedModule> all(Path root) {
        Map<String, Path> folders = new TreeMap<>();
        for (String module : Pom.read(root.resolve("pom.xml")).texts("/project/modules/module")) {
            Path folder = root.resolve(module);
            folders.put(pom(folder).text("/project/artifactId"), folder);
        }
        return Pom.read(root.resolve("bom/pom.xml"))
                .elements("/project/dependencyManagement/dependencies/dependency")
                .map(dependency -> child(dependency, "artifactId"))
                .map(artifactId -> new PublishedModule(artifactId, folder(folders, artifactId)))
                .toList();
    }

    /** What its {@code Automatic-Module-Name} must be, and the package that its public types live in. */
    String moduleName() {
        return pom(folder).text("/project/properties/module.name");
    }

    /**
     * The files to publish by the names under which they are published.
     *
     * @throws ReleaseException if one that every module has is missing
     */
    Map<String, Path> files(String version) throws IOException {
        String stem = artifactId + "-" + version;
        Map<String, Path> files = new TreeMap<>(attached(stem));
        for (String ending : REQUIRED) {
            if (!files.containsKey(stem + ending)) {
                throw new ReleaseException(
                        "missing: " + folder.resolve("target").resolve(stem + ending));
            }
        }
        files.put(stem + ".pom", folder.resolve(".flattened-pom.xml"));
        return files;
    }

    /** With classifiers, which no version contains; what other versions left there is not meant. */
    private Map<String, Path> attached(String stem) throws IOException {
        Pattern published = Pattern.compile(Pattern.quote(stem) + "(-[a-z]+)?\\.(jar|json|xml)");
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder.resolve("target"))) {
            all.filter(file -> published.matcher(file.getFileName().toString()).matches())
                    .forEach(file -> files.put(file.getFileName().toString(), file));
        }
        return files;
    }

    private static Pom pom(Path folder) {
        return Pom.read(folder.resolve("pom.xml"));
    }

    private static Path folder(Map<String, Path> folders, String artifactId) {
        Path folder = folders.get(artifactId);
        if (folder == null) {
            throw new ReleaseException("bom/pom.xml names " + artifactId + ", which is no module of pom.xml");
        }
        return folder;
    }

    private static String child(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent().strip();
    }
}
