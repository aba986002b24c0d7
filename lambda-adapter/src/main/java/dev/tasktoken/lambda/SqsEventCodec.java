package dev.tasktoken.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads Lambda's SQS event from JSON, and writes the partial batch response. */
final class SqsEventCodec {
    private static final JsonFactory JSON = new JsonFactory();

    private SqsEventCodec() {}

    /**
     * Reads an event to its end.
     *
     * @return its records
     * @throws IllegalArgumentException if it is not an SQS event; the message quotes nothing of it
     */
    static List<SqsRecord> records(InputStream event) throws IOException {
        try (JsonParser parser = JSON.createParser(event).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            return records(parser);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The event is not JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        }
    }

    /** Flushes the response and leaves it open. */
    static void write(List<String> failedIds, OutputStream response) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(response).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeArrayFieldStart("batchItemFailures");
            for (String id : failedIds) {
                json.writeStartObject();
                json.writeStringField("itemIdentifier", id);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static List<SqsRecord> records(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("The event is not a JSON object");
        }
        List<SqsRecord> records = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean here = parser.currentName().equals("Records");
            JsonToken value = parser.nextToken();
            if (here && value == JsonToken.START_ARRAY && records == null) {
                records = readAll(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (records == null || parser.nextToken() != null) {
            throw new IllegalArgumentException(
                    "The event is not an SQS event: it has no list of Records, or text follows it");
        }
        return records;
    }

    private static List<SqsRecord> readAll(JsonParser parser) throws IOException {
        List<SqsRecord> records = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            records.add(StreamedRecord.read(parser));
        }
        return records;
    }
}
