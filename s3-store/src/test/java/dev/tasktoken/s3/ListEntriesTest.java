package dev.tasktoken.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListEntriesTest {
    private static final Instant LATEST = Instant.ofEpochMilli(999_999_999_999_999L);

    private final ListEntries entries = new ListEntries(new ObjectKeys("t/"));

    @Test
    void aTaskIsListedByItsAgeAndItsDeadlineToTheMillisecond() {
        ListPlace place = new ListPlace(Instant.ofEpochMilli(1_234), Optional.of(Instant.ofEpochMilli(5_678)));

        List<String> keys = entries.of(new ListedRecord(parked(), place));

        assertThat(keys)
                .containsExactly(
                        "t/tokens-by-age/000000000001234-000000000005678/a!2Fb/parked-000001",
                        "t/tokens-by-deadline/000000000005678-000000000001234/a!2Fb/parked-000001");
        assertThat(entries.entry(Listing.WAITING_BY_AGE, keys.get(0)))
                .contains(new ListEntries.Entry(keys.get(0), place, "a!2Fb", "parked-000001"));
        assertThat(entries.entry(Listing.WAITING_BY_DEADLINE, keys.get(1)))
                .contains(new ListEntries.Entry(keys.get(1), place, "a!2Fb", "parked-000001"));
    }

    @Test
    void aDecisionIsListedFromTheNewest() {
        ListPlace place = new ListPlace(Instant.ofEpochMilli(1_234), Optional.empty());
        TokenStore.Key decided = new TokenStore.Key(Area.DECISIONS, "a", "decided-000001");

        List<String> keys = entries.of(new ListedRecord(decided, place));

        assertThat(keys).containsExactly("t/decisions-by-age/999999999998765-000000000000000/a/decided-000001");
        assertThat(entries.entry(Listing.DECIDED_NEWEST_FIRST, keys.get(0)).map(ListEntries.Entry::place))
                .contains(place);
    }

    @Test
    void aTimeThatNoKeyHoldsIsTheFirstOrTheLast() {
        assertThat(listedAt(Instant.MIN)).isEqualTo(Instant.EPOCH);
        assertThat(listedAt(Instant.EPOCH.minusMillis(1))).isEqualTo(Instant.EPOCH);
        assertThat(listedAt(Instant.EPOCH.plusNanos(1_999_999))).isEqualTo(Instant.ofEpochMilli(1));
        assertThat(listedAt(LATEST)).isEqualTo(LATEST);
        assertThat(listedAt(LATEST.plusMillis(1)).getEpochSecond()).isEqualTo(LATEST.getEpochSecond());
        assertThat(listedAt(Instant.MAX).getEpochSecond()).isEqualTo(LATEST.getEpochSecond());
    }

    private Instant listedAt(Instant time) {
        String key = entries.of(new ListedRecord(parked(), new ListPlace(time, Optional.empty())))
                .get(0);
        return entries.entry(Listing.WAITING_BY_AGE, key).orElseThrow().place().at();
    }

    private static TokenStore.Key parked() {
        return new TokenStore.Key(Area.TOKENS, "a/b", "parked-000001");
    }
}
