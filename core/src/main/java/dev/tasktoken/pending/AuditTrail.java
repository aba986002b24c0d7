package dev.tasktoken.pending;

import dev.tasktoken.pending.internal.DecisionRecord;
import dev.tasktoken.pending.internal.RecordCodec;
import dev.tasktoken.pending.internal.RecordKey;
import dev.tasktoken.pending.internal.VoteRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is recorded of the latest task under an id, in the order of time. Also writes notes. */
final class AuditTrail {
    private static final Pattern WORD = Pattern.compile("[a-z0-9]{1,20}");

    private static final Set<RecordKey.Kind> MARKS =
            EnumSet.of(RecordKey.Kind.NOTE, RecordKey.Kind.CLOSED, RecordKey.Kind.UNSURE, RecordKey.Kind.ACCEPTED);

    private final TokenStore store;
    private final VoteCounter votes;
    private final InstantSource clock;
    private final Duration keepNotes;

    AuditTrail(PendingSettings settings, PendingRecords records) {
        this.store = settings.store();
        this.clock = settings.clock();
        this.votes = new VoteCounter(store, records, clock);
        this.keepNotes = PendingRecords.KEEP_TOKENS.plus(settings.keepDecisions());
    }

    /** Writes a note once; returns whether this call did. */
    boolean note(PendingState state, String attempt, String word) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("a note is a word of 1 to 20 lower-case letters and digits");
        }
        if (!state.isWaiting() || !state.attempt().equals(attempt)) {
            return false;
        }
        RecordKey name = new RecordKey(RecordKey.Kind.NOTE, state.number(), attempt, word);
        return store.create(name.under(state.id()), RecordCodec.writeMark(state.id(), clock.instant()), keepNotes);
    }

    List<AuditEntry> of(PendingState state) {
        List<AuditEntry> entries = new ArrayList<>();
        state.task().ifPresent(task -> entries.add(entry(AuditEntry.Kind.PARKED, task.since(), "")));
        Map<RecordKey, Instant> marks = marks(state);
        marks.forEach((name, at) -> {
            if (name.kind() == RecordKey.Kind.NOTE) {
                entries.add(entry(AuditEntry.Kind.NOTED, at, name.suffix()));
            }
        });
        voted(state).map(AuditTrail::entry).forEach(entries::add);
        DecisionRecord decided = state.decided();
        if (decided != null) {
            String what = decided.decision() instanceof Decision.Failure failure ? failure.error() : "Success";
            entries.add(new AuditEntry(AuditEntry.Kind.DECIDED, decided.at(), decided.by(), what));
            Instant known = marks.entrySet().stream()
                    .filter(mark -> mark.getKey().kind() != RecordKey.Kind.NOTE)
                    .map(Map.Entry::getValue)
                    .max(Comparator.naturalOrder())
                    .orElse(decided.at());
            state.answer(decided)
                    .ifPresent(answer -> entries.add(entry(AuditEntry.Kind.ANSWERED, known, answer.name())));
        }
        entries.sort(Comparator.comparing(AuditEntry::at)); // stable: what is of one moment keeps its order
        return List.copyOf(entries);
    }

    /** None of another attempt. */
    List<Vote> votes(PendingState state, String attempt) {
        return state.attempt().equals(attempt) ? voted(state).toList() : List.of();
    }

    /** From the log, or from the decision, which is kept longer. */
    private Stream<Vote> voted(PendingState state) {
        Collection<VoteRecord> log = votes.votes(state, state.number()).values();
        DecisionRecord decided = state.decided();
        return log.isEmpty() && decided != null
                ? decided.votes().stream()
                : log.stream().map(VoteRecord::vote);
    }

    /** When notes were written, and when an answer became known. */
    private Map<RecordKey, Instant> marks(PendingState state) {
        Map<TokenStore.Key, RecordKey> keys = state.names().stream()
                .filter(name -> name.number() == state.number() && MARKS.contains(name.kind()))
                .limit(ListQuery.MAX_LIMIT)
                .collect(Collectors.toMap(name -> name.under(state.id()), name -> name));
        Map<RecordKey, Instant> marks = new TreeMap<>(Comparator.comparing(RecordKey::toString));
        Map<TokenStore.Key, String> texts = keys.isEmpty() ? Map.of() : store.readAll(keys.keySet());
        keys.forEach((key, name) -> {
            String text = texts.get(key);
            if (text != null) {
                marks.put(name, RecordCodec.readMark(key, text));
            }
        });
        return marks;
    }

    private static AuditEntry entry(AuditEntry.Kind kind, Instant at, String detail) {
        return new AuditEntry(kind, at, Optional.empty(), detail);
    }

    private static AuditEntry entry(Vote vote) {
        return new AuditEntry(AuditEntry.Kind.valueOf(vote.kind().name()), vote.at(), Optional.of(vote.by()), "");
    }
}
