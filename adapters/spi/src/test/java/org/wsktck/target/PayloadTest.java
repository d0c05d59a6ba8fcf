package org.wsktck.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    private static final int WINDOW = 16;

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

    @Test
    void streamBytesAreFoundWhereTheyStand() {
        for (int length : new int[] {1, 3, 100}) {
            for (long offset : new long[] {0, 17, 900}) {
                byte[] bytes = Payload.stream("p1", offset, length);
                assertThat(Payload.find(bytes, "p1", 1000, offset)).isEqualTo(offset);
            }
        }
        byte[] bytes = Payload.stream("p1", 500, 8);
        assertThat(Payload.find(bytes, "p1", 1000, 0)).isEqualTo(500);
        assertThat(Payload.find(bytes, "p1", 1000, 990)).isEqualTo(500);
    }

    @Test
    void streamBytesThatNobodySentStandNowhere() {
        byte[] bytes = Payload.stream("p1", 500, 8);

        assertThat(Payload.find(bytes, "p2", 1000, 500)).isEqualTo(-1);
        assertThat(Payload.find(bytes, "p1", 507, 500)).isEqualTo(-1);
        assertThat(Payload.find(bytes, "p1", 508, 500)).isEqualTo(500);
        bytes[3]++;
        assertThat(Payload.find(bytes, "p1", 1000, 500)).isEqualTo(-1);
    }

    @Test
    void aStreamDoesNotResembleItself() {
        Set<ByteBuffer> windows = new HashSet<>();
        byte[] stream = Payload.stream("s1.1", 0, 1 << 16);
        for (int i = 0; i + WINDOW <= stream.length; i++) {
            assertThat(windows.add(ByteBuffer.wrap(stream, i, WINDOW)))
                    .as("window at %d", i)
                    .isTrue();
        }
    }

    @Test
    void aSingleByteIsFoundAFewPacketsFurtherOn() {
        for (int skipped = 0; skipped < 32; skipped++) {
            byte[] one = Payload.stream("p2", 34 + skipped, 1);
            assertThat(Payload.find(one, "p2", 1000, 34)).isEqualTo(34 + skipped);
        }
    }

    @Test
    void noBytesStandAtTheExpectedPosition() {
        assertThat(Payload.find(new byte[0], "p1", 10, 7)).isEqualTo(7);
    }
}
