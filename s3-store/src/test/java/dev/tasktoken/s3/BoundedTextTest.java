package dev.tasktoken.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class BoundedTextTest {
    private final AtomicBoolean aborted = new AtomicBoolean();

    @Test
    void readsATextOfTheLongestLengthToItsEnd() {
        assertThat(read("1234")).isEqualTo("1234");
        assertThat(aborted).isFalse();
    }

    @Test
    void hangsUpOnALongerOne() {
        assertThat(read("123456")).isEqualTo("12345");
        assertThat(aborted).isTrue();
    }

    @Test
    void aTextThatBreaksOffMayBeReadAgain() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();

        assertThatThrownBy(() -> read(broken)).isInstanceOf(RetryableException.class);
    }

    private String read(String object) {
        return read(new ByteArrayInputStream(object.getBytes(StandardCharsets.UTF_8)));
    }

    private String read(InputStream object) {
        return new BoundedText(4)
                .transform(
                        GetObjectResponse.builder().build(),
                        AbortableInputStream.create(object, () -> aborted.set(true)));
    }
}
