package org.wsktck.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Constant;
import org.wsktck.catalogue.Observability;
import org.wsktck.catalogue.Rule;

/** A rule and its operator go by the same name, and constants are spelled as in the catalogue. */
class OperatorsTest {
    private static final Pattern OPERATOR = Pattern.compile("(?m)^([A-Z]{3}_\\d{2})(?:_\\w+)?\\(");
    private static final Pattern TEXT = Pattern.compile("\"((?:WSK|SO|SIO|NPI|MSG)_[A-Z0-9_]+)\"");

    @Test
    void everyObservableRuleInScopeHasAnOperator() throws IOException {
        assertThat(operators())
                .containsAll(Catalogue.standard().inScope().stream()
                        .filter(r -> r.observability() != Observability.UNOBSERVABLE)
                        .map(Rule::id)
                        .toList());
    }

    @Test
    void everyOperatorNamedLikeARuleIsInTheCatalogue() throws IOException {
        assertThat(operators()).allMatch(Catalogue.standard()::has);
    }

    @Test
    void theConstantsAreThoseOfTheCatalogue() throws IOException {
        Set<String> known =
                Catalogue.standard().constants().stream().map(Constant::name).collect(Collectors.toSet());

        assertThat(found(TEXT, "WskTypes.tla")).isNotEmpty().isSubsetOf(known);
    }

    private static Set<String> operators() throws IOException {
        Set<String> ids = new TreeSet<>();
        for (String module : Manifest.standard().modules()) {
            for (String name : found(OPERATOR, module)) {
                ids.add(name.replace('_', '-'));
            }
        }
        return ids;
    }

    private static Set<String> found(Pattern pattern, String module) throws IOException {
        try (InputStream in = OperatorsTest.class.getResourceAsStream("/spec/tla/" + module)) {
            assertThat(in).as(module).isNotNull();
            Matcher matcher = pattern.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Set<String> names = new TreeSet<>();
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
            return names;
        }
    }
}
