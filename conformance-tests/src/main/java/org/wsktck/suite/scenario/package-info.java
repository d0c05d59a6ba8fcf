/** Layer 1 of the suite: for each rule, by hand, the shortest story that exercises it, and for each client rule a client that breaks it. */
@NullMarked
package org.wsktck.suite.scenario;

import org.jspecify.annotations.NullMarked;
