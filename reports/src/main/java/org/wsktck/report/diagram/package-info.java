/** Traces as pictures and as sentences. */
@NullMarked
package org.wsktck.report.diagram;

import org.jspecify.annotations.NullMarked;
