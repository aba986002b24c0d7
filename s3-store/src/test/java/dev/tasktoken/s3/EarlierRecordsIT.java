package dev.tasktoken.s3;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.EarlierRecordsContract;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The objects of version 0.1, under their keys: a line is a key, the id in its metadata and its text. */
class EarlierRecordsIT extends EarlierRecordsContract {
    private record Bucket(LocalS3 s3) implements Storage {
        @Override
        public TokenStore store() {
            return s3.store();
        }

        @Override
        public String save() {
            return s3.client().listObjectsV2(list -> list.bucket(LocalS3.BUCKET)).contents().stream()
                    .map(object -> line(object.key()) + "\n")
                    .collect(Collectors.joining());
        }

        private String line(String key) {
            ResponseBytes<GetObjectResponse> object = s3.client()
                    .getObjectAsBytes(get -> get.bucket(LocalS3.BUCKET).key(key));
            String id = object.response().metadata().getOrDefault("tasktoken-id", "");
            return key + "\t" + id + "\t" + object.asUtf8String();
        }

        private void put(String line) {
            String[] parts = line.split("\t", 3);
            Map<String, String> metadata = parts[1].isEmpty() ? Map.of() : Map.of("tasktoken-id", parts[1]);
            s3.client()
                    .putObject(
                            put -> put.bucket(LocalS3.BUCKET).key(parts[0]).metadata(metadata),
                            RequestBody.fromString(parts[2]));
        }

        @Override
        public void close() {
            s3.close();
        }
    }

    @Override
    protected String file() {
        return "objects-0.1.tsv";
    }

    @Override
    protected Storage empty() throws Exception {
        return new Bucket(LocalS3.start());
    }

    @Override
    protected Storage restored(String saved) throws Exception {
        Bucket bucket = new Bucket(LocalS3.start());
        saved.lines().forEach(bucket::put);
        return bucket;
    }
}
