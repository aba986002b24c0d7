package dev.tasktoken.examples.expense;

import dev.tasktoken.Responder;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.durable.CallbackResponder;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.s3.S3TokenStore;
import dev.tasktoken.service.PausedWork;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.s3.S3Client;

/** What the deployed functions share, from their environment. */
final class Setup {
    private Setup() {}

    /** Answers whatever waits. */
    static Responder<PausedWork> responder() {
        return Responder.both(TokenResponder.create(), CallbackResponder.create());
    }

    static PendingTasks pending(Responder<PausedWork> responder) {
        S3Client s3 = S3Client.builder()
                .forcePathStyle(System.getenv("AWS_ENDPOINT_URL_S3") != null) // a stand-in has no host for each bucket
                .build();
        return PendingTasks.of(responder, S3TokenStore.of(s3, variable("TOKEN_BUCKET")));
    }

    static CallbackLinks links() {
        return CallbackLinks.builder(URI.create(variable("PAGE_URL")))
                .signingKey("1", variable("LINK_SECRET").getBytes(StandardCharsets.UTF_8))
                .action("approve")
                .action("reject")
                .build();
    }

    static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("The environment variable " + name + " is not set");
        }
        return value;
    }
}
