/** Generated tests: random walks, the tour of the model's graph, and stress on threads. What may be done next is asked of the specification, never decided here. */
@NullMarked
package org.wsktck.suite.generated;

import org.jspecify.annotations.NullMarked;
