/** Tests of the command line: texts, exit codes, and what is left behind when a target dies. */
@NullMarked
package org.wsktck.cli;

import org.jspecify.annotations.NullMarked;
