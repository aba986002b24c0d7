package dev.tasktoken.pending.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.Vote;
import java.util.Set;

/** Votes and people, as records and as parts of records. */
public final class VoteCodec {
    private VoteCodec() {}

    public static String write(VoteRecord vote, String id) {
        ObjectNode json =
                RecordCodec.start(id, vote.name().number(), vote.name().attempt());
        write(vote.vote(), json);
        json.put("nonce", vote.nonce());
        if (vote.decision() != null) {
            RecordCodec.write(vote.decision(), json);
        }
        return json.toString();
    }

    public static VoteRecord readRecord(TokenStore.Key key, RecordKey name, String text) {
        RecordJson record = RecordJson.parse(key, text);
        RecordCodec.requireOf(name, name.attempt(), record);
        Vote vote = readVote(record);
        return new VoteRecord(
                name,
                record.text("nonce"),
                vote,
                vote.kind() == Vote.Kind.WITHDRAWN ? null : RecordCodec.readDecision(record));
    }

    public static void write(Vote vote, ObjectNode json) {
        json.put("vote", vote.kind().name()).put("at", vote.at().toString());
        write(vote.by(), json.putObject("by"));
    }

    public static Vote readVote(RecordJson vote) {
        RecordJson by = vote.object("by").orElseThrow(() -> vote.damaged("its \"by\" is missing"));
        return new Vote(vote.value(() -> Vote.Kind.valueOf(vote.text("vote"))), readPerson(by), vote.instant("at"));
    }

    public static void write(DecidedBy person, ObjectNode json) {
        json.put("name", person.name());
        ArrayNode roles = json.putArray("roles");
        person.roles().stream().sorted().forEach(roles::add);
        person.comment().ifPresent(comment -> json.put("comment", comment));
    }

    public static DecidedBy readPerson(RecordJson person) {
        return person.value(() ->
                new DecidedBy(person.text("name"), Set.copyOf(person.texts("roles")), person.optional("comment")));
    }
}
