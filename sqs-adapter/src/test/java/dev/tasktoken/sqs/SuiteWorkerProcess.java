package dev.tasktoken.sqs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The fault suite's worker in a process of its own, which reports each handler call that begins and can be killed. */
final class SuiteWorkerProcess {
    private final Process process;

    private SuiteWorkerProcess(Process process) {
        this.process = process;
    }

    /** Starts one with the arguments of {@link #main}. */
    static SuiteWorkerProcess start(SdkRetries retries, Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                retries.jvmArgument(),
                "-classpath",
                System.getProperty("java.class.path"),
                SuiteWorkerProcess.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        return new SuiteWorkerProcess(builder.start());
    }

    /** Sends SIGKILL, and waits for the end. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /**
     * Works until it is killed.
     *
     * @param args where Step Functions is, the queue's URL, and where to tell that work begins
     * @throws InterruptedException never; it is killed
     */
    public static void main(String[] args) throws InterruptedException {
        SfnClient sfn = SuiteWork.client(URI.create(args[0]));
        HttpClient http = HttpClient.newHttpClient();
        // Strict: a copy that was never received before tells nothing of the process that was killed.
        SqsWorker.builder(
                        Queues.connect(URI.create(args[1])),
                        args[1],
                        SuiteWork.strict(sfn, begins -> tell(http, args[2] + begins)))
                .concurrency(5)
                .visibilityTimeout(Duration.ofSeconds(5))
                .redeliveryDelay(Duration.ZERO, Duration.ofSeconds(1))
                .build()
                .start();
        new CountDownLatch(1).await();
    }

    private static void tell(HttpClient http, String url) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 204) {
                throw new IllegalStateException("The log did not take it");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
