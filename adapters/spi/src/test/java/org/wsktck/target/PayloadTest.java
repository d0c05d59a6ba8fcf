package org.wsktck.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    @ParameterizedTest
    @ValueSource(ints = {16, 17, 32, 1400})
    void readsBackWhatItWrote(int length) {
        byte[] bytes = Payload.encode(77, length);

        assertThat(Payload.decode(bytes, length)).isEqualTo(new Payload.Seen(77, length, true));
    }

    @Test
    void tellsAFragmentFromTheWhole() {
        assertThat(Payload.decode(Payload.encode(5, 64), 20)).isEqualTo(new Payload.Seen(5, 64, true));
    }

    @Test
    void seesEveryCorruptedByteOfTheBody() {
        byte[] bytes = Payload.encode(9, 48);
        for (int i = Payload.HEADER; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(Payload.decode(changed, changed.length).intact())
                    .as("byte %d changed", i)
                    .isFalse();
        }
    }

    @Test
    void seesWhatWasAppended() {
        byte[] merged = Arrays.copyOf(Payload.encode(3, 32), 64);

        assertThat(Payload.decode(merged, 64)).isEqualTo(new Payload.Seen(3, 32, false));
    }

    @Test
    void tellsTwoDatagramsOfEqualLengthApart() {
        byte[] spliced = Payload.encode(3, 64);
        System.arraycopy(Payload.encode(4, 64), 32, spliced, 32, 32);

        assertThat(Payload.decode(spliced, 64).intact()).isFalse();
    }

    @Test
    void givesNoNumberToWhatCarriesNone() {
        Payload.Seen nothing = new Payload.Seen(0, 0, false);

        assertThat(Payload.decode(new byte[64], 64)).isEqualTo(nothing);
        assertThat(Payload.decode(Payload.encode(3, 8), 8)).isEqualTo(nothing);
        assertThat(Payload.decode(Payload.encode(3, 64), 15)).isEqualTo(nothing);
        assertThat(Payload.decode(new byte[0], 0)).isEqualTo(nothing);
    }
}
