package org.wsktck.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final String BEGIN = "<!-- figures: printed by ./wsktck figures -->\n";
    private static final String END = "<!-- end of figures -->";

    @Test
    @DisplayName("the figures of the README are those that ./wsktck figures prints")
    void theReadmeHasThem() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        assertThat(readme).contains(BEGIN, END);
        String table = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));
        assertThat(table)
                .as("run ./wsktck figures and put the table into the README")
                .isEqualTo(Figures.table());
    }
}
