package dev.tasktoken.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A share of a processor, as Lambda gives it by memory size: 1,769 MB are one. Linux's scheduler enforces it in a
 * control group (version 1) that this makes and removes, which takes the right to do so.
 */
final class CpuShare implements AutoCloseable {
    private static final Path CONTROLLER = Path.of("/sys/fs/cgroup/cpu");
    private static final int MEGABYTES_PER_CPU = 1769;

    /** Lambda's own period is not published; a short one spreads the share evenly. */
    private static final long PERIOD_MICROS = 20_000;

    private final Path group;

    private CpuShare(Path group) {
        this.group = group;
    }

    /** The share of a function of this size; none if this machine does not let us. */
    static Optional<CpuShare> ofMemory(int megabytes) throws IOException {
        if (!Files.isWritable(CONTROLLER)) {
            return Optional.empty();
        }
        Path group = Files.createTempDirectory(CONTROLLER, "tasktoken-" + megabytes + "-");
        Files.writeString(group.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_MICROS));
        long quota = PERIOD_MICROS * megabytes / MEGABYTES_PER_CPU;
        Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
        return Optional.of(new CpuShare(group));
    }

    /** The command that starts another one, given as its arguments, inside the share. */
    List<String> launcher() {
        return List.of(
                "sh",
                "-c",
                "echo $$ > \"$0\" && exec \"$@\"",
                group.resolve("cgroup.procs").toString());
    }

    @Override
    public void close() throws IOException {
        Files.delete(group);
    }
}
