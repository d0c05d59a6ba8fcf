package org.wsktck.suite.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The time that layers share")
class PurseTest {
    private final Purse purse = new Purse(Duration.ofSeconds(100));

    @Test
    @DisplayName("What a layer leaves over goes to later ones in proportion")
    void leftOver() {
        assertThat(purse.grant(40)).hasSeconds(40);
        purse.spend(40, Duration.ofSeconds(10));
        assertThat(purse.grant(40)).hasSeconds(60);
        purse.spend(40, Duration.ofSeconds(60));
        assertThat(purse.grant(20)).hasSeconds(30);
    }

    @Test
    @DisplayName("What a layer overdraws, later ones lack")
    void overdrawn() {
        purse.spend(40, Duration.ofSeconds(70));
        assertThat(purse.grant(40)).hasSeconds(20);
        purse.spend(40, Duration.ofSeconds(500));
        assertThat(purse.grant(20)).isZero();
        purse.spend(20, Duration.ofSeconds(1));
        assertThat(purse.grant(20)).isZero();
    }
}
