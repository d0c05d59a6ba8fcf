/** From what the oracle counted to a verdict on each rule, and from those to one on the implementation. No rule is decided here. */
@NullMarked
package org.wsktck.verdict;

import org.jspecify.annotations.NullMarked;
