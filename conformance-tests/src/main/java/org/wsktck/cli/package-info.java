/** The command line {@code wsktck}. */
@NullMarked
package org.wsktck.cli;

import org.jspecify.annotations.NullMarked;
