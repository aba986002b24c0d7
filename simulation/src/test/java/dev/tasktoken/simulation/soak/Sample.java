package dev.tasktoken.simulation.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the process holds at one moment; the heap after a collection. */
record Sample(double minute, double heapMiB, double threads, double sockets, double fileHandles) {
    static Sample now(double minute) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        double heap = (runtime.totalMemory() - runtime.freeMemory()) / 1024.0 / 1024.0;
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        return new Sample(minute, heap, threads, countSockets(), countFileHandles());
    }

    private static double countFileHandles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /** Where the system shows them; elsewhere 0. */
    private static double countSockets() {
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            return handles.filter(Sample::isSocket).count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean isSocket(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
