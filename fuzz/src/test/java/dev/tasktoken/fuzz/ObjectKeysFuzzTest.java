package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.s3.S3TokenStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/** A bucket in which others put objects, too: the first field says what is listed, the others are keys of objects. */
class ObjectKeysFuzzTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static Stream<byte[]> seeds() {
        return Stream.of(
                Input.joined("0", "001767225600000-000000000000000/order-1/parked-1"),
                Input.joined("1", "001767225660000-001767225600000/order!2F1/parked-1", "junk"),
                Input.joined("2", "998232774399999-000000000000000/order-1/decision-1"),
                Input.joined("3", "order-1/parked-1", "!sha256-00/parked-1", "order!zz/parked-1"),
                Input.joined("4", "parked-1", "", "PARKED"));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void listsOnlyRecords(byte[] raw) {
        Input input = Input.of(raw);
        TokenStore store = S3TokenStore.of(new OneListing(input), "bucket");
        Listing listing =
                List.of(Listing.values()).get(Math.floorMod(input.text(0).hashCode(), 3));
        List<Supplier<Object>> calls = List.of(
                () -> store.names(TokenStore.Area.TOKENS, "order-1"),
                () -> store.ids(TokenStore.Area.TOKENS).toList(),
                () -> store.list(new ListQuery(listing, NOW, Optional.empty(), Optional.empty(), 10))
                        .records());

        for (Supplier<Object> call : calls) {
            try {
                Outcome.requireNoToken(String.valueOf(call.get()).replace(Tokens.OWN, ""));
            } catch (TaskTokenException e) {
                Outcome.requireNoToken(e);
            }
        }
        assertThat(store.names(TokenStore.Area.TOKENS, "order-1")).allMatch(name -> name.matches("[a-z0-9-]{1,64}"));
    }

    /** Whatever is asked for, these keys stand below it. */
    private record OneListing(Input input) implements S3Client {
        @Override
        public ListObjectsV2Iterable listObjectsV2Paginator(ListObjectsV2Request request) {
            return new ListObjectsV2Iterable(this, request);
        }

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            List<S3Object> objects = Stream.iterate(1, i -> i < 6, i -> i + 1)
                    .map(i -> S3Object.builder()
                            .key(request.prefix() + input.text(i))
                            .build())
                    .toList();
            return ListObjectsV2Response.builder()
                    .contents(objects)
                    .isTruncated(false)
                    .build();
        }

        @Override
        public HeadObjectResponse headObject(HeadObjectRequest request) {
            return HeadObjectResponse.builder().build();
        }

        @Override
        public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
            return DeleteObjectResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
