package dev.tasktoken.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** JSON as text, since no tree holds a key twice. */
final class JsonTexts {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> CONTAINERS =
            List.of("order", "data", "meta", "a", "body", "payload", "Overrides");

    /** Names that mean something in an envelope. */
    static final List<String> ENVELOPES = List.of(
            "Message",
            "MessageAttributes",
            "detail",
            "Signature",
            "receiptHandle",
            "headers",
            "cookies",
            "Type",
            "Records",
            "responsePayload",
            "Context",
            "Execution",
            "Task",
            "requestContext",
            "Subject",
            "resources");

    private JsonTexts() {}

    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    static String unquoted(String json) {
        try {
            return JSON.readTree(json).textValue();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON text", e);
        }
    }

    static String member(String name, String value) {
        return quoted(name) + ":" + value;
    }

    static String object(List<String> members) {
        return "{" + String.join(",", members) + "}";
    }

    static String object(String name, String value) {
        return "{" + member(name, value) + "}";
    }

    /** A token as a JSON value, with more escapes than it needs at times. */
    static String token(String token, Draw draw) {
        return switch (draw.below(4)) {
            case 1 -> quoted(token).replace("/", "\\/");
            case 2 -> "\"\\u%04x".formatted((int) token.charAt(0)) + token.substring(1) + "\"";
            default -> quoted(token);
        };
    }

    /** A value in objects, at least one. */
    static String inside(String name, String value, Draw draw) {
        String nested = object(name, value);
        for (int i = draw.below(10); i > 0; i--) {
            nested = object(container(draw), nested);
        }
        return nested;
    }

    static String container(Draw draw) {
        return draw.below(4) == 3 ? draw.of(ENVELOPES) : draw.of(CONTAINERS);
    }

    /** Whether a key of the message means something to one who looks for envelopes. */
    static boolean hasEnvelopeName(String json) {
        return ENVELOPES.stream().anyMatch(name -> json.contains(name + "\":") || json.contains(name + "\\\""));
    }

    /** A text that holds a token. */
    static String text(String token, Draw draw) {
        return switch (draw.below(9)) {
            case 1 -> "https://x.example/approve?t=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
            case 2 -> "https://x.example/approve?t=" + token + "&ok=1";
            case 3 -> "Answer " + token + ", please.";
            case 4 -> texts(object("resumeWith", quoted(token)), 1 + draw.below(6));
            case 5 -> token.replaceAll(".{76}", "$0\r\n");
            case 6 -> token.replace('+', '-').replace('/', '_').replace("=", "");
            case 7 -> "https://x.example/approve?t=" + token.replace('+', ' ');
            case 8 ->
                Base64.getEncoder()
                        .encodeToString(
                                ("{\"pad\":\"" + "x ".repeat(draw.below(256) * 4) + "\",\"resume\":\"" + token + "\"}")
                                        .getBytes(StandardCharsets.UTF_8));
            default -> token;
        };
    }

    /** A value that holds a token, and a strong name of it. */
    static String named(String token, Draw draw) {
        return switch (draw.below(6)) {
            case 1 -> "[\"--task-token\"," + quoted(token) + "]";
            case 2 -> "[\"--task-token=" + token + "\"]";
            case 3 -> "[{\"Name\":\"TASK_TOKEN\",\"Value\":" + quoted(token) + "}]";
            case 4 -> quoted(texts(object("taskToken", quoted(token)), 1 + draw.below(6)));
            case 5 -> quoted("https://x.example/?taskToken=" + token);
            default -> "[{\"taskToken\":" + token(token, draw) + "}]";
        };
    }

    /** A value that holds a token under no name that says so. */
    static String unnamed(String token, Draw draw) {
        return switch (draw.below(5)) {
            case 1 -> "[" + quoted(text(token, draw)) + "]";
            case 2 -> object(token, "true");
            case 3 -> "{\"N\":1,\"S\":" + quoted(text(token, draw)) + "}";
            default -> quoted(text(token, draw));
        };
    }

    /** The context object as the service writes it, or a part of it. */
    static String context(String token, Draw draw) {
        String task = member("Task", object("Token", token(token, draw)));
        return switch (draw.below(3)) {
            case 1 -> object(List.of(task));
            case 2 -> object(List.of(task, "\"State\":{\"Name\":\"s\"}", "\"StateMachine\":{\"Id\":\"m\"}"));
            default -> object(List.of("\"Execution\":{\"Id\":\"e-1\",\"Input\":{}}", task));
        };
    }

    private static String texts(String json, int times) {
        String nested = json;
        for (int i = 1; i < times; i++) {
            nested = object("b", quoted(nested));
        }
        return nested;
    }
}
