package dev.tasktoken.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = TasktokenCommand.class.getPackage().getImplementationVersion();
        return new String[] {"tasktoken " + Objects.requireNonNullElse(version, "(not from a jar)")};
    }
}
