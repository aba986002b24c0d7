package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tasktoken.testkit.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker that is killed in the middle of its work, and started again, five times. */
@Timeout(900)
class KilledWorkerIT {
    private static final int EXECUTIONS = Integer.getInteger("faults.executions", 100);
    private static final int KILLS = 5;

    private final FaultRun run = new FaultRun(EXECUTIONS, Fault.cutAfter().probability(0.3));
    private final HttpServer log = startLog();

    @TempDir
    private Path directory;

    private HttpServer startLog() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                run.log().begins(exchange.getRequestURI().getPath().substring(1));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        log.stop(0);
        run.close();
    }

    private SuiteWorkerProcess worker(SdkRetries retries) throws IOException {
        return SuiteWorkerProcess.start(
                retries,
                directory.resolve("output"),
                run.stepFunctionsEndpoint().toString(),
                run.queue(),
                "http://127.0.0.1:" + log.getAddress().getPort() + "/");
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingAndRedoesNothingThatWasAnswered(SdkRetries retries) throws Exception {
        run.startExecutions();
        for (int kill = 0; kill < KILLS; kill++) {
            SuiteWorkerProcess killed = worker(retries);
            run.log().awaitBeginnings(EXECUTIONS / (KILLS + 2));
            killed.kill();
        }
        SuiteWorkerProcess last = worker(retries);
        FaultRun.Tally tally = run.tally();
        run.awaitEmptyQueue();
        last.kill();

        System.out.println(FaultRun.Tally.head());
        System.out.println(tally.row("SIGKILL and restart " + KILLS + " times; cut after, 30 %; " + retries));
        assertThat(tally.wrong()).isZero();
        assertThat(tally.lost()).isZero();
        assertThat(tally.redone()).isZero();
        assertThat(tally.answered()).isEqualTo(EXECUTIONS);
        assertThat(run.messagesLeft()).isZero();
    }
}
