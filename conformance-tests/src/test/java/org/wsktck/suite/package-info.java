/** Tests of the suite itself: it runs against the reference, against mutants and with faulty clients. */
@NullMarked
package org.wsktck.suite;

import org.jspecify.annotations.NullMarked;
