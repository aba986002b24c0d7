package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list and the token for the next one.
 *
 * @param <T> what the list holds
 */
record ResultPage<T>(List<T> items, Optional<String> nextToken) {
    private static final int DEFAULT_SIZE = 100;

    /** The members of a request for a page. */
    static List<RequestMember> members(int longestToken) {
        return List.of(
                RequestMember.number("maxResults", 0, 1000),
                RequestMember.text("nextToken", 1, longestToken).optional());
    }

    /**
     * Takes the page that a request asks for.
     *
     * @param scope what is listed and how; a token holds only for the list it was made for
     */
    static <T> ResultPage<T> of(List<T> all, ApiRequest request, String scope) {
        int asked = request.number("maxResults", 0);
        int size = asked == 0 ? DEFAULT_SIZE : asked;
        int start = request.optionalText("nextToken")
                .map(token -> start(token, scope))
                .orElse(0);
        int from = Math.min(start, all.size());
        int to = Math.min(all.size(), from + size);
        Optional<String> next = to < all.size() ? Optional.of(token(to, scope)) : Optional.empty();
        return new ResultPage<>(List.copyOf(all.subList(from, to)), next);
    }

    /** The answer with the page's items, and the token for the next page if there is one. */
    ObjectNode answer(String member, Function<T, ? extends JsonNode> described) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray(member);
        items.forEach(item -> list.add(described.apply(item)));
        nextToken.ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    private static String token(int start, String scope) {
        String text = start + " " + TaskTokens.fingerprint(scope);
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int start(String token, String scope) {
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            int start = Integer.parseInt(text.substring(0, Math.max(0, text.indexOf(' '))));
            if (start >= 0 && token(start, scope).equals(token)) {
                return start;
            }
        } catch (IllegalArgumentException e) {
            // Not one of our tokens; said below.
        }
        throw ServiceErrorException.invalidToken();
    }
}
