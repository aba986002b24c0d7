package dev.tasktoken.jdbc;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * A process of its own that decides tasks and halts before it sends a decision. Each thread waits once its decision is
 * recorded. When all are recorded, the process halts.
 */
final class CrashingCaller {
    static final int EXIT_CODE = 77;
    static final String OUTPUT = "{\"decidedBy\":\"the crashed\"}";

    private CrashingCaller() {}

    /** Takes the addresses of the database and of Step Functions, and the ids. */
    public static void main(String[] args) {
        JdbcTokenStore store = JdbcTokenStore.of(args[0].contains("h2") ? H2.pool(args[0]) : Postgres.pool(args[0]));
        InvocationHandler halting = new HaltOnceRecorded(store, new CountDownLatch(args.length - 2));
        TokenStore halts = (TokenStore) Proxy.newProxyInstance(
                CrashingCaller.class.getClassLoader(), new Class<?>[] {TokenStore.class}, halting);
        SfnClient sfn = SfnClient.builder()
                .endpointOverride(URI.create(args[1]))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
        PendingTasks pending = PendingTasks.of(TokenResponder.of(sfn), halts);
        Stream.of(args).skip(2).forEach(id -> new Thread(() -> pending.succeedJson(id, OUTPUT)).start());
    }

    /** A call that writes a decision never returns. */
    private record HaltOnceRecorded(TokenStore store, CountDownLatch unrecorded) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            Object result = call(method, arguments);
            if (method.getName().equals("create")
                    && ((TokenStore.Key) arguments[0]).name().startsWith("decided-")) {
                unrecorded.countDown();
                unrecorded.await();
                Runtime.getRuntime().halt(EXIT_CODE);
            }
            return result;
        }

        private Object call(Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(store, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
