package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.pages.SeenRequest;
import dev.tasktoken.pages.WebRequest;
import dev.tasktoken.pages.WebResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same request by each front: the page sees the same, and its answer arrives the same. The servlets' front is left
 * out, because there the container parses forms.
 */
class PageFrontsFuzzTest {
    /** Of a query that is a text, a page sees so many; what comes as a map was bounded before. */
    private static final int MOST_FIELDS = 100;

    static Stream<byte[]> seeds() {
        return Stream.of(
                Input.joined("GET", "", "de, en;q=0.5", "none", "link", "a.b-c_d"),
                Input.joined("POST", "choice=yes&comment=gr%C3%BC%C3%9Fe+%2B", "", "same-origin", "link", "<A>"),
                Input.joined("POST6", "choice=yes&choice=no&comment", "fr", "cross-site", "q", "<x9>&=%", "q", "2"),
                Input.joined("HEAD", "%zz=1&a=%e4&=b&c==d", "", "", " ", "+ +", "view", ""));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void showTheSame(byte[] raw) {
        Input input = Input.of(raw);
        boolean isBase64 = input.text(0).endsWith("6");
        Map<String, String> fields = new LinkedHashMap<>();
        input.pairsFrom(4, (name, value) -> {
            if (!name.isEmpty() && fields.size() < MOST_FIELDS) {
                fields.put(name, value);
            }
        });
        PageFronts fronts =
                new PageFronts(input.text(0).replace("6", ""), fields, input.text(1), headers(input), isBase64);
        Function<WebRequest, WebResponse> page = page(fronts);

        PageFronts.Answer answer = fronts.server(page);

        assertThat(fronts.httpApi(page)).isEqualTo(answer);
        assertThat(fronts.restApi(page)).isEqualTo(answer);
        assertThat(fronts.loadBalancer(page)).isEqualTo(answer);
    }

    /** Without controls, which no server lets through. */
    private static Map<String, String> headers(Input input) {
        return Map.of(
                "Accept-Language", input.text(2).replaceAll("\\p{Cntrl}", ""),
                "Sec-Fetch-Site", input.text(3).replaceAll("\\p{Cntrl}", ""));
    }

    private static Function<WebRequest, WebResponse> page(PageFronts fronts) {
        Set<String> names = new TreeSet<>(fronts.fields().keySet());
        for (String field : fronts.body().split("&", -1)) {
            names.add(field.split("=", -1)[0]);
        }
        names.remove("");
        return request -> new WebResponse(
                200 + Math.floorMod(fronts.body().length(), 300),
                Map.of("Content-Type", "text/html; charset=utf-8", "Cache-Control", "no-store"),
                SeenRequest.of(request, names));
    }
}
