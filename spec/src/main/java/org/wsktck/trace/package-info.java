/** Observations: what was seen of a WSK implementation, one record a line, and the traces they form. */
@NullMarked
package org.wsktck.trace;

import org.jspecify.annotations.NullMarked;
