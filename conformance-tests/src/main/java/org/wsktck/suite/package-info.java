/** The suite: runs scripts on a target, lets the oracle judge what was observed, and gathers the results layer by layer. */
@NullMarked
package org.wsktck.suite;

import org.jspecify.annotations.NullMarked;
