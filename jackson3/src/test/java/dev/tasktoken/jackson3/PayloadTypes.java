package dev.tasktoken.jackson3;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Types of payloads that both Jacksons bind to. */
final class PayloadTypes {
    private PayloadTypes() {}

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "leaf";
            }
        }
    }

    record Parcel(@Nullable String orderId, double kilos) {}

    record Primitives(int i, long l, short s, byte b, float f, double d, boolean z, char c) {}

    record Wrappers(
            @Nullable Integer i,
            @Nullable Long l,
            @Nullable Double d,
            @Nullable Float f,
            @Nullable Boolean z,
            @Nullable BigDecimal decimal,
            @Nullable BigInteger whole,
            @Nullable Colour colour,
            @Nullable UUID uuid,
            @Nullable URI uri,
            @Nullable Date date,
            @Nullable Instant at,
            @Nullable LocalDate day,
            @Nullable OffsetDateTime local,
            @Nullable Duration took,
            @Nullable List<Integer> list,
            @Nullable Set<Colour> colours,
            @Nullable Map<String, Integer> map,
            @Nullable Map<Colour, Integer> byColour,
            @Nullable Parcel parcel,
            OptionalInt maybeInt,
            Optional<Integer> maybe,
            @Nullable String text,
            @Nullable Object any,
            @JsonAlias("old_name") @Nullable String newName) {}

    static final class Floats {
        public double @Nullable [] doubles;
        public float @Nullable [] floats;
        public @Nullable List<Double> decimals;

        @Override
        public String toString() {
            return Arrays.toString(doubles) + Arrays.toString(floats) + decimals;
        }
    }

    static final class Created {
        private final int kilos;

        @JsonCreator
        Created(@JsonProperty("kilos") int kilos) {
            this.kilos = kilos;
        }

        @Override
        public String toString() {
            return "Created " + kilos;
        }
    }

    static final class Bean {
        private int kilos;
        private @Nullable String note;

        public int getKilos() {
            return kilos;
        }

        public void setKilos(int kilos) {
            this.kilos = kilos;
        }

        public @Nullable String getNote() {
            return note;
        }

        public void setNote(String note) {
            this.note = note;
        }

        @Override
        public String toString() {
            return "Bean " + kilos + " " + note;
        }
    }

    record Nested(@Nullable Nested next) {}

    record Throwing(int value) {
        Throwing {
            if (value < 0) {
                throw new IllegalArgumentException("secret " + value);
            }
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Tolerant(@Nullable String orderId) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Card.class, name = "card"), @JsonSubTypes.Type(Transfer.class)})
    interface Payment {}

    record Card(int cents) implements Payment {}

    @JsonTypeName("transfer")
    record Transfer(int cents) implements Payment {}

    record Payments(List<Payment> payments) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface AnyClass {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Left.class), @JsonSubTypes.Type(Right.class)})
    interface Deduced {}

    record Left(int left) implements Deduced {}

    record Right(int right) implements Deduced {}

    interface Unknown {}
}
