package dev.tasktoken.s3;

import dev.tasktoken.internal.HtmlResponseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads an object as text, up to the size of a record: another program may have stored a larger object under the key.
 *
 * @param maxBytes of a record
 */
record BoundedText(int maxBytes) implements ResponseTransformer<GetObjectResponse, String> {
    @Override
    public String transform(GetObjectResponse response, AbortableInputStream content) {
        HtmlResponseException.refuse(response);
        try {
            byte[] bytes = content.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                content.abort();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw RetryableException.create("The object could not be read to its end", e);
        }
    }
}
