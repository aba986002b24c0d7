package dev.tasktoken.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** README, another page beside it or a guide, and what in it can be checked. */
record DocumentFile(Path path, String text) {
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TEST = Pattern.compile("\\b([A-Z]\\w*(?:Test|IT)#[a-z]\\w*)");
    private static final Pattern COMMAND = Pattern.compile("-D(?:it\\.)?test='?([\\w,$*]+)");
    private static final Pattern LINK =
            Pattern.compile("\\]\\(([^)\\s]+)[^)]*\\)|^\\[[^\\]]+\\]: (\\S+)", Pattern.MULTILINE);
    private static final Pattern ADDRESS = Pattern.compile("\\]\\([^)]*\\)");
    /** An empty line, the start of a list item or table row, the end of a heading, the border of a cell. */
    private static final String NEW_PART = "\n\\s*\n|\n\\s*(?=[-|] ?|\\d+\\. )|(?<=^|\n)(?=#)|\\|";

    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);
    private static final Pattern LINKED_TEXT = Pattern.compile("\\[([^\\]]*)\\](?:\\([^)]*\\)|\\[[^\\]]*\\])");
    private static final Pattern EMPHASIS = Pattern.compile("(?<!\\w)_([^_]+)_(?!\\w)");

    static List<DocumentFile> all() throws IOException {
        List<DocumentFile> all = new ArrayList<>(List.of(of("README.md"), of("CONTRIBUTING.md"), of("SECURITY.md")));
        try (Stream<Path> guides = Files.list(ProjectFiles.ROOT.resolve("docs"))) {
            for (Path guide : guides.filter(Files::isRegularFile).sorted().toList()) {
                all.add(of("docs/" + guide.getFileName()));
            }
        }
        return all;
    }

    static DocumentFile of(String name) throws IOException {
        Path path = ProjectFiles.ROOT.resolve(name);
        return new DocumentFile(path, Files.readString(path));
    }

    /** The fenced blocks of a language, in their order. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(match -> match.group(1).equals(language))
                .map(match -> match.group(2))
                .toList();
    }

    /** All that is not a fenced block, with the addresses of links left out. */
    String prose() {
        return ADDRESS.matcher(BLOCK.matcher(text).replaceAll("\n")).replaceAll("]");
    }

    /** The sentences of paragraphs, list items, headings and table cells. */
    List<String> sentences() {
        return Arrays.stream(prose().split(NEW_PART))
                .flatMap(part -> Arrays.stream(part.split("(?<=[.!?])[*)\\]]*\\s+")))
                .map(sentence -> sentence.replaceAll("\\s+", " ").strip())
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    /** The blocks that are state machines. */
    List<String> definitions() {
        return blocks("json").stream()
                .filter(block -> block.contains("\"StartAt\""))
                .toList();
    }

    /** {@code Class#method}, wherever a test is named. */
    List<String> namedTests() {
        return TEST.matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    /** The classes that the commands here tell Maven to run. */
    List<String> commandedTests() {
        return COMMAND.matcher(text)
                .results()
                .flatMap(match -> Arrays.stream(match.group(1).split(",")))
                .filter(name -> !name.equals("NONE"))
                .distinct()
                .toList();
    }

    /** The files that are linked to in the repository. */
    List<String> links() {
        return targets()
                .map(target -> target.split("#", 2)[0])
                .filter(file -> !file.isEmpty())
                .distinct()
                .toList();
    }

    /** The links in the repository, of this page's own too, that lead to a heading. */
    List<String> anchoredLinks() {
        return targets().filter(target -> target.contains("#")).distinct().toList();
    }

    private Stream<String> targets() {
        return LINK.matcher(text).results().map(DocumentFile::target).filter(target -> !target.contains("://"));
    }

    /** What GitHub makes of the headings, for links to lead to. */
    List<String> anchors() {
        List<String> anchors = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        HEADING.matcher(BLOCK.matcher(text).replaceAll("")).results().forEach(heading -> {
            String anchor = anchor(heading.group(1));
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        });
        return anchors;
    }

    private static String anchor(String heading) {
        String shown =
                EMPHASIS.matcher(LINKED_TEXT.matcher(heading).replaceAll("$1")).replaceAll("$1");
        return shown.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
                .replace(' ', '-');
    }

    /** The page that a link of this one leads to. */
    DocumentFile linked(String link) {
        Path target = resolve(link);
        try {
            return new DocumentFile(target, Files.readString(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path resolve(String link) {
        return path.resolveSibling(link).normalize();
    }

    /** The cells of the first table whose head begins so. */
    List<List<String>> tableRows(String head) {
        return text.lines()
                .dropWhile(line -> !line.startsWith(head))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(DocumentFile::cells)
                .toList();
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static String target(MatchResult link) {
        return link.group(1) == null ? link.group(2) : link.group(1);
    }

    /** The name that reports show. */
    @Override
    public String toString() {
        return ProjectFiles.ROOT.relativize(path).toString().replace('\\', '/');
    }
}
