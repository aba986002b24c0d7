package dev.tasktoken.release;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.w3c.dom.Element;

/** A module that the BOM names. */
record PublishedModule(String artifactId, Path folder) {
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

    /** Whether it has classes; a starter only names what it depends on. */
    boolean hasClasses() {
        return Files.isDirectory(folder.resolve("src/main/java"));
    }

    private static Pom pom(Path folder) {
        return Pom.read(folder.resolve("pom.xml"));
    }

    private static Path folder(Map<String, Path> folders, String artifactId) {
        Path folder = folders.get(artifactId);
        if (folder == null) {
            throw new IllegalStateException("bom/pom.xml names " + artifactId + ", which is no module of pom.xml");
        }
        return folder;
    }

    private static String child(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent().strip();
    }
}
