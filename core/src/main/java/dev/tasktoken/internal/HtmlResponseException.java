package dev.tasktoken.internal;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The exception for a page in HTML that came with status 200 in place of a service's response. A proxy, a firewall or a
 * sign-in page sends one. The SDK takes it for success where it reads nothing of the body, as of
 * {@code SendTaskSuccess}.
 */
public final class HtmlResponseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final List<String> REQUEST_IDS = List.of("x-amzn-RequestId", "x-amz-request-id");

    private HtmlResponseException() {
        super("A page in HTML came instead of the service's response", null, false, false);
    }

    /**
     * Checks a response by its headers, because the SDK does not show its body.
     *
     * @param response as the SDK returned it
     * @throws HtmlResponseException if it is HTML without a request id, and longer than the empty object of an emulator
     *     that calls everything HTML
     */
    public static void refuse(@Nullable SdkResponse response) {
        SdkHttpResponse http = response == null ? null : response.sdkHttpResponse();
        if (http != null
                && isHtml(http)
                && !isEmptyObject(http)
                && http.firstMatchingHeader(REQUEST_IDS).isEmpty()) {
            throw new HtmlResponseException();
        }
    }

    private static boolean isHtml(SdkHttpResponse http) {
        return http.firstMatchingHeader("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
                .isPresent();
    }

    private static boolean isEmptyObject(SdkHttpResponse http) {
        return http.firstMatchingHeader("Content-Length").filter("2"::equals).isPresent();
    }
}
