package dev.tasktoken.pending.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.Tokens;
import dev.tasktoken.pending.DamagedRecordException;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.Vote;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A record that stands under another's name is damage: nobody is answered by it. */
class RecordCodecTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ID = "order-42";

    private final TokenRecord parked = new TokenRecord(ID, 1, Tokens.token(1), PendingTaskInfo.none(), NOW);
    private final TokenRecord next = new TokenRecord(ID, 2, Tokens.token(2), PendingTaskInfo.none(), NOW);

    private interface Reading {
        Object read(TokenStore.Key key, RecordKey name, String text);
    }

    private static void isReadUnderItsOwnName(Reading reading, String text, RecordKey own, RecordKey... others) {
        assertThat(reading.read(own.under(ID), own, text)).isNotNull();
        for (RecordKey other : others) {
            assertThatThrownBy(() -> reading.read(other.under(ID), other, text))
                    .isInstanceOf(DamagedRecordException.class)
                    .hasMessageContaining("another record's");
        }
    }

    @Test
    void aTokenIsReadUnderItsOwnNameOnly() {
        isReadUnderItsOwnName(RecordCodec::readToken, RecordCodec.write(parked), parked.name(), next.name());
    }

    @Test
    void aDecisionIsReadUnderItsOwnNameOnly() {
        DecisionRecord decided = DecisionRecord.on(parked, new Decision.Success("1"), NOW, Optional.empty());

        isReadUnderItsOwnName(
                RecordCodec::readDecision,
                RecordCodec.write(decided),
                decided.name(),
                next.name(RecordKey.Kind.DECIDED),
                new RecordKey(RecordKey.Kind.DECIDED, 1, next.attempt()));
    }

    @Test
    void aVoteIsReadUnderItsOwnNameOnly() {
        VoteRecord vote = new VoteRecord(
                RecordKey.vote(parked, 1), "nonce", new Vote(Vote.Kind.WITHDRAWN, DecidedBy.person("ann"), NOW), null);

        isReadUnderItsOwnName(VoteCodec::readRecord, VoteCodec.write(vote, ID), vote.name(), RecordKey.vote(next, 1));
    }
}
