package dev.tasktoken.testkit.stores;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Decides tasks in a process of its own, and halts it before a decision is sent. Each thread waits once its decision is
 * recorded; when all are, the process halts.
 */
final class HaltingProcess {
    static final int EXIT_CODE = 77;
    static final String OUTPUT = "{\"decidedBy\":\"the halted\"}";

    /** Properties of the process: the address of Step Functions, and the ids with commas between them. */
    static final String ENDPOINT = "tasktoken.test.endpoint";

    static final String IDS = "tasktoken.test.ids";

    private HaltingProcess() {}

    static void decide(TokenStore store) {
        List<String> ids = List.of(System.getProperty(IDS, "").split(",", -1));
        TokenStore halts = (TokenStore) Proxy.newProxyInstance(
                HaltingProcess.class.getClassLoader(),
                new Class<?>[] {TokenStore.class},
                new HaltOnceRecorded(store, new CountDownLatch(ids.size())));
        SfnClient sfn = SfnClient.builder()
                .endpointOverride(URI.create(System.getProperty(ENDPOINT, "")))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
        PendingTasks pending = PendingTasks.of(TokenResponder.of(sfn), halts);
        ids.forEach(id -> new Thread(() -> pending.succeedJson(id, OUTPUT)).start());
    }

    /** A call that writes a decision never returns. */
    private record HaltOnceRecorded(TokenStore store, CountDownLatch unrecorded) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            Object result = call(method, arguments);
            if (method.getName().equals("create")
                    && ((TokenStore.Key) arguments[0]).name().startsWith("decided-")) {
                unrecorded.countDown();
                unrecorded.await();
                Runtime.getRuntime().halt(EXIT_CODE);
            }
            return result;
        }

        private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(store, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
