package org.wsktck.suite;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.catalogue.Category;
import org.wsktck.target.TargetException;

/** Makes runs from configuration parameters, for an IDE and for Maven. */
public final class Runs {
    /** Parameter: the target, as on the command line. */
    public static final String TARGET = "wsktck.target";
    /** Parameter: categories that the generated layers are about, with commas between them; all when it is missing. */
    public static final String CATEGORIES = "wsktck.categories";
    /** Parameter: the seed. */
    public static final String SEED = "wsktck.seed";
    /** Parameter: time for the generated layers, in ISO-8601 (PT20S). */
    public static final String BUDGET = "wsktck.budget";

    /** The target that is taken when none is named. */
    public static final String DEFAULT_TARGET = "reference";
    /** The seed that is taken when none is given: the same every time, so that runs can be compared. */
    public static final long DEFAULT_SEED = 1;
    /** Time for the generated layers when none is given. */
    public static final Duration DEFAULT_BUDGET = Duration.ofSeconds(60);
    /** The same where only some categories of sockets are certified: enough for the tour of one. */
    private static final Duration CATEGORY_BUDGET = Duration.ofSeconds(40);

    private Runs() {}

    /**
     * A run as the parameters say; what they leave out has its default.
     *
     * @throws IllegalArgumentException when a parameter has no sense
     * @throws TargetException when the target could not be reached
     */
    public static Run from(Function<String, @Nullable String> parameters) throws TargetException {
        String name = parameters.apply(TARGET);
        String categories = parameters.apply(CATEGORIES);
        String seed = parameters.apply(SEED);
        String budget = parameters.apply(BUDGET);
        Catalogue catalogue = Catalogue.standard();
        Set<Category> chosen = categories == null ? Set.of() : categories(categories);
        return new Run(
                new Bench(Kit.target(name == null ? DEFAULT_TARGET : name), Kit.judges(), catalogue),
                catalogue,
                chosen,
                seed == null ? DEFAULT_SEED : seed(seed),
                budget == null ? usualBudget(chosen) : budget(budget),
                new CaseLog(result -> {}));
    }

    /** Time for the generated layers when none is given, where they are about these categories; about all when there are none. */
    public static Duration usualBudget(Set<Category> chosen) {
        return chosen.isEmpty() ? DEFAULT_BUDGET : CATEGORY_BUDGET;
    }

    private static Set<Category> categories(String text) {
        Set<Category> categories = EnumSet.noneOf(Category.class);
        for (String word : text.split(",")) {
            categories.add(Category.named(word.strip())
                    .orElseThrow(() -> new IllegalArgumentException(CATEGORIES + " has '" + word.strip()
                            + "'; the categories are "
                            + Arrays.stream(Category.values())
                                    .map(Category::text)
                                    .toList())));
        }
        return categories;
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(SEED + " is '" + text + "'; it must be a whole number", e);
        }
    }

    private static Duration budget(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(BUDGET + " is '" + text + "'; it must be a duration such as PT20S", e);
        }
    }
}
