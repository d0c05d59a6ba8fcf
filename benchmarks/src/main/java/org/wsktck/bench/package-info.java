/** Benchmarks: how fast the oracle judges, by table, by evaluator, and by model checker. */
@NullMarked
package org.wsktck.bench;

import org.jspecify.annotations.NullMarked;
