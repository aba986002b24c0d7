package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldsTest {
    @Test
    void readsWhatIsWellEncoded() {
        Fields fields = Fields.parse("a=1&b=%zz&c=x+y%26&=nameless&empty=&flag&%zz=1");

        assertThat(fields.only("a")).isEqualTo("1");
        assertThat(fields.only("c")).isEqualTo("x y&");
        assertThat(fields.has("empty")).isTrue();
        assertThat(fields.only("empty")).isEmpty();
        assertThat(fields.has("b")).isFalse();
        assertThat(fields.has("flag")).isFalse();
        assertThat(fields.has("")).isFalse();
    }

    @Test
    void twoValuesAreNone() {
        Fields fields = Fields.parse("a=1&a=2");

        assertThat(fields.only("a")).isEmpty();
        assertThat(fields.count("a")).isEqualTo(2);
    }

    @Test
    void readsNoMoreThanAHundredFields() {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            form.append("f").append(i).append("=x&");
        }

        Fields fields = Fields.parse(form.toString());

        assertThat(fields.has("f99")).isTrue();
        assertThat(fields.has("f100")).isFalse();
    }

    @Test
    void takesNotTheRestForTheHundredAndFirst() {
        Fields fields = Fields.parse("none&".repeat(100) + "choice=yes&comment=late");

        assertThat(fields.has("choice")).isFalse();
    }
}
