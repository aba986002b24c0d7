package dev.tasktoken.dynamodb;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item as a line of a golden file: each attribute's name, type and value, in this order. */
final class ItemText {
    private ItemText() {}

    static String of(Map<String, AttributeValue> item) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(item).forEach((name, value) -> parts.addAll(written(name, value)));
        return String.join("\t", parts);
    }

    static Map<String, AttributeValue> read(String line) {
        Map<String, AttributeValue> item = new HashMap<>();
        String[] parts = line.split("\t", -1);
        for (int i = 0; i + 2 < parts.length; i += 3) {
            item.put(parts[i], value(parts[i + 1], parts[i + 2]));
        }
        return item;
    }

    private static AttributeValue value(String type, String text) {
        return switch (type) {
            case "S" -> AttributeValue.fromS(text);
            case "N" -> AttributeValue.fromN(text);
            default ->
                AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(text)));
        };
    }

    private static List<String> written(String name, AttributeValue value) {
        if (value.s() != null) {
            return List.of(name, "S", value.s());
        }
        return value.n() != null
                ? List.of(name, "N", value.n())
                : List.of(
                        name, "B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
    }
}
