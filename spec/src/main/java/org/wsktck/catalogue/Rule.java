package org.wsktck.catalogue;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the catalogue.
 *
 * @param id such as {@code DGM-08}; never reused
 * @param title one line
 * @param categories what it speaks about
 * @param obligation who has to keep it
 * @param level how binding it is
 * @param scope how near it is to event callbacks
 * @param basis what it rests on
 * @param kind when a breach can be seen
 * @param statement what has to hold
 * @param when the conditions under which it applies
 * @param observe how it shows in the records of a run
 * @param sources where it comes from
 * @param note anything worth knowing, or null
 * @param statuses statuses, flags and codes that it names
 * @param observability how the kit can judge it
 * @param reason why it is latent or unobservable, null when it is direct
 * @param needs the capability without which a target gives no occasion to judge it, null when there is none such
 */
public record Rule(
        String id,
        String title,
        Set<Category> categories,
        Obligation obligation,
        Level level,
        Scope scope,
        Basis basis,
        RuleKind kind,
        String statement,
        String when,
        String observe,
        List<Source> sources,
        @Nullable String note,
        List<NamedValue> statuses,
        Observability observability,
        @Nullable String reason,
        @Nullable String needs) {

    /** Length of the group's name at the beginning of an id. */
    private static final int GROUP = 3;

    /** Copies the lists; the categories keep their order only as an enum set would. */
    public Rule {
        categories = Set.copyOf(categories);
        sources = List.copyOf(sources);
        statuses = List.copyOf(statuses);
    }

    /** The group that the rule belongs to: the first three letters of its id. */
    public String group() {
        return id.substring(0, GROUP);
    }

    /** Name of the TLA+ operator that decides it: {@code DGM_08} for {@code DGM-08}. */
    public String operator() {
        return id.replace('-', '_');
    }

    /** Whether a breach is a warning and never a failure: the rule is a {@code should}, or rests on a header or a sample only. */
    public boolean isWarningOnly() {
        return level == Level.SHOULD || basis == Basis.HEADER || basis == Basis.SAMPLE;
    }

    /** Whether the provider's conformance hangs on it: a provider {@code must} that documentation bears and observations show. */
    public boolean isRequired() {
        return obligation == Obligation.PROVIDER
                && level == Level.MUST
                && !isWarningOnly()
                && observability == Observability.DIRECT;
    }
}
