package dev.tasktoken.pending;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.pending.internal.DecisionRecord;
import dev.tasktoken.pending.internal.PageCursor;
import dev.tasktoken.pending.internal.RecordCodec;
import dev.tasktoken.pending.internal.RecordKey;
import dev.tasktoken.pending.internal.TokenRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads pages of tasks. A page is one listing, one reading of all its records, and one reading for each kind of record
 * that may stand beside them: the number of calls does not grow with the number of tasks.
 */
final class PendingList {
    private static final Logger LOG = LoggerFactory.getLogger(PendingList.class);

    /** With one of these beside it, a token does not wait: a crash left it behind, or its decision is still unsent. */
    private static final List<Function<TokenRecord, RecordKey>> BESIDE_TOKENS = List.of(
            token -> RecordKey.parked(token.number() + 1),
            token -> RecordKey.forgotten(token.number()),
            token -> token.name(RecordKey.Kind.DECIDED));

    /** These say what is known of a decision's answer. */
    private static final List<Function<DecisionRecord, RecordKey>> BESIDE_DECISIONS = List.of(
            decided -> RecordKey.parked(decided.number()),
            decided -> decided.name(RecordKey.Kind.CLOSED),
            decided -> decided.name(RecordKey.Kind.ACCEPTED),
            decided -> decided.name(RecordKey.Kind.UNSURE));

    private static final int PAGE_OF_STREAM = 25;

    private final TokenStore store;
    private final InstantSource clock;

    PendingList(TokenStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    PendingPage page(Listing listing, PageRequest request) {
        return page(listing, clock.instant(), Optional.empty(), request);
    }

    PendingPage overdue(Duration waiting, PageRequest request) {
        if (waiting.isNegative()) {
            throw new IllegalArgumentException("waiting must not be negative: " + waiting);
        }
        Instant now = clock.instant();
        return page(Listing.WAITING_BY_AGE, now, Optional.of(now.minus(waiting)), request);
    }

    private PendingPage page(Listing listing, Instant now, Optional<Instant> before, PageRequest request) {
        Optional<ListedRecord> after = request.cursor().map(cursor -> PageCursor.read(listing, cursor));
        ListPage page = store.list(new ListQuery(listing, now, before, after, request.limit()));
        List<PendingTask> tasks = listing == Listing.DECIDED_NEWEST_FIRST
                ? decided(page.records())
                : waiting(page.records()).map(TokenRecord::task).toList();
        return new PendingPage(tasks, page.next().map(end -> PageCursor.write(listing, end)));
    }

    /** The tasks of all pages, each read when its first task is needed. */
    Stream<PendingTask> waiting() {
        Iterator<PendingPage> pages = new Iterator<>() {
            private Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE_OF_STREAM));

            @Override
            public boolean hasNext() {
                return next.isPresent();
            }

            @Override
            public PendingPage next() {
                PageRequest request = next.orElseThrow();
                PendingPage page = page(Listing.WAITING_BY_AGE, request);
                next = page.next().map(request::after);
                return page;
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED), false)
                .flatMap(page -> page.tasks().stream());
    }

    private Stream<TokenRecord> waiting(List<ListedRecord> listed) {
        List<TokenRecord> tokens = read(listed, RecordCodec::readToken);
        Set<TokenStore.Key> there = new HashSet<>();
        BESIDE_TOKENS.forEach(beside -> there.addAll(
                existing(tokens.stream().map(token -> beside.apply(token).under(token.id())))));
        return tokens.stream()
                .filter(token -> BESIDE_TOKENS.stream()
                        .noneMatch(beside -> there.contains(beside.apply(token).under(token.id()))));
    }

    private List<PendingTask> decided(List<ListedRecord> listed) {
        List<DecisionRecord> decisions = read(listed, RecordCodec::readDecision);
        Set<TokenStore.Key> there = new HashSet<>();
        BESIDE_DECISIONS.forEach(beside -> there.addAll(
                existing(decisions.stream().map(decided -> beside.apply(decided).under(decided.id())))));
        return decisions.stream()
                .flatMap(decided -> state(decided, there).task().stream())
                .toList();
    }

    private static PendingState state(DecisionRecord decided, Set<TokenStore.Key> there) {
        Set<RecordKey> names = BESIDE_DECISIONS.stream()
                .map(beside -> beside.apply(decided))
                .filter(name -> there.contains(name.under(decided.id())))
                .collect(Collectors.toSet());
        return new PendingState(decided.id(), decided.number(), null, decided, names);
    }

    private Set<TokenStore.Key> existing(Stream<TokenStore.Key> keys) {
        Set<TokenStore.Key> asked = keys.collect(Collectors.toSet());
        return asked.isEmpty() ? Set.of() : store.readAll(asked).keySet();
    }

    /** Reads one form of record out of a text. */
    private interface Form<R> {
        R read(TokenStore.Key key, RecordKey name, String text);
    }

    private <R> List<R> read(List<ListedRecord> listed, Form<R> form) {
        Set<TokenStore.Key> keys = listed.stream().map(ListedRecord::key).collect(Collectors.toSet());
        Map<TokenStore.Key, String> texts = keys.isEmpty() ? Map.of() : store.readAll(keys);
        listed.stream().filter(record -> !texts.containsKey(record.key())).forEach(this::unlist);
        return listed.stream()
                .flatMap(record -> readable(record.key(), texts.get(record.key()), form).stream())
                .toList();
    }

    /** Somebody who may only look at lists must not fail for that. */
    private void unlist(ListedRecord gone) {
        try {
            store.unlist(gone);
        } catch (TaskTokenException e) {
            LOG.debug("The entry of a record that is gone stays in its list: {}", e.getMessage());
        }
    }

    private static <R> Optional<R> readable(TokenStore.Key key, @Nullable String text, Form<R> form) {
        Optional<RecordKey> name = RecordKey.parse(key.name());
        if (text == null || name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(form.read(key, name.get(), text));
        } catch (DamagedRecordException e) {
            LOG.warn("Skipped: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
