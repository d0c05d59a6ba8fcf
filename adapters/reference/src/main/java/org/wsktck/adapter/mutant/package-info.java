/**
 * Providers with exactly one rule broken. Each stands between a client and a correct provider, implements the same interfaces, and makes one realistic mistake: what a conformance
 * kit has to find, with the name of the rule.
 *
 * <p>Nothing here knows how the provider within works, nor who looks at it from outside.
 */
@NullMarked
package org.wsktck.adapter.mutant;

import org.jspecify.annotations.NullMarked;
