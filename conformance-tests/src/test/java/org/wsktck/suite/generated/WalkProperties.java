package org.wsktck.suite.generated;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.wsktck.adapter.reference.ReferenceTarget;
import org.wsktck.catalogue.Catalogue;
import org.wsktck.target.Script;
import org.wsktck.target.Target;
import org.wsktck.target.TargetException;

/** Walks as a property: jqwik shrinks the decisions, and what is left is made small as a script. */
class WalkProperties {
    private static final long SHRINKING = 20_000_000_000L;

    private final Target target = new ReferenceTarget();
    private final Catalogue catalogue = Catalogue.standard();

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void noWalkBreaksARule(
            @ForAll WalkKind kind,
            @ForAll @Size(max = 40) List<@IntRange(min = 0) Integer> decisions,
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed)
            throws TargetException {
        Walk walk = Walk.take(kind, target, seed, Choices.of(decisions), false);
        Breaches breaches = Breaches.of(catalogue, walk.judgement());
        if (!breaches.none()) {
            Script script = walk.script();
            for (String rule : breaches.provider()) {
                script = new Minimizer(target, catalogue, System.nanoTime() + SHRINKING).minimize(script, seed, rule);
            }
            throw new AssertionError(
                    breaches + ", " + kind.what() + ", with session seed " + seed + ":\n" + ScriptTable.of(script));
        }
    }
}
