package org.wsktck.oracle;

import java.util.List;
import java.util.Map;

/**
 * What a trace, or several, said about the rules. It holds counts, not verdicts: whether a broken rule fails the implementation depends on its level and obligation in the
 * catalogue.
 *
 * @param exercised how often each rule's antecedent held, by rule id; a rule of level {@code may} counts here when its latitude was used
 * @param findings broken rules in the order of the trace
 * @param observations number of observations judged
 */
public record Judgement(Map<String, Long> exercised, List<Finding> findings, long observations) {}
