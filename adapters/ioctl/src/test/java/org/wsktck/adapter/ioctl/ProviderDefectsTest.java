package org.wsktck.adapter.ioctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the mistakes that can be built into the provider in C, against its sources. */
class ProviderDefectsTest {
    private static final Pattern USE = Pattern.compile("DEFECT\\((\\d+)\\)");

    @Test
    void theTableIsWhatTheSourcesHave() throws IOException {
        Set<Integer> built = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("provider/core"))) {
            for (Path source :
                    sources.filter(each -> each.toString().endsWith(".c")).toList()) {
                Matcher use = USE.matcher(Files.readString(source));
                while (use.find()) {
                    built.add(Integer.valueOf(use.group(1)));
                }
            }
        }
        List<Integer> numbers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonNode each :
                new YAMLMapper().readTree(Path.of("provider/defects.yaml").toFile())) {
            numbers.add(each.path("number").asInt());
            names.add(each.path("name").asText());
            assertThat(each.path("mistake").asText()).isNotBlank();
            assertThat(each.path("expected"))
                    .isNotEmpty()
                    .allMatch(rule -> rule.asText().matches("[A-Z]{3}-[0-9]{2}"));
        }
        assertThat(numbers).isSorted().doesNotHaveDuplicates().containsExactlyElementsOf(built);
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
    }
}
