package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;

/** Pages that come with status 200 in place of a service's response. */
class HtmlResponseExceptionTest {
    private static SdkResponse response(SdkHttpResponse.Builder http) {
        return SendTaskSuccessResponse.builder()
                .sdkHttpResponse(http.statusCode(200).build())
                .build();
    }

    private static SdkHttpResponse.Builder page(String type) {
        return SdkHttpResponse.builder().putHeader("Content-Type", type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/html; charset=utf-8", "Text/HTML"})
    void refusesAPage(String type) {
        SdkResponse response = response(page(type).putHeader("Content-Length", "1024"));

        assertThatThrownBy(() -> HtmlResponseException.refuse(response)).isInstanceOf(HtmlResponseException.class);
    }

    @Test
    void takesWhatHasTheServicesRequestId() {
        SdkResponse response = response(page("text/html").putHeader("x-amzn-RequestId", "r-1"));

        assertThatCode(() -> HtmlResponseException.refuse(response)).doesNotThrowAnyException();
    }

    /** Some call every response HTML. */
    @Test
    void takesTheEmptyObjectOfAnEmulator() {
        SdkResponse response = response(page("text/html").putHeader("Content-Length", "2"));

        assertThatCode(() -> HtmlResponseException.refuse(response)).doesNotThrowAnyException();
    }

    @Test
    void takesWhatIsNotHtml() {
        SdkResponse json = response(page("application/x-amz-json-1.0"));
        SdkResponse untyped = response(SdkHttpResponse.builder());

        assertThatCode(() -> HtmlResponseException.refuse(json)).doesNotThrowAnyException();
        assertThatCode(() -> HtmlResponseException.refuse(untyped)).doesNotThrowAnyException();
    }
}
